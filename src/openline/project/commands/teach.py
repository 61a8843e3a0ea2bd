"""`openline teach`: learn the pack's sayings now and keep what was learned, so that no start has to wait for it."""

from __future__ import annotations

import argparse

from openline.project.commands import CommandError
from openline.project.commands._pack import add_agency, agency_of, opened
from openline.project.places import data_folder, model_folders


def configure(parser: argparse.ArgumentParser) -> None:
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    from openline.gateways.understanding import SayingsError, TrainedUnderstanding, load_sayings

    try:
        sayings = load_sayings(agency_of(args), opened(args).agency.languages)
    except SayingsError as error:
        raise CommandError(str(error)) from error
    TrainedUnderstanding.ready(sayings, *model_folders(data_folder()))
    counts = ", ".join(f"{sum(map(len, said.values()))} ({language})" for language, said in sayings.by_language.items())
    print(f"{agency_of(args)}: learned from so many sayings: {counts}")
    return 0
