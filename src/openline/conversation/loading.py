"""Reads the flows and closed answers of an agency pack into a checked FlowBook. The only I/O of this package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openline.conversation.book import ALWAYS, VERBS, Flow, FlowBook, Settings, SlotSettings, Step, Word
from openline.conversation.checking import PATTERNS, check
from openline.conversation.closed_answers import ClosedAnswers, folded
from openline.conversation.pack_yaml import FlowError, Node, read
from openline.conversation.slots import READERS

CHANNELS = ("assistant", "voice")


def load_flows(pack: Path) -> FlowBook:
    """The flow book of the pack in this folder. Raises FlowError naming file, line and what to write."""
    reader = _Reader(pack)
    settings = reader.settings()
    always = reader.node(f"flows/{ALWAYS}/flow.yaml")
    always.allow_only("`_always`", "flow", "purpose", "patterns", "defaults")
    patterns = reader.patterns(always)
    defaults = {
        name: {word: reader.steps(steps) for word, steps in outcomes.mapping(f"defaults of {name}").items()}
        for name, outcomes in always.need("defaults", "`_always`").mapping("defaults").items()
    }
    flows = {name: reader.flow(name) for name in reader.names("flows") if name != ALWAYS}
    intents = reader.names("intents")
    book = FlowBook(
        flows=flows,
        words={name: reader.words(name, settings.languages) for name in (*flows, ALWAYS)},
        settings=settings,
        answers={language: reader.answers(language) for language in settings.languages},
        patterns=patterns,
        defaults=defaults,
        flow_of=_flow_of(flows),
        labels=reader.labels(intents, settings.languages),
    )
    check(book, intents=intents, root=pack.name)
    return book


def _flow_of(flows: Mapping[str, Flow]) -> Mapping[str, str]:
    taken: dict[str, str] = {}
    for flow in flows.values():
        for intent in flow.starts_on:
            if intent in taken:
                raise FlowError(f"{flow.file}:1: `{intent}` already starts {taken[intent]}; let one flow start on it.")
            taken[intent] = flow.name
    return taken


class _Reader:
    def __init__(self, pack: Path) -> None:
        self.pack = pack

    def node(self, relative: str) -> Node:
        return read(self.pack / relative, f"{self.pack.name}/{relative}")

    def names(self, folder: str) -> tuple[str, ...]:
        base = self.pack / folder
        if not base.is_dir():
            raise FlowError(f"{self.pack.name}/{folder}:1: the folder is missing; write it.")
        return tuple(sorted(child.name for child in base.iterdir() if child.is_dir()))

    def settings(self) -> Settings:
        root = self.node(f"flows/{ALWAYS}/settings.yaml")
        what = "the settings"
        root.allow_only(
            what, "languages", "unclear_tries", "silence_tries", "longest_text", "longest_wait_list", "keys",
            "opening", "small_talk", "taken_alone", "known_everywhere", "slots",
        )  # fmt: skip
        languages = root.need("languages", what).strings("languages")
        slots = root.need("slots", what).mapping("slots")
        return Settings(
            languages=languages,
            unclear_tries=root.need("unclear_tries", what).whole_number("unclear_tries"),
            silence_tries=root.need("silence_tries", what).whole_number("silence_tries"),
            longest_text=root.need("longest_text", what).whole_number("longest_text"),
            longest_wait_list=root.need("longest_wait_list", what).whole_number("longest_wait_list"),
            keys={key: node.string("a key") for key, node in root.need("keys", what).mapping("keys").items()},
            opening=root.need("opening", what).string("opening"),
            small_talk=root.need("small_talk", what).strings("small_talk"),
            taken_alone=_strings(root.fields, "taken_alone"),
            known_everywhere=_strings(root.fields, "known_everywhere"),
            slots={name: _slot(name, node, languages) for name, node in slots.items()},
        )

    def answers(self, language: str) -> ClosedAnswers:
        root = self.node(f"flows/{ALWAYS}/answers.{language}.yaml")
        root.allow_only("the closed answers", "whole", "within", "fillers")
        return ClosedAnswers(
            whole=_by_phrase(root.need("whole", "the closed answers")),
            within=_by_phrase(root.need("within", "the closed answers")),
            fillers=frozenset(folded(word) for word in root.need("fillers", "the closed answers").strings("fillers")),
        )

    def patterns(self, always: Node) -> Mapping[str, tuple[Step, ...]]:
        nodes = always.need("patterns", "`_always`").mapping("patterns")
        for name in PATTERNS:
            if name not in nodes:
                raise always.wrong(f"`patterns:` needs `{name}:` with the steps for it.")
        for name in nodes:
            if name not in PATTERNS:
                raise always.wrong(f"no pattern is called `{name}`; write one of {', '.join(PATTERNS)}.")
        return {name: self.steps(node) for name, node in nodes.items()}

    def flow(self, name: str) -> Flow:
        root = self.node(f"flows/{name}/flow.yaml")
        root.allow_only("a flow", "flow", "purpose", "starts_on", "steps")
        if root.need("flow", "a flow").text != name:
            raise root.wrong(f"the folder is called {name}; write `flow: {name}`.", "flow")
        return Flow(
            name=name,
            purpose=root.need("purpose", "a flow").string("purpose"),
            starts_on=root.need("starts_on", "a flow").strings("starts_on"),
            steps=self.steps(root.need("steps", "a flow")),
            file=root.file,
        )

    def labels(self, intents: tuple[str, ...], languages: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, Mapping[str, str]] = {}
        for intent in intents:
            root = self.node(f"intents/{intent}/intent.yaml")
            root.allow_only("an intent", "intent", "means", "label")
            if root.need("intent", "an intent").text != intent:
                raise root.wrong(f"the folder is called {intent}; write `intent: {intent}`.", "intent")
            if "label" in root.fields:
                label = root.fields["label"]
                label.allow_only("`label`", *languages)
                found[intent] = {lang: label.need(lang, "`label`").string("a label") for lang in languages}
        return found

    def steps(self, node: Node) -> tuple[Step, ...]:
        return tuple(self._step(item) for item in node.listing("steps"))

    def _step(self, node: Node) -> Step:
        fields = dict(node.mapping("a step"))
        verbs = [key for key in fields if key not in ("then", "of")]
        if len(verbs) != 1 or verbs[0] not in VERBS:
            wrong = next((key for key in verbs if key not in VERBS), None)
            raise node.wrong(f"a step has one verb of {', '.join(VERBS)}" + (f", not `{wrong}`." if wrong else "."))
        target = fields[verbs[0]]
        if target.tag in ("int", "float", "bool"):
            raise target.wrong("no number stands in a flow; a Python decision computes a word to branch on.")
        then = fields["then"].mapping("`then`") if "then" in fields else dict[str, Node]()
        return Step(
            verb=verbs[0],
            target=target.string(f"`{verbs[0]}`"),
            file=node.file,
            line=node.line,
            then={word: self.steps(branch) for word, branch in then.items()},
            of=fields["of"].strings("`of`") if "of" in fields else (),
        )

    def words(self, flow: str, languages: tuple[str, ...]) -> Mapping[str, Mapping[str, Word]]:
        return {language: self._words_in(flow, language) for language in languages}

    def _words_in(self, flow: str, language: str) -> Mapping[str, Word]:
        root = self.node(f"flows/{flow}/words.{language}.yaml")
        found: dict[str, Word] = {}
        for key, node in root.mapping("the words").items():
            if node.kind == "mapping":
                node.allow_only(f"`{key}`", *CHANNELS)
                forms = {channel: " ".join(form.string(key).split()) for channel, form in node.fields.items()}
                if "assistant" not in forms:
                    raise node.wrong(f"`{key}` needs its `assistant:` form, which serves where a channel has none.")
            else:
                forms = {"assistant": " ".join(node.string(key).split())}
            found[key] = Word(key, forms, root.file, root.key_lines[key])
        return found


def _slot(name: str, node: Node, languages: tuple[str, ...]) -> SlotSettings:
    what = f"slot {name}"
    node.allow_only(
        what,
        "reader",
        "tries",
        "confirmed_on",
        "kept",
        "spelled",
        "starts",
        "prefixes",
        "length",
        "least_words",
        "first_words",
        "choices",
        "shown",
        "other_words",
        "otherwise",
        "from_rule",
        "labels",
    )
    fields = node.fields
    reader = node.need("reader", what).string("reader")
    if reader not in READERS:
        raise fields["reader"].wrong(f"no reader is called `{reader}`; write one of {', '.join(READERS)}.")
    return SlotSettings(
        name=name,
        reader=reader,
        tries=node.need("tries", what).whole_number("tries"),
        confirmed_on=fields["confirmed_on"].strings("confirmed_on") if "confirmed_on" in fields else (),
        kept="kept" in fields and fields["kept"].text == "yes",
        spelled="spelled" in fields and fields["spelled"].text == "yes",
        starts=fields["starts"].string("starts") if "starts" in fields else None,
        prefixes=fields["prefixes"].strings("prefixes") if "prefixes" in fields else (),
        length=fields["length"].whole_number("length") if "length" in fields else 0,
        first_words="first_words" in fields and fields["first_words"].text == "yes",
        least_words=fields["least_words"].whole_number("least_words") if "least_words" in fields else 0,
        choices=_choices(fields["choices"], languages) if "choices" in fields else {},
        shown=_text(fields, "shown") != "no",
        other_words=_text(fields, "other_words") == "yes",
        otherwise=_text(fields, "otherwise"),
        from_rule=_text(fields, "from_rule"),
        labels=_text(fields, "labels"),
    )


def _strings(fields: Mapping[str, Node], name: str) -> tuple[str, ...]:
    return fields[name].strings(name) if name in fields else ()


def _text(fields: Mapping[str, Node], name: str) -> str:
    return fields[name].string(name) if name in fields else ""


def _choices(node: Node, languages: tuple[str, ...]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """What may be chosen: in every language the label first, then what else people say for it."""
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for choice, words in node.mapping("`choices`").items():
        words.allow_only(f"the choice {choice}", *languages)
        found[choice] = {lang: words.need(lang, f"the choice {choice}").strings("its words") for lang in languages}
        for lang, phrases in found[choice].items():
            if not phrases:
                raise words.wrong(f"the choice {choice} needs a label in {lang}.", lang)
    return found


def _by_phrase(node: Node) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for answer, phrases in node.mapping("the answers").items():
        for phrase in phrases.listing(answer):
            text = folded(phrase.string(answer))
            if text in found and found[text] != answer:
                raise phrase.wrong(f"`{text}` already means `{found[text]}`; keep one.")
            found[text] = answer
    return found
