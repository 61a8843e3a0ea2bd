"""What content owners type: an edit in every language side by side, a review, a day, what became of a gap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openline.actions.knowledge.beginning import LONGEST_PART
from openline.actions.knowledge.editing import LONGEST_TEXT, LONGEST_TITLE, Words, tidy
from openline.policy.knowledge import Article, ArticleFacts
from openline.policy.rule_files import Source

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


class AudienceForm(forms.Form):
    """For whom an article is begun; it stays so, since what was internal must never become the public's by a slip."""

    audience = forms.ChoiceField(
        label=_("Who may read it"),
        widget=forms.RadioSelect,
        choices=[("public", _("Everybody")), ("internal", _("Staff only"))],
        help_text=_("This cannot be changed later."),
    )


class FactsForm(forms.Form):
    """What is said of an article that was begun here: who keeps it true, on what it rests, under what it is found."""

    owner = forms.ChoiceField(label=_("Kept true by"))
    document = forms.ChoiceField(label=_("It rests on"))
    part = forms.CharField(label=_("Part of it"), max_length=LONGEST_PART, help_text=_("Such as Q7 or 2.3."))
    second_document = forms.ChoiceField(label=_("It rests on a second source"), required=False)
    second_part = forms.CharField(label=_("Part of the second source"), max_length=LONGEST_PART, required=False)
    next_review = forms.DateField(
        label=_("Next review"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    found_under = forms.MultipleChoiceField(
        label=_("Subjects under which it may be found"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where you choose none, the assistant chooses by what it makes of the phrasings."),
    )
    answers = forms.ChoiceField(
        label=_("It is the first answer to"),
        required=False,
        help_text=_("Only for a subject that no other article answers first."),
    )
    leads_to = forms.ChoiceField(label=_("What may come next"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        owners: Mapping[str, str],
        documents: Mapping[str, str],
        subjects: Mapping[str, str],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix="facts", initial=dict(initial or {}))
        for name, choices in (
            ("owner", owners),
            ("document", documents),
            ("second_document", documents),
            ("found_under", subjects),
            ("answers", subjects),
            ("leads_to", subjects),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices.items())

    @staticmethod
    def beginning_from(article: Article) -> dict[str, Any]:
        """What the form shows of an article that is there already."""
        second = article.source[1] if len(article.source) > 1 else None
        return {
            "owner": article.owner,
            "document": article.source[0].document if article.source else "",
            "part": article.source[0].part if article.source else "",
            "second_document": second.document if second else "",
            "second_part": second.part if second else "",
            "next_review": article.next_review,
            "found_under": list(article.found_under),
            "answers": next(iter(article.answers), ""),
            "leads_to": next(iter(article.leads_to), ""),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for one, other in (("second_document", "second_part"), ("second_part", "second_document")):
            if given.get(one) and not given.get(other):
                self.add_error(other, _("Fill in both, or neither."))
        return given

    @property
    def facts(self) -> ArticleFacts:
        given = self.cleaned_data
        sources = [(given["document"], given["part"]), (given["second_document"], given["second_part"])]
        return ArticleFacts(
            owner=given["owner"],
            source=tuple(Source(document=document, part=part.strip()) for document, part in sources if document),
            next_review=given["next_review"],
            answers=tuple(filter(None, [given["answers"]])),
            found_under=tuple(given["found_under"]),
            leads_to=tuple(filter(None, [given["leads_to"]])),
        )

    def add_faults(self, faults: Mapping[str, str], title_of: Mapping[str, str], latest: date) -> None:
        """Shows each fault at its field, in words."""
        for field, fault in faults.items():
            words = {
                "review_not_ahead": _("Choose a day after today."),
                "review_too_late": _("Choose an earlier day: the latest that the rule allows is {}.").format(latest),
                "no_source": _("Say on what part of the document the answer rests."),
            }
            first = _(
                "“{}” is the first answer to this already. Choose it under the subjects, or withdraw that article."
            )
            self.add_error(field, str(words.get(fault) or first.format(title_of.get(fault, fault))))


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
