"""A live contact goes up the ladder by a judgment, into a queue that is open, and to nobody who may not see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.conformance.packs import AGENCY, pack_with
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import signed_in
from tests.stories.player import served_by

from openline.actions import access, desk, house, seats
from openline.actions import clock as center_clock
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
UP = desk.Transfer("tier_2_live", "Look at the date.", "Read it twice.", "urgent", "case_error")
IN_THE_EVENING = {
    "value": {
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "opens": "21:00",
        "closes": "23:00",
        "zone": "America/New_York",
        "closed_on_holidays": True,
    },
    "reading": "a test",
    "examples": [{"given": {"at": "2026-11-25T22:00-05:00"}, "expect": {"open": True}}],
}


def _held_by(tier: str = "tier_1") -> tuple[models.Seat, models.Contact]:
    center.waits_for_a_person()
    agent = center.new_seat(tier)
    contact = center.takes_next(agent)
    assert contact is not None
    return agent, contact


def _hands_on(agent: models.Seat, contact: models.Contact, wish: desk.Transfer) -> desk.HandedOn:
    with acting_as(access.actor_of(agent)):
        here = models.Contact.objects.get(id=contact.id)
        return desk.transfer(here, agent, wish, center_clock.now()).outcome


def test_the_officer_sees_how_urgent_it_is_and_why_already_in_the_line(clock: Clock) -> None:
    agent, contact = _held_by()
    assert _hands_on(agent, contact, UP) is desk.HandedOn.TRANSFERRED
    officer = center.new_seat("tier_2")
    browser = signed_in(officer)
    rows = browser.get(reverse("desk")).context["waiting"]["rows"]
    assert [row.urgency for row in rows] == ["urgent"]
    browser.post(reverse("desk-claim"), {"holding": "0"})
    (note,) = browser.get(reverse("desk-contact", args=[contact.id])).context["handed_on"]
    labels = house.pack().labels
    assert note["urgency"] == labels["urgency"]["urgent"]["en"]
    assert note["reason"] == labels["escalation_reason"]["case_error"]["en"]
    assert (note["note"], note["tried"], note["by"]) == (UP.note, UP.tried, str(agent))
    assert center.findings() == []


def test_what_a_colleague_said_is_not_shown_as_the_readers_own(clock: Clock) -> None:
    agent, contact = _held_by()
    signed_in(agent).post(reverse("desk-say", args=[contact.id]), {"text": "One moment."})
    _hands_on(agent, contact, UP)
    officer = center.new_seat("tier_2")
    browser = signed_in(officer)
    browser.post(reverse("desk-claim"), {"holding": "0"})
    browser.post(reverse("desk-say", args=[contact.id]), {"text": "I am here."})
    shown = browser.get(reverse("desk-contact", args=[contact.id])).context["bubbles"]
    said = {bubble.text: (bubble.mine, bubble.name) for bubble in shown if bubble.said_by == "staff"}
    assert said == {"One moment.": (False, str(agent)), "I am here.": (True, str(officer))}


def test_no_tier_above_is_reached_without_an_urgency_and_a_reason(clock: Clock) -> None:
    agent, contact = _held_by()
    for queue in ("tier_2_live", "tier_3"):
        assert _hands_on(agent, contact, desk.Transfer(queue)) is desk.HandedOn.URGENCY_MISSING
        assert _hands_on(agent, contact, desk.Transfer(queue, urgency="urgent")) is desk.HandedOn.REASON_MISSING
    page = signed_in(agent).post(
        reverse("desk-transfer", args=[contact.id]), {"queue": "tier_2_live", "note": "Stays", "urgency": "urgent"}
    )
    form = page.context["transfer_form"]
    assert (page.status_code, list(form.errors), form["note"].value()) == (422, ["reason"], "Stays")


def test_what_is_sealed_is_handed_to_nobody_below(clock: Clock) -> None:
    agent, contact = _held_by()
    assert (
        _hands_on(agent, contact, desk.Transfer("tier_3", urgency="regular", reason="other"))
        is desk.HandedOn.TRANSFERRED
    )
    senior = center.new_seat("tier_3")
    assert center.takes_next(senior) is not None
    for queue in ("help_desk", "tier_1", "tier_2_live"):
        assert _hands_on(senior, contact, desk.Transfer(queue)) is desk.HandedOn.STAYS_SEALED
    page = signed_in(senior).get(reverse("desk-contact", args=[contact.id]))
    assert page.status_code == 200 and page.context["transfer_form"] is None
    assert center.findings() == []


def test_a_queue_is_closed_by_its_own_hours_and_not_by_the_channels(
    clock: Clock, settings: Any, tmp_path: Path
) -> None:
    agent, contact = _held_by()
    folder = pack_with(tmp_path, "hours.live_help", "2026-01-01", IN_THE_EVENING)
    with served_by(folder, settings):  # the chat's own hours stay as they are, and the help desk's are live help's
        assert _hands_on(agent, contact, desk.Transfer("help_desk")) is desk.HandedOn.CLOSED_NOW
        # A queue without hours of its own is open when the channel is.
        assert _hands_on(agent, contact, desk.Transfer("tier_1")) is desk.HandedOn.TRANSFERRED
    assert _held_in("tier_1")
    assert center.findings() == []


def _held_in(queue: str) -> bool:
    with acting_as(SYSTEM):
        return models.WorkItem.objects.get(kind="contact").lane.queue == queue


def test_the_form_says_at_which_desks_nobody_is(clock: Clock) -> None:
    agent, contact = _held_by()
    talk = reverse("desk-contact", args=[contact.id])

    def names() -> dict[str, str]:
        return dict(signed_in(agent).get(talk).context["transfer_form"].fields["queue"].choices)

    before = names()
    center.new_seat("tier_2")
    after = names()
    assert before["tier_2_live"] != after["tier_2_live"] == house.pack().queues["tier_2_live"].title["en"]
    assert before["help_desk"] == after["help_desk"]


def test_a_queue_that_the_pack_gains_is_served_from_the_release_on(clock: Clock) -> None:
    agent, contact = _held_by()
    officer = center.new_seat("tier_2")
    with acting_as(SYSTEM):  # as before the queue was there
        models.SeatLane.objects.filter(seat=officer, lane__queue="tier_2_live").delete()
    assert _hands_on(agent, contact, UP) is desk.HandedOn.TRANSFERRED
    assert center.takes_next(officer) is None
    with acting_as(SYSTEM):
        seats.serve_pack()
    assert center.takes_next(officer) == contact


def test_who_signs_out_lets_go_of_everything_at_once(clock: Clock) -> None:
    agent, contact = _held_by()
    other = center.new_seat()
    signed_in(agent).post(reverse("sign-out"))
    with acting_as(SYSTEM):
        assert not models.Presence.objects.get(seat=agent).available
    assert center.takes_next(other) == contact
    assert center.findings() == []


def test_the_pack_has_one_live_way_up_for_every_tier_that_hands_on() -> None:
    pack = house.pack()
    assert pack.path == AGENCY
    for key, tier in pack.tiers.items():
        if tier.next_tier:
            above = house.tiers_above(key)
            assert above[0] == tier.next_tier
            assert any(queue.takes_contacts and queue.tier == tier.next_tier for queue in pack.queues.values())
            assert any("callback" in queue.channels and queue.tier == tier.next_tier for queue in pack.queues.values())
