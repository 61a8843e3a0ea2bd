"""The one list of step words. A word that is not on it fails with the list."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from tests.stories.world import World

Step = Callable[..., None]


class UnknownWord(ValueError):
    """A story uses a step word that is not on the list; the list follows."""


@dataclass(frozen=True, slots=True)
class Word:
    """One step word: what it takes after its colon, what it means, and whether it is an act or a look."""

    text: str
    takes: str
    means: str
    play: Step
    by_staff: bool
    acts: bool


WORDS: dict[str, Word] = {}
STAFF = "TIER"


def word(text: str, takes: str = "", *, acts: bool = False) -> Callable[[Step], Step]:
    """Puts a function on the list under `text`; `TIER` at its start stands for any tier of the pack.

    The docstring of the function is what the word means to who writes stories. `acts`: something happens,
    so that what is told from then on is the answer to it.
    """

    def listed(play: Step) -> Step:
        assert text not in WORDS, f"{text!r} is on the list twice"
        means = " ".join((play.__doc__ or "").split())
        assert means, f"{text!r} does not say what it means"
        WORDS[text] = Word(text, takes, means, play, text.startswith(f"{STAFF} "), acts)
        return play

    return listed


def play_step(world: World, step: Any, tiers: Collection[str]) -> None:
    """Plays one step as YAML gives it: a sentence, or a sentence with what it takes."""
    found, tier, value = read_step(step, tiers)
    if found.acts:
        world.begins_act()
    given = [world] + ([tier] if found.by_staff else []) + ([value] if found.takes else [])
    found.play(*given)


def read_step(step: Any, tiers: Collection[str]) -> tuple[Word, str, Any]:
    """The word of a step, the tier that does it if staff does, and what it takes."""
    if isinstance(step, dict):
        if len(step) != 1:
            raise UnknownWord(f"a step is one sentence, not {list(step)}")
        text, value = next(iter(step.items()))
    else:
        text, value = step, None
    text = str(text)
    first, _, rest = text.partition(" ")
    tier = first if first in tiers else ""
    name = f"{STAFF} {rest}" if tier else text
    if name not in WORDS:
        known = "\n".join(f"  {each}" for each in sorted(WORDS))
        raise UnknownWord(f"{text!r} is no step word. The words are:\n{known}")
    found = WORDS[name]
    if found.takes and value is None and not found.takes.startswith("["):
        raise UnknownWord(f"{text!r} takes {found.takes} after a colon")
    if value is not None and not found.takes:
        raise UnknownWord(f"{text!r} takes nothing after it, not {value!r}")
    return found, tier, value


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]
