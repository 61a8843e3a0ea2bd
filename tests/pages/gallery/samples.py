"""Every page with a made-up context, as the views hand it in."""

from __future__ import annotations

from datetime import date

from tests.pages.gallery.values import (
    AGENT,
    CALLBACK,
    CAST,
    CHOICES,
    CONTACT,
    DESK,
    DESK_TALK,
    ET,
    FACTS,
    HT,
    KEPT_3,
    LETTERS,
    MISSED_3,
    NOW,
    OPEN,
    PROMISE,
    PROMISE_3,
    RULE,
    RULES,
    STATUS,
    STORY,
    TALK,
    CodeForm,
    EmailForm,
    EscalateForm,
    IdentifyForm,
    NumberForm,
    ReceiptForm,
    WrapUpForm,
    cells,
)

from openline.ui.components.alert.part import Alert
from openline.ui.components.queue_row.part import QueueRow
from openline.ui.components.summary_list.part import Fact, SummaryList
from openline.ui.components.table.part import Table

WAITING = {
    "heading": "You are in line for a person",
    "text": "2 waiting before you. You keep your place, also if you reload this page.",
    "wait": "Expected wait: 12 minutes (5 to 25 minutes).",
    "better_times": "Wednesday from 8:00 AM to 10:00 AM (about 10 minutes)",
    "advice": "Have your receipt number at hand.",
}
IN_LINE = {
    "bubbles": TALK[:3],
    "status": "waiting",
    "waiting": WAITING,
    "message_key": "k-1",
    "conversation": "c1",
    "topics": ["contact:c1"],
}

READ_ONLY = {
    "bubbles": DESK_TALK,
    "escalate_form": None,
    "transfer_form": None,
    "replies": [],
    "suggested": [],
    "internal": [],
}
CHAT_ROW = {
    "id": "c2",
    "state": "waiting",
    "title": "Card not received",
    "item_number": "P4TT-2HW8K-9",
    "channel": "Chat",
    "language": "ES",
    "queue": "Live help",
    "agent": "",
    "since": NOW,
    "owes": False,
}

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
            "status": "live",
            "conversation": "c1",
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
    "desk_to_wrap_up": (
        "agent/desk.html",
        lambda: DESK | READ_ONLY | {"contact": OPEN | {"ended": True, "known": False}, "wrap_up_form": WrapUpForm()},
    ),
    "desk_reading_along": (
        "agent/desk.html",
        lambda: DESK | READ_ONLY | {"contact": OPEN | {"mine": False, "known": False}, "chats": []},
    ),
    "supervisor_chats": (
        "supervisor/chats.html",
        lambda: {
            "live": [CHAT_ROW | {"state": "claimed", "agent": "Tamsel B. (T1-1)", "owes": True}],
            "waiting": [CHAT_ROW],
            "zone": ET,
            "here": "chats",
        },
    ),
    "supervisor_reports": (
        "supervisor/reports.html",
        lambda: {
            "tables": [Table("Reasons", ("Reason", "Month"), (cells("Appointment", "November 2026"),))],
            "owed": 2,
            "least": 5,
            "here": "reports",
        },
    ),
    "desk_empty": ("agent/desk.html", lambda: DESK | {"contact": None, "escalate_form": None}),
}

