"""What content owners do with an edit: keep it, send it on, review it, publish it, take it back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openline.actions.acting import acting_as
from openline.actions.knowledge import editing, gaps
from openline.actions.knowledge.editing import ChangedMeanwhile, NothingToDo
from openline.desks.knowledge import showing
from openline.desks.knowledge.beginning import found_where_none_is_chosen
from openline.desks.knowledge.forms import GapForm, NoteForm, PublishForm, ReviewForm
from openline.desks.knowledge.views import EDIT, REVIEW, known, page
from openline.domain.knowledge import MayNot
from openline.policy.knowledge import Article
from openline.records.models import ArticleVersion, Gap
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted

PAGE = "knowledge-article"


def refusal_of(refused: MayNot) -> Alert:
    words = {
        MayNot.OWN_WORDS: _("These are your own words: somebody else must review them."),
        MayNot.NOT_IN_REVIEW: _("This does not wait for a review any more."),
        MayNot.NOT_APPROVED: _("This is not approved yet: send it to review first."),
        MayNot.CHANGED_SINCE: _("The words were changed after they were approved: send them to review again."),
        MayNot.DAY_HAS_PASSED: _("Choose today or a later day: what was told before cannot be changed."),
        MayNot.REVIEW_BEFORE_IT_BEGINS: _("Its next review is not after that day: change the draft, or the day."),
    }
    return Alert(text=words[refused], kind="error", announced=True)


def meanwhile() -> Alert:
    return Alert(
        heading=_("Somebody else was here meanwhile"),
        text=_("Nothing was written. Below is the article as it stands now; what you typed is still in the form."),
        kind="warning",
        announced=True,
    )


@open_to(EDIT)
@posted(PAGE, "article")
def save(request: Any, article: str) -> HttpResponse:
    """Keeps the drafts of all languages together; a fault in one keeps all of them in the form."""
    found = known(request, article)
    with acting_as(request.actor):
        parts = showing.sides(found, request.now)
    forms = {side.language: showing.form_of(side, request.POST) for side in parts}
    note_form = NoteForm(request.POST)
    facts_form = None if found.has_files else showing.facts_form(request.POST, request.now)
    every: list[Form] = [*forms.values(), note_form, *filter(None, [facts_form])]
    checked = [form.is_valid() for form in every]
    valid = all(checked)
    written = {language: form for language, form in forms.items() if valid and not form.is_empty}
    for language, form in written.items():
        form.add_faults(editing.faults_of(form.words, language, request.now))
    if valid and facts_form is not None:
        with acting_as(request.actor):
            showing.check_facts(facts_form, found.key, found.internal, request.now)
    if not written or any(form.errors for form in every):
        return page(request, found, forms=forms, facts_form=facts_form, note_form=note_form, status=422)
    drafts = {language: form.words for language, form in written.items()}
    if facts_form is not None:
        facts = found_where_none_is_chosen(facts_form.facts, drafts, request)
        drafts = {language: replace(words, facts=facts) for language, words in drafts.items()}
    seen = {language: form.cleaned_data["seen"] for language, form in written.items()}
    try:
        with acting_as(request.actor):
            note = note_form.cleaned_data["note"].strip()
            saved = editing.save_draft(found, request.seat, drafts, seen, note, request.now)
    except ChangedMeanwhile:
        return page(
            request, found, forms=forms, facts_form=facts_form, note_form=note_form, refusal=meanwhile(), status=409
        )
    messages.success(request, _("The draft is kept.") if saved else _("Nothing was changed."))
    return redirect(PAGE, found.key)


@open_to(EDIT)
@posted(PAGE, "article")
def send(request: Any, article: str) -> HttpResponse:
    return _step(request, article, editing.send_to_review, _("It waits for a review by somebody else."))


@open_to(EDIT)
@posted(PAGE, "article")
def give_up(request: Any, article: str) -> HttpResponse:
    return _step(request, article, editing.give_up, _("The edit was put aside. It stays in the history."))


def _step(request: Any, article: str, step: Callable[..., None], done: str) -> HttpResponse:
    found = known(request, article)
    try:
        with acting_as(request.actor):
            step(found, request.seat, request.now)
    except NothingToDo:
        return page(request, found, refusal=meanwhile(), status=409)
    messages.success(request, done)
    return redirect(PAGE, found.key)


@open_to(REVIEW)
@posted(PAGE, "article")
def review(request: Any, article: str) -> HttpResponse:
    found, form = known(request, article), ReviewForm(request.POST)
    if not form.is_valid():
        return page(request, found, review_form=form, status=422)
    given = form.cleaned_data
    approves = given["verdict"] == "approve"
    try:
        with acting_as(request.actor):
            note = given["review_note"].strip()
            refused = editing.review(found, request.seat, approves, note, given["seen"], request.now)
    except (NothingToDo, ChangedMeanwhile):
        return page(request, found, refusal=meanwhile(), status=409)
    if refused is not None:
        return page(request, found, review_form=form, refusal=refusal_of(refused), status=422)
    messages.success(request, _("Approved.") if approves else _("Returned to the author with your note."))
    return redirect(PAGE, found.key)


@open_to(EDIT)
@posted(PAGE, "article")
def publish(request: Any, article: str) -> HttpResponse:
    found, form = known(request, article), PublishForm(request.POST)
    if not form.is_valid():
        return page(request, found, publish_form=form, status=422)
    try:
        with acting_as(request.actor):
            refused = editing.publish(found, request.seat, form.cleaned_data["on"], request.now)
    except NothingToDo:
        return page(request, found, refusal=meanwhile(), status=409)
    if refused is not None:
        return page(request, found, publish_form=form, refusal=refusal_of(refused), status=422)
    messages.success(request, _("Published."))
    return redirect(PAGE, found.key)


@open_to(EDIT)
@posted(PAGE, "article")
def withdraw(request: Any, article: str) -> HttpResponse:
    """From now on nobody is told this in one language."""
    found, language = known(request, article), request.POST.get("language", "")
    if language not in showing.languages_of(found):
        raise Http404
    return _step(
        request,
        article,
        lambda one, seat, now: editing.withdraw(one, language, seat, now),
        _("Withdrawn: nobody is told this any more until a version is published again."),
    )


@open_to(EDIT)
@posted(PAGE, "article")
def publish_again(request: Any, article: str) -> HttpResponse:
    """Undo: an earlier version is told again from now on."""
    found = known(request, article)
    with acting_as(request.actor):
        version = _version(found, request.POST.get("version", ""))
        editing.publish_again(version, request.seat, request.now)
    messages.success(request, _("The earlier version is told again from now on."))
    return redirect(PAGE, found.key)


def _version(found: Article, wanted: str) -> ArticleVersion:
    try:
        version_id = uuid.UUID(wanted)
    except ValueError:
        raise Http404 from None
    version = ArticleVersion.objects.filter(id=version_id, article=found.key, published_at__isnull=False).first()
    if version is None:
        raise Http404
    return version


@open_to(EDIT)
@posted("knowledge-gaps")
def mark_gap(request: Any, gap_id: uuid.UUID) -> HttpResponse:
    form = GapForm(request.POST)
    with acting_as(request.actor):
        gap = Gap.objects.select_for_update().filter(id=gap_id).first()
        if gap is None or not form.is_valid():
            raise Http404
        try:
            gaps.mark(gap, form.cleaned_data["state"], form.cleaned_data["article"], request.seat, request.now)
        except gaps.UnknownArticle:
            messages.error(request, _("Choose the article that covers this question."))
        else:
            messages.success(request, _("Marked."))
    return redirect("knowledge-gaps")
