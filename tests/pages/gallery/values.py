"""Made-up people, matters and promises, and the forms of the desks. Nobody in them exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from django import forms

from openline.ui.components.agent_card.part import AgentCard
from openline.ui.components.field.part import Choice
from openline.ui.components.held_chat.part import HeldChat
from openline.ui.components.message_bubble.part import MessageBubble
from openline.ui.components.promise_card.part import PromiseCard, Window
from openline.ui.components.queue_row.part import QueueRow
from openline.ui.components.quick_choices.part import QuickChoices
from openline.ui.components.status_card.part import StatusCard
from openline.ui.components.summary_list.part import Fact, SummaryList
from openline.ui.components.table.part import Cell
from openline.ui.components.timeline.part import Step, Timeline
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
    next_step="We write to you before the call. If you miss it, we leave a message and call again.",
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
        "Good afternoon, my name is Maria G., my ID is 10482. \n\nAn officer must see this. I ask for a callback.",
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


class WrapUpForm(forms.Form):
    reasons = forms.MultipleChoiceField(
        label="What it was about",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Status of a case"), ("b", "Appointment"), ("c", "Complaint")],
    )
    self_help = forms.ChoiceField(label="Why self-help did not do", choices=[("x", "It takes a person's judgment")])
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}))


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
                "An officer cannot call a number with an extension. Ask for a mobile or direct number."
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
CHATS = [
    HeldChat("Emergency travel document", "#", 1, "answer", NOW, ET, "K7M2-9QXTR-4", "EN", "Chat", 2, True, True),
    HeldChat("Card not received", "#", 2, "person", NOW, ET, "P4TT-2HW8K-9", "ES", "Chat", away=True),
    HeldChat("A question", "#", 3, "ended", NOW, ET),
]
DESK = {
    "presence": {"here": True},
    "zone": ET,
    "waiting_topic": "queue:tier_1",
    "message_key": "k-1",
    "agent": AGENT,
    "waiting": {"count": 2, "longest_since": NOW, "rows": ROWS, "closed": ""},
    "chats": CHATS,
    "chats_at_once": 3,
    "holding": 2,
    "room": True,
    "at": "c1",
    "replies": [
        {"key": "greeting", "title": "Greeting", "text": "Hello, this is Maria G.", "found_by": "greeting hello"},
        {"key": "one_moment", "title": "One moment", "text": "One moment, please.", "found_by": "one moment wait"},
    ],
    "suggested": [
        {
            "article": "card_not_received",
            "title": "What to do when a card has not arrived",
            "text": "Look at the date on which it was mailed first.",
            "source": "Public facts, 2.2",
            "next": ["Case status"],
            "key": "k-2",
        }
    ],
    "internal": [{"title": "Guide for appointments", "text": "For staff only.", "source": "Guide, 1", "next": []}],
    "handed_on": [
        {"at": NOW, "by": "Tamsel B. (T1-1)", "to": "Technical help", "note": "Locked account.", "tried": "Recovery."}
    ],
    "watched_by": ["Perrin A. (SV-1)"],
    "interpreter": {"language": "Mam", "present": True, "consents": False, "at": NOW},
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
    "mine": True,
    "held_by": "Maria G. (10482)",
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
    "We received your application and sent you a receipt notice. We will tell you when we decide.",
    date(2026, 9, 14),
)


CAST = [
    {
        "key": "rosa",
        "name": "Rosa M.",
        "role": "Attorney",
        "receipt": "IOE0912345678",
        "try_this": "Her client's mother is very ill and he must travel.",
    },
    {
        "key": "maria",
        "name": "Maria G.",
        "role": "Tier 1",
        "receipt": "",
        "try_this": "Claims the next contact and escalates it.",
    },
    {
        "key": "dana",
        "name": "Dana R.",
        "role": "Tier 2 officer",
        "receipt": "",
        "try_this": "Makes the call that was promised.",
    },
]
RULE = {
    "address": "callbacks.return_within",
    "title": "How soon an officer calls back",
    "why": "A person told to wait by the phone must know until when.",
    "value": "Urgent: 72 business day hours. Regular: 30 business days.",
    "in_force_from": date(2022, 1, 10),
    "standing": "Published",
    "source": "AILA, Changes to the USCIS Contact Center",
    "reading": "Every hour of a business day of the home zone counts; weekends and holidays do not.",
    "catalogue": ["CB-1", "CB-2"],
    "history": [
        {
            "in_force_from": date(2021, 2, 10),
            "value": "Urgent: 48 hours. Regular: 7 business days.",
            "source": "domain 1.5",
        }
    ],
    "coming": [],
}
CONTACT = {
    "at": NOW,
    "zone": ET,
    "channel": "Assistant, then a person",
    "title": "Asked for an emergency travel document",
    "number_called_from": "",
    "callback_numbers": ["+1 202 555 0143", "+1 202 555 0188"],
    "agent": AGENT,
    "tracking_number": "K7M2-9QXTR-4",
    "promised": "An officer calls you back by December 1",
    "became": "Planned for November 30",
    "why": RULES,
}
PROMISE_3, MISSED_3, KEPT_3 = (replace(each, level=3) for each in (PROMISE, MISSED, KEPT))
CALLBACK = {
    "id": "cb1",
    "topic": "callback:cb1",
    "title": "Emergency travel document",
    "item_number": "K7M2-9QXTR-4",
    "person": "Rosa M.",
    "language": "English",
    "numbers": [{"number": "+1 202 555 0143", "kind": "Mobile"}, {"number": "+1 202 555 0188", "kind": "Office"}],
    "from_number": "+1 202 555 0100",
    "may_be_unknown": True,
    "advice": [],
    "attempts": [{"at": NOW, "answer": "No answer, message left", "by": "Dana R.", "numbers": "both numbers"}],
    "may_attempt": {"now": False, "text": "The second attempt may be made between 10:00 and 10:30 AM Eastern Time."},
    "attempt_number": 2,
    "done": False,
    "why_url": "/why/d1",
}
LETTERS = [
    {
        "id": "1",
        "kind": "email",
        "to": "rosa@law.example",
        "sender": "no-reply@openline.example",
        "subject": "An officer calls you on Monday",
        "preview": "",
        "at": NOW,
        "href": "/inbox-message/1",
        "current": True,
    },
    {
        "id": "2",
        "kind": "text",
        "to": "+1 202 555 0143",
        "sender": "",
        "subject": "",
        "preview": "An officer calls you Monday between 9 AM and 1 PM Eastern. Number K7M2-9QXTR-4.",
        "at": NOW,
        "href": "/inbox-message/2",
        "current": False,
    },
]
STORY = Timeline(
    (
        Step(NOW, "You asked for help", by="Assistant"),
        Step(NOW, "Taken up by Maria G., ID 10482"),
        Step(PROMISE.planned.starts_at, "An officer calls", state="planned"),
    ),
    ET,
)


class EmailForm(forms.Form):
    subject = forms.CharField(label="Subject")
    body = forms.CharField(label="Answer", widget=forms.Textarea)


class NumberForm(forms.Form):
    item_number = forms.CharField(label="Item number", help_text="Ten letters and digits; capitals do not matter.")


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code", widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})
    )


def cells(*texts):
    return tuple(Cell(text) for text in texts)
