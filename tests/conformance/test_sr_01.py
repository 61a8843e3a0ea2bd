"""SR-1: the same case status from the tool, the assistant, the phone and the API."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.stories.page import Page

from openline.actions import house
from openline.actions.plugs import gateway
from openline.gateways.synthetic_agency import synthetic_agency

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = ("applicant", "petitioner", "attorney_on_record", "guam_filer")


def expected(person: str, language: str) -> tuple[str, list[str]]:
    """The receipt number, and what the case system says of it."""
    receipt_number = synthetic_agency(house.pack_folder()).cast()[person].receipt_number
    status = gateway("case_status").status_of(receipt_number)
    return receipt_number, [status.title_in(language), status.text_in(language)]


@pytest.mark.rule("SR-1", clause="the same answer everywhere", channel="portal")
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("person", PEOPLE)
def test_the_status_page_tells_what_the_case_system_says(person: str, language: str, clock: Clock) -> None:
    receipt_number, facts = expected(person, language)
    browser = Client(headers={"accept-language": language})
    page = Page(browser.get(reverse("case-status")).content.decode())
    form = next(form for form in page.forms if "receipt_number" in form.names)
    answer = browser.post(reverse("case-status"), form.filled({"receipt_number": receipt_number}))
    shown = Page(answer.content.decode()).text
    assert all(" ".join(fact.split()) in shown for fact in facts)


@pytest.mark.rule("SR-1", clause="the same answer everywhere", channel="api")
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("person", PEOPLE)
def test_the_api_tells_what_the_case_system_says(person: str, language: str, clock: Clock) -> None:
    receipt_number, facts = expected(person, language)
    asked = json.dumps({"receipt_number": receipt_number, "language": language})
    answer = Client().post("/api/v1/case-status", asked, content_type="application/json")
    assert answer.status_code == 200
    told = answer.json()
    assert [told["title"], told["text"]] == facts
