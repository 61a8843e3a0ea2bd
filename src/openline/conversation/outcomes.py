"""The actions that a flow may call, and every way in which each may end.

A flow file branches on these words and on nothing else. The caller of `step` runs the action that a
`Pending` names and answers with an `Outcome` of one of its words, with the facts listed here as text
that is ready to be shown or spoken in the language of the conversation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CaseStatusOutcome(StrEnum):
    FOUND = "found"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


class LiveHelpOutcome(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class CallbackStateOutcome(StrEnum):
    """`code_sent` and `wrong_code`: the state of a matter is shown to who proves the address on file."""

    WAITING = "waiting"
    MISSED = "missed"
    KEPT = "kept"
    NONE = "none"
    CODE_SENT = "code_sent"
    WRONG_CODE = "wrong_code"


class ToldOutcome(StrEnum):
    TOLD = "told"


class ExpectedWaitOutcome(StrEnum):
    KNOWN = "known"
    UNKNOWN = "unknown"


class AnswerOutcome(StrEnum):
    ANSWERED = "answered"
    DECLINED = "declined"


class TakeTheMatterOutcome(StrEnum):
    TAKEN = "taken"
    ALREADY_TAKEN = "already_taken"


class ReopenMatterOutcome(StrEnum):
    REOPENED = "reopened"
    CODE_SENT = "code_sent"
    WRONG_CODE = "wrong_code"
    NOT_KNOWN = "not_known"
    STILL_OPEN = "still_open"


class KeepLanguageOutcome(StrEnum):
    KEPT = "kept"


class HandOffOutcome(StrEnum):
    QUEUED = "queued"
    CLOSED_NOW = "closed_now"
    MATTER_UNKNOWN = "matter_unknown"


class Reason(StrEnum):
    """Why a matter goes to a person: what self-help could not do. Chosen by the engine, never by a flow."""

    EMERGENCY = "emergency"
    STRAIGHT_TO_QUEUE = "straight_to_queue"
    SELF_SERVICE_FAILED = "self_service_failed"
    NOT_UNDERSTOOD = "not_understood"
    NO_SELF_SERVICE = "no_self_service"


@dataclass(frozen=True, slots=True)
class Action:
    """One action: the verb that calls it, its outcomes, and the facts that each outcome brings."""

    verb: str
    outcomes: type[StrEnum]
    facts: Mapping[str, frozenset[str]]


def _action(verb: str, outcomes: type[StrEnum], **facts: str) -> Action:
    return Action(verb, outcomes, {word.value: frozenset(facts.get(word.value, "").split()) for word in outcomes})


HAND_OFF = _action(
    "hand_off_to", HandOffOutcome, queued="place item_number waiting_before", closed_now="opens_at", matter_unknown=""
)

ACTIONS: Mapping[str, Action] = {
    "case_status": _action(
        "look_up",
        CaseStatusOutcome,
        found="form title text last_action_on receipt_number",
        not_found="",
        unavailable="",
    ),
    "live_help": _action("look_up", LiveHelpOutcome, open="closes_at", closed="opens_at zone"),
    "callback_state": _action(
        "look_up",
        CallbackStateOutcome,
        waiting="promised_by window item_number",
        missed="item_number",
    ),
    "contact_numbers": _action("look_up", ToldOutcome, told="main_line tty"),
    "hours": _action("look_up", ToldOutcome, told="live_hours live_now"),
    "expected_wait": _action(
        "look_up",
        ExpectedWaitOutcome,
        known="likely interval better_times advice",
        unknown="better_times advice",
    ),
    "answer": _action("look_up", AnswerOutcome, answered="title text source reviewed_on", declined=""),
    "take_the_matter": _action("do", TakeTheMatterOutcome, taken="item_number", already_taken="item_number"),
    "reopen_matter": _action(
        "do",
        ReopenMatterOutcome,
        reopened="promised_by window item_number",
        still_open="promised_by window",
    ),
    "keep_language": _action("do", KeepLanguageOutcome),
}
