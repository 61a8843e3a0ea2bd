"""A language is a file: what it must hold, what it may leave out, and that no code names one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.unit.policy.packs import LIBRARY, ROOT, change, copy_of, found

from openline.domain.rules import SpanKind
from openline.policy import PackError, read_pack
from openline.policy.lacking import texts_lacking
from openline.policy.languages import OURS, Language, heard_in, read_languages, spoken

SOURCE = ROOT / "src" / "openline"
NAMED_IN_A_TABLE = re.compile(r"""["'](?:en|es)["']\s*:|["']es["']""")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The library with a Spanish file of its own."""
    copy = copy_of(LIBRARY, tmp_path)
    (copy / "languages").mkdir()
    (copy / "languages" / "es.yaml").write_text((OURS / "es.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return copy


def spanish(pack: Path) -> Language:
    return read_languages(pack, ["es"])["es"]


def test_no_code_has_a_table_of_languages() -> None:
    files = [path for path in SOURCE.rglob("*.py") if "desks" not in path.parts]
    example = 'write lines like {{"text": "where is my case", "lang": "en"'
    named = [path for path in files if NAMED_IN_A_TABLE.search(path.read_text(encoding="utf-8").replace(example, ""))]
    assert named == []


def test_a_pack_s_own_file_takes_the_place_of_ours(pack: Path) -> None:
    change(pack, "languages/es.yaml", "hour: h:mm a", "hour: HH:mm")
    assert spanish(pack).told.hour != spoken("es").told.hour


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("between: ", "amid: "),
        ("{least} a {most}", "{least} a {more}"),
        ("menos de un minuto", "menos de {minutes}"),
        ("{count} día hábil", "{many} día hábil"),
        ("locale: es", "locale: elvish"),
        ("language: es", "language: en"),
        ("month_first: false", "month_first: sometimes"),
    ],
)
def test_a_fault_of_a_language_is_named_with_its_file_and_line(pack: Path, old: str, new: str) -> None:
    change(pack, "languages/es.yaml", old, new)
    with pytest.raises(PackError, match=r"languages/es\.yaml:\d+: "):
        spanish(pack)


def test_a_language_without_a_file_is_named(pack: Path) -> None:
    change(pack, "agency.yaml", "languages: [en, es]", "languages: [en, es, fr]")
    lacking = [finding for finding in texts_lacking(pack, ("en", "es", "fr")) if finding.file.endswith("fr.yaml")]
    assert "library/languages/fr.yaml" in {finding.file for finding in lacking}


@pytest.mark.parametrize("languages", ["[es]", "[en, es-MX]"])
def test_the_staff_s_language_is_always_there_and_a_code_has_no_region(pack: Path, languages: str) -> None:
    change(pack, "agency.yaml", "languages: [en, es]", f"languages: {languages}")
    with pytest.raises(PackError, match=r"agency\.yaml:\d+: "):
        read_pack(pack)


def test_an_amount_is_told_by_the_plural_that_the_language_has_for_it(pack: Path) -> None:
    change(pack, "languages/es.yaml", "locale: es", "locale: pl")
    old = '{one: "{count} día", other: "{count} días"}'
    new = '{one: "{count} dzień", few: "{count} dni", many: "{count} dni.", other: "{count} dnia"}'
    change(pack, "languages/es.yaml", old, new)
    told = [spanish(pack).counted(SpanKind.CALENDAR_DAYS, amount) for amount in (1, 3, 12)]
    assert told == ["1 dzień", "3 dni", "12 dni."]


def test_what_is_left_out_is_not_heard_and_the_check_says_so(pack: Path, tmp_path: Path) -> None:
    path = pack / "languages" / "es.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?s)  signs:\n.*?(?=  days:\n)", "", text), encoding="utf-8")
    signs = heard_in([spanish(pack)]).signs
    assert signs.written("ele ene dos seis uno cero cero uno") == "ele ene dos seis uno cero cero uno"
    assert any("heard.signs" in finding.what for finding in found(pack, tmp_path))
