"""What people really do to a conversation: paste, write at length, go back and forth, open it twice, write too fast."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.pages.running import Center, bubbles_of, get_in_line, looked_at, open_panel, say, window

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
TURN = re.compile(r"/assistant/turn/$")
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
PASTED = f"note: a letter\nits second line\n\n- and a point, with {FAMILY} \U0001f600\U0001f1f2\U0001f1fd"
ON_ITS_WAY = "#talk-log [data-local]:not(.ol-message--sent)"


def in_panel(center: Center, browser: Browser, name: str = "contact-us") -> Page:
    page = window(browser)
    page.goto(f"{center.address}/{name}/")
    open_panel(page)
    return page


def paste(page: Page, text: str) -> None:
    """As from the clipboard: in one piece, with its line breaks, and nothing is sent by them."""
    page.locator("#turn-text").focus()
    page.keyboard.insert_text(text)


def test_what_is_pasted_arrives_line_by_line_and_sign_by_sign(center: Center, browser: Browser) -> None:
    page = in_panel(center, browser)
    get_in_line(page)
    paste(page, PASTED)
    expect(page.locator("#turn-text")).to_have_value(PASTED)
    page.keyboard.press("Enter")
    expect(page.locator("#turn-text")).to_have_value("")
    expect(page.locator(ON_ITS_WAY)).to_have_count(0)
    assert center.said("note") == [PASTED]
    page.reload()
    mine = page.locator(".ol-message--mine .ol-message__text", has_text="note: a letter")
    expect(mine.locator("br")).to_have_count(1)
    expect(mine.locator("p")).to_have_count(2)
    expect(mine).to_contain_text(FAMILY)


def test_what_is_too_long_stays_whole_until_it_is_shortened(center: Center, browser: Browser) -> None:
    page = in_panel(center, browser)
    get_in_line(page)
    text = page.locator("#turn-text")
    longest = "note " + "a" * 3995
    paste(page, f"{longest} and the end")
    page.keyboard.press("Enter")
    expect(page.locator(".ol-composer__room--over")).to_contain_text("12")
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_have_value(f"{longest} and the end")
    looked_at(page, "widget-too-long")
    assert center.said("note a") == []
    text.fill(longest)
    page.keyboard.press("Enter")
    expect(page.locator(ON_ITS_WAY)).to_have_count(0)
    expect(text).to_have_value("")
    expect(page.locator(".ol-composer__room")).to_be_empty()
    assert center.said("note a") == [longest]


def test_back_and_forward_show_the_conversation_as_it_stands(center: Center, browser: Browser) -> None:
    page = in_panel(center, browser)
    say(page, "where is my case?")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    page.goto(f"{center.address}/rules/")
    say(page, "note on the second page")
    expect(page.locator(ON_ITS_WAY)).to_have_count(0)
    for name in ("assistant", "answers"):
        page.goto(f"{center.address}/{name}/")
        expect(page.locator("#talk-log")).to_contain_text("note on the second page")
    say(page, "note on the last page")
    expect(page.locator(ON_ITS_WAY)).to_have_count(0)
    for name in ("assistant", "rules", "contact-us"):
        page.go_back()
        expect(page).to_have_url(f"{center.address}/{name}/")
        expect(page.locator("#talk-log")).to_contain_text("note on the last page")
        assert bubbles_of(page, "note") == ["note on the second page", "note on the last page"]
    page.go_forward()
    expect(page.locator("#talk-log")).to_contain_text("note on the last page")
    say(page, "note after going forward")
    expect(page.locator(ON_ITS_WAY)).to_have_count(0)
    assert center.said("note") == ["note on the second page", "note on the last page", "note after going forward"]


def test_two_tabs_of_one_conversation_tell_the_same_in_the_same_order(center: Center, browser: Browser) -> None:
    first = in_panel(center, browser)
    get_in_line(first)
    second = first.context.new_page()
    second.goto(f"{center.address}/assistant/")
    expect(second.locator(".ol-wait")).to_be_visible()
    expected: list[str] = []
    for number, page in enumerate((first, second, second, first), start=1):
        expected.append(f"note {number}")
        say(page, expected[-1])
        expect(page.locator(ON_ITS_WAY)).to_have_count(0)
    for page in (first, second):
        expect(page.locator("#talk-log")).to_contain_text(expected[-1])
        assert bubbles_of(page, "note") == expected
    assert center.said("note") == expected


def test_who_writes_on_while_an_answer_is_slow_is_heard_in_the_order_of_writing(
    center: Center, browser: Browser
) -> None:
    page = in_panel(center, browser)
    held: list[Route] = []
    page.route(TURN, lambda route: held.append(route), times=1)
    say(page, "note 1")
    say(page, "note 2")
    say(page, "note 3")
    expect(page.locator(ON_ITS_WAY)).to_have_count(3)
    expect(page.locator("#talk-log > :last-child")).to_have_class(re.compile("ol-message--typing"))
    held[0].continue_()
    expect(page.locator(ON_ITS_WAY)).to_have_count(0, timeout=30_000)
    assert bubbles_of(page, "note") == ["note 1", "note 2", "note 3"]
    assert center.said("note") == ["note 1", "note 2", "note 3"]
    expect(page.locator(".ol-message--typing")).to_have_count(0)
    shown = page.locator("#talk-log .ol-message").evaluate_all("all => all.map(each => each.id)")
    page.reload()
    expect(page.locator("#talk-log")).to_contain_text("note 3")
    assert page.locator("#talk-log .ol-message").evaluate_all("all => all.map(each => each.id)") == shown


def test_a_choice_that_is_pressed_without_a_line_is_taken_once_when_it_is_back(
    center: Center, browser: Browser
) -> None:
    page = in_panel(center, browser)
    choice = page.locator("#talk-choices button").first
    words = choice.inner_text()
    page.context.set_offline(True)
    choice.click()
    expect(page.locator(".ol-message--waiting")).to_have_count(1)
    expect(choice).to_be_disabled()
    page.context.set_offline(False)
    expect(page.locator(ON_ITS_WAY)).to_have_count(0, timeout=30_000)
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    assert center.said() == [words]


def test_a_restart_in_the_middle_of_a_question_goes_on_with_that_question(center: Center, browser: Browser) -> None:
    page = in_panel(center, browser)
    say(page, "where is my case?")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    center.kill()
    say(page, "MSC2607091001")
    expect(page.locator(".ol-message--waiting")).to_have_count(1, timeout=30_000)
    center.start()
    expect(page.locator(ON_ITS_WAY)).to_have_count(0, timeout=60_000)
    expect(page.locator("#talk-log .ol-message--openline").last).to_contain_text("MSC2607091001")
    assert center.said() == ["where is my case?", "MSC2607091001"]
