"""What anyone may learn of a matter who has its number and proves the address on file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import override
from ninja import Router

from openline.actions import matter_access
from openline.actions.acting import SYSTEM, acting_as
from openline.channels.api import problem_words, showing
from openline.channels.api.commands import Answer, IdempotencyKey, nobody_at, once
from openline.channels.api.doors import ANYONE, declared
from openline.channels.api.limits import client_of
from openline.channels.api.problems import Problem, language_of, worded_language
from openline.channels.api.shapes import CodeAsked, CodeSent, MatterShown, MatterStateAsked
from openline.domain.item_number import ItemNumber, parse_item_number

router = Router(tags=["matters"])
SENT = _later("If there is such a matter, a code is on its way to the address on file.")


@router.post("/matters/code", **declared(ANYONE, 202, CodeSent, 400, 409, 413, 415, 422))
def ask_for_code(request: HttpRequest, asked: CodeAsked, idempotency_key: IdempotencyKey = "") -> Any:
    """Have a code sent to the address on file. Told alike, whether there is such a matter or not."""
    number = _item_number(request, asked.item_number)

    def do(_: str | None) -> Answer:
        with acting_as(SYSTEM):
            matter_access.send_code(number, who=client_of(request))
        with override(worded_language(request)):
            return Answer(202, showing.as_json(CodeSent, told=str(SENT)))

    return once(request, nobody_at(request), idempotency_key, do)


@router.post("/matters/state", **declared(ANYONE, 200, MatterShown, 400, 403, 409, 413, 415, 422))
def matter_state(request: HttpRequest, asked: MatterStateAsked, idempotency_key: IdempotencyKey = "") -> Any:
    """What was promised in a matter and what became of it. The code is used up by it.

    An unknown number, a wrong code and one try too many are told alike.
    """
    number = _item_number(request, asked.item_number)

    def do(_: str | None) -> Answer:
        with acting_as(SYSTEM):
            matter = matter_access.prove(number, asked.code, who=client_of(request))
            if matter is not None:
                return Answer(200, _shown(matter, language_of(request)))
        raise Problem("code_not_right")

    return once(request, nobody_at(request), idempotency_key, do)


def _shown(matter: Any, language: str) -> dict[str, Any]:
    return showing.as_json(
        MatterShown,
        item_number=matter_access.shown_number(matter),
        state=matter.state,
        opened_at=matter.opened_at,
        reopened_at=matter.reopened_at,
        promised=showing.promises(matter, language, only_open=False),
    )


def _item_number(request: HttpRequest, typed: str) -> str:
    read = parse_item_number(typed)
    if isinstance(read, ItemNumber):
        return read.text
    flaw = problem_words.what_is_wrong(read.value, worded_language(request))
    raise Problem("item_number_malformed", facts={"flaw": flaw})
