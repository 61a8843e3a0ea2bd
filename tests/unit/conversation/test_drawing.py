"""Each flow as a picture: whole, legible, in words for who cannot see it, and current in the docs."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from openline.conversation import FlowBook, load_flows
from openline.conversation.drawing import draw

REPOSITORY = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"


def books() -> dict[str, FlowBook]:
    return {
        "uscis": load_flows(REPOSITORY / "agency" / "uscis"),
        "library": load_flows(REPOSITORY / "tests" / "agency" / "library"),
    }


FLOWS = [pytest.param(book, flow, id=f"{pack}-{flow}") for pack, book in books().items() for flow in book.flows]


def boxes(picture: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    rectangles = picture.findall(f"{SVG}g/{SVG}rect")
    sides = [tuple(float(each.attrib[side]) for side in ("x", "y", "width", "height")) for each in rectangles]
    return [(x, y, x + width, y + height) for x, y, width, height in sides]


@pytest.mark.parametrize(("book", "flow"), FLOWS)
def test_no_step_of_a_flow_covers_another_or_lies_outside_the_picture(book: FlowBook, flow: str) -> None:
    picture = ElementTree.fromstring(draw(book, flow, book.settings.languages[0]))
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    placed = boxes(picture)
    assert placed
    for left, top, right, bottom in placed:
        assert left >= 0 and top >= 0 and right <= width and bottom <= height
    for one, other in combinations(placed, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize(("book", "flow"), FLOWS)
def test_the_picture_tells_its_flow_in_words_too(book: FlowBook, flow: str) -> None:
    picture = ElementTree.fromstring(draw(book, flow, book.settings.languages[0]))
    description = picture.findtext(f"{SVG}desc") or ""
    assert picture.findtext(f"{SVG}title") == flow
    assert all(step.target in description for step in book.steps_of(flow))


def test_the_pictures_in_the_docs_are_those_of_today() -> None:
    """`make drawings` makes them anew."""
    book = load_flows(REPOSITORY / "agency" / "uscis")
    kept = {path.stem: path.read_text(encoding="utf-8") for path in (REPOSITORY / "docs" / "flows").glob("*.svg")}
    assert set(book.flows) <= set(kept)
    assert {flow for flow in kept if draw(book, flow, "en") != kept[flow]} == set()
