"""The public's answers: a list, a search whose words stay out of addresses and logs, and a page for each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from openline.actions import house, matter_access
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.knowledge import gaps, serving
from openline.actions.knowledge.answering import nearest
from openline.actions.knowledge.serving import Audience, Served
from openline.channels.api.limits import client_of
from openline.channels.visitors import page_language
from openline.policy.knowledge import UnknownPlaceholder
from openline.ui import showing
from openline.ui.doors import PUBLIC, open_to

LONGEST_QUESTION = 300
MOST_FOUND = 6
GAPS_PER_HOUR = 30  # of one client


@open_to(PUBLIC)
@require_http_methods(["GET", "POST"])
def answers(request: Any) -> HttpResponse:
    """Every answer in the language of the page. Words are posted, since they may tell of a person."""
    question = str(request.POST.get("question", ""))[:LONGEST_QUESTION].strip() if request.method == "POST" else ""
    with acting_as(SYSTEM):
        served = serving.in_force(Audience.PUBLIC, request.now, page_language())
    found = _found(question, served) if question else []
    if question and not found:
        _count_gap(question, request)
    context = {
        "question": question,
        "asked": bool(question),
        "found": found,
        "groups": _groups(served),
    }
    return render(request, "portal/answers.html", context)


def _found(question: str, served: list[Served]) -> list[dict[str, str]]:
    by_key = {one.article.key: one for one in served}
    found = nearest(question, served, page_language())[:MOST_FOUND]
    return [{"key": key, "title": by_key[key].title} for key in found]


def _count_gap(question: str, request: Any) -> None:
    """What the search found nothing for is a gap as in the assistant; a client that asks on and on counts no more."""
    with acting_as(SYSTEM):
        if not matter_access.too_often("search_found_nothing", client_of(request), GAPS_PER_HOUR):
            gaps.count(question, None, page_language(), request.now)


def _groups(served: list[Served]) -> list[dict[str, Any]]:
    owners = house.pack().labels.get("content_owner", {})
    groups: dict[str, list[dict[str, str]]] = {owner: [] for owner in owners}
    for one in sorted(served, key=lambda one: one.title.casefold()):
        groups.setdefault(one.article.owner, []).append({"key": one.article.key, "title": one.title})
    return [
        {"key": owner, "title": owners.get(owner, {}).get(page_language(), owner), "answers": found}
        for owner, found in groups.items()
        if found
    ]


@open_to(PUBLIC)
@require_GET
def answer(request: Any, article: str) -> HttpResponse:
    """One answer with its source and the day of its review. What is not the public's is not there."""
    with acting_as(SYSTEM):
        everything = serving.in_force(Audience.PUBLIC, request.now, page_language())
    served = {one.article.key: one for one in everything}
    found = served.get(article)
    if found is None:
        return _in_another_language(request, article)
    try:
        filled = found.told(request.now)
    except UnknownPlaceholder:
        raise Http404 from None
    context = {
        "title": found.title,
        "text": filled.text,
        "source": found.source_in(page_language()),
        "reviewed_on": found.reviewed_on,
        "why": showing.rule_notes([ref.address for ref in filled.because], request.now),
        "next": [{"key": one.article.key, "title": one.title} for one in _next_steps(found, everything)],
    }
    return render(request, "portal/answer.html", context)


def _in_another_language(request: Any, article: str) -> HttpResponse:
    """Says in which languages an answer can be read, without telling it; what is not the public's is not there."""
    with acting_as(SYSTEM):
        everywhere = serving.in_force(Audience.PUBLIC, request.now)
    languages = [one.language for one in everywhere if one.article.key == article]
    if not languages:
        raise Http404
    names = dict(settings.LANGUAGES)
    context = {"told_in": [names[code] for code in languages]}
    return render(request, "portal/answer_elsewhere.html", context, status=404)


def _next_steps(found: Served, everything: list[Served]) -> list[Served]:
    """The first article for each intent that this one leads to."""
    steps: dict[str, Served] = {}
    for intent in found.article.leads_to:
        step = next((one for one in everything if one.article.answers[:1] == (intent,)), None)
        if step is not None and step.article.key != found.article.key:
            steps[step.article.key] = step
    return list(steps.values())
