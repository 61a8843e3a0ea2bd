"""The whole journey in two browser windows, on the demo as `make run` starts it.

With OPENLINE_SCREENS naming a folder, the pages are pictured there on the way: `make screens` keeps docs/screens.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.pages.demo import Demo
from tests.pages.running import follow, listened_to, looked_at, say, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]


def answered(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#talk-log")).to_contain_text(words)


def move_clock(page: Page, moment: str) -> None:
    follow(page, page.locator(f"button[value='{moment}']"))


def test_the_journey_from_the_first_word_to_the_second_missed_call_and_the_place_kept(
    demo: Demo, browser: Browser
) -> None:
    person, agent, officer = listened_to(browser), listened_to(browser), listened_to(browser)

    person.goto(demo.address)
    looked_at(person, "home")
    sign_in(agent, demo, "seat:T1-4821")
    agent.goto(f"{demo.address}/desk/")
    looked_at(agent, "desk-empty")

    person.goto(f"{demo.address}/assistant/")
    say(person, "where is my case?")
    answered(person, "receipt number")
    say(person, "msc 26-070-91001")
    answered(person, "MSC2607091001")
    say(person, "yes")
    answered(person, "Fingerprints")
    expect(person.locator("#talk-choices")).not_to_contain_text("person")
    looked_at(person, "assistant")
    say(person, "my mother is dying, I need an emergency travel document")
    answered(person, "in line")

    # The waiting person appears at the desk by itself: nobody reloads this page.
    agent.get_by_role("button", name="Claim the next").click()
    expect(agent.get_by_role("heading", name="Identity and standing")).to_be_visible()
    expect(agent.locator("body")).not_to_contain_text("Honolulu")
    say(agent, "Hello, may I have your name and date of birth?")
    answered(person, "may I have your name")
    say(person, "Selvanna Lunaverde, April 17 1988")
    answered(agent, "Selvanna Lunaverde")
    looked_at(person, "live-chat")

    agent.locator("[name=standing]").select_option("applicant")
    agent.locator("[name=receipt_number]").fill("MSC2607091001")
    agent.locator("[name=given_name]").fill("Selvanna")
    agent.locator("[name=family_name]").fill("Lunaverde")
    agent.locator("[name=date_of_birth]").fill("1988-04-17")
    looked_at(agent, "desk-identity")
    agent.get_by_role("button", name="Record and open").click()
    expect(agent.locator("body")).to_contain_text("Honolulu")
    looked_at(agent, "desk")

    agent.locator("label", has_text="urgent").first.click()
    agent.locator("#id_escalate-reason").select_option("emergency_travel")
    agent.locator("[name=number_1]").fill("212-555-0142 ext. 5")
    agent.locator("[name=number_2]").fill("808-555-0111")
    agent.locator("[name=email]").fill("selvanna.lunaverde@example.org")
    agent.get_by_role("button", name="Escalate and promise a callback").click()
    expect(agent.locator(".usa-error-message").first).to_contain_text("Ask for a mobile number")
    looked_at(agent, "desk-refusal")
    agent.locator("[name=number_1]").fill("212-555-0142")
    agent.get_by_role("button", name="Escalate and promise a callback").click()
    expect(agent.locator(".ol-promise").first).to_contain_text("Planned for")
    looked_at(agent, "desk-promise")
    expect(person.locator("#talk-promises .ol-promise")).to_contain_text("An officer calls you")
    looked_at(person, "promise")
    agent.locator("summary", has_text="End and wrap up").click()
    agent.get_by_role("button", name="End this contact").click()
    expect(agent.locator(".usa-error-message").first).to_contain_text("what it was about")
    agent.locator("label", has_text="Emergency or request to expedite").click()
    looked_at(agent, "desk-wrap-up")
    agent.get_by_role("button", name="End this contact").click()
    expect(person.locator("body")).to_contain_text("has ended")

    person.goto(f"{demo.address}/my-contacts/")
    expect(person.locator("body")).to_contain_text("T1-4821")
    looked_at(person, "my-contacts")
    with person.expect_download() as downloading:
        person.get_by_role("link", name=re.compile("CSV")).click()
    assert "T1-4821" in Path(downloading.value.path()).read_text(encoding="utf-8")

    sign_in(officer, demo, "seat:T2-1190")
    officer.goto(f"{demo.address}/callbacks/")
    looked_at(officer, "callbacks")
    follow(officer, officer.locator(".ol-rows a"))
    expect(officer.locator("body")).to_contain_text("Too early")
    move_clock(officer, "planned_window")
    expect(officer.locator("body")).to_contain_text("You may call now")
    looked_at(officer, "callback")
    officer.get_by_role("button", name="No answer").click()
    expect(officer.locator("body")).to_contain_text("The second attempt may be made from")
    move_clock(officer, "planned_window")
    officer.get_by_role("button", name="No answer").click()
    expect(officer.locator("body")).to_contain_text("Met by attempts")
    looked_at(officer, "callback-missed")

    person.goto(f"{demo.address}/inbox/")
    expect(person.locator("body")).to_contain_text("We could not reach you")
    follow(person, person.get_by_role("link", name=re.compile("We could not reach you")))
    looked_at(person, "inbox")
    follow(person, person.get_by_role("link", name=re.compile("Open the link")))
    looked_at(person, "reopen")
    person.locator("main form button[type=submit]").first.click()
    expect(person.locator("main .ol-promise")).to_contain_text("An officer calls you")
    person.goto(f"{demo.address}/my-contacts/")
    expect(person.locator("main .ol-promise")).to_have_count(2)


def test_the_typed_phone_speaks_spanish_and_takes_keys(demo: Demo, browser: Browser) -> None:
    page = listened_to(browser, width=390)
    page.goto(f"{demo.address}/phone/")
    page.get_by_role("button", name="Call", exact=True).click()
    answered(page, "español")
    say(page, "¿dónde está mi caso?")
    answered(page, "recibo")
    looked_at(page, "typed-phone")


def test_a_tier_1_agent_cannot_open_the_officers_desk_nor_the_supervisors(demo: Demo, browser: Browser) -> None:
    page = listened_to(browser)
    sign_in(page, demo, "seat:T1-5307")
    for closed in ("/callbacks/", "/supervisor/"):
        assert page.goto(f"{demo.address}{closed}").status == 403  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/case-status/", "case-status"),
        ("/rules/", "rules"),
        ("/matter/", "matter"),
        ("/sign-in/", "sign-in"),
        ("/no-such-page/", "not-found"),
    ],
)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_public_page_is_finished_narrow_and_wide(
    demo: Demo, browser: Browser, address: str, name: str, width: int
) -> None:
    page = listened_to(browser, width=width)
    page.goto(demo.address + address)
    page.complaints = [each for each in page.complaints if "404" not in each]  # type: ignore[attr-defined]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    looked_at(page, f"{name}-{width}")


def test_the_supervisor_sees_the_center_now(demo: Demo, browser: Browser) -> None:
    page = listened_to(browser)
    sign_in(page, demo, "seat:SV-0102")
    page.goto(f"{demo.address}/supervisor/")
    expect(page.locator("body")).to_contain_text("The center now")
    looked_at(page, "supervisor")
