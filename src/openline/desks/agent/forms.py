"""What an agent records: who is asking, and what is handed to an officer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openline.actions import house
from openline.actions.desk.handing_on import is_a_step_up
from openline.domain.contacts import ContactsRules
from openline.records import models


def labelled(name: str, language: str) -> list[tuple[str, str]]:
    """The words of one of the pack's lists with their labels."""
    return [(word, titles[language]) for word, titles in house.pack().labels[name].items()]


class IdentityForm(forms.Form):
    """Who is asking and by what right, as they tell it."""

    standing = forms.ChoiceField(label=_("Standing"))
    receipt_number = forms.CharField(label=_("Receipt number"), max_length=40, required=False)
    given_name = forms.CharField(
        label=_("Given name"), max_length=80, required=False, help_text=_("Of the applicant or petitioner.")
    )
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    date_of_birth = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    representative_name = forms.CharField(
        label=_("Attorney or representative"), max_length=120, required=False, help_text=_("Only when one is asking.")
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = labelled("standing", language)  # type: ignore[attr-defined]


class EscalateForm(forms.Form):
    """What a promised call is made of."""

    urgency = forms.ChoiceField(label=_("Urgency"), widget=forms.RadioSelect, required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    number_1 = forms.CharField(
        label=_("Phone number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("A mobile number is best. A number with an extension cannot be called back."),
    )
    number_2 = forms.CharField(
        label=_("Second number"), max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    stated_zone = forms.CharField(
        label=_("Time zone that the person states"),
        max_length=60,
        required=False,
        help_text=_("Only where the filing place is not known, such as America/Chicago."),
    )
    accepted_hour = forms.TimeField(
        label=_("Hour that the person accepts"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Only where our hours and theirs hardly meet. By their own clock."),
    )
    earlier = forms.MultipleChoiceField(
        label=_("Consent"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("is_fine", _("The person agrees to be called before the planned window"))],
    )
    note = forms.CharField(
        label=_("Note for the officer"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_escalate_%s", **kwargs)
        self.fields["urgency"].choices = labelled("urgency", language)  # type: ignore[attr-defined]
        reasons = [("", _("Choose a reason")), *labelled("escalation_reason", language)]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


def ups_of(seat: models.Seat, queues: list[str]) -> list[str]:
    """Those of the queues that belong to a tier above the seat's."""
    return [key for key in queues if is_a_step_up(seat, key)]


class TransferForm(forms.Form):
    """Another queue that answers live contacts, and what the next one should know."""

    queue = forms.ChoiceField(label=_("To"))
    note = forms.CharField(
        label=_("For the next one"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    tried = forms.CharField(
        label=_("What was tried"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    urgency = forms.ChoiceField(label=_("Urgency"), widget=forms.RadioSelect, required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(
        self, *args: Any, language: str, queues: list[str], up: list[str], here: Collection[str] = (), **kwargs: Any
    ) -> None:
        """`up`: the queues that are reached with an urgency and a reason only; `here`: those at which somebody is."""
        super().__init__(*args, auto_id="id_transfer_%s", **kwargs)
        titles = house.pack().queues
        names = {key: titles[key].title[language] for key in queues}
        absent = {key: _("%(queue)s (nobody is at the desk now)") % {"queue": names[key]} for key in queues}
        self.fields["queue"].choices = [(key, names[key] if key in here else absent[key]) for key in queues]  # type: ignore[attr-defined]
        if not up:
            del self.fields["urgency"], self.fields["reason"]
            return
        needed_for = {"names": ", ".join(names[key] for key in up)}
        self.fields["urgency"].help_text = _("Needed, with a reason, for: %(names)s.") % needed_for
        self.fields["urgency"].choices = labelled("urgency", language)  # type: ignore[attr-defined]
        reasons = [("", _("Choose a reason")), *labelled("escalation_reason", language)]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


class InterpreterForm(forms.Form):
    """An interpreter whom the person brought: the language, whether they are here, and whether the person agrees."""

    language = forms.CharField(label=_("Language"), max_length=60)
    there = forms.MultipleChoiceField(
        label=_("On the record"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("present", _("The interpreter is here")),
            ("consents", _("The person agrees that the interpreter hears everything")),
        ],
    )


class WrapUpForm(forms.Form):
    """What a live contact was about, and why self-help did not do."""

    reasons = forms.MultipleChoiceField(
        label=_("What it was about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    self_help = forms.ChoiceField(label=_("Why self-help did not do"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    why = forms.CharField(label=_("Why you do it in their place"), required=False, max_length=400)

    def __init__(self, *args: Any, language: str, rules: ContactsRules, in_place: bool = False, **kwargs: Any) -> None:
        """`in_place`: a supervisor does what another seat owes, and says why."""
        super().__init__(*args, auto_id="id_wrap_up_%s", **kwargs)
        for name, words in (("reasons", rules.wrap_up_reasons.value), ("self_help", rules.self_help_reasons.value)):
            titles = house.pack().labels[WRAP_UP_LISTS[name]]
            self.fields[name].choices = [(word, titles[word][language]) for word in words]  # type: ignore[attr-defined]
        if not in_place:
            del self.fields["why"]


WRAP_UP_LISTS = {"reasons": "wrap_up_reason", "self_help": "self_help_reason"}
WRAP_UP_REFUSALS = {
    "reason_missing": ("reasons", _("Say what it was about.")),
    "reason_unknown": ("reasons", _("Choose from the list.")),
    "self_help_missing": ("self_help", _("Say why self-help did not do.")),
    "self_help_unknown": ("self_help", _("Choose from the list.")),
    "why_in_place_missing": ("why", _("Say why you do it in the agent's place.")),
}
TRANSFER_REFUSALS = {
    "not_yours": _("This contact is not in your hands any more."),
    "takes_no_contacts": _("That queue takes no live contacts."),
    "closed_now": _("That queue is closed now. The contact stays with you; say what works meanwhile."),
    "stays_sealed": _("This contact stays with your tier: nobody below it may see it."),
    "urgency_missing": _("The next tier is not reached on demand: choose urgent or regular."),
    "urgency_unknown": _("Choose urgent or regular."),
    "reason_missing": _("The next tier is not reached on demand: choose the reason."),
    "reason_unknown": _("Choose a reason from the list."),
}


class EmailAnswerForm(forms.Form):
    """An officer's answer in writing."""

    body = forms.CharField(
        label=_("Answer"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Goes out as an e-mail and keeps the promise; no call follows."),
    )


REFUSALS = {
    "identity_first": _("Record identity and standing first."),
    "not_for_your_tier": _("Your tier hands nothing up. Transfer the contact to an agent who does."),
    "already_promised": _("A call is promised already. The person keeps it; say when it comes."),
    "urgency_missing": _("Choose urgent or regular."),
    "urgency_unknown": _("Choose urgent or regular."),
    "reason_missing": _("Choose the reason."),
    "reason_unknown": _("Choose a reason from the list."),
    "extension": _("A number with an extension cannot be called back. Ask for a mobile number; the other one stays."),
    "not_a_number": _("This is not a phone number. Read it back to the person."),
    "too_short": _("Digits are missing. Read the number back to the person."),
    "too_long": _("There are too many digits. Read the number back to the person."),
    "number_needed": _("Give at least one number that can be called."),
    "too_many_numbers": _("More numbers than are tried at a call. Leave one out."),
    "not_an_address": _("This is not an e-mail address."),
    "not_a_zone": _("Write the zone as in America/Chicago."),
    "hour_needed": _("Our calling hours and the person's day hardly meet. Ask which hour they accept."),
}
