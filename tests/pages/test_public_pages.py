"""The pages to read, and the content owners' desk: complete, inside the window, and right for a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.pages.running import Center, follow, looked_at, open_panel, say, sign_in, window

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
PHONE, DESK = 390, 1280
LOOKS = [(DESK, "en"), (PHONE, "es")]
OWNER, SECOND_OWNER = "seat:CO-0031", "seat:CO-0058"
NOTHING_FITS = "zzqx wvvk plimt"
AN_ANSWER, ITS_QUESTION = "card_not_received", {"en": "my card never came", "es": "mi tarjeta no llega"}
WHY_NOT = {"en": "Why can I not talk to a person?", "es": "¿Por qué no puedo hablar con una persona?"}
A_PERSON = {"en": "I want to talk to a person", "es": "quiero hablar con una persona"}


def ask(page: Page, center: Center, question: str) -> None:
    page.goto(f"{center.address}/answers/")
    page.locator("#f-question").fill(question)
    page.locator(".ol-ask button").click()
    expect(page.locator("#found")).to_be_visible()


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_a_page_to_read_is_finished_and_accessible(center: Center, browser: Browser, width: int, language: str) -> None:
    page = window(browser, width=width, locale=language, has_touch=width == PHONE)
    for name in ("contact-us", "before-you-contact-us", "answers", f"answers/{AN_ANSWER}"):
        page.goto(f"{center.address}/{name}/")
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("html")).to_have_attribute("lang", language)
        looked_at(page, f"{name.replace('/', '-')}-{width}-{language}")
    ask(page, center, ITS_QUESTION[language])
    expect(page.locator(f".ol-found a[href='/answers/{AN_ANSWER}/']")).to_be_visible()
    looked_at(page, f"answers-found-{width}-{language}")
    ask(page, center, NOTHING_FITS)
    expect(page.locator(".ol-found .ol-alert a[href='/assistant/']")).to_be_visible()
    looked_at(page, f"answers-declined-{width}-{language}")


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_each_step_of_keeping_a_copy_is_accessible(center: Center, browser: Browser, width: int, language: str) -> None:
    page = window(browser, width=width, locale=language, has_touch=width == PHONE)
    page.goto(f"{center.address}/assistant/")
    page.goto(f"{center.address}/assistant/transcript/")
    looked_at(page, f"transcript-{width}-{language}")
    go_on = page.locator("button[value=check]")
    go_on.click()
    expect(page.locator("[name=address]")).to_have_attribute("aria-invalid", "true")
    looked_at(page, f"transcript-refused-{width}-{language}")
    page.locator("[name=address]").fill("who@example.org")
    go_on.click()
    expect(page.locator(".ol-transcript__address")).to_have_text("who@example.org")
    looked_at(page, f"transcript-check-{width}-{language}")
    page.locator("button[value=send]").click()
    expect(page.locator(".ol-alert--success")).to_be_visible()
    looked_at(page, f"transcript-sent-{width}-{language}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_is_offered_no_person_presses_why_and_reads_the_reason(
    center: Center, browser: Browser, language: str
) -> None:
    page = window(browser, locale=language)
    page.goto(f"{center.address}/contact-us/")
    open_panel(page)
    say(page, A_PERSON[language])
    why = page.get_by_role("button", name=WHY_NOT[language], exact=True)
    expect(why).to_be_visible()
    expect(page.locator("#talk-log [data-local]")).to_have_count(0)
    before = page.locator("#talk-log .ol-message--openline").count()
    why.click()
    mine = page.locator("#talk-log .ol-message--mine[id]").last
    expect(mine).to_contain_text(WHY_NOT[language])
    expect(page.locator("#talk-log .ol-message--openline[id]")).not_to_have_count(before)
    reason = page.locator("#talk-log .ol-message--mine[id] + .ol-message--openline[id]").last
    words = reason.locator(".ol-message__text")
    expect(words).not_to_be_empty()
    expect(words).to_have_attribute("lang", language)
    reason.locator("summary").click()  # and the rule that it rests on
    expect(reason.locator(".ol-why__rules li").first).to_be_visible()
    # The reason is the one that was decided and recorded, read from the record.
    decided = center.rows("SELECT outcome FROM decision WHERE kind = 'person_for' ORDER BY made_at DESC LIMIT 1")
    assert decided == [("ask_the_matter",)]
    looked_at(page, f"why-no-person-{language}")


def test_the_content_owners_desk_is_accessible_from_draft_to_told(center: Center, browser: Browser) -> None:
    person = window(browser)
    ask(person, center, NOTHING_FITS)  # a question that nothing answers, for the gaps
    owner, second = window(browser), window(browser, width=PHONE)
    sign_in(owner, center, OWNER)
    sign_in(second, center, SECOND_OWNER)
    for page, width in ((owner, DESK), (second, PHONE)):
        for name in ("", "new/", "gaps/", "told/", f"articles/{AN_ANSWER}/"):
            page.goto(f"{center.address}/knowledge/{name}")
            looked_at(page, f"knowledge-{name.replace('/', '-')}{width}")
    edit = owner.locator("summary", has_text="Edit").first
    edit.click()
    looked_at(owner, "knowledge-edit")
    text = owner.locator("textarea[name$=text]").first
    text.fill(text.input_value() + " Please keep the notice.")
    follow(owner, owner.get_by_role("button", name="Keep the draft"))
    looked_at(owner, "knowledge-draft")
    follow(owner, owner.get_by_role("button", name="Send to review"))
    looked_at(owner, "knowledge-own-words")
    second.reload()
    expect(second.get_by_role("button", name="Approve")).to_be_visible()
    looked_at(second, "knowledge-to-review")
    second.get_by_role("button", name="Approve").click()
    expect(second.get_by_role("button", name="Publish")).to_be_visible()
    looked_at(second, "knowledge-approved")
    second.get_by_role("button", name="Publish").click()
    expect(second.locator(".ol-edit")).to_have_count(0)
    looked_at(second, "knowledge-published")
