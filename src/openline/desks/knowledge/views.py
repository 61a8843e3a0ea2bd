"""What staff read: the articles with their state, one article with its edit and history, a day, the gaps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openline.actions import access, house
from openline.actions.acting import acting_as
from openline.actions.knowledge import editing, serving, telling_back
from openline.desks.knowledge import showing
from openline.desks.knowledge.forms import EditForm, FactsForm, NoteForm, PublishForm, ReviewForm, day_of
from openline.domain.knowledge import State
from openline.policy.knowledge import Article
from openline.records.models import Gap
from openline.ui.components.alert.part import Alert
from openline.ui.doors import STAFF, open_to

EDIT, REVIEW = "edit_knowledge", "review_knowledge"
GAPS_SHOWN = 200
VIEWS = ("all", "care", "internal")


@open_to(STAFF)
@require_GET
def articles(request: Any) -> HttpResponse:
    """Every article, for staff of any seat; what wants care first."""
    wanted = request.GET.get("show", "all")
    wanted = wanted if wanted in VIEWS else "all"
    query = request.GET.get("q", "").strip()[:80]
    with acting_as(request.actor):
        listed = [row for row in showing.rows(request.now) if row.is_told or _sees_drafts(request)]
        context = {
            "figures": showing.figures(listed) if access.may(request.seat, EDIT) else [],
            "rows": [row for row in listed if _is_wanted(row, wanted) and _has_words(row, query)],
            "wanted": wanted,
            "query": query,
            "may_edit": access.may(request.seat, EDIT),
            "days": showing.SHOWN_IN_DAYS,
        }
        return render(request, "knowledge/articles.html", context)


def _is_wanted(row: showing.Row, wanted: str) -> bool:
    return {"all": True, "care": row.wants_care, "internal": row.internal}[wanted]


def _has_words(row: showing.Row, query: str) -> bool:
    words = f"{row.title} {row.key.replace('_', ' ')} {row.owner}".casefold()
    return all(word in words for word in query.casefold().split())


@open_to(STAFF)
@require_GET
def article(request: Any, article: str) -> HttpResponse:
    return page(request, known(request, article))


def known(request: Any, key: str) -> Article:
    """The article, for staff; one that was begun here and never told is there for those alone who write and review."""
    with acting_as(request.actor):
        found = serving.of_center().get(key)
        if found is None or not (found.has_files or _sees_drafts(request) or _is_told(found, request)):
            raise Http404
    return found


def _sees_drafts(request: Any) -> bool:
    return access.may(request.seat, EDIT) or access.may(request.seat, REVIEW)


def _is_told(found: Article, request: Any) -> bool:
    return any(one.article.key == found.key for one in serving.in_force(serving.Audience.STAFF, request.now))


def page(
    request: Any,
    found: Article,
    *,
    forms: dict[str, EditForm] | None = None,
    facts_form: FactsForm | None = None,
    note_form: NoteForm | None = None,
    review_form: ReviewForm | None = None,
    publish_form: PublishForm | None = None,
    refusal: Alert | None = None,
    status: int = 200,
) -> HttpResponse:
    """One article: what is told, the edit under way and what this seat may do with it, and its history."""
    may_edit, may_review = access.may(request.seat, EDIT), access.may(request.seat, REVIEW)
    with acting_as(request.actor):
        parts = showing.sides(found, request.now)
        state = showing.state_of(parts)
        edits = [side.edit for side in parts if side.edit]
        own = any(edit.author_id == request.seat.id for edit in edits)
        today = house.pack().home_date(request.now)
        may_write = may_edit and state is not State.IN_REVIEW
        if may_write and not found.has_files:
            facts_form = facts_form or showing.facts_form(None, request.now, found)
        context = {
            "article": found,
            "owner": showing.owner_of(found),
            "intents": [showing.label_of(intent) for intent in found.answers],
            "found_under": [showing.label_of(intent) for intent in found.found_under],
            "rests_on": showing.rests_on(found.source),
            "leads_to": [showing.label_of(intent) for intent in found.leads_to],
            "heading": _heading(found, parts),
            "sides": parts,
            "today": today,
            "state": state.value if state else "",
            "state_words": showing.STATES[state] if state else "",
            "may_edit": may_edit,
            "forms": [(side, (forms or {}).get(side.language) or showing.form_of(side)) for side in parts]
            if may_write
            else [],
            "facts_form": facts_form if may_write else None,
            "facts_pieces": showing.facts_pieces(parts),
            "form_open": bool(forms),
            "note_form": note_form or NoteForm(initial={"note": edits[0].note if edits else ""}),
            "notes": list(dict.fromkeys(edit.note for edit in edits if edit.note)),
            "review_notes": list(dict.fromkeys(edit.review_note for edit in edits if edit.review_note)),
            "authors": list(dict.fromkeys(str(edit.author) for edit in edits)),
            "reviewers": list(dict.fromkeys(str(edit.reviewer) for edit in edits if edit.reviewer)),
            "own": own,
            "review_form": (review_form or ReviewForm()) if may_review and state is State.IN_REVIEW else None,
            "seen": editing.state_of_edits([edit for edit in edits if edit.state == State.IN_REVIEW]),
            "publish_form": (publish_form or PublishForm(initial={"on": today}))
            if may_edit and state is State.APPROVED
            else None,
            "history": showing.history(found, request.now) if may_edit else [],
            "refusal": refusal,
            "zone": house.home_zone(),
        }
        return render(request, "knowledge/article.html", context, status=status)


def _heading(found: Article, parts: list[showing.Side]) -> str:
    """The title that is told, else the one that is being written."""
    written = [words.title for side in parts for words in (side.told, side.edit, side.aside) if words]
    return written[0] if written else found.key.replace("_", " ")


@open_to(EDIT, "supervise")
@require_GET
def told(request: Any) -> HttpResponse:
    """What people could read on a day, and how often it was shown to them."""
    today = house.pack().home_date(request.now)
    day = min(day_of(request.GET.get("on", ""), today), today)
    with acting_as(request.actor):
        found = [_told(one) for one in telling_back.told_on(day, request.now)]
        context = {
            "day": day,
            "today": today,
            "shown": sorted((one for one in found if one["times"]), key=lambda one: -one["times"]),
            "others": [one for one in found if not one["times"]],
            "zone": house.home_zone(),
        }
        return render(request, "knowledge/told.html", context)


def _told(one: telling_back.ToldOn) -> dict[str, Any]:
    served = one.served
    return {
        "key": served.article.key,
        "language": house.language_name(served.language),
        "code": served.language,
        "title": served.title,
        "texts": one.texts or (served.text,),
        "times": one.times,
        "starts_at": served.starts_at,
        "reviewed_on": served.reviewed_on,
        "source": served.source_in("en"),
        "sha256": served.sha256[:12],
    }


@open_to(EDIT)
@require_GET
def gaps(request: Any) -> HttpResponse:
    """Questions that no article answered, the most asked first."""
    wanted = request.GET.get("state", "open")
    wanted = wanted if wanted in ("open", "covered", "will_not_answer") else "open"
    with acting_as(request.actor):
        found = Gap.objects.filter(state=wanted).select_related("marked_by").order_by("-count", "-last_at")[:GAPS_SHOWN]
        told = serving.in_force(serving.Audience.PUBLIC, request.now)
        titles = {one.article.key: one.title for one in reversed(told)}
        context = {
            "gaps": [
                _gap(gap, titles, {one.article.key for one in told if one.language == gap.language}) for gap in found
            ],
            "wanted": wanted,
            "titles": sorted(titles.items(), key=lambda item: item[1]),
            "zone": house.home_zone(),
        }
        return render(request, "knowledge/gaps.html", context)


def _gap(gap: Gap, titles: dict[str, str], told: set[str]) -> dict[str, Any]:
    """A gap with its article. While it is open, the article is being written for it, or is told and not found by it."""
    return {
        "row": gap,
        "language": house.language_name(gap.language),
        "article": titles.get(gap.article, gap.article.replace("_", " ")),
        "not_found": gap.state == "open" and gap.article in told,
    }
