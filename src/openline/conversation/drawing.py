"""A flow as a picture: an SVG that needs nothing else, with its words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import shorten, wrap

from openline.conversation.book import GAVE_UP, FlowBook, Step

_BOX_WIDTH, _LINE, _PAD, _GAP, _BETWEEN = 230, 16, 9, 26, 22
_CHARACTERS, _LINES_OF_WORDS = 34, 3
_PIXELS_A_CHARACTER = 7.2
_ENDS = ("hand_off_to", "ask_again")  # what follows such a step in its flow does not follow after it
_MARGIN, _HEAD = 24, 74
_NARROW = 90  # a branch without steps

_Point = tuple[float, float]

# Fill and edge by verb. Text is dark on every fill (contrast above 7:1).
_COLORS = {
    "say": ("#e7f2f5", "#28748a"),
    "ask": ("#fff5e5", "#9a5b00"),
    "ask_again": ("#fff5e5", "#9a5b00"),
    "look_up": ("#eef0fb", "#4a50c4"),
    "do": ("#ecf7ec", "#2e7d32"),
    "offer": ("#fff5e5", "#9a5b00"),
    "hand_off_to": ("#fdeef0", "#b3243a"),
}
_TITLES = {
    "say": "say",
    "ask": "ask",
    "ask_again": "ask again",
    "look_up": "look up",
    "do": "do",
    "offer": "offer",
    "hand_off_to": "hand off to",
}


@dataclass(frozen=True, slots=True)
class _Box:
    """One step with its words, and the branches that begin beneath it side by side."""

    step: Step
    lines: tuple[str, ...]
    spoken: str
    branches: tuple[tuple[str, _Column], ...]

    @property
    def height(self) -> int:
        return 2 * _PAD + _LINE * (1 + len(self.lines))

    @property
    def width(self) -> int:
        return max(_BOX_WIDTH, self.used_width)

    @property
    def whole_height(self) -> int:
        if not self.branches:
            return self.height
        return self.height + 2 * _GAP + max(column.height for _, column in self.branches)

    @property
    def used_width(self) -> int:
        """The width of the branches alone."""
        return sum(column.width for _, column in self.branches) + _BETWEEN * max(len(self.branches) - 1, 0)

    def centers(self, middle: float) -> list[float]:
        """Where each branch stands when the box stands at `middle`."""
        left, found = middle - self.used_width / 2, list[float]()
        for _, column in self.branches:
            found.append(left + column.width / 2)
            left += column.width + _BETWEEN
        return found

    def exits(self, middle: float, top: float) -> list[_Point]:
        """From where the flow goes on after this step: its own foot, or the feet of the branches that do not end."""
        if self.step.verb in _ENDS:
            return []
        if not self.branches:
            return [(middle, top + self.height)]
        beneath = top + self.height + 2 * _GAP
        return [
            exit_
            for (outcome, column), center in zip(self.branches, self.centers(middle), strict=True)
            if outcome != GAVE_UP
            for exit_ in column.exits(center, beneath)
        ]


@dataclass(frozen=True, slots=True)
class _Column:
    """Steps one after the other."""

    boxes: tuple[_Box, ...]

    @property
    def width(self) -> int:
        return max((box.width for box in self.boxes), default=_NARROW)

    @property
    def height(self) -> int:
        return sum(box.whole_height for box in self.boxes) + _GAP * max(len(self.boxes) - 1, 0)

    def exits(self, middle: float, top: float) -> list[_Point]:
        """From where the flow goes on after the last step; from the top itself where there is none."""
        if not self.boxes:
            return [(middle, top - _GAP / 2)]
        return self.boxes[-1].exits(middle, top + self.height - self.boxes[-1].whole_height)


def draw(book: FlowBook, flow: str, language: str) -> str:
    """The SVG of one flow, or of a pattern under its name `_always.<pattern>`, with the words of one language.

    The same flow and words always give the same text. Raises KeyError for a flow that the book does not have.
    """
    column = _column(book, book.steps_of(flow), flow, language)
    purpose = book.flows[flow].purpose if flow in book.flows else ""
    starts = ", ".join(book.flows[flow].starts_on) if flow in book.flows else ""
    width = max(column.width, 520) + 2 * _MARGIN
    fits = int((width - 2 * _MARGIN) / _PIXELS_A_CHARACTER)
    height = column.height + _HEAD + 2 * _MARGIN
    drawn = "\n".join(_drawn(column, width / 2, _HEAD + _MARGIN))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="13">\n'
        f'<title id="title">{escape(flow)}</title>\n'
        f'<desc id="description">{escape(" ".join(_in_words(column, "")))}</desc>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n'
        f'<text x="{_MARGIN}" y="34" font-size="19" font-weight="700" fill="#1b1b1b">{escape(flow)}</text>\n'
        f'<text x="{_MARGIN}" y="55" fill="#3d4551">{escape(shorten(purpose, fits, placeholder=" …"))}</text>\n'
        f'<text x="{_MARGIN}" y="74" font-size="11" fill="#565c65">'
        f"{escape(shorten('starts on: ' + starts, int(fits * 1.15), placeholder=' …')) if starts else ''}</text>\n"
        f"{drawn}\n</svg>\n"
    )


def _column(book: FlowBook, steps: tuple[Step, ...], flow: str, language: str) -> _Column:
    return _Column(tuple(_box(book, step, flow, language) for step in steps))


def _box(book: FlowBook, step: Step, flow: str, language: str) -> _Box:
    spoken = _words_of(book, step, flow, language)
    lines = wrap(shorten(spoken, _CHARACTERS * _LINES_OF_WORDS - 2, placeholder=" …"), _CHARACTERS) if spoken else []
    offered = [f"{' · '.join(step.of)}"] if step.of else []
    branches = tuple((outcome, _column(book, branch, flow, language)) for outcome, branch in step.then.items())
    if step.verb == "ask" and branches:
        branches = (("answered", _Column(())), *branches)
    return _Box(step, (*lines, *(line for each in offered for line in wrap(each, _CHARACTERS))), spoken, branches)


def _words_of(book: FlowBook, step: Step, flow: str, language: str) -> str:
    key = f"ask_{step.target}" if step.verb in ("ask", "ask_again") else step.target
    word = book.word(flow, language, key) if step.verb in ("say", "ask", "ask_again", "offer") else None
    return word.on("assistant") if word else ""


def _drawn(column: _Column, middle: float, top: float) -> Iterator[str]:
    exits: list[_Point] = []
    for box in column.boxes:
        for x, y in exits:
            yield _arrow(x, y, middle, top, bend=top - _GAP * 0.5)
        yield from _drawn_box(box, middle, top)
        exits = box.exits(middle, top)
        top += box.whole_height + _GAP


def _drawn_box(box: _Box, middle: float, top: float) -> Iterator[str]:
    fill, edge = _COLORS[box.step.verb]
    left = middle - _BOX_WIDTH / 2
    yield f"<g><title>{escape(box.spoken or box.step.target)}</title>"
    yield (
        f'<rect x="{left:g}" y="{top:g}" width="{_BOX_WIDTH}" height="{box.height}" rx="7" fill="{fill}"'
        f' stroke="{edge}" stroke-width="1.5"/>'
    )
    line = top + _PAD + 11
    heading = f"{_TITLES[box.step.verb]}: {box.step.target}"
    yield (
        f'<text x="{left + _PAD:g}" y="{line:g}" font-weight="600" fill="#1b1b1b">'
        f"{escape(shorten(heading, 34, placeholder='…'))}</text>"
    )
    for text in box.lines:
        line += _LINE
        yield f'<text x="{left + _PAD:g}" y="{line:g}" font-size="11.5" fill="#3d4551">{escape(text)}</text>'
    yield "</g>"
    yield from _drawn_branches(box, middle, top + box.height)


def _drawn_branches(box: _Box, middle: float, bottom: float) -> Iterator[str]:
    top = bottom + 2 * _GAP
    for (outcome, column), center in zip(box.branches, box.centers(middle), strict=True):
        foot = top if column.boxes else top - _GAP / 2
        yield _arrow(middle, bottom, center, foot, bend=bottom + _GAP * 0.6, head=bool(column.boxes))
        yield (
            f'<text x="{center:g}" y="{bottom + _GAP * 1.25:g}" text-anchor="middle" font-size="11.5"'
            f' font-style="italic" fill="#1b1b1b" stroke="#ffffff" stroke-width="4" paint-order="stroke">'
            f"{escape(outcome)}</text>"
        )
        yield from _drawn(column, center, top)


def _arrow(x1: float, y1: float, x2: float, y2: float, bend: float, head: bool = True) -> str:
    path = f"M{x1:g} {y1:g}" + (f" V{bend:g} H{x2:g}" if x1 != x2 else "") + f" V{y2:g}"
    if head:
        path += f" M{x2 - 4:g} {y2 - 6:g} L{x2:g} {y2:g} L{x2 + 4:g} {y2 - 6:g}"
    return f'<path d="{path}" fill="none" stroke="#71767a" stroke-width="1.4"/>'


def _in_words(column: _Column, after: str) -> Iterator[str]:
    """The flow as sentences, for a screen reader."""
    for box in column.boxes:
        yield f"{after}{_TITLES[box.step.verb]} {box.step.target}."
        for outcome, branch in box.branches:
            yield from _in_words(branch, f"When {box.step.target} is {outcome}: ") if branch.boxes else ()
