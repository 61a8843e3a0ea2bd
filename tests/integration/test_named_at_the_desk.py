"""What a person named on the way is laid before the agent, to be read back and not asked again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.stories.page import Page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_agent_sees_what_the_person_named_before_identity_is_settled(clock: Clock) -> None:
    seat = center.new_seat()
    conversation = center.waits_for_a_person()
    center.says(conversation, f"it is about my i485 {center.RECEIPT}, filed 03/04/2025, call me at 202-555-0142")
    contact = center.takes_next(seat)
    assert contact is not None
    browser = Client()
    browser.force_login(seat.login, backend=BACKEND)
    page = Page(browser.get(reverse("desk-contact", args=[contact.id])).content.decode()).text
    for named in ("I-485", center.RECEIPT, "March 4, 2025", "April 3, 2025", "(202) 555-0142"):
        assert named in page


def test_who_named_nothing_has_nothing_laid_before_the_agent(clock: Clock) -> None:
    seat = center.new_seat()
    center.waits_for_a_person()
    contact = center.takes_next(seat)
    assert contact is not None
    browser = Client()
    browser.force_login(seat.login, backend=BACKEND)
    answer = browser.get(reverse("desk-contact", args=[contact.id]))
    assert answer.status_code == 200
    assert "named-heading" not in answer.content.decode()
