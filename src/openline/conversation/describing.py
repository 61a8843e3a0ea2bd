"""A flow in words, for pages that show where a conversation stands."""

from __future__ import annotations

from dataclasses import dataclass

from openline.conversation.book import FlowBook, Step


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step: its address (as in `Turn.step`), how deep it lies, after which outcome, verb and target."""

    address: str
    depth: int
    after: str
    verb: str
    target: str


def describe(book: FlowBook, flow: str) -> tuple[StepShown, ...]:
    """The steps of a flow in the order of its file, branches indented beneath their step."""
    return tuple(_shown(book.steps_of(flow), flow, 0, ""))


def _shown(steps: tuple[Step, ...], address: str, depth: int, after: str) -> list[StepShown]:
    found: list[StepShown] = []
    for place, step in enumerate(steps):
        here = f"{address}/{place}"
        found.append(StepShown(here, depth, after, step.verb, step.target))
        for outcome, branch in step.then.items():
            found.extend(_shown(branch, f"{here}/{outcome}", depth + 1, outcome))
    return found
