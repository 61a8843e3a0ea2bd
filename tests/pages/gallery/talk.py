"""Plays a conversation in Chromium: sending, a lost line, sending again, a choice, and what arrives by itself."""

from __future__ import annotations

import os
import shutil

from tests.pages.gallery.__main__ import serve


def main() -> None:
    server = serve()
    from playwright.sync_api import expect, sync_playwright
    from tests.pages.gallery import views

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="en")
        page.goto(f"http://127.0.0.1:{server.server_port}/gallery/assistant")
        log = page.get_by_role("log")
        box = page.get_by_label("Your message")

        expect(log.get_by_text("I have read your matter.")).to_have_count(1)  # it came by an event, without reloading

        box.fill("where is my case")
        box.press("Enter")
        expect(log.get_by_text("where is my case")).to_have_count(1)
        expect(log.get_by_text("An answer to that.")).to_have_count(1)
        expect(box).to_be_focused()
        expect(box).to_have_value("")

        box.fill("this one is lost")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("[data-connection]")).not_to_be_empty()  # it is kept, and goes out by itself
        expect(log.get_by_text("An answer to that.")).to_have_count(2)
        expect(log.get_by_text("this one is lost")).to_have_count(1)
        expect(log.locator(".ol-message--waiting")).to_have_count(0)
        assert views.RECEIVED.count(views.RECEIVED[-1]) == 2, "both tries carry one key"

        page.get_by_role("button", name="Talk to a person").dblclick()  # a second click says nothing more
        expect(log.get_by_text("Talk to a person")).to_have_count(0)  # the server's wording takes its place
        expect(log.get_by_text("An answer to that.")).to_have_count(3)

        box.fill("   ")
        box.press("Enter")
        assert len(views.RECEIVED) == 4, "an empty message is not sent"

        box.fill("too late")
        box.press("Enter")
        expect(page.get_by_text("This conversation has ended.")).to_be_visible()  # the refusal says why
        expect(log.get_by_text("Not sent")).to_be_visible()
        expect(box).to_be_hidden()
        browser.close()
    print("all is well")


if __name__ == "__main__":
    main()
