"""Whether an agency pack is whole, sourced, exemplified and followed by the code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from openline.domain.rules import ByKey, NoRuleInForce, Standing
from openline.policy.errors import PackError
from openline.policy.examples import ExampleFault, keys_hit, run_example
from openline.policy.findings import Finding, findings_of
from openline.policy.history import check_history
from openline.policy.knowledge.checking import check_articles
from openline.policy.knowledge.placeholders import rules_told
from openline.policy.lacking import texts_lacking
from openline.policy.languages import speak
from openline.policy.pack import AgencyPack, read_pack
from openline.policy.pack_parts import languages_of
from openline.policy.rule_files import Entry, RuleFile
from openline.policy.topics import RULES_CLASSES
from openline.policy.usage import names_read
from openline.policy.values import rule_fields
from openline.policy.wording import check_wording

CODE = Path(__file__).resolve().parents[1]
HOLIDAYS_AHEAD_MONTHS = 24
CATALOGUE_ID = re.compile(r"^[A-Z]{2,5}-\d+$")

# Rules whose words people read, and the list of `labels.yaml` that must hold them.
LABELED: Mapping[str, str] = {
    "callbacks.answered_by": "answered_by",
    "callbacks.refused_numbers": "refused_number",
    "callbacks.zone_from": "zone_from",
    "contacts.agent_tells": "agent_detail",
    "contacts.log_shows": "log_column",
    "contacts.self_help_reasons": "self_help_reason",
    "contacts.wrap_up_reasons": "wrap_up_reason",
    "identity.facts_checked": "identity_fact",
    "identity.standings_told": "standing",
    "queues.escalation_reasons": "escalation_reason",
    "queues.urgencies": "urgency",
    "queues.wait_advice": "wait_advice",
}
INTENT_RULES = (
    "contacts.emergencies",
    "contacts.matter_before_person",
    "contacts.self_service_only",
    "contacts.straight_to_queue",
)


def check_pack(
    pack_or_path: AgencyPack | Path, today: date, code: Path = CODE, clauses: Path | None = None
) -> list[Finding]:
    """Everything that is wrong with a pack, read anew from its folder, sorted by file and line; empty when nothing is.

    `code` is the package that must read every rule; `clauses` the list of catalogue ids, by default the
    repository's where it exists.
    """
    path = (pack_or_path if isinstance(pack_or_path, Path) else pack_or_path.path).resolve()
    findings = list(_files_without_field(path))
    lacking: list[Finding] = []
    try:
        lacking += texts_lacking(path, languages_of(path))
        pack = read_pack(path)
        speak(pack.languages)
    except PackError as error:
        # A text that a language lacks keeps the pack from being read: all of them are named instead of the first.
        return _sorted([*findings, *(lacking or findings_of(error))])
    known_ids = _catalogue_ids(clauses or path.parent.parent / "tests" / "conformance" / "clauses.yaml")
    for rule in pack.rules.values():
        findings += [*_order(rule), *_entries(pack, rule, known_ids), *_words(pack, rule)]
    findings += [*_unused(pack, code), *_holidays(pack, today), *check_history(pack, today)]
    findings += [*check_articles(pack, today, known_ids), *(lacking or _notices(pack))]
    return _sorted(findings)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(set(findings), key=lambda finding: (finding.file, finding.line or 0, finding.what))


def _files_without_field(path: Path) -> Iterator[Finding]:
    for file in sorted((path / "policy").rglob("*")):
        if file.is_dir():
            continue
        inside = file.relative_to(path / "policy")
        topic = inside.parts[0]
        shown = str(file.relative_to(path.parent))
        if topic not in RULES_CLASSES:
            yield Finding("no_field", shown, None, f"{topic!r} is no topic of the code: see policy/topics.py")
        elif len(inside.parts) != 2 or file.suffix != ".yaml" or file.stem not in rule_fields(RULES_CLASSES[topic]):
            declared = RULES_CLASSES[topic].__name__
            what = f"no field of {declared} has this name: declare it in domain/{topic}.py, or remove the file"
            yield Finding("no_field", shown, None, what)


def _order(rule: RuleFile) -> Iterator[Finding]:
    if list(rule.dates_as_written) != sorted(rule.dates_as_written):
        yield Finding("order", rule.file, rule.entries[0].line, "entries must stand oldest first: move them")


def _entries(pack: AgencyPack, rule: RuleFile, known_ids: frozenset[str] | None) -> Iterator[Finding]:
    for entry in rule.entries:
        for kind, what in (*_source(pack, rule, entry), *_ids(entry, known_ids), *_examples(pack, rule, entry)):
            yield Finding(kind, rule.file, entry.line, f"{entry.in_force_from}: {what}")


def _source(pack: AgencyPack, rule: RuleFile, entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.source is None:
        yield "no_source", "has no source: write `source: {document: ..., part: ...}`"
    elif entry.source.document not in pack.labels.get("document", {}):
        yield "no_source", f"document {entry.source.document!r} has no label: add it to labels.yaml under `document`"
    if entry.ref.standing is Standing.CHOSEN and not entry.reading:
        yield "no_reading", "is chosen: say why in `reading`"
    if entry.corrects and entry.corrects not in {other.in_force_from for other in rule.entries}:
        yield "corrects", f"corrects the entry of {entry.corrects}, which does not exist"


def _ids(entry: Entry, known_ids: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    for one in entry.ref.catalogue:
        if known_ids is None and not CATALOGUE_ID.match(one):
            yield "unknown_id", f"{one!r} does not look like an id of the catalogue, such as CB-1"
        elif known_ids is not None and one not in known_ids:
            yield "unknown_id", f"{one!r} is in no list of the catalogue's ids: correct it in `rules`"


def _examples(pack: AgencyPack, rule: RuleFile, entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.ends:
        return
    if not entry.examples:
        yield "not_hit", "no example shows this entry: add one under `examples`"
    elif rule.by is not None:
        missing = set(cast("ByKey[Any]", entry.value).values) - keys_hit(rule, entry)
        for key in sorted(missing):
            yield "not_hit", f"no example reaches {rule.by} {key!r}: add one with `given: {{{rule.by}: {key}}}`"
    for number, example in enumerate(entry.examples, start=1):
        try:
            run_example(pack, rule, entry, example)
        except ExampleFault as fault:
            yield "example", f"example {number}: {fault}"
        except (KeyError, LookupError, NoRuleInForce, ValueError) as error:
            yield "example", f"example {number} cannot be run: {error}"


def _words(pack: AgencyPack, rule: RuleFile) -> Iterator[Finding]:
    intents = {folder.name for folder in (pack.path / "intents").glob("*") if folder.is_dir()}
    for entry in rule.entries:
        if entry.ends:
            continue
        words = sorted(cast("Iterable[str]", entry.value)) if rule.kind in ("list", "set") else []
        for word in words:
            name = LABELED.get(rule.address)
            if name is not None and word not in pack.labels.get(name, {}):
                yield Finding("no_label", rule.file, entry.line, f"{word!r} has no words in labels.yaml under `{name}`")
            if rule.address in INTENT_RULES and intents and word not in intents:
                yield Finding("no_intent", rule.file, entry.line, f"{word!r} is no intent: there is no intents/{word}/")


def _unused(pack: AgencyPack, code: Path) -> Iterator[Finding]:
    told = rules_told(pack)
    for rule in pack.rules.values():
        if rule.name not in names_read(code) and rule.address not in told:
            what = f"no code reads {rule.address} and no article tells it: use it, or remove file and field"
            yield Finding("unused", rule.file, None, what)


def _holidays(pack: AgencyPack, today: date) -> Iterator[Finding]:
    closed = pack.closed_days
    months = today.year * 12 + today.month - 1 + HOLIDAYS_AHEAD_MONTHS
    needed = date(months // 12, months % 12 + 1, min(today.day, 28))
    if closed.known_through < needed:
        what = f"holidays are entered through {closed.known_through}, needed through {needed}: add the next year"
        yield Finding("holidays", closed.file, None, what)


def _notices(pack: AgencyPack) -> Iterator[Finding]:
    for problem in check_wording(pack.path, pack.agency.languages):
        yield Finding("notice", f"{pack.path.name}/notices", None, problem)


def _catalogue_ids(clauses: Path) -> frozenset[str] | None:
    """Every catalogue id that the list of clauses names, or None where there is no such list."""
    if not clauses.is_file():
        return None
    return frozenset(re.findall(r"\b[A-Z]{2,5}-\d+\b", clauses.read_text(encoding="utf-8")))
