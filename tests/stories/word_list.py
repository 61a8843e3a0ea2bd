"""Writes the list of step words into the how-to: `python -m tests.stories.word_list`."""

from __future__ import annotations

from pathlib import Path

from tests.stories.words import WORDS, Word

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "write-a-story.md"
BEGINS, ENDS = "<!-- words begin -->", "<!-- words end -->"
HEADINGS = {
    "words_of_people": "The person",
    "words_of_talk": "What a talk leaves on the record",
    "words_of_staff": "The staff",
    "words_of_promises": "What we owe, and time",
}


def table() -> str:
    """The words by who they are about, each with what it takes and what it means."""
    parts: list[str] = []
    for module, heading in HEADINGS.items():
        rows = [word for word in WORDS.values() if word.play.__module__.endswith(module)]
        parts += [f"### {heading}", "", "| word | takes | means |", "|---|---|---|", *map(_row, rows), ""]
    return "\n".join(parts).strip()


def _row(word: Word) -> str:
    takes = word.takes.replace("|", "or") or "-"
    return f"| `{word.text}` | {takes} | {word.means} |"


def with_words(text: str) -> str:
    before, _, rest = text.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n{table()}\n{ENDS}{after}"


if __name__ == "__main__":
    from tests.stories import player

    assert player.LISTS_OF_WORDS
    HOW_TO.write_text(with_words(HOW_TO.read_text()))
