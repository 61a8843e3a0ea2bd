"""Whether an officer may call now, and what follows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.unit.domain.calendars import EASTERN, at, federal_calendar
from tests.unit.domain.rules_in_force import callbacks_of_2022

from openline.domain.callback_attempts import (
    Answer,
    AttemptWord,
    NextWord,
    WindowWord,
    after_attempt,
    after_window,
    may_attempt,
)
from openline.domain.callback_planning import Half, PlannedWindow

GUAM = "Pacific/Guam"
monday_morning = PlannedWindow(at("2026-11-30 09:00"), at("2026-11-30 13:00"), EASTERN, Half.MORNING)
six_in_guam = PlannedWindow(at("2026-12-02 06:00", GUAM), at("2026-12-02 07:00", GUAM), GUAM, Half.MORNING)
ten_past_nine = at("2026-11-30 09:10")


def asked(now, planned=monday_morning, consent=False, made=0, last=None):  # type: ignore[no-untyped-def]
    return may_attempt(now, planned, planned.zone, consent, made, last, callbacks_of_2022, federal_calendar).outcome


@pytest.mark.parametrize(
    ("now", "word"),
    [
        ("2026-11-30 08:59:59", AttemptWord.TOO_EARLY),
        ("2026-11-30 09:00", AttemptWord.NOW),
        ("2026-11-30 12:59:59", AttemptWord.NOW),
        ("2026-11-30 13:00", AttemptWord.WINDOW_PASSED),
    ],
)
def test_the_first_attempt_is_made_within_the_planned_window(now: str, word: AttemptWord) -> None:
    assert asked(at(now)).word is word


def test_a_person_who_agreed_may_be_called_earlier_but_not_outside_the_hours() -> None:
    friday = at("2026-11-27 10:00")
    assert not asked(friday).allowed
    assert asked(friday, consent=True).allowed
    at_night = asked(at("2026-11-27 18:30"), consent=True)
    assert (at_night.word, at_night.opens_at) == (AttemptWord.OUTSIDE_HOURS, at("2026-11-30 08:00"))
    before_eight_local = asked(at("2026-11-27 07:30"), consent=True)
    assert (before_eight_local.word, before_eight_local.opens_at) == (AttemptWord.OUTSIDE_HOURS, at("2026-11-27 08:00"))


@pytest.mark.parametrize(
    ("now", "word"),
    [
        ("2026-11-30 10:09:59", AttemptWord.WAIT_FOR_SECOND),
        ("2026-11-30 10:10", AttemptWord.NOW),
        ("2026-11-30 10:40", AttemptWord.NOW),
        ("2026-11-30 10:40:01", AttemptWord.SECOND_WINDOW_PASSED),
    ],
)
def test_the_second_attempt_is_made_sixty_to_ninety_minutes_after_the_first(now: str, word: AttemptWord) -> None:
    may = asked(at(now), made=1, last=ten_past_nine)
    assert may.word is word
    assert (may.opens_at, may.closes_at) == (at("2026-11-30 10:10"), at("2026-11-30 10:40"))


def test_the_second_attempt_may_follow_the_end_of_the_planned_window() -> None:
    last_minute = at("2026-11-30 12:59")
    assert asked(at("2026-11-30 14:00"), made=1, last=last_minute).allowed


def test_the_second_attempt_after_an_early_call_does_not_wait_for_the_planned_window() -> None:
    friday = at("2026-11-27 10:00")
    assert asked(friday + timedelta(minutes=75), consent=True, made=1, last=friday).allowed


def test_a_second_attempt_that_was_planned_again_is_made_in_the_new_window() -> None:
    assert asked(at("2026-11-30 08:00"), made=1, last=None).word is AttemptWord.TOO_EARLY
    assert asked(at("2026-11-30 09:00"), made=1, last=None).allowed


def test_after_two_attempts_there_is_none_left() -> None:
    assert asked(at("2026-11-30 10:20"), made=2, last=ten_past_nine).word is AttemptWord.NO_ATTEMPT_LEFT


def test_who_accepted_six_in_the_morning_is_called_then_and_again_before_eight() -> None:
    assert asked(at("2026-12-02 06:30", GUAM), six_in_guam).allowed
    assert asked(at("2026-12-02 07:45", GUAM), six_in_guam, made=1, last=at("2026-12-02 06:30", GUAM)).allowed


def step(answer: Answer, made: int, when: datetime):  # type: ignore[no-untyped-def]
    return after_attempt(answer, made, when, callbacks_of_2022, federal_calendar).outcome


@pytest.mark.parametrize("answer", [Answer.NONE, Answer.VOICEMAIL])
def test_a_missed_first_attempt_leaves_a_message_and_opens_the_second(answer: Answer) -> None:
    following = step(answer, 1, ten_past_nine)
    assert following.word is NextWord.SECOND_ATTEMPT
    assert following.between == (at("2026-11-30 10:10"), at("2026-11-30 10:40"))
    assert following.leave_message


def test_a_person_reached_is_a_promise_kept_at_either_attempt() -> None:
    assert step(Answer.SPOKEN, 1, ten_past_nine).word is NextWord.KEPT
    assert step(Answer.SPOKEN, 2, ten_past_nine).word is NextWord.KEPT


def test_a_missed_second_attempt_meets_the_promise_by_attempts_without_another_message() -> None:
    following = step(Answer.VOICEMAIL, 2, ten_past_nine)
    assert (following.word, following.between, following.leave_message) == (NextWord.MET_BY_ATTEMPTS, None, False)


@pytest.mark.parametrize(
    ("first_at", "between"),
    [
        ("2026-11-30 17:00", ("2026-11-30 18:00", "2026-11-30 18:30")),
        ("2026-11-30 17:10", ("2026-11-30 18:10", "2026-11-30 18:30")),
        ("2026-11-30 17:30", None),
    ],
)
def test_a_second_attempt_ends_with_the_calling_hours_and_is_else_planned_again(
    first_at: str, between: tuple[str, str] | None
) -> None:
    following = step(Answer.NONE, 1, at(first_at))
    assert following.word is (NextWord.SECOND_ATTEMPT if between else NextWord.PLAN_AGAIN)
    assert following.between == (tuple(map(at, between)) if between else None)


@pytest.mark.parametrize(
    ("now", "promised_by", "word"),
    [
        ("2026-11-30 12:59", "2026-12-01 16:40", WindowWord.STILL_OPEN),
        ("2026-11-30 13:00", "2026-12-01 16:40", WindowWord.PLAN_AGAIN),
        ("2026-11-30 13:00", "2026-11-30 13:00", WindowWord.PLAN_AGAIN),
        ("2026-11-30 13:01", "2026-11-30 13:00", WindowWord.PLAN_AGAIN_LATE),
    ],
)
def test_a_window_that_passes_unattempted_is_planned_again_and_the_supervisor_alerted(
    now: str, promised_by: str, word: WindowWord
) -> None:
    after = after_window(monday_morning, at(promised_by), 0, None, callbacks_of_2022, at(now)).outcome
    assert after.word is word
    assert after.alert is (word is not WindowWord.STILL_OPEN)


def test_a_second_attempt_not_made_in_time_is_planned_again() -> None:
    def after(now: str, made: int):  # type: ignore[no-untyped-def]
        promised_by = at("2026-12-01 16:40")
        return after_window(monday_morning, promised_by, made, ten_past_nine, callbacks_of_2022, at(now)).outcome.word

    assert after("2026-11-30 10:40", 1) is WindowWord.STILL_OPEN
    assert after("2026-11-30 10:41", 1) is WindowWord.PLAN_AGAIN
    assert after("2026-11-30 10:41", 2) is WindowWord.STILL_OPEN


def test_hours_that_are_never_common_have_no_next_moment() -> None:
    seoul = PlannedWindow(
        at("2026-07-08 09:00", "Asia/Seoul"), at("2026-07-08 10:00", "Asia/Seoul"), "Asia/Seoul", Half.MORNING
    )
    may = asked(at("2026-07-08 08:30", "Asia/Seoul"), seoul, consent=True)
    assert (may.word, may.opens_at) == (AttemptWord.OUTSIDE_HOURS, None)


def test_a_second_attempt_cut_short_by_the_calling_hours_is_planned_again_when_they_end() -> None:
    ten_past_five = at("2026-11-30 17:10")

    def after(now: str):  # type: ignore[no-untyped-def]
        promised_by = at("2026-12-01 16:40")
        return after_window(monday_morning, promised_by, 1, ten_past_five, callbacks_of_2022, at(now)).outcome.word

    assert after("2026-11-30 18:30") is WindowWord.STILL_OPEN
    assert after("2026-11-30 18:30:01") is WindowWord.PLAN_AGAIN
