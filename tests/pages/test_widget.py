"""The assistant's panel on the public pages: by hand, by keyboard and by ear, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.pages.running import Center, follow, get_in_line, looked_at, open_panel, say, sign_in, window

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
PHONE = 390
NARROW = 320


def agent_takes(center: Center, browser: Browser) -> Page:
    """An agent at the desk with the contact that waits first."""
    agent = window(browser)
    sign_in(agent, center, "seat:T1-4821")
    agent.goto(f"{center.address}/desk/")
    agent.get_by_role("button", name="Claim the next").click()
    expect(agent.get_by_role("heading", name="Identity and standing")).to_be_visible()
    return agent


def agent_ends(agent: Page) -> None:
    agent.locator("summary", has_text="End and wrap up").click()
    agent.locator("label", has_text="Emergency or request to expedite").click()
    follow(agent, agent.get_by_role("button", name="End this contact"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [1280, PHONE, NARROW])
def test_the_panel_is_accessible_in_every_state(center: Center, browser: Browser, width: int, language: str) -> None:
    page = window(browser, width=width, height=844, locale=language, has_touch=width < 500)
    page.goto(f"{center.address}/case-status/")
    looked_at(page, f"widget-{width}-{language}-closed")
    open_panel(page)
    looked_at(page, f"widget-{width}-{language}-open")
    get_in_line(page)
    looked_at(page, f"widget-{width}-{language}-in-line")
    agent = agent_takes(center, browser)
    expect(page.locator("#talk-log")).to_contain_text("T1-4821")
    say(agent, "Good morning. How may I help?")
    expect(page.locator("#talk-log")).to_contain_text("How may I help?")
    looked_at(page, f"widget-{width}-{language}-live")
    page.locator("[data-minimize]").click()
    say(agent, "Are you still there?")
    expect(page.locator("[data-launcher] [data-number]")).to_have_text("1")
    looked_at(page, f"widget-{width}-{language}-minimized")
    agent_ends(agent)
    page.locator("[data-launcher]").click()
    expect(page.locator("#talk-promises[data-ended]")).to_be_visible()
    looked_at(page, f"widget-{width}-{language}-ended")


def test_the_keyboard_alone_is_enough(center: Center, browser: Browser) -> None:
    page = window(browser)
    page.goto(f"{center.address}/matter/")
    page.locator("[data-launcher]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#turn-text")).to_be_focused(timeout=30_000)
    page.keyboard.type("where is my case?")
    page.keyboard.press("Enter")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    expect(page.locator("#turn-text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel]")).to_be_hidden()
    expect(page.locator("[data-launcher]")).to_be_focused()


def test_the_panel_stays_as_it_was_left_from_page_to_page(center: Center, browser: Browser) -> None:
    page = window(browser)
    page.goto(f"{center.address}/rules/")
    open_panel(page)
    say(page, "where is my case?")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    page.reload()
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    page.goto(f"{center.address}/case-status/")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    page.locator("[data-minimize]").click()
    page.goto(f"{center.address}/rules/")
    expect(page.locator("[data-panel]")).to_be_hidden()
    page.goto(f"{center.address}/assistant/")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    expect(page.locator("[data-widget]")).to_have_count(0)
    kept = page.evaluate("JSON.stringify({...sessionStorage})")
    assert "where is my case" not in kept  # what has arrived is not kept in the browser
    assert page.evaluate("localStorage.length") == 0


def test_only_what_is_new_is_read_out_and_once(center: Center, browser: Browser) -> None:
    page = window(browser)
    page.goto(f"{center.address}/rules/")
    open_panel(page)
    expect(page.locator("[data-announcer]")).to_be_empty()
    say(page, "where is my case?")
    expect(page.locator("[data-announcer]")).to_contain_text("receipt number")
    said = page.locator("[data-announcer]").inner_text()
    assert "welcome" not in said
    assert "where is my case?" not in said
    assert page.locator("[role=log]").get_attribute("aria-live") == "off"


def test_agent_and_person_see_that_the_other_writes_and_has_read(center: Center, browser: Browser) -> None:
    page = window(browser)
    page.goto(f"{center.address}/rules/")
    open_panel(page)
    get_in_line(page)
    expect(page.locator(".ol-message--mine").last).not_to_contain_text("Seen")
    agent = agent_takes(center, browser)
    say(page, "hello?")
    expect(agent.locator("#talk-log")).to_contain_text("hello?")
    expect(page.locator(".ol-message--mine").last).to_contain_text("Seen by the agent")
    writing = agent.locator("#talk-log", has_text="The person is writing")
    page.locator("#turn-text").press_sequentially("Good", delay=1500)  # it is told once in a few seconds
    expect(writing).to_have_count(1)
    page.locator("#turn-text").press("Enter")
    expect(writing).to_have_count(0)
    agent.locator("#turn-text").press_sequentially("Good")
    expect(page.locator("#talk-log")).to_contain_text("The agent is writing")
    told = "SELECT ids FROM event WHERE kind = 'writing' AND ids ->> 'who' = 'agent' AND topic ="
    events = center.rows(f"{told} (SELECT topic FROM event WHERE kind = 'writing' ORDER BY id DESC LIMIT 1)")
    assert events == [({"who": "agent"},)]  # told once for several keys, and never what was written
    agent.locator("[data-composer] button[type=submit]").first.click()
    expect(page.locator("#talk-log")).not_to_contain_text("The agent is writing")
    agent_ends(agent)


def test_what_comes_while_the_panel_is_minimized_is_counted_beside_it_and_in_the_title(
    center: Center, browser: Browser
) -> None:
    page = window(browser)
    page.goto(f"{center.address}/rules/")
    title = page.title()
    open_panel(page)
    get_in_line(page)
    page.keyboard.press("Escape")
    agent = agent_takes(center, browser)
    say(agent, "one")
    expect(page.locator("[data-launcher] [data-number]")).to_have_text("2")  # the agent's introduction is one too
    expect(page).to_have_title(f"(2) {title}")
    page.goto(f"{center.address}/case-status/")
    expect(page.locator("[data-launcher] [data-number]")).to_have_text("2")
    page.locator("[data-launcher]").click()
    expect(page.locator("#talk-log")).to_contain_text("one")
    expect(page).not_to_have_title(re.compile(r"^\("))
    page.locator("[data-minimize]").click()
    expect(page.locator("[data-count]")).to_be_hidden()
    agent_ends(agent)


def test_another_language_of_the_page_keeps_the_conversation_and_the_draft(center: Center, browser: Browser) -> None:
    page = window(browser)
    page.goto(f"{center.address}/rules/")
    open_panel(page)
    say(page, "where is my case?")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    page.locator("#turn-text").fill("half a sentence, m")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    expect(page.locator("#turn-text")).to_have_value("half a sentence, m")
    expect(page.locator("#talk-log")).to_contain_text("Usted")
    assert page.locator("#talk-log .ol-message__text").last.get_attribute("lang") == "en"


def test_who_goes_on_in_another_language_is_answered_in_it_page_and_all(center: Center, browser: Browser) -> None:
    page = window(browser)
    page.goto(f"{center.address}/rules/")
    open_panel(page)
    say(page, "where is my case?")
    expect(page.locator("#talk-log")).to_contain_text("receipt number")
    say(page, "perdón, ¿me puede ayudar en español? no encuentro mi número de recibo")
    expect(page.get_by_role("button", name="Enviar")).to_be_visible()
    languages = page.locator("#talk-log .ol-message__text").evaluate_all("all => all.map(each => each.lang)")
    assert languages[0] == "en"
    assert languages[-1] == "es"
    mine = page.locator(".ol-message--mine .ol-message__text").evaluate_all("all => all.map(each => each.lang)")
    assert mine == ["en", "es"]
    expect(page.locator(".ol-message--mine").first).to_contain_text("Usted")
    expect(page.locator("[data-minimize]")).to_have_text("Minimizar")
    expect(page.locator("#turn-text")).to_be_focused()
    page.goto(f"{center.address}/rules/")
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_without_scripts_the_launcher_leads_to_the_full_page(center: Center, browser: Browser) -> None:
    page = window(browser, java_script_enabled=False)
    page.goto(f"{center.address}/rules/")
    page.get_by_role("link", name="Ask a question").click()
    expect(page).to_have_url(f"{center.address}/assistant/")
    page.locator("#turn-text").fill("where is my case?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#talk-log")).to_contain_text("receipt number")


def test_on_a_phone_the_panel_is_the_window_and_its_links_uncover_their_page(center: Center, browser: Browser) -> None:
    page = window(browser, width=PHONE, height=844, has_touch=True, is_mobile=True)
    page.goto(f"{center.address}/rules/")
    open_panel(page)
    box = page.locator("[data-panel]").bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, PHONE, 844)
    assert page.evaluate("document.getElementById('main').inert")
    for target in page.locator("[data-panel] :is(button, a, textarea):visible").all():
        size = target.bounding_box()
        assert size
        assert size["height"] >= 44, target.evaluate("each => each.outerHTML")
    page.get_by_role("link", name="Keep a copy").click()
    expect(page.get_by_role("heading", name="Keep a copy")).to_be_visible()
    expect(page.locator("[data-panel]")).to_be_hidden()
    assert not page.evaluate("document.getElementById('main').inert")


def test_staff_see_no_panel(center: Center, browser: Browser) -> None:
    agent = window(browser)
    sign_in(agent, center, "seat:T1-4821")
    for address in ("/desk/", "/rules/"):
        agent.goto(f"{center.address}{address}")
        expect(agent.locator("[data-widget]")).to_have_count(0)


def test_who_leaves_the_line_keeps_their_place_and_comes_back_to_it(center: Center, browser: Browser) -> None:
    page = window(browser, width=PHONE, height=844, has_touch=True)
    page.goto(f"{center.address}/rules/")
    open_panel(page)
    get_in_line(page)
    page.get_by_role("button", name="Leave and keep my place").click()
    expect(page.locator(".ol-wait--away")).to_be_visible()
    looked_at(page, "widget-away")
    agent = window(browser)
    sign_in(agent, center, "seat:T1-4821")
    agent.goto(f"{center.address}/desk/")
    expect(agent.locator(".ol-count")).to_be_visible()
    expect(agent.get_by_role("button", name="Claim the next")).to_have_count(0)  # who is away is nobody's turn
    page.reload()
    page.get_by_role("button", name="I am back").click()
    expect(page.locator(".ol-wait:not(.ol-wait--away)")).to_be_visible()
    looked_at(page, "widget-back")
    agent = agent_takes(center, browser)
    expect(page.locator("#talk-log")).to_contain_text("T1-4821")
    agent_ends(agent)
