"""What a supervisor does in an agent's place: promises the person a call, wraps up what is owed; and the alerts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import browser_of, signed_in

from openline.actions import access, desk, house, ladder, ledger
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
WRAPPED_UP = {"reasons": ["appointment"], "self_help": "straight_to_queue", "note": "Read in the talk."}
WHY = "The agent is away until Thursday."


@pytest.fixture
def owed(clock: Clock) -> tuple[models.Conversation, models.Seat, models.Seat]:
    """A contact that its person ended, the agent who owes its wrap-up, and a supervisor."""
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    browser_of(conversation).post(reverse("assistant-end"))
    with acting_as(SYSTEM):
        assert models.WrapUp.objects.get(contact=contact).state == "owed"
    return conversation, agent, center.new_seat("supervisor")


def test_a_supervisor_who_took_over_promises_the_call_of_an_officer(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    agent, chief = center.new_seat(), center.new_seat("supervisor")
    contact = center.takes_next(agent)
    assert contact is not None
    browser = signed_in(chief)
    browser.post(reverse("chat-take-over", args=[contact.id]))
    center.identifies(chief, contact)
    talk = reverse("desk-contact", args=[contact.id])
    assert browser.get(talk).context["escalate_form"] is not None
    browser.post(
        reverse("desk-escalate", args=[contact.id]),
        {"urgency": "urgent", "reason": "case_error", "number_1": center.NUMBERS[0], "email": center.EMAIL},
    )
    with acting_as(SYSTEM):
        callback = models.Callback.objects.select_related("promise").get(matter=conversation.contact.matter_id)
        assert (callback.promise.owner_queue, callback.urgency) == ("tier_2", "urgent")
        rungs = ladder.rungs_of(models.Matter.objects.get(id=callback.matter_id), "en")
        assert (rungs[-1].tier, rungs[-1].by) == ("tier_2", str(chief))
    assert browser.get(talk).context["promises"]
    assert center.findings() == []


def test_a_supervisor_hands_a_contact_on_as_its_agent_would(clock: Clock) -> None:
    center.waits_for_a_person()
    agent, chief = center.new_seat(), center.new_seat("supervisor")
    contact = center.takes_next(agent)
    assert contact is not None
    browser = signed_in(chief)
    browser.post(reverse("chat-take-over", args=[contact.id]))
    form = browser.get(reverse("desk-contact", args=[contact.id])).context["transfer_form"]
    assert {"tier_1", "tier_2_live", "tier_3", "help_desk"} == {key for key, _title in form.fields["queue"].choices}
    path = reverse("desk-transfer", args=[contact.id])
    assert browser.post(path, {"queue": "tier_2_live"}).status_code == 422
    assert browser.post(path, {"queue": "tier_2_live", "urgency": "urgent", "reason": "other"}).status_code == 302
    assert center.takes_next(center.new_seat("tier_2")) == contact
    assert house.first_queue() == "tier_1"


def test_an_owed_wrap_up_is_listed_by_age_and_opens_on_the_record_only(
    owed: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, agent, chief = owed
    browser = signed_in(chief)
    (row,) = browser.get(reverse("supervisor-chats")).context["owed"]
    assert (row["id"], row["agent"]) == (conversation.contact_id, str(agent))
    talk = reverse("desk-contact", args=[conversation.contact_id])
    assert browser.get(talk).status_code == 404
    assert browser.post(reverse("chat-watch", args=[conversation.contact_id]))["Location"] == talk
    page = browser.get(talk)
    assert "why" in page.context["wrap_up_form"].fields
    with acting_as(SYSTEM):
        assert models.Decision.objects.filter(kind="watch", seat=chief, contact=conversation.contact_id).exists()


def test_a_supervisor_wraps_up_for_an_agent_and_says_why(
    owed: tuple[models.Conversation, models.Seat, models.Seat],
) -> None:
    conversation, agent, chief = owed
    browser = signed_in(chief)
    path = reverse("desk-end", args=[conversation.contact_id])
    browser.post(reverse("chat-watch", args=[conversation.contact_id]))
    refused = browser.post(path, {**WRAPPED_UP, "why": " "})
    assert (refused.status_code, list(refused.context["wrap_up_form"].errors)) == (422, ["why"])
    assert browser.post(path, {**WRAPPED_UP, "why": WHY})["Location"] == reverse("supervisor-chats")
    with acting_as(SYSTEM):
        kept = models.WrapUp.objects.get(contact=conversation.contact_id)
        on_record = models.Decision.objects.get(kind="wrapped_up", contact=conversation.contact_id)
    assert (kept.state, kept.seat_id, kept.reasons) == ("done", agent.id, ["appointment"])
    assert (on_record.seat_id, on_record.facts["owed_by"], on_record.facts["why_in_place"]) == (
        chief.id,
        agent.agent_id,
        WHY,
    )
    assert browser.get(reverse("desk-contact", args=[conversation.contact_id])).status_code == 404
    assert browser.get(reverse("supervisor-chats")).context["owed"] == []
    with acting_as(access.actor_of(agent)):
        assert desk.owed_by(agent) == []
    assert center.findings() == []


def test_nobody_else_wraps_up_for_an_agent(owed: tuple[models.Conversation, models.Seat, models.Seat]) -> None:
    conversation, _agent, chief = owed
    path = reverse("desk-end", args=[conversation.contact_id])
    for stranger in (center.new_seat(), center.new_seat("tier_2"), chief):  # the supervisor has not opened it
        assert signed_in(stranger).post(path, {**WRAPPED_UP, "why": WHY}).status_code == 404
    with acting_as(SYSTEM):
        assert models.WrapUp.objects.get(contact=conversation.contact_id).state == "owed"


def test_only_the_alerts_that_were_shown_are_taken_as_seen(clock: Clock) -> None:
    chief = center.new_seat("supervisor")
    browser = signed_in(chief)
    with acting_as(SYSTEM):
        ledger.raise_alert("timer_fails", "one", clock.machine, for_queue=house.alert_queue())
    shown = browser.get(reverse("supervisor")).context["alert_ids"]
    with acting_as(SYSTEM):
        ledger.raise_alert("timer_fails", "two", clock.machine, for_queue=house.alert_queue())
    browser.post(reverse("alerts-seen"), {"alert": [str(each) for each in shown]})
    with acting_as(SYSTEM):
        seen = dict(models.Alert.objects.values_list("key", "seen_by"))
    assert seen == {"one": chief.id, "two": None}
    assert len(browser.get(reverse("supervisor")).context["alerts"]) == 1
