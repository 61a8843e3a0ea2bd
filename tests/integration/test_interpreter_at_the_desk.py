"""An interpreter is recorded at the desk with presence and consent, and whoever holds the contact sees it (HRS-7)."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import signed_in

from openline.actions import languages
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)


def test_presence_and_consent_are_on_the_record_and_in_the_header(clock: Clock) -> None:
    waiting = center.waits_for_a_person()
    with acting_as(SYSTEM):
        contact = models.Contact.objects.get(id=waiting.contact_id)
        languages.wish_for_language(contact, "Mam", clock.machine)
    agent = center.new_seat()
    center.takes_next(agent)
    browser = signed_in(agent)
    talk = reverse("desk-contact", args=[waiting.contact_id])
    assert browser.get(talk).context["language_wished"].casefold() == "mam"
    asked = {"language": "Mam", "there": ["present", "consents"]}
    browser.post(reverse("desk-interpreter", args=[waiting.contact_id]), asked)
    with acting_as(SYSTEM):
        kept = models.Interpreter.objects.get(contact=waiting.contact_id)
    assert (kept.present, kept.consents, kept.recorded_by_id) == (True, True, agent.id)
    shown = browser.get(talk).context["interpreter"]
    assert (shown["present"], shown["consents"]) == (True, True)
    clock.advance(seconds=1)
    browser.post(reverse("desk-interpreter", args=[waiting.contact_id]), {"language": "Mam", "there": ["present"]})
    assert browser.get(talk).context["interpreter"]["consents"] is False


def test_a_seat_that_does_not_hold_the_contact_records_nothing(clock: Clock) -> None:
    waiting = center.waits_for_a_person()
    agent = center.new_seat()
    center.takes_next(agent)
    stranger = signed_in(center.new_seat())
    answer = stranger.post(reverse("desk-interpreter", args=[waiting.contact_id]), {"language": "Mam"})
    assert answer.status_code == 404
    with acting_as(SYSTEM):
        assert not models.Interpreter.objects.exists()
