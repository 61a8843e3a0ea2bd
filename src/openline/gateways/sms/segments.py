"""How many segments a text costs (GSM 03.38)."""

from __future__ import annotations

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")


def segments_of(body: str) -> int:
    """The segments that carriers make of `body`; one letter outside the basic alphabet (á, í, ó, ú) halves them."""
    if all(sign in BASIC or sign in EXTENDED for sign in body):
        length = sum(2 if sign in EXTENDED else 1 for sign in body)
        return 1 if length <= 160 else -(-length // 153)
    length = len(body.encode("utf-16-be")) // 2
    return 1 if length <= 70 else -(-length // 67)
