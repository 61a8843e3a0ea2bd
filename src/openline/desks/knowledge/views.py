"""What staff read: the articles with their state, one article with its edit and history, a day, the gaps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openline.actions import access, house
from openline.actions.acting import acting_as
from openline.actions.knowledge import editing, telling_back
from openline.desks.knowledge import showing
from openline.desks.knowledge.forms import EditForm, NoteForm, PublishForm, ReviewForm, day_of
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
        listed = showing.rows(request.now)
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
    return page(request, known(article))


def known(key: str) -> Article:
    """The article of the pack, for staff; a key that it does not have is not there."""
    found = house.pack().articles.get(key)
    if found is None:
        raise Http404
    return found


def page(
    request: Any,
    found: Article,
    *,
    forms: dict[str, EditForm] | None = None,
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
        context = {
            "article": found,
            "owner": showing.owner_of(found),
            "intents": [_label(intent) for intent in found.answers],
            "leads_to": [_label(intent) for intent in found.leads_to],
            "heading": next((side.told.title for side in parts if side.told), found.key.replace("_", " ")),
            "sides": parts,
            "today": today,
            "state": state.value if state else "",
            "state_words": showing.STATES[state] if state else "",
            "may_edit": may_edit,
            "forms": [(side, (forms or {}).get(side.language) or showing.form_of(side)) for side in parts]
            if may_edit and state is not State.IN_REVIEW
            else [],
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


def _label(intent: str) -> str:
    try:
        return house.label_of(intent, "en")
    except KeyError:
        return intent.replace("_", " ").capitalize()


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
        found = Gap.objects.filter(state=wanted).select_related("marked_by").order_by("-count", "-last_at")
        titles = {
            key: words.title
            for key, one in house.pack().articles.items()
            if not one.internal and (words := next(iter(one.words.values()), None))
        }
        context = {
            "gaps": [
                {
                    "row": gap,
                    "language": house.language_name(gap.language),
                    "article": titles.get(gap.article, gap.article),
                }
                for gap in found[:GAPS_SHOWN]
            ],
            "wanted": wanted,
            "titles": sorted(titles.items(), key=lambda item: item[1]),
            "zone": house.home_zone(),
        }
        return render(request, "knowledge/gaps.html", context)
