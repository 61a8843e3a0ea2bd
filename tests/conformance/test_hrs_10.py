"""HRS-10: the start page names the ways: by telephone, online, in person."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.stories.page import Page

from openline.actions import house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.rule("HRS-10", clause="the ways are named", channel="portal")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_start_page_names_every_way_of_reaching_the_center(language: str, clock: Clock) -> None:
    page = Page(Client(headers={"accept-language": language}).get(reverse("home")).content.decode()).text
    ways = house.pack().guidance.ways
    assert {way.key for way in ways} == {"online", "phone", "in_person"}
    assert all(way.title[language] in page for way in ways)
