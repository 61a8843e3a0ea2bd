"""The doctor finds nothing in a journey that was played, and refuses to look where it would not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import Clock
from tests.integration import center

from openline.actions.acting import NOBODY, SYSTEM, acting_as
from openline.records import doctor, models

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_empty_center_is_healthy(clock: Clock) -> None:
    assert center.findings() == []


def test_a_journey_is_healthy_at_each_of_its_steps(clock: Clock) -> None:
    officer = center.new_seat("tier_2")
    center.waits_for_a_person()
    assert center.findings() == []
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    assert center.findings() == []
    center.identifies(agent, contact)
    callback = center.escalates(agent, contact)
    assert isinstance(callback, models.Callback)
    assert center.findings() == []
    center.ends(agent, contact)
    assert center.findings() == []
    clock.advance_to(center.in_the_middle(callback))
    center.calls(officer, callback, "none")
    assert center.findings() == []
    clock.advance(minutes=75)
    center.calls(officer, callback, "voicemail")
    assert center.findings() == []
    again = center.wants_the_call_again(callback).callback
    assert again is not None
    assert center.findings() == []
    clock.advance_to(center.in_the_middle(again))
    center.calls(officer, again, "spoken")
    assert center.findings() == []
    clock.advance_to(clock.now + timedelta(days=90))
    assert center.findings() == []


def test_a_missed_promise_is_late_but_never_forgotten(clock: Clock) -> None:
    callback = center.a_promised_call()
    clock.advance_to(callback.promise.promised_by + timedelta(days=20))
    assert center.findings() == []
    with acting_as(SYSTEM):
        assert models.Promise.objects.get(id=callback.promise_id).state == "open"
        assert models.Alert.objects.filter(promise_id=callback.promise_id, kind="promise_late").count() == 1


def test_the_doctor_refuses_to_say_that_all_is_well_where_it_cannot_see(clock: Clock) -> None:
    from openline.actions import house

    with acting_as(NOBODY), pytest.raises(doctor.CannotSeeEverything):
        list(doctor.examine(house.pack(), clock.machine))
