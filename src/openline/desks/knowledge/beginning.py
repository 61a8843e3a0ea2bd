"""A content owner begins an article: from nothing, or for questions that none answered."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openline.actions import house
from openline.actions.acting import acting_as
from openline.actions.knowledge import beginning, editing, gaps, serving
from openline.actions.knowledge.editing import Words
from openline.desks.knowledge import showing
from openline.desks.knowledge.forms import AudienceForm, EditForm, FactsForm, NoteForm
from openline.desks.knowledge.views import EDIT
from openline.policy.knowledge import ArticleFacts
from openline.records.models import Gap
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to

MOST_GAPS = 20


@open_to(EDIT)
@require_http_methods(["GET", "POST"])
def begin(request: Any) -> HttpResponse:
    """The form of a new article, and on POST its first draft. The gaps that are named give its first phrasings."""
    with acting_as(request.actor):
        asked = _gaps(request)
    posted = request.POST if request.method == "POST" else None
    audience = AudienceForm(posted, initial={"audience": "public"})
    facts = showing.facts_form(posted, request.now, subjects=[gap.intent for gap in asked])
    note = NoteForm(posted)
    sides = {language: _side(language, asked, posted) for language in house.pack().agency.languages}
    forms = (audience, facts, note, *sides.values())
    checked = [form.is_valid() for form in forms]
    if posted is None or not all(checked):
        return _page(request, asked, audience, facts, note, sides, status=200 if posted is None else 422)
    internal = audience.cleaned_data["audience"] == "internal"
    written = {language: form for language, form in sides.items() if not form.is_empty}
    for language, form in written.items():
        form.add_faults(editing.faults_of(form.words, language, request.now))
    with acting_as(request.actor):
        showing.check_facts(facts, None, internal, request.now)
    if not written or any(form.errors for form in forms):
        nothing = None if written else Alert(text=_("Write the article in one language at least."), kind="error")
        return _page(request, asked, audience, facts, note, sides, refusal=nothing, status=422)
    said = found_where_none_is_chosen(facts.facts, {code: form.words for code, form in written.items()}, request)
    drafts = {language: replace(form.words, facts=said) for language, form in written.items()}
    with acting_as(request.actor):
        begun = beginning.begin(
            request.seat, drafts, internal, _gaps(request), note.cleaned_data["note"].strip(), request.now
        )
    messages.success(request, _("The draft is kept. Send it to review when it is ready."))
    return redirect("knowledge-article", begun.key)


def found_where_none_is_chosen(facts: ArticleFacts, said: dict[str, Words], request: HttpRequest) -> ArticleFacts:
    """The facts with the subjects that the assistant understands the phrasings as, where the author chose none."""
    if facts.found_under or facts.answers:
        return facts
    now = request.now  # type: ignore[attr-defined]
    phrasings = {language: (words.title, *words.asked_as) for language, words in said.items()}
    return replace(facts, found_under=beginning.subjects_understood(phrasings, now))


def _gaps(request: Any) -> list[Gap]:
    """The open gaps that the address or the form names, the most asked first."""
    named = request.POST.getlist("gap") or request.GET.getlist("gap")
    ids = [found for one in named[:MOST_GAPS] if (found := _uuid(one))]
    return list(Gap.objects.filter(id__in=ids, state="open").order_by("-count", "-last_at"))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _side(language: str, asked: list[Gap], posted: Any) -> EditForm:
    phrasings = [gaps.phrasing_of(gap) for gap in asked if gap.language == language]
    return EditForm(posted, prefix=language, initial={"asked_as": "\n".join(dict.fromkeys(filter(None, phrasings)))})


def _page(
    request: Any,
    asked: list[Gap],
    audience: AudienceForm,
    facts: FactsForm,
    note: NoteForm,
    sides: dict[str, EditForm],
    *,
    refusal: Alert | None = None,
    status: int = 200,
) -> HttpResponse:
    with acting_as(request.actor):
        titles = {one.article.key: one.title for one in serving.in_force(serving.Audience.PUBLIC, request.now)}
    context = {
        "audience_form": audience,
        "facts_form": facts,
        "note_form": note,
        "forms": [{"name": house.language_name(language), "form": form} for language, form in sides.items()],
        "gaps": [
            {
                "row": gap,
                "language": house.language_name(gap.language),
                "written": titles.get(gap.article, gap.article.replace("_", " ")),
            }
            for gap in asked
        ],
        "refusal": refusal,
    }
    return render(request, "knowledge/begin.html", context, status=status)
