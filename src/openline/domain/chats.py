"""Live contacts at a desk: how many at once, who waits for whom, when a silence ends them, how they are wrapped up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.domain.windows import duration

PERSON, AGENT = "person", "agent"


class Room(StrEnum):
    """Whether a seat may take one more live contact, and why not."""

    FREE = "free"
    FULL = "full"
    HOLDS_ONE_ALONE = "holds_one_alone"
    NEXT_NEEDS_A_FREE_SEAT = "next_needs_a_free_seat"


def room_for(held: Sequence[str], to_wrap_up: int, rules: ContactsRules, *, coming: str = "") -> Decision[Room]:
    """Whether a seat that holds contacts on the channels `held`, with `to_wrap_up` ended ones to wrap up, has room.

    `coming` is the channel of the contact that is next in line, where it is known. A contact that needs a seat alone
    is taken by a free seat only, and whoever has one takes nothing else.
    """
    facts: dict[str, object] = {"held": list(held), "to_wrap_up": to_wrap_up, "coming": coming}
    alone = rules.one_at_a_time
    if any(channel in alone.value for channel in held):
        return Decision(Room.HOLDS_ONE_ALONE, (alone.ref,), facts)
    if len(held) + to_wrap_up >= rules.chats_at_once.value:
        return Decision(Room.FULL, (rules.chats_at_once.ref,), facts)
    if coming in alone.value and (held or to_wrap_up):
        return Decision(Room.NEXT_NEEDS_A_FREE_SEAT, (alone.ref,), facts)
    return Decision(Room.FREE, (rules.chats_at_once.ref, alone.ref), facts)


@dataclass(frozen=True, slots=True)
class Spoken:
    """That somebody said something: `person` or `agent`, and when."""

    sender: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is in a live chat, and since when: the `person`'s or the `agent`'s."""

    whose: str
    since: datetime


def whose_turn(taken_at: datetime, spoken: Iterable[Spoken]) -> Turn:
    """Whose turn it is, given what person and agent said, in order. A chat begins with the agent's turn.

    The agent owes an answer from the person's first word after their own last one; the person from the agent's last.
    """
    turn = Turn(AGENT, taken_at)
    for each in spoken:
        if each.sender == AGENT:
            turn = Turn(PERSON, max(each.at, taken_at))
        elif turn.whose == PERSON:
            turn = Turn(AGENT, max(each.at, taken_at))
    return turn


class Stillness(StrEnum):
    """What a live chat calls for when nobody speaks."""

    NOTHING_YET = "nothing_yet"
    ASK_THE_PERSON = "ask_the_person"
    END_IT = "end_it"
    ALERT = "alert"
    GIVE_IT_BACK = "give_it_back"


@dataclass(frozen=True, slots=True)
class NextLook:
    """What is to be done now, and when the chat is looked at again; None when it is over for this seat."""

    word: Stillness
    look_at: datetime | None


def standing_still(turn: Turn, noticed_at: datetime | None, rules: ContactsRules, now: datetime) -> Decision[NextLook]:
    """What a live chat calls for at `now`.

    `noticed_at`: when, in this same turn, the person was asked whether they are there or the alert was raised.
    """
    facts: dict[str, object] = {
        "turn": turn.whose,
        "since": turn.since.isoformat(),
        "noticed_at": noticed_at.isoformat() if noticed_at else None,
    }
    if turn.whose == PERSON:
        first, last = rules.idle_asked_after, rules.idle_ended_after
        ends_at = noticed_at + duration(last.value) if noticed_at else None
        words = Stillness.ASK_THE_PERSON, Stillness.END_IT
    else:
        first, last = rules.answer_alerts_after, rules.answer_goes_back_after
        ends_at = turn.since + duration(last.value)
        words = Stillness.ALERT, Stillness.GIVE_IT_BACK
    starts_at = turn.since + duration(first.value)
    if ends_at is not None and now >= ends_at:
        return Decision(NextLook(words[1], None), (first.ref, last.ref), facts)
    if noticed_at is None and now >= starts_at:
        again_at = now + duration(last.value) if turn.whose == PERSON else ends_at
        return Decision(NextLook(words[0], again_at), (first.ref,), facts)
    if noticed_at is not None:
        return Decision(NextLook(Stillness.NOTHING_YET, ends_at), (last.ref,), facts)
    return Decision(NextLook(Stillness.NOTHING_YET, starts_at), (first.ref,), facts)


class Whereabouts(StrEnum):
    """Whether a waiting person is there to be answered."""

    HERE = "here"
    LEFT = "left"
    UNHEARD_OF = "unheard_of"


def whereabouts(
    last_seen: datetime | None, left: bool, machine_now: datetime, rules: ContactsRules
) -> Decision[Whereabouts]:
    """Whether the person is there. Real time; a page that never said so at all (`last_seen` None) counts as there."""
    facts: dict[str, object] = {"last_seen": last_seen.isoformat() if last_seen else None, "left": left}
    if left:
        return Decision(Whereabouts.LEFT, (), facts)
    gone = last_seen is not None and machine_now - last_seen >= duration(rules.away_after.value)
    return Decision(Whereabouts.UNHEARD_OF if gone else Whereabouts.HERE, (rules.away_after.ref,), facts)


@dataclass(frozen=True, slots=True)
class WrapUpGiven:
    """What an agent says of a contact that ends: what it was about, why self-help did not do, and a note."""

    reasons: tuple[str, ...] = ()
    self_help: str = ""
    note: str = ""


class WrapUpWord(StrEnum):
    """Whether a wrap-up is whole, and what is missing."""

    WHOLE = "whole"
    REASON_MISSING = "reason_missing"
    REASON_UNKNOWN = "reason_unknown"
    SELF_HELP_MISSING = "self_help_missing"
    SELF_HELP_UNKNOWN = "self_help_unknown"
    WHY_IN_PLACE_MISSING = "why_in_place_missing"


def wrap_up(given: WrapUpGiven, rules: ContactsRules) -> Decision[WrapUpWord]:
    """Whether a wrap-up names a reason at least, and why self-help did not do, in words of the rules (TIER-9)."""
    because = (rules.wrap_up_reasons.ref, rules.self_help_reasons.ref)
    facts: dict[str, object] = {"reasons": list(given.reasons), "self_help": given.self_help}
    word = WrapUpWord.WHOLE
    if not given.reasons:
        word = WrapUpWord.REASON_MISSING
    elif not set(given.reasons) <= set(rules.wrap_up_reasons.value):
        word = WrapUpWord.REASON_UNKNOWN
    elif not given.self_help:
        word = WrapUpWord.SELF_HELP_MISSING
    elif given.self_help not in rules.self_help_reasons.value:
        word = WrapUpWord.SELF_HELP_UNKNOWN
    return Decision(word, because, facts)


def told_count(count: int, rules: ContactsRules) -> Decision[int | None]:
    """A count as a report may tell it: none that is so small that it could point at somebody. Zero points at nobody."""
    small = 0 < count < rules.least_count_told.value
    return Decision(None if small else count, (rules.least_count_told.ref,), {})


def longest_quiet(rules: ContactsRules) -> timedelta:
    """How long a live chat can go on without anybody's word before it is looked at for the first time."""
    return min(duration(rules.idle_asked_after.value), duration(rules.answer_alerts_after.value))
