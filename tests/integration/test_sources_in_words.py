"""On what an answer rests is told in words that mean something to who reads them."""

from __future__ import annotations

import re

import pytest
from tests.conftest import Clock

from openline.actions import house
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.knowledge import serving

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_document_is_named_once_and_no_bare_section_number_is_told(clock: Clock, language: str) -> None:
    now = clock.now
    titles = {title[language] for title in house.pack().labels["document"].values()}
    with acting_as(SYSTEM):
        told = [one.source_in(language) for one in serving.in_force(serving.Audience.PUBLIC, now, language)]
    assert told
    for source in told:
        assert source and not re.search(r"\([\d., ]+\)", source)
        named = [title for title in titles if title in source]
        assert named and all(source.count(title) == 1 for title in named), source


def test_a_section_with_a_name_is_told_with_its_document(clock: Clock) -> None:
    now = clock.now
    with acting_as(SYSTEM):
        found = serving.find("card_not_received", serving.Audience.PUBLIC, "en", now)
    assert found is not None
    pages, pointer = (house.pack().labels["document"][each]["en"] for each in ("domain", "AILA"))
    assert found.source_in("en") == f"{pages}; {pointer} (Overview and Tips)"
