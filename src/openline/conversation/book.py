"""The flow book: flows, words, settings and routing of one agency pack, checked and ready to play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from openline.conversation.closed_answers import ClosedAnswers
from openline.conversation.outcomes import ACTIONS
from openline.domain.spoken_signs import NO_SIGNS, SpokenSigns

VERBS = ("ask", "say", "look_up", "do", "offer", "hand_off_to", "ask_again")
ALWAYS = "_always"
GAVE_UP = "gave_up"
OFFER_ANYTHING_ELSE = "anything_else"
DID_THAT_HELP = "did_that_help"


@dataclass(frozen=True, slots=True)
class Step:
    """One verb and what it is about; `then` holds the steps after each outcome, `of` the flows offered."""

    verb: str
    target: str
    file: str
    line: int
    then: Mapping[str, tuple[Step, ...]] = field(default_factory=dict[str, "tuple[Step, ...]"])
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    name: str
    purpose: str
    starts_on: tuple[str, ...]
    steps: tuple[Step, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Word:
    """What is said under one key in one language, by channel; `assistant` serves where a channel has none."""

    key: str
    forms: Mapping[str, str]
    file: str
    line: int

    def on(self, channel: str) -> str:
        return self.forms.get(channel, self.forms["assistant"])


@dataclass(frozen=True, slots=True)
class SlotSettings:
    """How one slot is heard: its reader and that reader's data, the tries before giving up, where it is
    read back and confirmed, whether it is remembered for the next matter, whether its signs are spelled out, and
    whether the words that begin a matter already fill it.

    `choices`: what may be chosen, each with its words by language, the first of them its label. `shown`: the
    choices stand as buttons. `other_words`: words that are no choice are taken as they are. `otherwise`: the
    value that is taken once the tries are used up, so that the question holds nobody up. `from_rule` and
    `labels`: further choices, the words of a rule of the day with their labels; see `FlowBook.with_choices`.
    `signs`: what is said for letters and digits; see `FlowBook.with_signs`.
    """

    name: str
    reader: str
    tries: int
    confirmed_on: tuple[str, ...] = ()
    kept: bool = False
    spelled: bool = False
    starts: str | None = None
    prefixes: tuple[str, ...] = ()
    length: int = 0
    least_words: int = 0
    region: str = ""
    first_words: bool = False
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict[str, Mapping[str, tuple[str, ...]]]
    )
    shown: bool = True
    other_words: bool = False
    otherwise: str = ""
    from_rule: str = ""
    labels: str = ""
    signs: SpokenSigns = NO_SIGNS

    def label(self, choice: str, language: str) -> str:
        """A choice as people read it; words that are no choice are their own label."""
        return self.choices[choice][language][0] if choice in self.choices else choice


@dataclass(frozen=True, slots=True)
class Settings:
    """What a pack sets for every flow: languages, tries, the longest text taken, keys, facts for any word, slots.

    `small_talk`: intents that are no matter beside another. `taken_alone`: matters beside which nothing else is
    asked or answered, whatever the same words name.
    """

    languages: tuple[str, ...]
    unclear_tries: int
    silence_tries: int
    longest_text: int
    longest_wait_list: int
    keys: Mapping[str, str]
    opening: str
    small_talk: tuple[str, ...]
    taken_alone: tuple[str, ...]
    known_everywhere: tuple[str, ...]
    slots: Mapping[str, SlotSettings]


@dataclass(frozen=True, slots=True)
class Routing:
    """Which matters earn a person, by the rules of contacts, as in force now.

    Sets of intents; `because` gives the address of the rule behind each set, by the set's name.
    """

    matter_before_person: frozenset[str] = frozenset()
    self_service_only: frozenset[str] = frozenset()
    straight_to_queue: frozenset[str] = frozenset()
    emergencies: frozenset[str] = frozenset()
    because: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class FlowBook:
    """Everything that `step` needs of a pack. `with_routing` puts the rules of the day into it."""

    flows: Mapping[str, Flow]
    words: Mapping[str, Mapping[str, Mapping[str, Word]]]  # flow → language → key
    settings: Settings
    answers: Mapping[str, ClosedAnswers]
    patterns: Mapping[str, tuple[Step, ...]]
    defaults: Mapping[str, Mapping[str, tuple[Step, ...]]]
    flow_of: Mapping[str, str]  # intent → flow
    labels: Mapping[str, Mapping[str, str]]  # intent → language → label, where it differs from its flow's
    routing: Routing = field(default_factory=Routing)
    known: Mapping[str, str] = field(default_factory=dict[str, str])  # facts that any word may tell

    def with_routing(self, routing: Routing) -> FlowBook:
        return replace(self, routing=routing)

    def with_facts(self, known: Mapping[str, str]) -> FlowBook:
        """The same book with the facts that its settings name under `known_everywhere`."""
        return replace(self, known={name: known[name] for name in self.settings.known_everywhere})

    def with_region(self, region: str) -> FlowBook:
        """The same book in which a bare phone number is one of this country, by its ISO code."""
        slots = {name: replace(slot, region=region) for name, slot in self.settings.slots.items()}
        return replace(self, settings=replace(self.settings, slots=slots))

    def with_choices(self, slot: str, choices: Mapping[str, Mapping[str, tuple[str, ...]]]) -> FlowBook:
        """The same book in which a slot has these choices instead of those of the settings."""
        slots = {**self.settings.slots, slot: replace(self.settings.slots[slot], choices=choices)}
        return replace(self, settings=replace(self.settings, slots=slots))

    def with_signs(self, signs: SpokenSigns) -> FlowBook:
        """The same book in which spoken letters and digits are heard in every slot."""
        slots = {name: replace(slot, signs=signs) for name, slot in self.settings.slots.items()}
        return replace(self, settings=replace(self.settings, slots=slots))

    def steps_of(self, flow: str) -> tuple[Step, ...]:
        """The steps of a flow, or of a pattern under its name `_always.<pattern>`."""
        if flow.startswith(ALWAYS + "."):
            return self.patterns[flow.removeprefix(ALWAYS + ".")]
        return self.flows[flow].steps

    def has(self, flow: str) -> bool:
        return flow in self.flows or flow.removeprefix(ALWAYS + ".") in self.patterns

    def branch(self, step: Step, outcome: str, flow: str) -> tuple[Step, ...]:
        """The steps after an outcome: the step's own, those of the flow's question, or the defaults."""
        if outcome in step.then:
            return step.then[outcome]
        if step.verb == "ask_again":
            for asked in self.steps_of(flow):
                if asked.verb == "ask" and asked.target == step.target and outcome in asked.then:
                    return asked.then[outcome]
        return self.defaults.get(default_name(step), {}).get(outcome, ())

    def step_at(self, flow: str, path: tuple[int | str, ...]) -> Step | None:
        """The step at a place, or None past the end of its list or where the flow has changed since."""
        steps: tuple[Step, ...] = self.steps_of(flow)
        step: Step | None = None
        for part in path:
            if isinstance(part, int):
                step = steps[part] if 0 <= part < len(steps) else None
            elif step is None:
                return None
            else:
                steps = self.branch(step, part, flow)
        return step

    def word(self, flow: str, language: str, key: str) -> Word | None:
        for home in (flow, ALWAYS):
            found = self.words.get(home, {}).get(language, {}).get(key)
            if found:
                return found
        return None

    def label(self, intent: str, language: str) -> str:
        """The few words under which an intent is offered: its own, or those of the flow that it starts."""
        own = self.labels.get(intent)
        return own[language] if own else self.words[self.flow_of[intent]][language]["label"].forms["assistant"]


def default_name(step: Step) -> str:
    """The name under which `_always` keeps the defaults of a step: its action, or its verb."""
    if step.verb in ("look_up", "do") and step.target in ACTIONS:
        return step.target
    return "ask" if step.verb == "ask_again" else step.verb
