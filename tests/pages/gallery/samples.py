"""Made-up contexts for every page, as the views hand them in. Nobody in them exists."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django import forms
from django.http import Http404, HttpResponse
from django.template.loader import get_template
from django.urls import resolve
from django.utils.translation import get_language

from openline.ui.components.agent_card.part import AgentCard
from openline.ui.components.alert.part import Alert
from openline.ui.components.clock_strip.part import ClockStrip, Moment
from openline.ui.components.field.part import Choice
from openline.ui.components.language_switch.part import Language, LanguageSwitch
from openline.ui.components.message_bubble.part import MessageBubble
from openline.ui.components.promise_card.part import PromiseCard, Window
from openline.ui.components.queue_row.part import QueueRow
from openline.ui.components.quick_choices.part import QuickChoices
from openline.ui.components.status_card.part import StatusCard
from openline.ui.components.summary_list.part import Fact, SummaryList
from openline.ui.components.why.part import RuleNote

ET, HT = "America/New_York", "Pacific/Honolulu"
NOW = datetime(2026, 11, 25, 21, 40, tzinfo=UTC)
RULES = (
    RuleNote(
        "callbacks.return_within",
        "How soon an officer calls back",
        date(2022, 1, 10),
        "AILA, Changes to the Contact Center",
        "Urgent: 72 business day hours",
        "Published",
    ),
    RuleNote(
        "callbacks.calling_hours",
        "When officers call",
        date(2022, 1, 10),
        "AILA, Changes to the Contact Center",
        "7:00 a.m. to 6:30 p.m. Eastern",
    ),
)
PROMISE = PromiseCard(
    title="An officer calls you back",
    promised_by=datetime(2026, 12, 1, 21, 40, tzinfo=UTC),
    zone=ET,
    item_number="K7M2-9QXTR-4",
    made_at=NOW,
    planned=Window(datetime(2026, 11, 30, 14, 0, tzinfo=UTC), datetime(2026, 11, 30, 18, 0, tzinfo=UTC)),
    next_step="We write to you before the call. If you miss it, we leave a message and call again 60 to 90 minutes later.",
    numbers=("+1 202 555 0143", "+1 202 555 0188"),
    from_number="+1 202 555 0100 or unknown",
    advice=(
        "An unknown caller who reads out your item number is genuine.",
        "Please do not block unknown callers on that day.",
    ),
    why=RULES,
    download_url="/my-contacts-ics",
)
MISSED = PromiseCard(
    title="An officer calls you back",
    promised_by=datetime(2026, 11, 20, 21, 0, tzinfo=UTC),
    zone=ET,
    item_number="P4TT-2HW8K-9",
    made_at=datetime(2026, 11, 17, 21, 0, tzinfo=UTC),
    state="met_by_attempts",
    outcome="We called both numbers twice on November 19 and left a message.",
    reopen_url="/reopen/x",
    why=RULES,
)
KEPT = PromiseCard(
    title="An officer calls you back",
    promised_by=datetime(2026, 10, 9, 20, 0, tzinfo=UTC),
    zone=ET,
    item_number="B8NC-6RY3D-2",
    state="kept",
    outcome="Officer Dana R., ID 40219, spoke with you on October 8.",
    why=RULES,
)
AGENT = AgentCard("Maria G.", "10482", "Contact center agent")


def bubble(id, said_by, text, minute, **more):
    return MessageBubble(
        id=id, said_by=said_by, text=text, at=datetime(2026, 11, 25, 21, minute, tzinfo=UTC), zone=ET, **more
    )


TALK = [
    bubble("1", "openline", "Hello. I am Openline's automated assistant. Tell me in your own words what you need.", 31),
    bubble("2", "person", "my client's mother is dying, I need an emergency travel document", 32, mine=True),
    bubble(
        "3",
        "openline",
        "I am sorry to hear that. This goes to a person at once. What is the receipt number of the case?",
        32,
        why=RULES,
    ),
    bubble("4", "person", "IOE 0912 345 678", 33, mine=True),
    bubble("5", "notice", "Maria G., ID 10482, has joined the conversation.", 34),
    bubble(
        "6",
        "staff",
        "Good afternoon, my name is Maria G., my ID is 10482. I have read what you wrote.\n\nAn officer has to look at this. I am asking for an urgent callback now.",
        35,
        name="Maria G.",
    ),
]
CHOICES = QuickChoices((Choice("yes", "Yes"), Choice("no", "No, something else"), Choice("agent", "Talk to a person")))


class IdentifyForm(forms.Form):
    name = forms.CharField(label="Full name")
    date_of_birth = forms.CharField(label="Date of birth", help_text="MM/DD/YYYY")
    receipt_number = forms.CharField(label="Receipt number")
    standing = forms.ChoiceField(
        label="Who is asking",
        choices=[
            ("applicant", "Applicant"),
            ("petitioner", "Petitioner"),
            ("attorney_on_record", "Attorney on record"),
        ],
        widget=forms.RadioSelect,
    )


class EscalateForm(forms.Form):
    urgency = forms.ChoiceField(
        label="Urgency", choices=[("urgent", "Urgent"), ("regular", "Regular")], widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label="Reason", choices=[("emergency_travel", "Emergency travel"), ("expedite", "Expedite request")]
    )
    phone = forms.CharField(
        label="Number to call",
        help_text="A mobile number is best. A number with an extension cannot be called.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    second_phone = forms.CharField(label="Second number", required=False)
    email = forms.EmailField(label="E-mail", required=False)
    language = forms.ChoiceField(label="Language of the call", choices=[("en", "English"), ("es", "Spanish")])
    hour = forms.CharField(label="Hour accepted", required=False, help_text="Ask only when the common hours are short.")

    def clean_phone(self):
        if "x" in self.cleaned_data["phone"]:
            raise forms.ValidationError(
                "This number has an extension, so an officer cannot call it. Ask for a direct or mobile number; the second number stays."
            )
        return self.cleaned_data["phone"]


class TransferForm(forms.Form):
    queue = forms.ChoiceField(label="To", choices=[("help_desk", "Help desk"), ("tier_3", "Tier 3")])
    reason = forms.CharField(label="Why", widget=forms.Textarea)


class ReceiptForm(forms.Form):
    receipt_number = forms.CharField(
        label="Receipt number", help_text="Three letters and ten numbers, such as on a receipt notice."
    )


REFUSED = EscalateForm(
    {"urgency": "urgent", "reason": "emergency_travel", "phone": "202 555 0143 x12", "language": "en"}
)
ROWS = [
    QueueRow(
        "K7M2-9QXTR-4", "Emergency travel document", "English, assistant", since=NOW, zone=ET, urgency="emergency"
    ),
    QueueRow("P4TT-2HW8K-9", "Interview to reschedule", "Spanish, assistant", since=NOW, zone=ET),
]
DESK = {
    "presence": {"here": True},
    "zone": ET,
    "waiting_topic": "queue:tier_1",
    "message_key": "k-1",
    "agent": AGENT,
    "waiting": {"count": 2, "longest_since": NOW, "rows": ROWS, "closed": ""},
    "wordings": [
        {"label": "Name and ID", "text": "My name is Maria G., my ID is 10482."},
        {"label": "One moment", "text": "One moment, please, I am reading your matter."},
    ],
    "escalate_form": REFUSED,
    "transfer_form": TransferForm(),
}
OPEN = {
    "id": "c1",
    "topic": "contact:c1",
    "title": "Emergency travel document",
    "channel": "Assistant",
    "language": "English",
    "started_at": NOW,
    "ended": False,
}
DESK_TALK = [
    bubble("2", "person", "my client's mother is dying, I need an emergency travel document", 32, name="Person"),
    bubble("3", "openline", "I am sorry to hear that. This goes to a person at once.", 32),
    bubble("6", "staff", "Good afternoon, my name is Maria G., my ID is 10482.", 35, mine=True),
]
FACTS = SummaryList(
    (
        Fact("Receipt number", "IOE0912345678", code=True),
        Fact("Form", "I-131"),
        Fact("Filed", "Honolulu, HI", "Hawaii-Aleutian Time"),
        Fact("Representative", "R. Alvarez", "G-28 on record since March 3, 2026"),
    )
)
STATUS = StatusCard(
    "IOE0912345678",
    "Form I-131",
    "Case Was Received",
    "We received your application and sent you a receipt notice. We will tell you when we decide or when we need something from you.",
    date(2026, 9, 14),
)

PAGES = {
    "assistant": (
        "assistant/assistant.html",
        lambda: {
            "bubbles": TALK,
            "choices": CHOICES,
            "agent": AGENT,
            "promises": [PROMISE],
            "message_key": "k-1",
            "ended": False,
            "topics": ["contact:c1"],
        },
    ),
    "desk": (
        "agent/desk.html",
        lambda: (
            DESK
            | {
                "contact": OPEN | {"known": True},
                "bubbles": DESK_TALK,
                "promises": [PROMISE],
                "matter": {
                    "item_number": "K7M2-9QXTR-4",
                    "title": "Emergency travel document",
                    "state": "Waiting for an officer",
                    "facts": SummaryList(
                        (
                            Fact("Standing", "Attorney on record"),
                            Fact("Identity", "Full", "recorded 4:36 PM by Maria G."),
                        )
                    ),
                },
                "case": STATUS,
                "case_facts": FACTS,
                "earlier": [
                    {
                        "at": NOW,
                        "title": "Asked for the case status",
                        "channel": "Assistant",
                        "agent": "",
                        "became": "Answered",
                    }
                ],
            }
        ),
    ),
    "desk_unknown": (
        "agent/desk.html",
        lambda: (
            DESK
            | {
                "contact": OPEN
                | {"known": False, "hint": "The e-mail address matches an earlier contact. That is a hint only."},
                "bubbles": DESK_TALK,
                "identify_form": IdentifyForm(),
                "escalate_form": EscalateForm(),
                "topics": ["queue:tier_1"],
            }
        ),
    ),
    "desk_empty": ("agent/desk.html", lambda: DESK | {"contact": None, "escalate_form": None}),
}
STAFF = ("agent/", "supervisor/")


def every_page(request):
    """What the project's context processors hand to every page."""
    name = resolve(request.path_info).kwargs.get("name", "")
    staff = PAGES.get(name, ("",))[0].startswith(STAFF)
    spanish = get_language() == "es"
    return {
        "agency": {
            "name": "USCIS Contact Center",
            "short_name": "USCIS",
            "disclaimer": "Una demostración independiente. No es un sitio del gobierno."
            if spanish
            else "An independent demonstration. Not a government site.",
        },
        "clock": ClockStrip(
            NOW,
            ET,
            True,
            (
                Moment("tonight", "Esta noche" if spanish else "Tonight"),
                Moment("sunday", "Domingo" if spanish else "Sunday"),
                Moment("holiday_eve", "Víspera de feriado" if spanish else "Eve of a holiday"),
                Moment("planned_window", "La llamada prevista" if spanish else "The planned call"),
            ),
        ),
        "languages": LanguageSwitch(
            (Language("en", "English"), Language("es", "Español")), get_language(), request.get_full_path()
        ),
        "who": {"name": "Maria G.", "role": "Tier 1", "desks": ["desk", "callbacks", "supervisor"]} if staff else None,
    }


def show(request, name):
    """One page of the gallery."""
    if name not in PAGES:
        raise Http404(name)
    template, context = PAGES[name]
    return HttpResponse(get_template(template).render(context(), request))
