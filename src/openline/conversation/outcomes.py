"""The actions that a flow may call, and every way in which each may end.

A flow file branches on these words and on nothing else. The caller of `step` runs the action that a
`Pending` names and answers with an `Outcome` of one of its words, with the facts listed here as text
that is ready to be shown or spoken in the language of the conversation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


class AnswerOutcome(StrEnum):
    """`declined`: no approved answer fits; the question is kept for those who write the answers."""

    ANSWERED = "answered"
    DECLINED = "declined"


class SideAnswerOutcome(StrEnum):
    """A question beside the matter under way: answered where an approved answer surely fits, else nothing is told."""

    ANSWERED = "answered"
    NONE = "none"


class ExpectedWaitOutcome(StrEnum):
    """`ahead`: the matter is taken ahead of others, and the ordinary wait says nothing about it."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    AHEAD = "ahead"


class OwnLineOutcome(StrEnum):
    """Lines and mailboxes that only some matters have, and those that have ended: on a known day, or some time."""

    TOLD = "told"
    ENDED = "ended"
    OUT_OF_SERVICE = "out_of_service"
    NONE = "none"


class WhyNoPersonOutcome(StrEnum):
    """What was last decided about a person for the matter; `closed` where only the hour stands in the way."""

    ASK_THE_MATTER = "ask_the_matter"
    SELF_SERVICE_FIRST = "self_service_first"
    IN_HOURS = "in_hours"
    CLOSED = "closed"
    NOT_DECIDED = "not_decided"


class SendPointersOutcome(StrEnum):
    SENT = "sent"
    NO_ADDRESS = "no_address"


class RecordInterpreterOutcome(StrEnum):
    RECORDED = "recorded"


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
    """`who_asks`, `general_only` and `wait_first` come before the line is joined, and lead back to the hand-over."""

    QUEUED = "queued"
    CLOSED_NOW = "closed_now"
    MATTER_UNKNOWN = "matter_unknown"
    WHO_ASKS = "who_asks"
    GENERAL_ONLY = "general_only"
    WAIT_FIRST = "wait_first"
    NOT_NOW = "not_now"


class Reason(StrEnum):
    """Why a matter goes to a person: what self-help could not do. Chosen by the engine, never by a flow."""

    EMERGENCY = "emergency"
    STRAIGHT_TO_QUEUE = "straight_to_queue"
    SELF_SERVICE_FAILED = "self_service_failed"
    NO_ANSWER = "no_answer"
    ANSWER_DID_NOT_HELP = "answer_did_not_help"
    NOT_UNDERSTOOD = "not_understood"
    NO_SELF_SERVICE = "no_self_service"


@dataclass(frozen=True, slots=True)
class Action:
    """One action: the verb that calls it, its outcomes, and the facts that each outcome brings.

    `failing`: outcomes after which self-help counts as having failed, and how. `asking`: outcomes that ask for a
    slot, which come up only in a pack that has it.
    """

    verb: str
    outcomes: type[StrEnum]
    facts: Mapping[str, frozenset[str]]
    failing: Mapping[str, Reason] = field(default_factory=dict[str, Reason])
    asking: Mapping[str, str] = field(default_factory=dict[str, str])


def _action(verb: str, outcomes: type[StrEnum], **facts: str) -> Action:
    return Action(verb, outcomes, {word.value: frozenset(facts.get(word.value, "").split()) for word in outcomes})


STANDING_SLOT = "standing"
GENERAL_SLOT = "general_question"
WAIT_SLOT = "wait_or_later"
HAND_OFF = replace(
    _action("hand_off_to", HandOffOutcome, queued="place item_number waiting_before", closed_now="opens_at"),
    asking={"who_asks": STANDING_SLOT, "general_only": GENERAL_SLOT, "wait_first": WAIT_SLOT, "not_now": WAIT_SLOT},
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
    "answer": replace(
        _action("look_up", AnswerOutcome, answered="title text source reviewed_on"),
        failing={"declined": Reason.NO_ANSWER},
    ),
    "side_answer": _action("look_up", SideAnswerOutcome, answered="title text source reviewed_on"),
    "expected_wait": _action(
        "look_up",
        ExpectedWaitOutcome,
        known="likely interval better_times advice",
        unknown="better_times advice",
        ahead="ahead_by likely interval",
    ),
    "own_line": _action(
        "look_up", OwnLineOutcome, told="own_lines", ended="title ended_on instead", out_of_service="title instead"
    ),
    "why_no_person": _action("look_up", WhyNoPersonOutcome, closed="opens_at zone"),
    "contact_numbers": _action("look_up", ToldOutcome, told="main_line tty"),
    "hours": _action("look_up", ToldOutcome, told="live_hours live_now"),
    "take_the_matter": _action("do", TakeTheMatterOutcome, taken="item_number", already_taken="item_number"),
    "reopen_matter": _action(
        "do",
        ReopenMatterOutcome,
        reopened="promised_by window item_number",
        still_open="promised_by window",
    ),
    "keep_language": _action("do", KeepLanguageOutcome),
    "keep_language_wish": _action("do", KeepLanguageOutcome, kept="language"),
    "record_interpreter": _action("do", RecordInterpreterOutcome),
    "send_pointers": _action("do", SendPointersOutcome, sent="where"),
}
