"""What people read, in which language, and what happens when a word or a fact is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from openline.policy.wording import (
    FactMissing,
    WordingError,
    WordingMissing,
    check_wording,
    notice_facts,
    notices_of,
    render,
)

USCIS = Path("agency/uscis")
LIBRARY = Path("tests/agency/library")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "notices" / "book_ready"
    folder.mkdir(parents=True)
    (folder / "notice.yaml").write_text(
        "title: A book is ready\nforms: [email]\nbecause: [loans.kept_for]\n"
        "facts: {book: its title, until: the last day}\n"
    )
    (folder / "email.en.yaml").write_text('subject: "{book} is here"\nbody: Come for {book} by {until}.\n')
    (folder / "email.es.yaml").write_text('subject: "{book} ya está"\nbody: Venga por {book} hasta el {until}.\n')
    return tmp_path


READY = {"book": "{until} %s", "until": "Friday"}


def all_facts(pack: Path, notice: str) -> dict[str, str]:
    return {name: f"<{name}>" for name in notice_facts(pack, notice).facts}


def test_every_notice_of_the_agency_is_complete_in_every_language():
    assert check_wording(USCIS, ("en", "es")) == []


@pytest.mark.parametrize("notice", notices_of(USCIS))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_form_of_every_notice_renders_and_says_which_rules_it_tells_of(notice: str, language: str):
    for form in notice_facts(USCIS, notice).forms:
        wording = render(USCIS, notice, form, language, all_facts(USCIS, notice))
        assert wording.body
        assert "{" not in wording.body
        assert (wording.subject is not None) == (form == "email")
        assert all("." in address for address in wording.because)


@pytest.mark.parametrize("notice", ["callback_promised", "callback_ahead"])
@pytest.mark.parametrize("form", ["email", "text"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_person_who_waits_for_a_call_reads_when_from_which_number_and_what_proves_the_caller(
    notice: str, form: str, language: str
):
    body = render(USCIS, notice, form, language, all_facts(USCIS, notice)).body
    for fact in ("planned_window", "caller_number", "item_number"):
        assert f"<{fact}>" in body


def test_a_fact_is_put_in_as_it_is_and_never_read_as_a_placeholder(pack: Path):
    assert render(pack, "book_ready", "email", "en", READY).body == "Come for {until} %s by Friday."


def test_a_missing_fact_is_refused_by_its_name(pack: Path):
    with pytest.raises(FactMissing, match="until"):
        render(pack, "book_ready", "email", "en", {"book": "Dune"})


def test_an_empty_fact_is_a_missing_one(pack: Path):
    with pytest.raises(FactMissing, match="until"):
        render(pack, "book_ready", "email", "en", {"book": "Dune", "until": ""})


def test_a_fact_that_the_notice_does_not_declare_is_refused(pack: Path):
    with pytest.raises(FactMissing, match="shelf"):
        render(pack, "book_ready", "email", "en", READY | {"shelf": "B"})


@pytest.mark.parametrize(("form", "language"), [("email", "fr"), ("text", "en")])
def test_a_missing_language_or_form_is_named_and_no_other_is_given(pack: Path, form: str, language: str):
    with pytest.raises(WordingMissing, match=rf"{form}\.{language}\.yaml"):
        render(pack, "book_ready", form, language, READY)


def test_a_notice_name_cannot_lead_out_of_the_pack(pack: Path):
    with pytest.raises(WordingMissing):
        render(pack, "../notices/book_ready", "email", "en", READY)


@pytest.mark.parametrize(
    "body", ["Come for {book!r}.", "Come for {0}.", "Come for {book.title}.", "Come } for {book}."]
)
def test_a_placeholder_that_does_more_than_name_a_fact_is_refused(pack: Path, body: str):
    (pack / "notices/book_ready/email.en.yaml").write_text(f'subject: "Here"\nbody: "{body}"\n')
    with pytest.raises(WordingError):
        render(pack, "book_ready", "email", "en", READY)


def test_the_check_finds_a_missing_language_a_typed_number_and_placeholders_that_differ(pack: Path):
    (pack / "notices/book_ready/email.es.yaml").write_text(
        'subject: "Ya"\nbody: Venga por {book} a las 9 con {carnet}.\n'
    )
    problems = "\n".join(check_wording(pack, ("en", "es", "fr")))
    assert "email.fr.yaml is missing" in problems
    assert "'9' is a number typed into words" in problems
    assert "carnet not declared" in problems
    assert "es and en differ in carnet, until" in problems


def test_the_check_finds_a_stray_file_and_a_fact_that_no_words_use(pack: Path):
    (pack / "notices/book_ready/text.en.yaml").write_text("body: Come.\n")
    about = pack / "notices/book_ready/notice.yaml"
    about.write_text(about.read_text().replace("book: its title", "book: its title, shelf: where"))
    assert len(check_wording(pack, ("en", "es"))) == 2
