"""Plays a story against the running system: reads its file, sets its stage, and takes its steps in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.stories import words_of_people, words_of_promises, words_of_staff, words_of_talk
from tests.stories.by_http import ByHttp
from tests.stories.moments import moment
from tests.stories.seats import seat_of
from tests.stories.words import play_step
from tests.stories.world import World

from openline.actions import house, plugs
from openline.gateways.synthetic_agency import synthetic_agency
from openline.project.settings.page_languages import page_languages
from openline.records import models

HERE = Path(__file__).parent
CHANNELS = ("assistant", "typed_voice")
KNOWN_KEYS = {"story", "starts", "who", "steps", "play_on", "keeps", "agency", "because"}
LISTS_OF_WORDS = (words_of_people, words_of_talk, words_of_staff, words_of_promises)


class StoryError(ValueError):
    """A story's file cannot be played: it lacks something, or says something that no story says."""


@dataclass(frozen=True, slots=True)
class Story:
    """One file. `keeps` names the clauses of the catalogue that it shows to be kept."""

    path: Path
    title: str
    starts: str
    who: dict[str, Any]
    steps: list[Any]
    play_on: tuple[str, ...]
    keeps: tuple[dict[str, str], ...]
    agency: str

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"


def read(path: Path) -> Story:
    """The story in a file. Raises StoryError, naming the file and what is wrong."""
    written = YAML(typ="safe", pure=True).load(path)
    unknown = set(written) - KNOWN_KEYS
    missing = {"story", "starts", "steps"} - set(written)
    if unknown or missing:
        raise StoryError(f"{path}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    play_on = tuple(written.get("play_on", CHANNELS))
    if set(play_on) - set(CHANNELS):
        raise StoryError(f"{path}: stories play on {CHANNELS}, not {play_on}")
    return Story(
        path=path,
        title=written["story"],
        starts=written["starts"],
        who=written.get("who", {}),
        steps=written["steps"],
        play_on=play_on,
        keeps=tuple(written.get("keeps", ())),
        agency=written.get("agency", ""),
    )


def stories(folder: Path = HERE) -> list[Story]:
    """Every story below a folder, by its path."""
    return [read(path) for path in sorted(folder.rglob("*.yaml"))]


def play(story: Story, channel: str, clock: Any) -> World:
    """Plays the story on a channel; raises AssertionError that names the step at which it goes otherwise."""
    world = _staged(story, channel, clock)
    tiers = set(house.pack().tiers)
    for number, step in enumerate(story.steps, start=1):
        try:
            world.looked_at_refusal |= looks_at_refusal(step)
            assert world.looked_at_refusal or not world.refusal, f"the step before was refused: {world.refusal}"
            play_step(world, step, tiers)
        except Exception as trouble:
            trouble.add_note(f"in {story.path.name}, step {number}: {step} (on {channel}, at {world.now})")
            raise
    return world


def looks_at_refusal(step: Any) -> bool:
    """A refusal that no step looks at would let a story go on as if nothing had happened."""
    return isinstance(step, dict) and any(
        str(text).endswith(("refusal is", "is refused", "still has")) for text in step
    )


def _staged(story: Story, channel: str, clock: Any) -> World:
    clock.starts_at(moment(story.starts))
    for port in ("case_status", "case_records"):
        plugs.gateway(port).mode = "well"
    seats: dict[str, models.Seat] = {}
    languages = tuple(house.pack().agency.languages)

    def staff(tier: str) -> models.Seat:
        if tier not in seats:
            seats[tier] = seat_of(tier, languages)
        return seats[tier]

    cast = synthetic_agency(house.pack_folder()).cast()
    key = story.who.get("cast")
    if key is not None and key not in cast:
        raise StoryError(f"{story.path}: nobody in the cast is {key!r}; there are {sorted(cast)}")
    member = cast[key] if key else None
    language = story.who.get("language") or (member.language if member else "en")
    return World(clock, ByHttp(seats), channel, language, member, staff)


@contextmanager
def served_by(agency: Path, settings: Any) -> Iterator[None]:
    """For as long as the block runs the deployment serves another agency, with its own systems behind it."""
    before = dict(plugs._plugged)
    pages = page_languages(agency, settings.OPENLINE_DATA)
    settings.OPENLINE_AGENCY = agency
    settings.LANGUAGES, settings.LANGUAGE_CODE, settings.LOCALE_PATHS = pages.named, pages.first, pages.folders
    plugs._plugged.clear()
    try:
        yield
    finally:
        plugs._plugged.clear()
        plugs._plugged.update(before)
