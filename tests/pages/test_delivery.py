"""What a person writes arrives once and in order, whatever happens to the line, the page and the serving process."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.pages.running import Center, bubbles_of, get_in_line, open_panel, say, window

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
TURN = re.compile(r"/assistant/turn/$")


def in_line(center: Center, browser: Browser) -> Page:
    """A person who waits in the panel of some page: what they write is kept for the agent."""
    page = window(browser)
    page.goto(f"{center.address}/case-status/")
    open_panel(page)
    get_in_line(page)
    return page


def all_arrived(center: Center, page: Page, expected: list[str]) -> None:
    """Once and in order, on the page and in the database."""
    expect(page.locator("#talk-log [data-local]:not(.ol-message--sent)")).to_have_count(0, timeout=60_000)
    assert center.said("note") == expected
    assert bubbles_of(page, "note") == expected
    page.reload()
    expect(page.locator("#talk-log")).to_contain_text(expected[-1], timeout=30_000)
    assert bubbles_of(page, "note") == expected


def test_a_killed_server_loses_and_doubles_nothing(center: Center, browser: Browser) -> None:
    page = in_line(center, browser)
    say(page, "note 1 before")
    expect(page.locator("#talk-log [data-local]:not(.ol-message--sent)")).to_have_count(0)
    center.kill()
    for number in (2, 3, 4):
        say(page, f"note {number} while nobody answers")
    expect(page.locator("[data-connection]")).not_to_be_empty()
    expect(page.get_by_role("button", name="Send again").first).to_be_visible()
    center.start()
    all_arrived(
        center,
        page,
        ["note 1 before", *(f"note {number} while nobody answers" for number in (2, 3, 4))],
    )
    say(page, "note 5 after")
    expect(page.locator("#talk-log")).to_contain_text("note 5 after")


def test_a_server_that_dies_while_it_answers_takes_the_message_once(center: Center, browser: Browser) -> None:
    page = in_line(center, browser)

    def taken_and_lost(route: Route) -> None:
        route.fetch()  # the server takes it, and its answer never arrives
        route.abort()

    page.route(TURN, taken_and_lost, times=1)
    say(page, "note 1 whose answer is lost")
    say(page, "note 2")
    all_arrived(center, page, ["note 1 whose answer is lost", "note 2"])


def test_without_a_line_messages_wait_and_go_out_by_themselves(center: Center, browser: Browser) -> None:
    page = in_line(center, browser)
    page.context.set_offline(True)
    say(page, "note 1 offline")
    say(page, "note 2 offline")
    expect(page.locator("[data-connection]")).to_contain_text("offline")
    expect(page.locator(".ol-message--waiting")).to_have_count(2)
    assert center.said("note") == []
    page.context.set_offline(False)
    all_arrived(center, page, ["note 1 offline", "note 2 offline"])
    expect(page.locator(".ol-message--waiting")).to_have_count(0)


def test_a_reload_keeps_what_has_not_gone_out_and_what_was_being_written(center: Center, browser: Browser) -> None:
    page = in_line(center, browser)
    page.route(TURN, lambda route: route.abort())
    say(page, "note 1 before the reload")
    say(page, "note 2 before the reload")
    page.locator("#turn-text").fill("half a sen")
    page.reload()
    expect(page.locator("#turn-text")).to_have_value("half a sen")
    expect(page.locator("#talk-log")).to_contain_text("note 2 before the reload")
    page.goto(f"{center.address}/rules/")
    expect(page.locator("#turn-text")).to_have_value("half a sen")
    page.unroute(TURN)
    page.get_by_role("button", name="Send again").first.click()
    all_arrived(center, page, ["note 1 before the reload", "note 2 before the reload"])


def test_a_double_click_says_it_once(center: Center, browser: Browser) -> None:
    page = in_line(center, browser)
    page.locator("#turn-text").fill("note 1 double")
    page.locator("[data-composer] button[type=submit]").dblclick()
    all_arrived(center, page, ["note 1 double"])


def test_two_windows_of_one_person_write_into_the_conversation_that_each_shows(
    center: Center, browser: Browser
) -> None:
    first = in_line(center, browser)
    second = first.context.new_page()
    second.goto(f"{center.address}/assistant/")
    second.get_by_role("button", name="End conversation").click()
    second.get_by_role("button", name="Start a new one").click()
    expect(second.locator("#talk-log .ol-message")).to_have_count(2)
    say(second, "note in the new one")
    expect(second.locator("#talk-log [data-local]:not(.ol-message--sent)")).to_have_count(0)
    expect(first.locator("#talk-promises")).to_contain_text("ended")
    expect(first.locator("#talk-log")).not_to_contain_text("note in the new one")
