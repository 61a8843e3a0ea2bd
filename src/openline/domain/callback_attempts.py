"""Whether an officer may call now, and what follows an attempt or a window in which none was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openline.domain.calendar import BusinessCalendar, in_zone
from openline.domain.callback_planning import PlannedWindow
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.rules import DailyHours, RuleRef
from openline.domain.wall_clock import day_of, moment_at
from openline.domain.windows import Window, duration


class AttemptWord(StrEnum):
    """Whether an attempt may be made now, and if not, why."""

    NOW = "now"
    TOO_EARLY = "too_early"
    WINDOW_PASSED = "window_passed"
    OUTSIDE_HOURS = "outside_hours"
    WAIT_FOR_SECOND = "wait_for_second"
    SECOND_WINDOW_PASSED = "second_window_passed"
    NO_ATTEMPT_LEFT = "no_attempt_left"


@dataclass(frozen=True, slots=True)
class MayAttempt:
    """The word, from when an attempt may be made, and until when, where that is known."""

    word: AttemptWord
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def allowed(self) -> bool:
        return self.word is AttemptWord.NOW


class Answer(StrEnum):
    """What an attempt on all numbers came to."""

    SPOKEN = "spoken"
    VOICEMAIL = "voicemail"
    NONE = "none"


class NextWord(StrEnum):
    """What follows an attempt."""

    KEPT = "kept"
    SECOND_ATTEMPT = "second_attempt"
    PLAN_AGAIN = "plan_again"
    MET_BY_ATTEMPTS = "met_by_attempts"


@dataclass(frozen=True, slots=True)
class NextStep:
    """`between`: when the next attempt is made.   `leave_message`: whether a message is left now."""

    word: NextWord
    between: Window | None = None
    leave_message: bool = False


class WindowWord(StrEnum):
    """What has become of a planned window."""

    STILL_OPEN = "still_open"
    PLAN_AGAIN = "plan_again"
    PLAN_AGAIN_LATE = "plan_again_late"


@dataclass(frozen=True, slots=True)
class AfterWindow:
    """`alert`: whether the supervisor is told. The promised moment stays what it was."""

    word: WindowWord
    alert: bool


def may_attempt(
    now: datetime,
    planned: PlannedWindow,
    zone: str,
    early_consent: bool,
    attempts_made: int,
    last_attempt_at: datetime | None,
    rules: CallbacksRules,
    calendar: BusinessCalendar,
) -> Decision[MayAttempt]:
    """Whether an attempt on both numbers may be made now (CB-4, CB-7, CB-10).

    `early_consent`: the person agreed, on record, to be called before the planned window.
    `last_attempt_at`: the attempt that this one would follow; None when the window was planned again since, in
    which case an attempt still owed is made in the planned window like a first one.
    """
    facts: dict[str, object] = {
        "planned": [planned.starts_at.isoformat(), planned.ends_at.isoformat()],
        "early_consent": early_consent,
        "attempts_made": attempts_made,
        "last_attempt_at": last_attempt_at.isoformat() if last_attempt_at else None,
    }
    may = _within_window(now, planned, early_consent, attempts_made, last_attempt_at, rules)
    if may.allowed:
        hours = _hours_that_bind(planned, zone, rules, calendar)
        if not all(calendar.is_open(now, each) for each in hours):
            may = MayAttempt(AttemptWord.OUTSIDE_HOURS, _all_open_next(now, hours, calendar), may.closes_at)
    return Decision(may, (rules.attempts.ref, rules.calling_hours.ref, rules.local_hours.ref), facts)


def _within_window(
    now: datetime,
    planned: PlannedWindow,
    early_consent: bool,
    attempts_made: int,
    last_attempt_at: datetime | None,
    rules: CallbacksRules,
) -> MayAttempt:
    """The answer by count and by window alone: that of the planned first attempt, or that of the one that follows."""
    attempts = rules.attempts.value
    if attempts_made >= attempts.count:
        return MayAttempt(AttemptWord.NO_ATTEMPT_LEFT)
    if attempts_made and last_attempt_at is not None:
        opens, closes = last_attempt_at + duration(attempts.next_after.least), _second_until(last_attempt_at, rules)
        early, late, is_late = AttemptWord.WAIT_FOR_SECOND, AttemptWord.SECOND_WINDOW_PASSED, now > closes
    else:
        opens, closes = (min(now, planned.starts_at) if early_consent else planned.starts_at), planned.ends_at
        early, late, is_late = AttemptWord.TOO_EARLY, AttemptWord.WINDOW_PASSED, now >= closes
    if now < opens:
        return MayAttempt(early, opens, closes)
    return MayAttempt(late if is_late else AttemptWord.NOW, opens, closes)


def after_attempt(
    answer: Answer, attempts_made: int, at: datetime, rules: CallbacksRules, calendar: BusinessCalendar
) -> Decision[NextStep]:
    """What follows the attempt made at `at`, which `attempts_made` already counts (CB-7).

    When no time of the calling hours is left for the next attempt it is planned again.
    """
    attempts = rules.attempts.value
    because: tuple[RuleRef, ...] = (rules.attempts.ref,)
    facts: dict[str, object] = {"answer": answer.value, "attempts_made": attempts_made, "at": at.isoformat()}
    if answer is Answer.SPOKEN:
        return Decision(NextStep(NextWord.KEPT), because, facts)
    if attempts_made >= attempts.count:
        return Decision(NextStep(NextWord.MET_BY_ATTEMPTS), because, facts)
    because += (rules.calling_hours.ref,)
    opens = at + duration(attempts.next_after.least)
    if not calendar.is_open(opens, rules.calling_hours.value):
        return Decision(NextStep(NextWord.PLAN_AGAIN, leave_message=attempts.leave_message), because, facts)
    between = (opens, _second_until(at, rules))
    return Decision(NextStep(NextWord.SECOND_ATTEMPT, between, attempts.leave_message), because, facts)


def after_window(
    planned: PlannedWindow,
    promised_by: datetime,
    attempts_made: int,
    last_attempt_at: datetime | None,
    rules: CallbacksRules,
    now: datetime,
) -> Decision[AfterWindow]:
    """Whether a window passed without the attempt owed in it, so that it is planned and announced again.

    `last_attempt_at` as in `may_attempt`. The supervisor is alerted each time, and the word tells when the promise
    itself has passed.
    """
    second = attempts_made > 0 and last_attempt_at is not None
    over = now > _second_until(last_attempt_at, rules) if second and last_attempt_at else now >= planned.ends_at
    facts: dict[str, object] = {
        "ends_at": planned.ends_at.isoformat(),
        "attempts_made": attempts_made,
        "promised_by": promised_by.isoformat(),
    }
    because = (rules.attempts.ref,)
    if not over or attempts_made >= rules.attempts.value.count:
        return Decision(AfterWindow(WindowWord.STILL_OPEN, alert=False), because, facts)
    word = WindowWord.PLAN_AGAIN_LATE if now > promised_by else WindowWord.PLAN_AGAIN
    return Decision(AfterWindow(word, alert=True), because, facts)


def _second_until(last_attempt_at: datetime, rules: CallbacksRules) -> datetime:
    """Until when the next attempt may be made: the rule's most, and no longer than that day's calling hours."""
    latest = last_attempt_at + duration(rules.attempts.value.next_after.most)
    hours = rules.calling_hours.value
    if hours.opens == hours.closes:
        return latest
    closes = moment_at(day_of(last_attempt_at, hours.zone), hours.closes, hours.zone)
    return min(latest, closes) if closes > last_attempt_at else latest


def _hours_that_bind(
    planned: PlannedWindow, zone: str, rules: CallbacksRules, calendar: BusinessCalendar
) -> list[DailyHours]:
    """Calling hours always; local hours unless the person accepted a window outside them."""
    calling, local = in_zone(rules.calling_hours.value, zone), in_zone(rules.local_hours.value, zone)
    return [calling, local] if calendar.is_open(planned.starts_at, local) else [calling]


def _all_open_next(now: datetime, hours: list[DailyHours], calendar: BusinessCalendar) -> datetime | None:
    """The next moment at which all hours are open, or None when they hardly ever are at once."""
    moment = now
    for _ in range(2 * len(hours) * max(len(each.weekdays) for each in hours)):
        before = moment
        for each in hours:
            moment = calendar.next_opening(moment, each)
        if moment == before:
            return moment
    return None
