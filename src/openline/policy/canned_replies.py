"""Replies that an agent may start from: approved words of the pack, in every language, with an owner and a date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import Field, StrictStr

from openline.policy.pack_parts import needs_languages, read_folder
from openline.policy.parts import Titles
from openline.policy.rule_files import Word
from openline.policy.values import DateText, Written
from openline.policy.yaml_file import YamlFile

OWNERS = "content_owner"
# What a desk can fill in. A reply whose facts are not known of a contact is not offered there.
PLACEHOLDERS = frozenset({"agency", "agent_name", "agent_id", "item_number", "main_line", "live_hours"})


class CannedReply(Written):
    """`canned_replies/<reply>.yaml`: its title in lists, its words, who keeps it true and when they last looked."""

    key: str = ""
    title: Titles
    text: Titles
    found_by: Annotated[tuple[StrictStr, ...], Field(max_length=20)] = ()
    owner: Word
    reviewed_on: DateText

    def needs(self, language: str) -> frozenset[str]:
        """The facts that its words in a language need."""
        return _placeholders(self.text[language])

    def filled(self, language: str, facts: Mapping[str, str]) -> str | None:
        """The words with their facts, ready to be edited; None when a fact is not known."""
        if any(not facts.get(name) for name in self.needs(language)):
            return None
        return "".join(
            text + (facts[name] if name is not None else "")
            for text, name, _, _ in Formatter().parse(self.text[language])
        ).strip()


def read_canned_replies(
    pack: Path, languages: tuple[str, ...], labels: Mapping[str, Mapping[str, object]]
) -> dict[str, CannedReply]:
    """Every canned reply of a pack; raises PackError on one that lacks a language, an owner, or a known placeholder."""

    def make(file: YamlFile, key: str) -> CannedReply:
        reply = file.check_as(CannedReply).model_copy(update={"key": key})
        needs_languages(file, ("title",), reply.title, languages)
        needs_languages(file, ("text",), reply.text, languages)
        if reply.owner not in labels.get(OWNERS, {}):
            raise file.fault(("owner",), f"owner {reply.owner!r} has no words in labels.yaml under `{OWNERS}`")
        _check_text(file, reply, languages)
        return reply

    return read_folder(pack, "canned_replies", make)


def _check_text(file: YamlFile, reply: CannedReply, languages: tuple[str, ...]) -> None:
    for language in languages:
        place = ("text", language)
        try:
            needs = reply.needs(language)
        except ValueError as problem:
            raise file.fault(place, f"{problem}: write {{name_of_the_fact}}") from None
        unknown = sorted(needs - PLACEHOLDERS)
        if unknown:
            raise file.fault(place, f"{{{unknown[0]}}} is not known to a desk: {', '.join(sorted(PLACEHOLDERS))} are")
        if needs != reply.needs(languages[0]):
            raise file.fault(place, f"{language} and {languages[0]} do not tell the same facts")
        typed = re.search(r"\S*\d\S*", "".join(text for text, *_ in Formatter().parse(reply.text[language])))
        if typed:
            raise file.fault(place, f"{typed[0]!r} is a number typed into words; make it a fact")


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
