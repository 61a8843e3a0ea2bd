"""Each operation says who may open it, what it answers, and which problems it may answer with."""

from __future__ import annotations

from typing import Any

from openline.channels.api.shapes import ProblemDocument
from openline.channels.api.tokens import PersonToken

ANYONE = "anyone"
THE_PERSON = "the person whose token it is"
OPEN_TO = "x-open-to"
ALWAYS_POSSIBLE = (500, 503)


def declared(who: str, status: int, shape: type[Any], *problems: int) -> dict[str, Any]:
    """The declaration of an operation; one for the person checks their token before anything else."""
    answers: dict[int, type[Any]] = {status: shape}
    answers |= dict.fromkeys((*problems, *ALWAYS_POSSIBLE), ProblemDocument)
    return {
        "response": answers,
        "auth": PersonToken() if who == THE_PERSON else None,
        "openapi_extra": {OPEN_TO: who},
    }
