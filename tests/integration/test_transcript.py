"""A person takes home what was said: as a file, or by e-mail to an address that was read back."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import browser_of
from tests.stories.page import Page

from openline.actions import access, transcripts
from openline.actions.acting import SYSTEM, acting_as
from openline.notices import handing_over
from openline.records import models
from openline.ui import saying

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "someone@example.org"
ASKS = reverse("assistant-transcript")
VOID = {"meta", "br", "link", "img", "input", "hr"}


@pytest.fixture
def conversation(clock: Clock) -> models.Conversation:
    """Self-service, then a person at a desk who answers."""
    begun = center.arrives()
    center.says(begun, "where is my case")
    center.says(begun, center.RECEIPT)
    return center.says(begun, "<b>agent</b>").conversation


def file_of(browser: Client, form: str) -> str:
    answer = browser.get(reverse("assistant-transcript-file", args=[form]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    return answer.content.decode()


def notices_sent() -> list[models.Notice]:
    with acting_as(SYSTEM):
        return list(models.Notice.objects.filter(kind=transcripts.NOTICE))


def send(browser: Client, address: str) -> object:
    return browser.post(ASKS, {"address": address, "act": "send"})


def test_the_text_says_who_said_what_and_when_in_which_zone_and_on_which_rules(
    conversation: models.Conversation, clock: Clock
) -> None:
    text = file_of(browser_of(conversation), "txt")
    with acting_as(SYSTEM):
        messages = list(conversation.messages.order_by("position"))
    at = 0
    for message in messages:  # each after the one before, so that the order is that of the talk
        at = text.index(message.text.splitlines()[0], at) + 1
    assert saying.zone_name("America/New_York", clock.machine) in text
    assert text.count("] You:") == 3
    assert any(message.because for message in messages)
    assert "Source:" in text


class Balanced(HTMLParser):
    """Notes the tags that are open at the end, and those that close what is not open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_page_is_well_formed_and_takes_no_words_for_markup(conversation: models.Conversation) -> None:
    html = file_of(browser_of(conversation), "html")
    read = Balanced(html)
    assert (read.open, read.wrong) == ([], [])
    assert "<b>agent</b>" not in html
    assert "&lt;b&gt;agent&lt;/b&gt;" in html
    assert "<script" not in html


def test_nothing_is_sent_before_the_address_was_read_back(conversation: models.Conversation) -> None:
    browser = browser_of(conversation)
    shown = browser.post(ASKS, {"address": ADDRESS, "act": "check"})
    assert ADDRESS in Page(shown.content.decode()).text
    assert notices_sent() == []
    assert send(browser, ADDRESS).status_code == 200  # type: ignore[attr-defined]
    [notice] = notices_sent()
    assert (notice.address, notice.matter_id, notice.state) == (ADDRESS, None, "waiting")
    assert handing_over.hand_over(notice.id, center.now())
    with acting_as(SYSTEM):
        notice.refresh_from_db()
        assert "where is my case" in notice.body
        assert not models.Address.objects.filter(value=ADDRESS).exists()


def test_the_address_on_file_is_hinted_at_and_used(conversation: models.Conversation) -> None:
    with acting_as(SYSTEM):
        models.Address.objects.create(person_id=conversation.person_id, form="email", value="rosa@example.org")
    browser = browser_of(conversation)
    assert "rosa@example.org" not in browser.get(ASKS).content.decode()
    shown = browser.post(ASKS, {"to": "on_file", "act": "check"}).content.decode()
    assert "r***@example.org" in shown
    assert "rosa@example.org" not in shown
    browser.post(ASKS, {"to": "on_file", "act": "send"})
    assert [notice.address for notice in notices_sent()] == ["rosa@example.org"]


@pytest.mark.parametrize("wrong", ["", "rosa", "rosa@", "a@b c.org", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_refused_beside_its_field(conversation: models.Conversation, wrong: str) -> None:
    answer = browser_of(conversation).post(ASKS, {"address": wrong, "act": "send"})
    assert answer.status_code == 422
    assert "f-address-error" in answer.content.decode()
    assert notices_sent() == []


def test_nobody_is_written_to_at_will(conversation: models.Conversation) -> None:
    browser = browser_of(conversation)
    answers = [send(browser, f"{number}@example.org").status_code for number in range(7)]  # type: ignore[attr-defined]
    assert answers == [200] * transcripts.SENT_PER_HOUR + [429] * 2
    assert len(notices_sent()) == transcripts.SENT_PER_HOUR


def test_one_address_is_not_written_to_by_many(clock: Clock) -> None:
    for _ in range(transcripts.SENT_PER_HOUR + 2):
        send(browser_of(center.arrives()), ADDRESS)
    assert len(notices_sent()) == transcripts.SENT_PER_HOUR


def test_who_names_the_conversation_of_another_gets_their_own(conversation: models.Conversation, clock: Clock) -> None:
    other = center.arrives()
    answer = browser_of(other).post(
        reverse("assistant-transcript-file", args=["txt"]), {"conversation": str(conversation.id)}
    )
    assert "where is my case" not in answer.content.decode()


@pytest.mark.parametrize("form", ["txt", "html", "pdf"])
def test_a_stranger_finds_nothing_to_download(conversation: models.Conversation, form: str) -> None:
    assert Client().get(reverse("assistant-transcript-file", args=[form])).status_code == 404


def test_no_desk_reads_the_transcript_that_was_sent(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    send(browser_of(conversation), ADDRESS)
    for tier in ("tier_1", "supervisor", "tier_3"):
        with acting_as(access.actor_of(center.new_seat(tier))):
            assert not models.Notice.objects.filter(kind=transcripts.NOTICE).exists()
    assert len(notices_sent()) == 1
