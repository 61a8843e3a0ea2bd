"""Content owners at their desk, who post what the forms of its pages hold."""

from __future__ import annotations

from typing import Any

from django.test import Client
from tests.stories.page import Page

from openline.actions.acting import SYSTEM, acting_as
from openline.records.models import Seat


class Owner:
    """A seat in a browser, at one page where no other address is named."""

    def __init__(self, seat: Seat, at: str = "") -> None:
        self.seat, self.at = seat, at
        self.browser = Client()
        with acting_as(SYSTEM):
            login = seat.login
        self.browser.force_login(login)

    def page(self, address: str = "") -> Page:
        reply = self.browser.get(address or self.at)
        assert reply.status_code == 200, reply.content
        return Page(reply.content.decode())

    def posts(self, step: str, address: str = "", **fields: Any) -> Any:
        """What the page's own form for this step sends, with these fields filled in; lists are what is checked."""
        wanted = f"{address or self.at}{step}/"
        form = self.page(address).form(wanted)
        pressed = {name: fields.pop(name) for name, _ in form.buttons if name in fields}
        checked = {name: fields.pop(name) for name in list(fields) if isinstance(fields[name], list)}
        return self.browser.post(wanted, form.filled(fields) | checked | pressed)
