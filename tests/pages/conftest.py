"""What the tests of a module share: a running center, or the demo as `make run` starts it, and one browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.pages.demo import Demo, demonstrated
from tests.pages.running import Center, launch, serving


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Center]:
    with serving(tmp_path_factory.mktemp("center")) as center:
        yield center


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demonstrated(tmp_path_factory.mktemp("demo data")) as demo:
        yield demo


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium_path)
        yield browser
        browser.close()
