"""What people see in the rule book of a day, and what is written from the pack."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.unit.policy.packs import LIBRARY, TODAY, USCIS

from openline.policy import AgencyPack, load_pack
from openline.policy.rulebook import RulebookEntry, as_text
from openline.policy.topics import RULES_CLASSES
from openline.policy.values import rule_fields
from openline.policy.written import rule_schema, write_rulebook, write_schemas
from openline.policy.yaml_file import read_map

IN_2021 = date(2021, 6, 1)


@pytest.fixture(scope="module")
def uscis() -> AgencyPack:
    return load_pack(USCIS)


def entry(pack: AgencyPack, address: str, on: date) -> RulebookEntry:
    return next(one for one in pack.rulebook_on(on) if one.address == address)


def test_the_book_of_a_day_shows_the_rule_of_that_day(uscis: AgencyPack) -> None:
    shown = entry(uscis, "callbacks.return_within", IN_2021)
    assert shown.value == {"regular": "7 business_days", "urgent": "48 hours"}
    assert [one.in_force_from for one in shown.history] == [date(2019, 3, 6)]
    assert [one.in_force_from for one in shown.coming] == [date(2022, 1, 10)]
    assert shown.ref is not None
    assert shown.source is not None
    assert (shown.source.document, shown.source.part) == ("domain", "1.5")


def test_where_no_rule_is_known_the_book_says_so(uscis: AgencyPack) -> None:
    shown = entry(uscis, "callbacks.calling_hours", IN_2021)
    assert shown.now is None
    assert shown.text == "no rule known"
    assert len(shown.coming) == 2


def test_the_book_holds_every_rule_of_every_topic(uscis: AgencyPack) -> None:
    fields = {f"{topic}.{name}" for topic, rules in RULES_CLASSES.items() for name in rule_fields(rules)}
    assert {one.address for one in uscis.rulebook_on(TODAY)} == fields


def test_the_book_can_be_sent_as_json(uscis: AgencyPack) -> None:
    sent = json.loads(json.dumps([one.as_json() for one in uscis.rulebook_on(IN_2021)]))
    assert len(sent) == len(uscis.rules)


@pytest.mark.parametrize("path", [USCIS, LIBRARY], ids=lambda path: path.name)
@pytest.mark.parametrize("on", [date(2018, 1, 1), IN_2021, date(2022, 1, 10), TODAY])
def test_every_value_can_be_said_in_one_line(path: Path, on: date) -> None:
    pack = load_pack(path)
    entries = pack.rulebook_on(on)
    assert all(one.text and "\n" not in one.text for one in entries)
    text = as_text(entries, on)
    assert all(one.title in text for one in entries)


def test_the_written_book_has_a_page_for_each_topic(uscis: AgencyPack, tmp_path: Path) -> None:
    written = write_rulebook(uscis, tmp_path, TODAY)
    assert {path.name for path in written} == {"README.md", *(f"{topic}.md" for topic in RULES_CLASSES)}
    again = [path.read_text(encoding="utf-8") for path in written]
    assert again == [path.read_text(encoding="utf-8") for path in write_rulebook(uscis, tmp_path, TODAY)]


@pytest.mark.parametrize("path", [USCIS, LIBRARY], ids=lambda path: path.name)
def test_every_rule_file_fits_the_schema_written_for_it(path: Path) -> None:
    for topic, rules_class in RULES_CLASSES.items():
        for name, annotation in rule_fields(rules_class).items():
            file = read_map(path / "policy" / topic / f"{name}.yaml")
            jsonschema.Draft202012Validator(rule_schema(annotation)).validate(file.data)


def test_a_schema_refuses_what_the_loader_refuses() -> None:
    topic, name = "callbacks", "return_within"
    file = read_map(LIBRARY / "policy" / topic / f"{name}.yaml")
    file.data["in_force_from"]["2025-01-07"]["value"]["urgent"] = "soon"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file.data, rule_schema(rule_fields(RULES_CLASSES[topic])[name]))


def test_the_schemas_are_written_for_every_kind_of_file(tmp_path: Path) -> None:
    written = write_schemas(tmp_path)
    assert (tmp_path / "agency.json") in written
    assert (tmp_path / "policy" / "callbacks" / "attempts.json") in written
