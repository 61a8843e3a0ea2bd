"""Staff sign in with the login that they were given; nobody signs up for one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock

from openline.actions import seats
from openline.actions.acting import SYSTEM, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a-long-and-quiet-evening"


@pytest.fixture
def agent(clock: Clock) -> str:
    with acting_as(SYSTEM):
        seats.give_seat("agent@example.org", PASSWORD, "Tamsel Brightwater", "T1-4821", "tier_1", ["en"])
    return "agent@example.org"


def test_who_was_given_a_seat_signs_in_and_reaches_their_desk(agent: str) -> None:
    client = Client()
    page = client.get(reverse("account_login"))
    assert page.status_code == 200 and b"sign up" not in page.content.lower()
    answer = client.post(reverse("account_login"), {"login": agent, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get(reverse("desk")).status_code == 200


def test_a_wrong_password_and_an_unknown_address_are_told_alike(agent: str) -> None:
    told = []
    for address in (agent, "nobody@example.org"):
        answer = Client().post(reverse("account_login"), {"login": address, "password": "not-the-right-one"})
        assert answer.status_code == 200
        assert b"not-the-right-one" not in answer.content
        told.append(answer.content.count(b"ol-alert--error"))
    assert told[0] == told[1] > 0


def test_nobody_signs_up_for_a_login(clock: Clock) -> None:
    answer = Client().post(
        reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert Client().login(email="new@example.org", password=PASSWORD) is False
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("tier", "languages", "agent_id"),
    [("tier_9", ["en"], "X-1"), ("tier_1", ["fr"], "X-1"), ("tier_1", ["en"], "T1-4821")],
)
def test_a_seat_that_cannot_be_is_refused_with_what_can(
    agent: str, tier: str, languages: list[str], agent_id: str
) -> None:
    with acting_as(SYSTEM), pytest.raises(seats.SeatRefused):
        seats.give_seat("other@example.org", PASSWORD, "Ilvaro Montesierra", agent_id, tier, languages)
