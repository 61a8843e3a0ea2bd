"""The pages served by a process of their own, which a test may kill and start again in the middle of everything."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from playwright.sync_api import Browser, Locator, Page, Playwright, expect
from psycopg.rows import tuple_row
from tests.conftest import MIGRATE
from tests.pages.demo import Demo

REPOSITORY = Path(__file__).resolve().parents[2]
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = os.environ.get("OPENLINE_SCREENS")
SECONDS_TO_START = 90
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass
class Center:
    """One serving process over a database that outlives it."""

    port: int
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    pages: list[Page] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serves, and returns when the pages answer."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "openline.project", "serve", "--port", str(self.port)],
                env=self.environment, stdout=out, stderr=subprocess.STDOUT, cwd=REPOSITORY,
            )  # fmt: skip
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()

    def kill(self) -> None:
        """The process is gone from one moment to the next, with all that it was doing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/rules/", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds, seen as the system sees it."""
        with psycopg.connect(self.environment["OPENLINE_OWNER_URL"], row_factory=tuple_row) as connection:
            connection.execute("SELECT set_config('openline.actor', 'system', false)")
            return connection.execute(query, values).fetchall()

    def said(self, prefix: str = "") -> list[str]:
        """What the person said in the newest conversation, in the order that was kept."""
        query = (
            "SELECT text FROM message WHERE sender = 'person' AND text LIKE %s AND conversation_id ="
            " (SELECT conversation_id FROM message ORDER BY said_at DESC, id LIMIT 1) ORDER BY position"
        )
        return [row[0] for row in self.rows(query, f"{prefix}%")]


@contextmanager
def serving(folder: Path) -> Iterator[Center]:
    """A migrated, seeded center on a free port; the demo's staff are there and live help is open."""
    from openline.project.embedded_postgres import for_tests

    with for_tests() as dsn:
        environment = {key: value for key, value in os.environ.items() if not key.endswith("DATABASE_URL")}
        environment |= {
            "OPENLINE_DATABASE_URL": dsn.app_url,
            "OPENLINE_OWNER_URL": dsn.owner_url,
            "OPENLINE_DATA": str(folder),
            "PYTHONPATH": str(REPOSITORY / "src"),
            "DJANGO_SETTINGS_MODULE": "openline.project.settings.demo",
        }
        role = psycopg.conninfo.conninfo_to_dict(dsn.app_url)["user"]
        as_owner = environment | {"OPENLINE_DATABASE_URL": dsn.owner_url}
        subprocess.run([sys.executable, "-c", MIGRATE, str(role)], env=as_owner, check=True, timeout=240)
        seed = [sys.executable, "-m", "openline.project", "seed"]
        subprocess.run(seed, env=environment, check=True, timeout=240, cwd=REPOSITORY)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        center = Center(port, environment, folder / "serve.log")
        center.start()
        try:
            yield center
        finally:
            center.kill()


def launch(playwright: Playwright, chromium_path: str) -> Browser:
    return playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)


def window(browser: Browser, *, width: int = 1280, height: int = 900, locale: str = "en-US", **options: Any) -> Page:
    """A window of its own, as a private one is, that notes whatever its page complains of."""
    viewport: Any = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, locale=locale, reduced_motion="reduce", **options)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    return page


def listened_to(browser: Browser, **options: Any) -> Page:
    """A window that also notes what the console says, for tests in which the line is never cut on purpose.

    That a form was refused (422) is an answer and no complaint.
    """
    page = window(browser, **options)
    page.on(
        "console",
        lambda said: (
            page.complaints.append(said.text)  # type: ignore[attr-defined]
            if said.type == "error" and "422" not in said.text
            else None
        ),
    )
    return page


def follow(page: Page, link: Locator) -> None:
    """Clicks on what leads to another page, and waits until it is there.

    A click returns before the old page has gone: whoever looks at once sees the old page, or none.
    """
    with page.expect_navigation():
        link.first.click()


def looked_at(page: Page, name: str) -> None:
    """A page that has settled: nothing is broken, nothing trips a screen reader, nothing is wider than the window."""
    if SCREENS:
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SCREENS}/{name}.png")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{name} is {overflow} pixels wider than its window"
    page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found = page.evaluate("rules => axe.run(document, rules)", AXE_RULES)["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found] == [], name
    assert page.complaints == []  # type: ignore[attr-defined]


def say(page: Page, words: str) -> None:
    """Writes and sends; the words stand on the page at once, whether they have arrived or not."""
    page.locator("#turn-text").fill(words)
    page.locator("[data-composer] button[type=submit]").first.click()
    expect(page.locator("#talk-log")).to_contain_text(words)


def open_panel(page: Page) -> None:
    """Opens the assistant's panel and waits for its conversation."""
    page.locator("[data-launcher]").click()
    expect(page.locator("#talk-log")).to_be_visible(timeout=60_000)


def get_in_line(page: Page) -> None:
    """A matter that goes to a person at once; whatever is asked before the line is answered."""
    say(page, "InfoPass")
    for _ in range(6):
        expect(page.locator("#talk-log [data-local]")).to_have_count(0, timeout=30_000)
        if page.locator(".ol-wait").count():
            break
        choices = page.locator("#talk-choices button:enabled")
        waits = choices.filter(has_text=re.compile("wait|esper|line|fila", re.IGNORECASE))
        chosen = waits if waits.count() else choices
        if chosen.count():
            chosen.first.click()
        else:
            say(page, "MSC2607091001")
    expect(page.locator(".ol-wait")).to_be_visible()


def bubbles_of(page: Page, prefix: str) -> list[str]:
    """The person's own words on the page that begin so, in the order in which they stand there."""
    words = page.locator(".ol-message--mine .ol-message__text").all_inner_texts()
    return [text.strip() for text in words if text.strip().startswith(prefix)]


def sign_in(page: Page, center: Center | Demo, who: str) -> None:
    page.goto(f"{center.address}/sign-in/")
    follow(page, page.locator(f"button[value='{who}']"))
