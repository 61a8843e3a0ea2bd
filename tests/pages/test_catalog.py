"""A person reads every public page in their own language."""

from __future__ import annotations

import re

import pytest

from openline.ui import catalog


@pytest.fixture(autouse=True, scope="module")
def _translations():
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)


@pytest.mark.parametrize("language", catalog.languages())
def test_every_public_sentence_is_there_in_every_language(language: str) -> None:
    assert catalog.missing(language) == []


@pytest.mark.parametrize("language", catalog.languages())
def test_no_translation_is_kept_for_a_sentence_that_is_gone(language: str) -> None:
    assert catalog.unused(language) == []


@pytest.mark.parametrize("language", catalog.languages())
def test_a_translation_fills_in_the_same_facts(language: str) -> None:
    named = re.compile(r"%\((\w+)\)s")
    for message in catalog.read(language):
        if message.id and message.string:
            assert sorted(named.findall(message.string)) == sorted(named.findall(message.id)), message.id


def test_spanish_is_one_of_the_languages() -> None:
    assert "es" in catalog.languages()
