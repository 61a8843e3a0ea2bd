"""What content owners type: an edit in every language side by side, a review, a day, what became of a gap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openline.actions.knowledge.editing import LONGEST_TEXT, LONGEST_TITLE, Words, tidy

FAULTS = {
    "title_length": _("Write a title of up to 200 characters."),
    "phrasings": _("Write how people ask for this, a line each, up to 40."),
    "text_length": _("Write the answer, up to 6,000 characters."),
    "brace": _("A single brace stands here. Placeholders are written {line.main} or {rule.hours.live_help}."),
}


class EditForm(forms.Form):
    """The words of one language; `seen` is the fingerprint of those that the editor began from."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plain words, short paragraphs with an empty line between. Numbers come as placeholders."),
    )
    asked_as = forms.CharField(
        label=_("How people ask"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One phrasing a line."),
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    @property
    def words(self) -> Words:
        given = self.cleaned_data
        return tidy(given["title"], given["asked_as"], given["text"])

    @property
    def is_empty(self) -> bool:
        return not (self.words.title or self.words.asked_as or self.words.text)

    def add_faults(self, faults: Mapping[str, str]) -> None:
        """Shows each fault at its field, in words."""
        for field, fault in faults.items():
            self.add_error(field, str(FAULTS.get(fault, fault)))


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What changes and why"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReviewForm(forms.Form):
    """The reviewer's word; a return needs its reason."""

    verdict = forms.ChoiceField(choices=[("approve", "approve"), ("return", "return")])
    seen = forms.CharField(max_length=200)
    review_note = forms.CharField(
        label=_("Note to the author"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where you return it: say what should change."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") == "return" and not given.get("review_note", "").strip():
            self.add_error("review_note", _("Say what should change."))
        return given


class PublishForm(forms.Form):
    on = forms.DateField(
        label=_("Told from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From the beginning of that day; today means from now on."),
    )


class GapForm(forms.Form):
    """What became of a question that no article answered."""

    state = forms.ChoiceField(choices=[(s, s) for s in ("covered", "will_not_answer", "open")])
    article = forms.CharField(max_length=60, required=False)


def day_of(text: str, otherwise: date) -> date:
    """A day from the address, or the other where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
