"""Opens live chats over the pages: persons get in line, agents sign in and take them, and both have their page open."""

from __future__ import annotations

import asyncio
import random
import re
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg

from benchmarks.browser import Browser
from benchmarks.center import Center
from benchmarks.deliveries import AGENT, PERSON, Deliveries
from benchmarks.pages import CHOICES, Page

TO_A_PERSON, RECEIPT = "infopass", "MSC2607091001"
TURNS_UNTIL_IN_LINE = 10
WORDS = re.compile(r'class="ol-message__text"[^>]*>(.*?)</div>', re.DOTALL)
WAITS = ("wait", "line")
AT_ONCE = 8
STATUS = "SELECT status FROM conversation WHERE id = %s"


@dataclass
class Floor:
    """Everybody of a run: a page for each side of each chat, and what they count together."""

    center: Center
    rows: psycopg.AsyncConnection[Any]
    chance: random.Random
    deliveries: Deliveries = field(default_factory=Deliveries)
    counts: Counter[str] = field(default_factory=Counter)
    persons: dict[str, Page] = field(default_factory=dict)
    agents: dict[str, Page] = field(default_factory=dict)

    @property
    def pages(self) -> list[Page]:
        return [*self.persons.values(), *self.agents.values()]

    def page(self, browser: Browser, address: str, chat: int, side: str) -> Page:
        return Page(browser, address, chat, side, self.deliveries, self.counts, self.chance)


def seats_for(chats: int) -> list[str]:
    """Gives as many seats as the chats need by the rule of chats at once; answers how each signs in."""
    from openline.actions import clock, house, seats
    from openline.actions.acting import SYSTEM, acting_as
    from openline.domain.contacts import ContactsRules

    with acting_as(SYSTEM):
        rule = getattr(house.rules_at(ContactsRules, clock.now()), "chats_at_once", None)
        at_once = int(rule.value) if rule is not None else 1
        tier = house.pack().queues[house.first_queue()].tier
        languages = list(house.pack().agency.languages)
        names = [f"LOAD-{number}" for number in range(-(-chats // at_once))]
        for name in names:
            seats.give_seat(f"{name.lower()}@openline.example", None, name, name, tier, languages)
    return [name for name in names for _ in range(at_once)][:chats]


async def warm_up(floor: Floor) -> None:
    """One visitor who asks and leaves: from here on the process has loaded what it answers with."""
    page = floor.page(Browser(floor.center.port), "/assistant/", -1, PERSON)
    await page.load()
    await page.turn({"text": "where is my case", "key": secrets.token_hex(16)})
    page.close()


async def open_chats(floor: Floor, count: int, seats: list[str]) -> None:
    """As many live chats, each with both its pages loaded; nobody follows yet."""
    await _some_at_once(lambda chat=chat: _gets_in_line(floor, chat) for chat in range(count))
    held = Counter(seats)
    await _some_at_once(lambda seat=seat: _takes_chats(floor, seat, held[seat]) for seat in held)
    if set(floor.agents) != set(floor.persons):
        raise RuntimeError(f"{len(floor.persons)} persons wait, and the agents hold {len(floor.agents)} of them")


async def _gets_in_line(floor: Floor, chat: int) -> None:
    page = floor.page(Browser(floor.center.port), "/assistant/", chat, PERSON)
    await page.load()
    said = {"text": TO_A_PERSON}
    for _ in range(TURNS_UNTIL_IN_LINE):
        answer = await page.turn({**said, "key": secrets.token_hex(16)})
        status = await (await floor.rows.execute(STATUS, [page.conversation])).fetchone()
        if status == ("waiting",):
            floor.persons[page.conversation] = page
            return
        said = _answer_to(answer.text if answer else "")
    asked_last = WORDS.findall(answer.text if answer else "")[-2:]
    raise RuntimeError(f"{TURNS_UNTIL_IN_LINE} turns did not lead into the line; last said: {asked_last}")


def _answer_to(fragment: str) -> dict[str, str]:
    """The choice that leads on: to wait in line where that is offered, else the first; without any, the receipt."""
    choices = CHOICES.findall(fragment)
    waits = [value for value, label in choices if any(word in label.lower() for word in WAITS)]
    if not choices:
        return {"text": RECEIPT}
    return {"keys": (waits or [choices[0][0]])[0]}


async def _takes_chats(floor: Floor, seat: str, count: int) -> None:
    """Signs in, claims as many, and opens a window for each; the first is in front, with the desk's list."""
    browser = Browser(floor.center.port)
    token = browser.cookies["csrftoken"] = secrets.token_hex(16)
    await _must_lead_on(browser, "/sign-in/", {"person": f"seat:{seat}"}, token)
    for number in range(count):
        address = await _must_lead_on(browser, "/desk/claim/", {}, browser.cookies["csrftoken"])
        if address == "/desk/":
            raise RuntimeError("nobody waits for this seat, though every chat needs one")
        page = floor.page(Browser(browser.port, dict(browser.cookies)), address, -1, AGENT)
        await page.load()
        page.chat = floor.persons[page.conversation].chat
        page.in_front = number == 0
        floor.agents[page.conversation] = page


async def _must_lead_on(browser: Browser, path: str, form: dict[str, str], token: str) -> str:
    answer = await browser.post(path, form, X_CSRFToken=token)
    if answer.status != 302:
        raise RuntimeError(f"{path} answered {answer.status}: {answer.text[:400]}")
    return answer.headers["location"]


async def _some_at_once(works: Iterable[Callable[[], Awaitable[None]]]) -> None:
    """Does all of them, a few at a time, as they come in on a busy morning."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(work: Callable[[], Awaitable[None]]) -> None:
        async with room:
            await work()

    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(one(work))
