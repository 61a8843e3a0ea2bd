"""Where a conversation stands, what can happen next, and what is said in answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

FORMAT = 1
PERSON = "a_person"
ANYTHING_ELSE = "anything_else"


class UnknownStateFormat(ValueError):
    """A saved conversation was written by a newer version; deploy that version to go on with it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The person has just arrived and has said nothing yet."""


@dataclass(frozen=True, slots=True)
class Utterance:
    text: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys pressed on a phone, or the key of an option that was chosen on a screen."""

    keys: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was said for as long as the channel waits."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the pending action ended. `because` holds the addresses of the rules that it rests on."""

    action: str
    name: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    because: tuple[str, ...] = ()


Event = Opening | Utterance | Keys | Silence | Outcome


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said: its word's key, the text in the person's language, and the rules that it rests on."""

    key: str
    text: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be chosen: `key` is what it does, `keys` the digit that chooses it."""

    key: str
    label: str
    keys: str


@dataclass(frozen=True, slots=True)
class Pending:
    """An action for the caller to run; `step` is called again with its Outcome.

    `slots` holds what the person gave; a hand-over also carries further matters named, as `also_named`.
    `intent` is the matter as it was understood; `reason` (a `Reason`, on hand-offs) says why a person is needed;
    `failed` whether self-help was tried for the matter and did not do.
    """

    verb: str
    action: str
    slots: Mapping[str, str]
    flow: str
    intent: str
    reason: str = ""
    because: tuple[str, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class PersonWeighed:
    """A moment at which it was decided whether a matter earns a person: for the caller to put on the record.

    `asked_matter`: a person was wished for and the matter was asked about; `failed`: self-help did not do.
    """

    intent: str
    asked_matter: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What the conversation answers to one event. Either something is said or an action is pending, or both."""

    says: tuple[Said, ...]
    options: tuple[Option, ...] = ()
    awaits: str | None = None
    pending: Pending | None = None
    flow: str | None = None
    step: str = ""
    language: str = ""
    ended: bool = False
    weighed: tuple[PersonWeighed, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One flow under way. `path` is its place: indexes of steps with the outcome words between them."""

    flow: str
    intent: str
    path: tuple[int | str, ...] = (0,)
    asking: bool = False
    failed: str = ""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    because: tuple[str, ...] = ()
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """The whole of one conversation between two turns, ready to be saved as JSON and gone on with anywhere.

    `tries` counts failures by what was awaited; `candidate` is a value that waits to be confirmed;
    `heard` are values found in passing that are read back where their question comes up; `ranked` what the last
    matter was understood as, best first, for who says that it is not what they asked; `waiting` are further matters
    that the person named, as (intent, words); `done` the flows gone through;
    `with_person` is true from the moment that a person is asked for until `back_from_person`.
    """

    language: str
    channel: str
    language_chosen: bool = False
    frames: tuple[Frame, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict[str, str])
    tries: Mapping[str, int] = field(default_factory=dict[str, int])
    awaits: str | None = None
    candidate: str | None = None
    pending: str | None = None
    last_said: tuple[Said, ...] = ()
    options: tuple[Option, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    done: tuple[str, ...] = ()
    heard: Mapping[str, str] = field(default_factory=dict[str, str])
    ranked: tuple[str, ...] = ()
    with_person: bool = False
    ended: bool = False
    format: int = FORMAT

    @classmethod
    def new(cls, language: str, channel: str, language_chosen: bool = False) -> State:
        """A conversation that begins; `language` is used until the person's own words show another."""
        return cls(language=language, channel=channel, language_chosen=language_chosen)

    def knowing(self, **slots: str) -> State:
        """The same conversation with facts that are already known, so that they are not asked for."""
        return replace(self, slots={**self.slots, **slots})

    def back_from_person(self) -> State:
        """The same conversation once the person at the desk has ended it: self-service answers again."""
        return replace(self, with_person=False, awaits=ANYTHING_ELSE)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> State:
        """Raises UnknownStateFormat for a conversation that this version cannot read."""
        if saved.get("format") != FORMAT:
            raise UnknownStateFormat(f"format {saved.get('format')!r}; this version reads {FORMAT}.")
        data = dict(saved)
        data["frames"] = tuple(_frame(frame) for frame in cast(list[dict[str, Any]], data["frames"]))
        data["last_said"] = tuple(
            Said(said["key"], said["text"], tuple(said["because"])) for said in cast(list[Any], data["last_said"])
        )
        data["options"] = tuple(Option(**option) for option in cast(list[Any], data["options"]))
        data["waiting"] = tuple((intent, words) for intent, words in cast(list[Any], data["waiting"]))
        data["done"] = tuple(data["done"])
        data["ranked"] = tuple(data.get("ranked", ()))
        return cls(**data)


def _frame(saved: Mapping[str, Any]) -> Frame:
    data = dict(saved)
    data["path"] = tuple(data["path"])
    data["because"] = tuple(data["because"])
    return Frame(**data)
