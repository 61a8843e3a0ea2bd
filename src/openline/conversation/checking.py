"""What a flow book must hold before anyone talks with it; every refusal names file, line and what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openline.conversation.book import ALWAYS, GAVE_UP, OFFER_ANYTHING_ELSE, FlowBook, Step, Word, default_name
from openline.conversation.outcomes import ACTIONS, HAND_OFF, Action
from openline.conversation.pack_yaml import FlowError

PATTERNS = (
    "correct", "cancel", "repeat", "agent", "agent_next", "silence", "silence_gave_up", "unclear", "unclear_gave_up",
    "too_long", "language", "danger", "despair", "abuse", "injection", "why_no_person", "side_question", "pleasantry",
)  # fmt: skip
CLOSED_INTENTS = frozenset({"yes", "no", "repeat"})
PATTERN_FACTS = {"correct": {"value"}}
ENGINE_WORDS: dict[str, frozenset[str]] = {
    "anything_else": frozenset(),
    "anything_else_yes": frozenset(),
    "goodbye": frozenset(),
    "choose_between": frozenset(),
    "neither": frozenset(),
    "which_instead": frozenset(),
    "not_what_was_asked": frozenset(),
    "option_line": frozenset({"label", "key"}),
    "two_matters": frozenset({"first", "second"}),
    "now_the_other": frozenset({"label"}),
    "go_on_with_the_other": frozenset({"label"}),
    "goes_along": frozenset({"label"}),
    "kept_for_person": frozenset(),
    "yes": frozenset(),
    "no": frozenset(),
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FORM_NAME = re.compile(r"\b[A-Z]{1,2}-\d+[A-Z]*\b")


def placeholders(text: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(text))


def check(book: FlowBook, intents: Iterable[str], root: str) -> None:
    """Raises FlowError for the first thing that is missing, unknown or unused."""
    _Checker(book, root).run(tuple(intents))


class _Checker:
    def __init__(self, book: FlowBook, root: str) -> None:
        self.book = book
        self.root = root
        self.used: dict[str, set[str]] = {home: {"label"} for home in (*book.flows, ALWAYS)}

    def run(self, intents: tuple[str, ...]) -> None:
        self._intents(intents)
        for name in self.book.flows:
            self._label(name)
            self._steps(name, self.book.flows[name].steps, set())
        for name, steps in self.book.patterns.items():
            self._steps(f"{ALWAYS}.{name}", steps, set(PATTERN_FACTS.get(name, set())))
        for name, outcomes in self.book.defaults.items():
            self._defaults(name, outcomes)
        self._engine_words()
        for home in self.used:
            self._words(home)

    def _intents(self, intents: tuple[str, ...]) -> None:
        flow_file = f"{self.root}/flows/{ALWAYS}/settings.yaml"
        if self.book.settings.opening not in self.book.flows:
            raise FlowError(f"{flow_file}:1: `opening: {self.book.settings.opening}` is no flow; write one that is.")
        for flow in self.book.flows.values():
            for intent in flow.starts_on:
                if intent not in intents:
                    raise FlowError(
                        f"{flow.file}:1: starts on `{intent}`, which has no folder under intents/; write one."
                    )
        for intent in intents:
            if intent not in self.book.flow_of and intent not in CLOSED_INTENTS:
                raise FlowError(
                    f"{self.root}/intents/{intent}:1: no flow starts on it, a dead end; name it in some `starts_on`."
                )

    def _label(self, flow: str) -> None:
        for language in self.book.settings.languages:
            if "label" not in self.book.words[flow][language]:
                file = f"{self.root}/flows/{flow}/words.{language}.yaml"
                raise FlowError(f"{file}:1: `label:` is missing: the few words under which the flow is offered.")

    def _defaults(self, name: str, outcomes: dict[str, tuple[Step, ...]] | object) -> None:
        branches = self.book.defaults[name]
        action = HAND_OFF if name == "hand_off_to" else ACTIONS.get(name)
        if action is None and name not in ("ask", "offer"):
            raise FlowError(f"{self.root}/flows/{ALWAYS}/flow.yaml:1: defaults for `{name}`, which is no action.")
        for word, steps in branches.items():
            facts = set(action.facts.get(word, frozenset())) if action else set[str]()
            self._steps(ALWAYS, steps, facts)

    def _steps(self, flow: str, steps: tuple[Step, ...], known: set[str]) -> None:
        for place, step in enumerate(steps):
            match step.verb:
                case "ask" | "ask_again":
                    self._question(flow, step)
                    self._branches(flow, step, known | {step.target}, self._ends_of(step), None)
                    known = known | {step.target}
                case "say":
                    self._word(flow, step.target, known, step)
                case "offer":
                    self._offer(flow, step, known, last=place == len(steps) - 1)
                case _:
                    action = self._action(step)
                    self._branches(flow, step, known, self._outcomes(action), action)

    def _ends_of(self, step: Step) -> tuple[str, ...]:
        """How a question may end: given up, or, where the flow branches on what is chosen, in each of its choices."""
        slot = self.book.settings.slots[step.target]
        return (GAVE_UP, *slot.choices) if any(word in slot.choices for word in step.then) else (GAVE_UP,)

    def _outcomes(self, action: Action) -> tuple[str, ...]:
        """The outcomes that can come up in this pack: those that ask for a slot only where there is one."""
        asking, slots = action.asking, self.book.settings.slots
        return tuple(word for word in action.facts if word not in asking or asking[word] in slots)

    def _action(self, step: Step) -> Action:
        if step.verb == "hand_off_to":
            return HAND_OFF
        action = ACTIONS.get(step.target)
        if action is None or action.verb != step.verb:
            ours = ", ".join(sorted(name for name, known in ACTIONS.items() if known.verb == step.verb))
            raise _at(step, f"`{step.verb}` knows no `{step.target}`; write one of {ours}.")
        return action

    def _branches(
        self, flow: str, step: Step, known: set[str], outcomes: tuple[str, ...], action: Action | None
    ) -> None:
        for word in step.then:
            if word not in outcomes:
                raise _at(step, f"`{step.target}` never ends in `{word}`; write one of {', '.join(outcomes)}.")
        for word in outcomes:
            if word not in step.then and word not in self.book.defaults.get(default_name(step), {}):
                raise _at(step, f"`{step.target}` may end in `{word}`: add `{word}: [...]` under `then:`.")
            facts = set(action.facts[word]) if action else set[str]()
            self._steps(flow, step.then.get(word, ()), known | facts)

    def _question(self, flow: str, step: Step) -> None:
        slot = self.book.settings.slots.get(step.target)
        if slot is None:
            raise _at(step, f"no slot is called `{step.target}`; write one of {', '.join(self.book.settings.slots)}.")
        self._word(flow, f"ask_{slot.name}", {"length"}, step)
        self._word(flow, f"ask_{slot.name}_again", {"length"}, step)
        if slot.confirmed_on:
            self._word(flow, f"confirm_{slot.name}", {slot.name}, step)

    def _offer(self, flow: str, step: Step, known: set[str], last: bool) -> None:
        self._word(flow, step.target, known, step)
        for offered in step.of:
            if offered not in self.book.flows or not self.book.flows[offered].starts_on:
                raise _at(step, f"`of:` names `{offered}`, which is no flow that an intent starts.")
        if (step.of or step.target == OFFER_ANYTHING_ELSE) and not last:
            raise _at(step, "what a person is free to choose ends a flow; make this offer its last step.")
        if not step.of and step.target != OFFER_ANYTHING_ELSE:
            self._branches(flow, step, known, ("yes", "no", GAVE_UP), None)

    def _word(self, flow: str, key: str, known: set[str], step: Step) -> None:
        home = flow if flow in self.book.flows else ALWAYS
        for language in self.book.settings.languages:
            word = self.book.word(home, language, key)
            if word is None:
                file = f"{self.root}/flows/{home}/words.{language}.yaml"
                raise _at(step, f"the word `{key}` is missing in {language}; write it in {file}.")
            self.used[home if key in self.book.words[home][language] else ALWAYS].add(key)
            _placeholders_known(word, known | {*self.book.settings.known_everywhere})

    def _engine_words(self) -> None:
        for language in self.book.settings.languages:
            for key, facts in ENGINE_WORDS.items():
                word = self.book.words[ALWAYS][language].get(key)
                if word is None:
                    file = f"{self.root}/flows/{ALWAYS}/words.{language}.yaml"
                    raise FlowError(f"{file}:1: the word `{key}` is missing; write it.")
                _placeholders_known(word, {*facts, *self.book.settings.known_everywhere})
                self.used[ALWAYS].add(key)

    def _words(self, home: str) -> None:
        for words in self.book.words[home].values():
            for word in words.values():
                if word.key not in self.used[home]:
                    raise FlowError(f"{word.file}:{word.line}: no flow says `{word.key}`; remove it or say it.")
                for form in word.forms.values():
                    if re.search(r"\d", _FORM_NAME.sub("", form)):
                        raise FlowError(
                            f"{word.file}:{word.line}: `{word.key}` holds a number; numbers come as {{facts}}."
                        )


def _placeholders_known(word: Word, known: set[str]) -> None:
    for form in word.forms.values():
        for name in placeholders(form):
            if name not in known:
                have = ", ".join(sorted(known)) or "none here"
                raise FlowError(f"{word.file}:{word.line}: `{word.key}` uses {{{name}}}, which is not known; {have}.")


def _at(step: Step, message: str) -> FlowError:
    return FlowError(f"{step.file}:{step.line}: {message}")
