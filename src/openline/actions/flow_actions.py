"""What the verbs of a flow do: each look-up, each deed and the hand-over to a person, by its name.

The outcomes and facts of each are declared in `openline.conversation.outcomes`; a test holds both lists
together. Facts are words that are ready to be shown in the conversation's language.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from openline.actions import (
    case_files,
    hand_over,
    house,
    languages,
    matter_access,
    own_lines,
    pointers,
    reopening,
    waits,
    weighing,
)
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.actions.knowledge import look_up_answer, look_up_side_answer
from openline.actions.opening_hours import live_help
from openline.conversation import Outcome
from openline.conversation.outcomes import (
    CaseStatusOutcome,
    KeepLanguageOutcome,
    LiveHelpOutcome,
    TakeTheMatterOutcome,
    ToldOutcome,
)
from openline.conversation.state import Pending
from openline.domain.hours import HoursRules, OpenNow
from openline.gateways.case_status import CaseNotFound, CaseSystemUnavailable, StatusNotInLanguage
from openline.policy import telling
from openline.records import models

SPOKEN = frozenset({"typed_voice", "voice", "tty"})


def wording_of(channel: str) -> str:
    """Which wording a channel speaks: the voice's short sentences, or the assistant's."""
    return "voice" if channel in SPOKEN else "assistant"


def look_up(pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime) -> Outcome:
    """Runs a look-up with no transaction open and gives its outcome."""
    return LOOK_UPS[pending.action](pending, language, conversation, actor, now)


def carry_out(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    """Does what the flow asks for, inside the turn's one transaction."""
    if pending.verb == "hand_off_to":
        return hand_over.to_queue(pending, language, conversation, now)
    return DEEDS[pending.action](pending, language, conversation, now)


def _case_status(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    try:
        status = case_files.status_of(pending.slots["receipt_number"])
        facts = {
            "form": status.form_type,
            "title": status.title_in(language),
            "text": status.text_in(language),
            "last_action_on": telling.tell_day(status.last_action_on, language, year=True),
            "receipt_number": status.receipt_number,
        }
    except CaseNotFound:
        return Outcome(pending.action, CaseStatusOutcome.NOT_FOUND)
    except (CaseSystemUnavailable, StatusNotInLanguage):
        return Outcome(pending.action, CaseStatusOutcome.UNAVAILABLE)
    return Outcome(pending.action, CaseStatusOutcome.FOUND, facts)


def _live_help(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    decision = live_help(conversation.channel, now)
    because = tuple(ref.address for ref in decision.because)
    zone = house.home_zone()
    if isinstance(decision.outcome, OpenNow):
        assert decision.outcome.closes_at is not None, "no words yet for live help that never closes"
        closes_at = telling.tell_hour(decision.outcome.closes_at, zone, language)
        return Outcome(pending.action, LiveHelpOutcome.OPEN, {"closes_at": closes_at}, because)
    opens_at = decision.outcome.opens_at
    facts = {
        "opens_at": telling.tell_moment(opens_at, zone, language),
        "zone": telling.tell_zone(opens_at, zone, language),
    }
    return Outcome(pending.action, LiveHelpOutcome.CLOSED, facts, because)


def _hours(pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime) -> Outcome:
    decision = live_help(conversation.channel, now)
    rules = house.rules_at(HoursRules, now)
    zone = house.home_zone()
    rule = rules.live_help if conversation.channel in SPOKEN else rules.live_chat
    facts = {
        "live_hours": telling.tell_daily_hours(rule.value, now, language),
        "live_now": telling.tell_open_or_closed(
            decision.outcome.closes_at if isinstance(decision.outcome, OpenNow) else None,
            None if isinstance(decision.outcome, OpenNow) else decision.outcome.opens_at,
            zone,
            language,
        ),
    }
    return Outcome(pending.action, ToldOutcome.TOLD, facts, tuple(ref.address for ref in decision.because))


def _contact_numbers(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    facts = {"main_line": house.line_number("main", now), "tty": house.line_number("tty", now)}
    return Outcome(pending.action, ToldOutcome.TOLD, facts)


def _own_line(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    return own_lines.own_line(pending, language, now)


def _callback_state(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    with acting_as(SYSTEM):
        found = matter_access.find(conversation.person_id, pending.slots, conversation.channel)
        if found.word in ("code_sent", "wrong_code"):
            return Outcome(pending.action, found.word)
        return reopening.state_of(found.matter, pending.action, language, now)


def _take_the_matter(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    matter, fresh = hand_over.take_the_matter(pending, conversation, now)
    word = TakeTheMatterOutcome.TAKEN if fresh else TakeTheMatterOutcome.ALREADY_TAKEN
    return Outcome(pending.action, word, {"item_number": telling.tell_item_number(matter.item_number)})


def _reopen_matter(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    return reopening.from_conversation(pending, language, conversation, now)


def _keep_language(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    # The turn itself writes the language to conversation, contact and person: see conversations._keep_language.
    return Outcome(pending.action, KeepLanguageOutcome.KEPT)


LookUp = Callable[[Pending, str, models.Conversation, Actor, datetime], Outcome]
Deed = Callable[[Pending, str, models.Conversation, datetime], Outcome]

LOOK_UPS: dict[str, LookUp] = {
    "answer": look_up_answer,
    "side_answer": look_up_side_answer,
    "case_status": _case_status,
    "live_help": _live_help,
    "callback_state": _callback_state,
    "contact_numbers": _contact_numbers,
    "hours": _hours,
    "expected_wait": waits.look_up_expected_wait,
    "own_line": _own_line,
    "why_no_person": weighing.why_no_person,
}
DEEDS: dict[str, Deed] = {
    "take_the_matter": _take_the_matter,
    "reopen_matter": _reopen_matter,
    "keep_language": _keep_language,
    "keep_language_wish": languages.keep_wish,
    "record_interpreter": languages.keep_interpreter,
    "send_pointers": pointers.send,
}
