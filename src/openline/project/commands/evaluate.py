"""`openline evaluate intents`: how well what people say is understood, in figures."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openline.project.commands import CommandError
from openline.project.commands._pack import add_agency, agency_of, opened

if TYPE_CHECKING:
    from openline.gateways.understanding import Sayings
    from openline.project.evaluating.figures import Asked


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["intents"], help="what is evaluated")
    parser.add_argument(
        "file", nargs="?", type=Path, help="questions: a line of JSON each (text, lang, intent, second_intent)"
    )
    parser.add_argument(
        "--own", action="store_true", help="ask the pack's own sayings, each of a model that was not taught it"
    )
    parser.add_argument(
        "--benchmark", choices=["clinc150", "banking77", "hint3"], help="teach and test on a public set"
    )
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where the public set lies")
    parser.add_argument("--errors", action="store_true", help="also list what was answered wrongly")
    parser.add_argument("--json", action="store_true", help="print a benchmark's figures as JSON")
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    chosen = [args.file is not None, args.own, args.benchmark is not None]
    if sum(chosen) != 1:
        raise CommandError("name a file of questions, or --own, or --benchmark with --data: one of them.")
    if args.benchmark:
        return _benchmark(args)
    asked, languages = _asked(args)
    from openline.project.evaluating.figures import figures

    print(json.dumps(figures(asked, languages), indent=2, ensure_ascii=False))
    if args.errors:
        _tell_errors(asked)
    return 0


def _asked(args: argparse.Namespace) -> tuple[list[Asked], Iterable[str]]:
    from openline.gateways.understanding import TrainedUnderstanding
    from openline.gateways.understanding.encoders import encoders_here
    from openline.project.evaluating.figures import ask
    from openline.project.evaluating.own import ask_own
    from openline.project.evaluating.questions import read_questions
    from openline.project.places import data_folder, model_folders

    sayings = _sayings(args)
    languages = sayings.by_language
    if args.own:
        return ask_own(sayings, encoders_here()), languages
    intents = {intent for by_intent in languages.values() for intent in by_intent}
    questions = read_questions(args.file, intents, languages)
    understanding = TrainedUnderstanding.ready(sayings, *model_folders(data_folder()))
    return ask(understanding, questions), languages


def _sayings(args: argparse.Namespace) -> Sayings:
    from openline.gateways.understanding import SayingsError, load_sayings

    try:
        return load_sayings(agency_of(args), opened(args).agency.languages)
    except SayingsError as error:
        raise CommandError(str(error)) from error


def _benchmark(args: argparse.Namespace) -> int:
    from openline.project.evaluating.benchmarks import BENCHMARKS

    if args.data is None:
        raise CommandError("say where the public set lies: --data FOLDER.")
    report = BENCHMARKS[args.benchmark](args.data)
    print(json.dumps(report, indent=2) if args.json else _as_text(report))
    return 0


def _as_text(report: dict[str, Any], indent: str = "") -> str:
    lines: list[str] = []
    for name, value in report.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}", _as_text(value, indent + "  ")]
        else:
            lines.append(f"{indent}{name:<16} {'-' if value is None else value}")
    return "\n".join(lines)


def _tell_errors(asked: list[Asked]) -> None:
    """On the error stream, so that the figures can still be read by a program."""
    for each in sorted((each for each in asked if not each.also_right), key=lambda each: each.question.intent):
        question = each.question
        print(f"{question.language}  {question.intent} -> {each.answer}: {question.text}", file=sys.stderr)