PAGES |= {
    "home": (
        "portal/home.html",
        lambda: {
            "hours": {"open": True, "text": "Live help is open until 8:00 PM Eastern Time."},
            "cast": CAST,
            "tries": [
                {
                    "say": "where is my case IOE0912345678",
                    "what_happens": "Answered from the case system; no person is offered.",
                },
                {"say": "agent", "what_happens": "The assistant asks what the matter is first."},
                {"say": "infopass", "what_happens": "Goes straight to the queue for a person."},
            ],
            "journey": [
                {
                    "title": "Ask",
                    "text": "Be Rosa and tell the assistant about an emergency.",
                    "href": "/assistant",
                    "label": "Open the assistant",
                },
                {"title": "Claim", "text": "In a second window be Maria and claim the contact."},
                {"title": "Promise", "text": "Record identity and standing, then escalate."},
                {"title": "Call", "text": "Move the clock to the planned call and be Dana."},
            ],
        },
    ),
    "case_status": (
        "portal/case_status.html",
        lambda: {"form": ReceiptForm({"receipt_number": "IOE0912345678"}), "status": STATUS, "why": RULES},
    ),
    "case_status_refused": (
        "portal/case_status.html",
        lambda: {
            "form": ReceiptForm({"receipt_number": ""}),
            "problem": Alert(
                "Check the number against your notice. If it is right, ask the assistant.",
                "We find no case under this number",
                "warning",
                announced=True,
            ),
        },
    ),
    "my_contacts": (
        "portal/my_contacts.html",
        lambda: {
            "topics": ["person:p1"],
            "matters": [
                {
                    "title": "Emergency travel document",
                    "item_number": "K7M2-9QXTR-4",
                    "state": "Waiting for an officer",
                    "promises": [PROMISE_3],
                    "contacts": [CONTACT],
                },
                {
                    "title": "Interview to reschedule",
                    "item_number": "P4TT-2HW8K-9",
                    "state": "Waiting for you",
                    "promises": [MISSED_3],
                    "contacts": [CONTACT | {"title": "Asked to move an interview"}],
                },
                {
                    "title": "Question on a notice",
                    "item_number": "B8NC-6RY3D-2",
                    "state": "Closed",
                    "promises": [KEPT_3],
                    "contacts": [],
                },
            ],
        },
    ),
    "my_contacts_empty": ("portal/my_contacts.html", lambda: {"matters": []}),
    "matter_number": ("portal/matter_check.html", lambda: {"step": "number", "form": NumberForm()}),
    "matter_code": (
        "portal/matter_check.html",
        lambda: {
            "step": "code",
            "form": CodeForm(),
            "problem": Alert(
                "Check it and try again. After several wrong codes we send no more for a while.",
                "This code does not fit",
                "error",
                announced=True,
            ),
        },
    ),
    "matter_state": (
        "portal/matter_check.html",
        lambda: {
            "step": "state",
            "state": {
                "title": "Emergency travel document",
                "item_number": "K7M2-9QXTR-4",
                "state": "Waiting for an officer",
                "promise": PROMISE_3,
                "timeline": STORY,
            },
        },
    ),
    "reopen": (
        "portal/reopen.html",
        lambda: {
            "step": "ask",
            "title": "Interview to reschedule",
            "item_number": "P4TT-2HW8K-9",
            "missed": "We called twice on November 19 and did not reach you.",
        },
    ),
    "reopen_done": ("portal/reopen.html", lambda: {"step": "done", "promise": PROMISE}),
    "reopen_old": ("portal/reopen.html", lambda: {"step": "not_open"}),
    "rules": (
        "portal/rules.html",
        lambda: {
            "on": date(2021, 6, 1),
            "today": NOW.date(),
            "query": "",
            "topic": "",
            "topics_of_rules": [{"key": "callbacks", "title": "Callbacks", "count": 2}],
            "groups": [
                {
                    "topic": "callbacks",
                    "title": "Callbacks",
                    "rules": [
                        RULE,
                        RULE
                        | {
                            "address": "callbacks.attempts",
                            "title": "How often an officer tries",
                            "value": "",
                            "in_force_from": None,
                            "history": [],
                            "reading": "",
                        },
                    ],
                }
            ],
        },
    ),
    "typed_phone": (
        "voice/typed_phone.html",
        lambda: {"bubbles": TALK[:4], "live": True, "line": "Main line", "message_key": "k-1"},
    ),
    "typed_phone_idle": (
        "voice/typed_phone.html",
        lambda: {"bubbles": [], "live": False, "line": "Main line", "message_key": "k-1"},
    ),
    "inbox": (
        "messages/inbox.html",
        lambda: {
            "letters": LETTERS,
            "zone": ET,
            "open_letter": {
                "kind": "email",
                "to": "rosa@law.example",
                "sender": "no-reply@openline.example",
                "subject": "An officer calls you on Monday",
                "body": "Hello,\n\nan officer plans to call you on Monday.\n\nItem number: K7M2-9QXTR-4",
                "at": NOW,
                "links": [],
                "why": RULES,
            },
        },
    ),
    "inbox_empty": ("messages/inbox.html", lambda: {"letters": [], "zone": ET}),
    "sign_in": ("portal/sign_in.html", lambda: {"cast": CAST, "next": "/"}),
    "assistant_ended": (
        "assistant/assistant.html",
        lambda: {
            "bubbles": TALK,
            "promises": [],
            "message_key": "k-1",
            "ended": True,
            "go_on_with": [{"value": "K7M29QXTR4A", "number": "K7M2-9QXTR-4", "title": "Emergency travel document"}],
        },
    ),
    "assistant_waiting": ("assistant/assistant.html", lambda: IN_LINE),
    "assistant_away": (
        "assistant/assistant.html",
        lambda: (
            IN_LINE
            | {
                "waiting": WAITING
                | {"away": True, "heading": "Your place in line is kept", "text": "Come back before you are next."}
            }
        ),
    ),
    "transcript": ("assistant/transcript.html", lambda: {"step": "ask", "on_file": "r***@law.example", "to": ""}),
    "transcript_refused": (
        "assistant/transcript.html",
        lambda: {"step": "ask", "typed": "rosa at law", "error": "This is not an e-mail address."},
    ),
    "transcript_check": ("assistant/transcript.html", lambda: {"step": "check", "address": "rosa@law.example"}),
    "transcript_sent": ("assistant/transcript.html", lambda: {"step": "sent", "address": "rosa@law.example"}),
    "assistant_closed": (
        "assistant/assistant.html",
        lambda: {
            "bubbles": TALK[:1],
            "choices": CHOICES,
            "promises": [],
            "message_key": "k-1",
        },
    ),
    "callbacks": (
        "agent/callbacks.html",
        lambda: {
            "whose": "mine",
            "zone": ET,
            "days": [
                {
                    "day": date(2026, 11, 30),
                    "rows": [
                        QueueRow(
                            "K7M2-9QXTR-4",
                            "Emergency travel document",
                            due=PROMISE.planned.starts_at,
                            due_label="From",
                            zone=ET,
                            urgency="urgent",
                            href="/callback/1",
                        ),
                        QueueRow(
                            "P4TT-2HW8K-9",
                            "Interview to reschedule",
                            due=PROMISE.planned.starts_at,
                            due_label="From",
                            zone=HT,
                            urgency="regular",
                            language="Spanish",
                            state="at_risk",
                            href="/callback/2",
                        ),
                    ],
                }
            ],
            "capacity": [{"label": "Monday morning", "booked": 6, "room": 14}],
        },
    ),
    "callback": (
        "agent/callback.html",
        lambda: {
            "callback": CALLBACK,
            "promise": PROMISE,
            "zone": ET,
            "zone_from": "Eastern Time, from the place of filing",
            "email_form": EmailForm(),
            "timeline": STORY,
            "facts": FACTS,
            "case": STATUS,
        },
    ),
    "supervisor": (
        "supervisor/supervisor.html",
        lambda: {
            "figures": [
                {"label": "Waiting", "value": "2"},
                {"label": "Promises open", "value": "41"},
                {"label": "Late", "value": "1"},
            ],
            "alerts": [
                Alert(
                    "The planned window of K7M2-9QXTR-4 passed without an attempt. It was planned again.",
                    "A window was missed",
                    "warning",
                )
            ],
            "alert_ids": ["7a1f0c1e-3a0b-4c55-9b57-2f6f6f0f6c11"],
            "alerts_more": 3,
            "late": [
                QueueRow(
                    "P4TT-2HW8K-9",
                    "Interview to reschedule",
                    due=NOW,
                    due_label="Promised by",
                    zone=ET,
                    state="late",
                    owner="Dana R.",
                )
            ],
            "at_risk": [],
            "queues": Table(
                "Queues",
                ("Queue", "Waiting", "Longest"),
                (cells("Tier 1", "2", "9 minutes"), cells("Tier 2 callbacks", "41", "3 days")),
            ),
            "staff": Table(
                "People",
                ("Name", "Desk", "State"),
                (cells("Maria G.", "Tier 1", "With a contact"), cells("Dana R.", "Tier 2", "Away")),
            ),
        },
    ),
    "why": (
        "rulebook/why.html",
        lambda: {
            "decision": {
                "what": "When an officer calls back",
                "outcome": "By Tuesday, December 1, 2026, 4:40 PM Eastern Time",
                "decided_at": NOW,
                "decided_by": "Openline",
                "facts": SummaryList(
                    (
                        Fact("Urgency", "Urgent"),
                        Fact("Asked at", "November 25, 2026, 4:40 PM Eastern Time"),
                        Fact("Days counted", "November 27, November 30, December 1"),
                    )
                ),
                "rules": RULES,
            },
            "zone": ET,
            "back": {"href": "/callbacks", "label": "Back to the callback"},
        },
    ),
    **{f"error_{code}": (f"{code}.html", dict) for code in (400, 403, 404, 500, 503)},
}
