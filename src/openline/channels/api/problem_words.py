"""The API's problems by their word: the status, and what is wrong and what to do, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of problem."""

    status: int
    title: Mapping[str, str]
    detail: Mapping[str, str]


def _known(status: int, title: tuple[str, str], detail: tuple[str, str]) -> Known:
    return Known(status, dict(zip(("en", "es"), title, strict=True)), dict(zip(("en", "es"), detail, strict=True)))


PROBLEMS: Mapping[str, Known] = {
    "not_json": _known(
        400,
        ("The body is not JSON", "El cuerpo no es JSON"),
        ("Send one JSON object in UTF-8.", "Envíe un objeto JSON en UTF-8."),
    ),
    "token_needed": _known(
        401,
        ("A token is needed", "Hace falta un token"),
        (
            "Send the token of the conversation as `Authorization: Bearer ...`. Tokens end; start a new conversation "
            "to get one.",
            "Envíe el token de la conversación como `Authorization: Bearer ...`. Los tokens caducan; inicie otra "
            "conversación para obtener uno.",
        ),
    ),
    "code_not_right": _known(
        403,
        ("The code does not open this", "El código no abre esto"),
        (
            "The number and the code do not belong together, or the code was used or has run out. Ask for a new code.",
            "El número y el código no se corresponden, o el código ya se usó o caducó. Pida un código nuevo.",
        ),
    ),
    "not_found": _known(
        404,
        ("Not found", "No encontrado"),
        (
            "There is nothing here for you. Check the address and the token.",
            "Aquí no hay nada para usted. Revise la dirección y el token.",
        ),
    ),
    "case_not_found": _known(
        404,
        ("No case can be shown", "No se puede mostrar ningún caso"),
        (
            "No case that can be told about has this receipt number. Check it against your notice; if it is right, "
            "start a conversation and say what you need.",
            "No hay ningún caso del que se pueda informar con este número de recibo. Compárelo con su aviso; si es "
            "correcto, inicie una conversación y diga qué necesita.",
        ),
    ),
    "wrong_method": _known(
        405,
        ("Not done this way", "No se hace así"),
        ("Use one of the methods in the header Allow.", "Use uno de los métodos del encabezado Allow."),
    ),
    "conversation_ended": _known(
        409,
        ("The conversation has ended", "La conversación terminó"),
        (
            "Nothing was taken. What was said is kept; start a new conversation with the same token.",
            "No se tomó nada. Lo dicho se conserva; inicie otra conversación con el mismo token.",
        ),
    ),
    "taken_elsewhere": _known(
        409,
        ("Another turn came first", "Otro turno llegó antes"),
        (
            "Other turns of this conversation were written at the same moment and nothing of this one. Send it again.",
            "Otros turnos de esta conversación se escribieron a la vez y nada de este. Envíelo otra vez.",
        ),
    ),
    "still_running": _known(
        409,
        ("The same command is being carried out", "La misma orden se está ejecutando"),
        (
            "A call with this Idempotency-Key has not ended. Send it again in a moment for its answer.",
            "Una llamada con esta Idempotency-Key no ha terminado. Envíela otra vez en un momento para su respuesta.",
        ),
    ),
    "too_large": _known(
        413,
        ("The body is too large", "El cuerpo es demasiado grande"),
        ("Send less at once.", "Envíe menos de una vez."),
    ),
    "not_json_type": _known(
        415,
        ("Wrong content type", "Tipo de contenido equivocado"),
        ("Send `Content-Type: application/json`.", "Envíe `Content-Type: application/json`."),
    ),
    "not_understood": _known(
        422,
        ("The request cannot be taken", "La petición no se puede tomar"),
        ("Correct the fields that are named and send it again.", "Corrija los campos nombrados y envíela otra vez."),
    ),
    "receipt_number_malformed": _known(
        422,
        ("This is no receipt number", "Este no es un número de recibo"),
        (
            "A receipt number has one of the prefixes {prefixes} and then {digits} digits. {flaw}",
            "Un número de recibo tiene uno de los prefijos {prefixes} y después {digits} dígitos. {flaw}",
        ),
    ),
    "item_number_malformed": _known(
        422,
        ("This is no item number", "Este no es un número de asunto"),
        (
            "Check the number that you were given, character by character. {flaw}",
            "Revise el número que se le dio, carácter por carácter. {flaw}",
        ),
    ),
    "other_body": _known(
        422,
        ("The key belongs to another command", "La clave es de otra orden"),
        (
            "This Idempotency-Key was used with another body. Use a new key for a new command.",
            "Esta Idempotency-Key se usó con otro cuerpo. Use una clave nueva para una orden nueva.",
        ),
    ),
    "too_often": _known(
        429,
        ("Too many tries", "Demasiados intentos"),
        ("Wait an hour and try again.", "Espere una hora e inténtelo otra vez."),
    ),
    "broken": _known(
        500,
        ("Something broke here", "Algo falló aquí"),
        (
            "The fault is ours and has been noted. Send the same request with the same Idempotency-Key again.",
            "El fallo es nuestro y quedó anotado. Envíe la misma petición con la misma Idempotency-Key otra vez.",
        ),
    ),
    "unavailable": _known(
        503,
        ("Not available now", "No disponible ahora"),
        (
            "Nothing was taken. Send the same request again later.",
            "No se tomó nada. Envíe la misma petición más tarde.",
        ),
    ),
    "case_system_unavailable": _known(
        503,
        ("The case system does not answer", "El sistema de casos no responde"),
        (
            "Your number was not the problem. Ask again later, or start a conversation: the matter is then kept and "
            "looked up again for you.",
            "Su número no fue el problema. Pregunte más tarde o inicie una conversación: el asunto se guarda y se "
            "vuelve a buscar por usted.",
        ),
    ),
}

FLAWS: Mapping[str, tuple[str, str]] = {
    "missing": ("it is missing", "falta"),
    "extra_forbidden": ("there is no such field", "no existe tal campo"),
    "string_too_short": ("it is too short", "es demasiado corto"),
    "string_too_long": ("it is too long; say it in fewer words", "es demasiado largo; dígalo con menos palabras"),
    "string_type": ("it must be text", "debe ser texto"),
    "string_pattern_mismatch": (
        "it has characters or a length that do not fit",
        "tiene caracteres o un largo que no valen",
    ),
    "literal_error": ("it is none of the words that are taken here", "no es ninguna de las palabras que valen aquí"),
    "language": ("the center does not speak this language", "el centro no habla este idioma"),
    "empty": ("it holds nothing that can be read", "no contiene nada que se pueda leer"),
    "one_of_two": ("send exactly one of `text` and `keys`", "envíe exactamente uno de `text` y `keys`"),
    "not_found": ("None was found in what was sent.", "No se encontró ninguno en lo enviado."),
    "too_short": ("Characters are missing.", "Faltan caracteres."),
    "too_long": ("There are too many characters.", "Sobran caracteres."),
    "wrong_prefix": ("It begins with other letters.", "Empieza con otras letras."),
    "strange_character": ("It holds a character that no number has.", "Contiene un carácter que ningún número tiene."),
    "check_disagrees": ("One character is wrong or two are swapped.", "Un carácter está mal o dos están cambiados."),
}
OTHERWISE = ("it is not of the kind that is taken here", "no es del tipo que vale aquí")


def what_is_wrong(flaw: str, language: str) -> str:
    """A flaw's words; one that has none of its own gets the general ones."""
    return FLAWS.get(flaw, OTHERWISE)[("en", "es").index(language)]
