"""Words cut into the pieces that the English encoder was trained on (WordPiece, lower case, without accents)."""

from __future__ import annotations

import unicodedata
from pathlib import Path

_VOCABULARY = Path(__file__).with_name("wordpieces.txt")
_LONGEST_WORD = 100
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_WRITTEN_WITHOUT_BLANKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


class WordPieces:
    """The numbers of a text's pieces, between those of start and end; never more than is asked for."""

    def __init__(self) -> None:
        pieces = _VOCABULARY.read_text(encoding="utf-8").split("\n")
        self._number_of = {piece: number for number, piece in enumerate(pieces) if piece}

    def numbers(self, text: str, longest: int) -> list[int]:
        found = [self._number_of[_START]]
        for word in _words(text):
            found += self._pieces(word)
            if len(found) >= longest - 1:
                break
        return [*found[: longest - 1], self._number_of[_END]]

    def _pieces(self, word: str) -> list[int]:
        unknown = [self._number_of[_UNKNOWN]]
        if len(word) > _LONGEST_WORD:
            return unknown
        pieces: list[int] = []
        begin = 0
        while begin < len(word):
            for end in range(len(word), begin, -1):
                piece = word[begin:end] if begin == 0 else f"##{word[begin:end]}"
                if piece in self._number_of:
                    pieces.append(self._number_of[piece])
                    begin = end
                    break
            else:
                return unknown
        return pieces


def _words(text: str) -> list[str]:
    spaced: list[str] = []
    for character in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(character)
        if character.isspace() or kind == "Zs":
            spaced.append(" ")
        elif kind[0] == "C" or kind == "Mn" or character == "\ufffd":
            continue
        elif _stands_alone(character, kind):
            spaced.append(f" {character} ")
        else:
            spaced.append(character)
    return "".join(spaced).split()


def _stands_alone(character: str, kind: str) -> bool:
    if character.isascii():
        return not character.isalnum()
    point = ord(character)
    return kind[0] == "P" or any(first <= point <= last for first, last in _WRITTEN_WITHOUT_BLANKS)
