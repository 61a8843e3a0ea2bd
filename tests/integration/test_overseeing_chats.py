"""A supervisor oversees live contacts: on the record, announced, and blind to what is sealed above them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.conformance.packs import pack_with
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import signed_in
from tests.stories.player import served_by

from openline.actions import access, desk
from openline.actions import clock as center_clock
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
TOLD_FROM_ONE = {"value": 1, "examples": [{"expect": {"value": 1}}], "reading": "a test"}


@pytest.fixture
def live(clock: Clock) -> tuple[models.Conversation, models.Seat, models.Seat]:
    """A live contact, its agent, and a supervisor."""
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    center.takes_next(agent)
    return conversation, agent, center.new_seat("supervisor")


def _item(conversation: models.Conversation) -> models.WorkItem:
    with acting_as(SYSTEM):
        return models.WorkItem.objects.select_related("owner", "lane").get(contact=conversation.contact_id)


def test_a_supervisor_sees_that_a_contact_is_live_and_opens_it_only_on_the_record(
    live: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, agent, chief = live
    browser = signed_in(chief)
    page = browser.get(reverse("supervisor-chats"))
    assert [row["id"] for row in page.context["live"]] == [conversation.contact_id]
    talk = reverse("desk-contact", args=[conversation.contact_id])
    assert browser.get(talk).status_code == 404
    browser.post(reverse("chat-watch", args=[conversation.contact_id]))
    assert browser.get(talk).status_code == 200
    with acting_as(SYSTEM):
        kept = models.Decision.objects.get(kind="watch", contact=conversation.contact_id)
        assert (kept.seat_id, kept.outcome) == (chief.id, "began")
    told = signed_in(agent).get(talk).context["watched_by"]
    assert told == [str(chief)]
    live_part = reverse("desk-messages", args=[conversation.contact_id])
    assert str(chief) in signed_in(agent).get(live_part).content.decode()
    browser.post(reverse("chat-unwatch", args=[conversation.contact_id]))
    assert browser.get(talk).status_code == 404
    assert signed_in(agent).get(talk).context["watched_by"] == []


def test_who_reads_along_cannot_speak_transfer_or_end(
    live: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, agent, chief = live
    browser = signed_in(chief)
    browser.post(reverse("chat-watch", args=[conversation.contact_id]))
    said = browser.post(reverse("desk-say", args=[conversation.contact_id]), {"text": "Do this"})
    moved = browser.post(reverse("desk-transfer", args=[conversation.contact_id]), {"queue": "help_desk"})
    browser.post(reverse("desk-end", args=[conversation.contact_id]), {"reasons": "other", "self_help": "emergency"})
    assert (said.status_code, moved.status_code) == (422, 422)
    assert _item(conversation).owner == agent


def test_who_takes_over_is_named_to_the_person_and_the_record(
    live: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, agent, chief = live
    before = _item(conversation)
    browser = signed_in(chief)
    answer = browser.post(reverse("chat-take-over", args=[conversation.contact_id]))
    assert answer["Location"] == reverse("desk-contact", args=[conversation.contact_id])
    item = _item(conversation)
    assert (item.owner, item.rank, item.lane) == (chief, before.rank, before.lane)
    with acting_as(SYSTEM):
        told = conversation.messages.get(words="taken_over").text
        kept = models.Decision.objects.get(kind="taken_over", contact=conversation.contact_id)
        assert models.Contact.objects.get(id=conversation.contact_id).seat_id == chief.id
    assert chief.name in told and chief.agent_id in told
    assert (kept.seat_id, kept.facts["from"]) == (chief.id, agent.agent_id)
    gone = signed_in(agent).get(reverse("desk-contact", args=[conversation.contact_id]))
    assert gone.status_code == 302
    assert center.findings() == []


def test_what_a_supervisor_took_over_goes_back_to_its_own_line(
    live: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, _agent, chief = live
    browser = signed_in(chief)
    browser.post(reverse("chat-take-over", args=[conversation.contact_id]))
    browser.post(reverse("desk-presence"), {"set": "away"})
    taken = center.takes_next(center.new_seat())
    assert taken is not None and taken.id == conversation.contact_id
    assert center.findings() == []


def test_an_agent_cannot_oversee(live: tuple[models.Conversation, models.Seat, models.Seat]) -> None:
    conversation, agent, _chief = live
    other = center.new_seat()
    for seat in (agent, other):
        browser = signed_in(seat)
        for name in ("chat-watch", "chat-take-over"):
            assert browser.post(reverse(name, args=[conversation.contact_id])).status_code == 403
        assert browser.get(reverse("supervisor-reports")).status_code == 403
        with acting_as(access.actor_of(seat)):
            contact = models.Contact.objects.get(id=conversation.contact_id)
            assert desk.take_over(contact, seat, center_clock.now()).outcome is desk.TakeOver.NOT_THERE


def test_a_sealed_contact_is_neither_shown_nor_counted_to_a_supervisor(
    live: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, agent, chief = live
    browser = signed_in(chief)
    pages = (reverse("supervisor"), reverse("supervisor-chats"), reverse("supervisor-reports"))
    with acting_as(access.actor_of(agent)):
        contact = models.Contact.objects.get(id=conversation.contact_id)
        desk.transfer(contact, agent, desk.Transfer("tier_3", urgency="regular", reason="other"), center_clock.now())
    with acting_as(SYSTEM):
        number = models.Contact.objects.get(id=conversation.contact_id).matter.item_number  # type: ignore[union-attr]
    assert browser.get(pages[1]).context["waiting"] == []
    figures = {each["label"]: each["value"] for each in browser.get(pages[0]).context["figures"]}
    assert (figures["Waiting now"], figures["Live now"]) == (0, 0)
    for page in pages:
        shown = browser.get(page).content.decode()
        assert number not in re.sub(r"[^A-Z0-9]", "", shown)
        assert "Senior officers" not in shown
    for name in ("chat-watch", "chat-take-over"):
        assert browser.post(reverse(name, args=[conversation.contact_id])).status_code == 404
    senior = center.new_seat("tier_3")
    assert center.takes_next(senior) is not None
    center.ends(senior, models.Contact(id=conversation.contact_id))
    assert browser.get(pages[2]).context["tables"][0].rows == ()


def test_the_topics_of_a_sealed_queue_are_closed_to_a_supervisor(clock: Clock) -> None:
    from openline.ui.live import _serves

    assert not _serves(center.new_seat("supervisor"), "tier_3")
    assert _serves(center.new_seat("supervisor"), "tier_1")
    assert _serves(center.new_seat("tier_3"), "tier_3")


def _wrapped_up(agent: models.Seat, reason: str, self_help: str) -> None:
    conversation = center.waits_for_a_person()
    signed_in(agent).post(reverse("desk-claim"), {"holding": "0"})
    asked = {"reasons": [reason], "self_help": self_help, "note": ""}
    answer = signed_in(agent).post(reverse("desk-end", args=[conversation.contact_id]), asked)
    assert answer.status_code == 302, answer.content[:2000]


def test_a_contact_cannot_be_left_without_its_wrap_up(
    live: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, agent, _chief = live
    browser = signed_in(agent)
    action = reverse("desk-end", args=[conversation.contact_id])
    for asked, field in (
        ({"self_help": "emergency"}, "reasons"),
        ({"reasons": "case_status", "self_help": ""}, "self_help"),
        ({"reasons": "gossip", "self_help": "emergency"}, "reasons"),
    ):
        refused = browser.post(action, asked)
        assert refused.status_code == 422
        assert field in refused.context["wrap_up_form"].errors
        assert _item(conversation).state == "claimed"
    page = browser.get(reverse("desk-contact", args=[conversation.contact_id]))
    assert page.context["wrap_up_form"].initial["self_help"] == "straight_to_queue"
    browser.post(action, {"reasons": ["appointment", "complaint"], "self_help": "straight_to_queue", "note": "Seen."})
    with acting_as(SYSTEM):
        kept = models.WrapUp.objects.get(contact=conversation.contact_id)
    assert (kept.state, kept.reasons, kept.note) == ("done", ["appointment", "complaint"], "Seen.")


def test_the_report_counts_what_self_service_could_have_done_and_tells_no_small_number(
    clock: Clock, settings: Any, tmp_path: Path
) -> None:
    agent, chief = center.new_seat(), center.new_seat("supervisor")
    for _ in range(2):
        _wrapped_up(agent, "case_status", "did_not_know_it")
    with acting_as(SYSTEM):
        models.Matter.objects.update(about="case_status")
    tables = signed_in(chief).get(reverse("supervisor-reports")).context["tables"]
    assert [row[-1].text for row in tables[0].rows] == ["fewer than 5"]
    with served_by(pack_with(tmp_path, "contacts.least_count_told", "2026-01-01", TOLD_FROM_ONE), settings):
        tables = signed_in(chief).get(reverse("supervisor-reports")).context["tables"]
        assert [row[-1].text for row in tables[0].rows] == ["2"]
        assert [[cell.text for cell in row[-2:]] for row in tables[1].rows] == [["2", "0"]]
