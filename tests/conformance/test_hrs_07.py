"""HRS-7 at the desk: the agent puts the interpreter's presence and the person's consent on the record."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center

from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.rule("HRS-7", clause="presence and consent on the record", channel="desk")
@pytest.mark.parametrize(
    ("ticked", "present", "consents"),
    [
        (["present", "consents"], True, True),
        (["present"], True, False),
        (["consents"], False, True),
        ([], False, False),
    ],
)
def test_presence_and_consent_stand_in_the_record_with_who_recorded_them_and_when(
    ticked: list[str], present: bool, consents: bool, clock: Clock
) -> None:
    waiting = center.waits_for_a_person()
    agent = center.new_seat()
    center.takes_next(agent)
    browser = Client()
    browser.force_login(agent.login, backend=BACKEND)
    asked = {"language": "Tigrinya", "there": ticked}
    browser.post(reverse("desk-interpreter", args=[waiting.contact_id]), asked)
    with acting_as(SYSTEM):
        kept = models.Interpreter.objects.get(contact=waiting.contact_id)
    assert (kept.present, kept.consents) == (present, consents)
    assert kept.recorded_by_id == agent.id
    assert kept.recorded_at <= clock.machine
    shown = browser.get(reverse("desk-contact", args=[waiting.contact_id])).context["interpreter"]
    assert shown == {"language": "Tigrinya", "present": present, "consents": consents, "at": kept.recorded_at}
