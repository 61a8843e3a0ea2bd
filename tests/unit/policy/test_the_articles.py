"""Articles are read strictly, checked with file and line, and filled from what is in force."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.unit.policy.packs import LIBRARY, TODAY, USCIS, change, copy_of, found

from openline.policy import PackError, load_pack, read_pack
from openline.policy.knowledge import UnknownPlaceholder, fill
from openline.policy.knowledge.placeholders import rules_told

LOAN = "knowledge/renew_a_loan"
ARTICLE, ENGLISH, SPANISH = (f"{LOAN}/{name}.yaml" for name in ("article", "answer.en", "answer.es"))
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of(LIBRARY, tmp_path)


def findings(pack: Path, tmp_path: Path, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.kind, one.file) for one in found(pack, tmp_path, today) if one.kind != "history"]


@pytest.mark.parametrize("agency", [USCIS, LIBRARY])
def test_the_shipped_articles_have_nothing_wrong(agency: Path, tmp_path: Path) -> None:
    kinds = {kind for kind, file in findings(agency, tmp_path) if "knowledge" in file}
    assert not kinds


def test_internal_articles_are_marked_by_their_folder() -> None:
    articles = load_pack(LIBRARY).articles
    assert articles["lost_books_guide"].internal and not articles["renew_a_loan"].internal


def test_paragraphs_stay_apart_and_lines_join() -> None:
    texts = [words.text for article in load_pack(USCIS).articles.values() for words in article.words.values()]
    assert any("\n\n" in text for text in texts)
    assert not [text for text in texts if "\n" in text.replace("\n\n", "")]


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (ARTICLE, "article: renew_a_loan", "article: renew_the_loan", 1),
        (ARTICLE, 'next_review: "2027-08-31"', 'next_review: "next summer"', 6),
        (ARTICLE, "owner: front_desk", "owner: front_desk\nauthor: somebody", 4),
        (ARTICLE, "source: [{document: handbook, part: loans}]", "source: []", 4),
        (ENGLISH, "title: How to renew a loan", "titel: How to renew a loan", 1),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(pack: Path, file: str, old: str, new: str, line: int) -> None:
    change(pack, file, old, new)
    with pytest.raises(PackError) as refused:
        read_pack(pack)
    assert refused.value.file.endswith(file) and refused.value.line == line


def test_an_article_in_no_language_cannot_be_read(pack: Path) -> None:
    for file in (ENGLISH, SPANISH):
        (pack / file).unlink()
    with pytest.raises(PackError, match=r"answer\.en\.yaml"):
        read_pack(pack)


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        (ARTICLE, "answers: [loan_status]", "answers: [loan_staus]", "no_intent"),
        (ARTICLE, "leads_to: [hours]", "leads_to: [ours]", "no_intent"),
        (ARTICLE, "owner: front_desk", "owner: nobody", "no_owner"),
        (ARTICLE, "document: handbook", "document: hearsay", "no_source"),
        (ARTICLE, '"2027-08-31"', '"2026-08-31"', "review_date"),
        (ARTICLE, '"2027-08-31"', '"2028-08-31"', "review_date"),
        (ARTICLE, "answers: [loan_status]", "answers: [hours]", "two_first"),
        (ENGLISH, "{line.main}", "{line.mian}", "placeholder"),
        (ENGLISH, "{line.main}", "{rule.callbacks.return_within}", "placeholder"),
        (ENGLISH, "{line.main}", "{main}", "placeholder"),
        (ENGLISH, "{line.main}", "{line.main", "placeholder"),
        (ENGLISH, "asked_as: [can I keep the book longer, renew my book, extend a loan]", "asked_as: []", "asked_as"),
    ],
)
def test_the_check_names_what_is_wrong(pack: Path, tmp_path: Path, file: str, old: str, new: str, kind: str) -> None:
    change(pack, file, old, new)
    assert kind in {kind for kind, _ in findings(pack, tmp_path)}


def test_a_review_is_overdue_from_the_day_after_it_was_due(pack: Path, tmp_path: Path) -> None:
    assert not findings(pack, tmp_path, date(2027, 8, 31))
    late = findings(pack, tmp_path / "later", date(2027, 9, 1)) if (tmp_path / "later").mkdir() is None else []
    assert [kind for kind, _ in late].count("review_overdue") == len(load_pack(LIBRARY).articles)


def test_a_missing_translation_of_a_public_article_is_a_finding_and_of_an_internal_one_is_none(
    pack: Path, tmp_path: Path
) -> None:
    assert not findings(pack, tmp_path)
    (pack / SPANISH).unlink()
    assert [kind for kind, _ in findings(pack, tmp_path)] == ["no_translation"]
    assert "es" not in read_pack(pack).articles["renew_a_loan"].words


def test_an_intent_whose_flow_looks_up_an_answer_needs_an_article(pack: Path, tmp_path: Path) -> None:
    change(
        pack,
        "flows/loan_status/flow.yaml",
        "steps:",
        "steps:\n  - look_up: answer\n    then: {answered: [say: label], declined: []}",
    )
    assert "no_article" not in {kind for kind, _ in findings(pack, tmp_path)}
    change(pack, ARTICLE, "answers: [loan_status]", "answers: []")
    assert "no_article" in {kind for kind, _ in findings(pack, tmp_path)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_placeholder_is_told_as_in_force_with_the_entry_that_it_came_from(language: str) -> None:
    pack = load_pack(USCIS)
    filled = fill(pack, "{line.main} / {rule.callbacks.return_within.regular}", language, NOON)
    number, span = filled.text.split(" / ")
    assert number == pack.lines["main"].on(NOON.date()).number
    assert span.startswith("30 ")
    assert [ref.address for ref in filled.because] == ["lines.main", "callbacks.return_within"]


def test_a_line_that_has_ended_cannot_be_told() -> None:
    with pytest.raises(UnknownPlaceholder):
        fill(load_pack(USCIS), "{line.vsc_humanitarian}", "en", NOON)


def test_another_layout_of_the_file_is_the_same_version_and_another_word_is_not(pack: Path) -> None:
    before = read_pack(pack).articles["renew_a_loan"].words["en"].sha256
    change(pack, ENGLISH, "You can renew a loan once,", "You can   renew a loan\n  once,")
    assert read_pack(pack).articles["renew_a_loan"].words["en"].sha256 == before
    change(pack, ENGLISH, "once,", "twice,")
    assert read_pack(pack).articles["renew_a_loan"].words["en"].sha256 != before


@pytest.mark.parametrize(("language", "month"), [("en", "August 2022"), ("es", "agosto de 2022")])
def test_the_month_of_a_rule_and_the_day_of_an_end_come_from_their_entries(language: str, month: str) -> None:
    filled = fill(load_pack(USCIS), "{since.accounts.access_code_lasts}", language, NOON)
    assert filled.text == month and filled.because[0].address == "accounts.access_code_lasts"
    ended = fill(load_pack(USCIS), "{ended.service_center_mailboxes}", language, NOON)
    assert "2019" in ended.text and ended.because[0].address == "lines.service_center_mailboxes"


@pytest.mark.parametrize(
    "name", ["{since.accounts.no_such_rule}", "{since.lines.nowhere}", "{ended.main}", "{ended.no}"]
)
def test_a_month_or_an_end_that_the_pack_does_not_know_cannot_be_told(name: str) -> None:
    with pytest.raises(UnknownPlaceholder):
        fill(load_pack(USCIS), name, "en", NOON)


def test_a_rule_that_only_an_article_tells_is_used(pack: Path) -> None:
    assert "documents.largest_file" in rules_told(read_pack(pack))
    for language in ("en", "es"):
        told = f"knowledge/how_long_things_take/answer.{language}.yaml"
        change(pack, told, "{rule.documents.largest_file}", "some")
    assert "documents.largest_file" not in rules_told(read_pack(pack))


LENGTHS = (
    r"(?:calendar |business |federal )?(?:days?|hours?|minutes?|seconds?|weeks?|MB|días?|horas?|minutos?|segundos?)"
)
QUOTED = {"180 days", "180 días"}  # of a status whose own words they are


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_article_types_a_length_of_time_or_a_number_to_call(language: str) -> None:
    typed: dict[str, list[str]] = {}
    for article in load_pack(USCIS).articles.values():
        if language in article.words and not article.internal:
            text = re.sub(r"\{[^{}]*\}", "", article.words[language].text)
            found = re.findall(rf"\b\d+ {LENGTHS}\b|\b\d{{3}}-\d{{3,4}}(?:-\d{{4}})?\b|\b\S+@\S+\b", text)
            if left := [one for one in found if one not in QUOTED]:
                typed[article.key] = left
    assert not typed
