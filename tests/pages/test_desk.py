"""The agent's desk with several chats, and the supervisor's, in browser windows on the demo."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.pages.demo import Demo
from tests.pages.running import listened_to, looked_at, say, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
WIDE, NARROW = 1440, 1024
expect.set_options(timeout=20_000)


def in_line(browser: Browser, demo: Demo, *words: str) -> Page:
    """A person in a window of their own who says these words, agrees to what is read back, and stands in line."""
    person = listened_to(browser)
    person.goto(f"{demo.address}/assistant/")
    for each in (*words, "yes"):
        say(person, each)
        expect(person.locator("#talk-log > *").last).not_to_have_class(re.compile("mine|typing"))
        if "now in line for a person" in person.locator("#talk-log").inner_text():
            break
    expect(person.locator("body")).to_contain_text("You are in line for a person")
    return person


def claims(agent: Page, many: int) -> None:
    agent.get_by_role("button", name="Claim the next").click()
    expect(agent.locator(".ol-chat")).to_have_count(many)


def test_an_agent_holds_three_chats_and_answers_who_waits_longest(demo: Demo, browser: Browser) -> None:
    first = in_line(browser, demo, "infopass")
    second = in_line(browser, demo, "my mother is dying, I need an emergency travel document", "MSC2607091001", "yes")
    third = in_line(browser, demo, "infopass")
    agent = listened_to(browser, width=WIDE)
    sign_in(agent, demo, "seat:T1-4821")
    agent.goto(f"{demo.address}/desk/")
    for many in (1, 2, 3):
        claims(agent, many)
    expect(agent.get_by_role("button", name="Claim the next")).to_have_count(0)
    looked_at(agent, "desk-three-chats")

    # What a person writes in another chat shows in the list, and nobody reloads the page.
    say(first, "Are you there?")
    expect(agent.locator(".ol-chat__unread")).to_contain_text("1")
    looked_at(agent, "desk-unread")

    box = agent.locator("#turn-text")
    here = agent.url
    box.fill("I begin to write")
    agent.keyboard.press("Alt+ArrowDown")
    agent.wait_for_url(lambda address: address != here)
    agent.keyboard.press("Alt+ArrowUp")
    agent.wait_for_url(here)
    expect(box).to_have_value("I begin to write")

    box.fill("")
    box.press("/")
    agent.locator("[data-replies-filter]").fill("moment")
    expect(agent.locator("[data-found-by]:not([hidden])")).to_have_count(2)
    looked_at(agent, "desk-replies")
    agent.keyboard.press("ArrowDown")
    agent.keyboard.press("ArrowDown")
    agent.keyboard.press("Enter")
    expect(box).to_have_value(re.compile("One moment"))
    box.press("Enter")
    expect(agent.locator("#talk-log")).to_contain_text("One moment")

    agent.set_viewport_size({"width": NARROW, "height": 900})
    looked_at(agent, "desk-three-chats-1024")
    overflow = agent.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    agent.set_viewport_size({"width": WIDE, "height": 900})

    agent.locator("summary", has_text="Transfer").click()
    agent.locator("[name=queue]").select_option("help_desk")
    agent.locator("[name=note]").first.fill("The account is locked. The person is on a phone.")
    agent.locator("[name=tried]").fill("The recovery page, twice.")
    looked_at(agent, "desk-transfer")
    agent.get_by_role("button", name="Transfer with its place kept").click()
    expect(agent.locator(".ol-chat")).to_have_count(2)

    helper = listened_to(browser, width=WIDE)
    sign_in(helper, demo, "seat:HD-2215")
    helper.goto(f"{demo.address}/desk/")
    claims(helper, 1)
    expect(helper.locator(".ol-handed")).to_contain_text("The account is locked")
    looked_at(helper, "desk-handed-on")

    chief = listened_to(browser, width=WIDE)
    sign_in(chief, demo, "seat:SV-0102")
    chief.goto(f"{demo.address}/supervisor/chats/")
    expect(chief.locator(".ol-row__acts")).to_have_count(3)
    looked_at(chief, "supervisor-chats")
    before_the_agent = agent.locator(".ol-chat--current .ol-code").inner_text()
    row = chief.locator(".ol-row", has_text=before_the_agent)
    row.get_by_role("button", name="Read along").click()
    expect(chief.locator("body")).to_contain_text("You read along")
    expect(agent.locator("#talk-watched")).to_contain_text("SV-0102")
    looked_at(chief, "supervisor-reads-along")
    chief.get_by_role("button", name="Take over").click()
    expect(chief.locator("#turn-text")).to_be_visible()
    looked_at(chief, "supervisor-took-over")
    expect(agent.locator(".ol-chat")).to_have_count(1)
    expect(agent.locator("body")).to_contain_text("not in your hands any more")
    told = sum("SV-0102" in person.locator("#talk-log").inner_text() for person in (first, second, third))
    assert told == 1

    # The person ends the last one themselves: the agent wraps it up before its place is free.
    agent.goto(f"{demo.address}/desk/")
    expect(agent.locator("#talk-log")).to_be_visible()
    for person in (first, second, third):
        if (
            "T1-4821" in person.locator("#talk-log").inner_text()
            and "SV-0102" not in person.locator("body").inner_text()
        ):
            person.get_by_role("button", name=re.compile("^End")).first.click()
    expect(agent.locator(".ol-chat--ended")).to_have_count(1)
    agent.goto(f"{demo.address}/desk/")
    agent.locator("label", has_text="Appointment").click()
    looked_at(agent, "desk-owes-a-wrap-up")
    agent.get_by_role("button", name="Keep the wrap-up").click()
    expect(agent.locator(".ol-chat")).to_have_count(0)

    chief.goto(f"{demo.address}/supervisor/reports/")
    expect(chief.locator("body")).to_contain_text("fewer than")
    looked_at(chief, "supervisor-reports")
    chief.goto(f"{demo.address}/supervisor/")
    looked_at(chief, "supervisor-now")
