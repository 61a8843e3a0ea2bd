"""The API's problems by their word: the status, and what is wrong and what to do, translated as pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import override


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of problem."""

    status: int
    title: str | Promise
    detail: str | Promise


PROBLEMS: Mapping[str, Known] = {
    "not_json": Known(
        400,
        _later("The body is not JSON"),
        _later("Send one JSON object in UTF-8."),
    ),
    "token_needed": Known(
        401,
        _later("A token is needed"),
        _later(
            "Send the token of the conversation as `Authorization: Bearer ...`. Tokens end; start a new "
            "conversation to get one."
        ),
    ),
    "code_not_right": Known(
        403,
        _later("The code does not open this"),
        _later(
            "The number and the code do not belong together, or the code was used or has run out. Ask for a new code."
        ),
    ),
    "not_found": Known(
        404,
        _later("Not found"),
        _later("There is nothing here for you. Check the address and the token."),
    ),
    "case_not_found": Known(
        404,
        _later("No case can be shown"),
        _later(
            "No case that can be told about has this receipt number. Check it against your notice; if it is right, "
            "start a conversation and say what you need."
        ),
    ),
    "wrong_method": Known(
        405,
        _later("Not done this way"),
        _later("Use one of the methods in the header Allow."),
    ),
    "conversation_ended": Known(
        409,
        _later("The conversation has ended"),
        _later("Nothing was taken. What was said is kept; start a new conversation with the same token."),
    ),
    "taken_elsewhere": Known(
        409,
        _later("Another turn came first"),
        _later(
            "Other turns of this conversation were written at the same moment and nothing of this one. Send it again."
        ),
    ),
    "still_running": Known(
        409,
        _later("The same command is being carried out"),
        _later("A call with this Idempotency-Key has not ended. Send it again in a moment for its answer."),
    ),
    "too_large": Known(
        413,
        _later("The body is too large"),
        _later("Send less at once."),
    ),
    "not_json_type": Known(
        415,
        _later("Wrong content type"),
        _later("Send `Content-Type: application/json`."),
    ),
    "not_understood": Known(
        422,
        _later("The request cannot be taken"),
        _later("Correct the fields that are named and send it again."),
    ),
    "receipt_number_malformed": Known(
        422,
        _later("This is no receipt number"),
        _later("A receipt number has one of the prefixes {prefixes} and then {digits} digits. {flaw}"),
    ),
    "item_number_malformed": Known(
        422,
        _later("This is no item number"),
        _later("Check the number that you were given, character by character. {flaw}"),
    ),
    "other_body": Known(
        422,
        _later("The key belongs to another command"),
        _later("This Idempotency-Key was used with another body. Use a new key for a new command."),
    ),
    "too_often": Known(
        429,
        _later("Too many tries"),
        _later("Wait an hour and try again."),
    ),
    "broken": Known(
        500,
        _later("Something broke here"),
        _later("The fault is ours and has been noted. Send the same request with the same Idempotency-Key again."),
    ),
    "unavailable": Known(
        503,
        _later("Not available now"),
        _later("Nothing was taken. Send the same request again later."),
    ),
    "case_system_unavailable": Known(
        503,
        _later("The case system does not answer"),
        _later(
            "Your number was not the problem. Ask again later, or start a conversation: the matter is then kept and "
            "looked up again for you."
        ),
    ),
}

FLAWS: Mapping[str, str | Promise] = {
    "missing": _later("it is missing"),
    "extra_forbidden": _later("there is no such field"),
    "string_too_short": _later("it is too short"),
    "string_too_long": _later("it is too long; say it in fewer words"),
    "string_type": _later("it must be text"),
    "string_pattern_mismatch": _later("it has characters or a length that do not fit"),
    "literal_error": _later("it is none of the words that are taken here"),
    "language": _later("the center does not speak this language"),
    "empty": _later("it holds nothing that can be read"),
    "one_of_two": _later("send exactly one of `text` and `keys`"),
    "not_found": _later("None was found in what was sent."),
    "too_short": _later("Characters are missing."),
    "too_long": _later("There are too many characters."),
    "wrong_prefix": _later("It begins with other letters."),
    "strange_character": _later("It holds a character that no number has."),
    "check_disagrees": _later("One character is wrong or two are swapped."),
}
OTHERWISE = _later("it is not of the kind that is taken here")


def what_is_wrong(flaw: str, language: str) -> str:
    """A flaw's words; one that has none of its own gets the general ones."""
    with override(language):
        return str(FLAWS.get(flaw, OTHERWISE))
