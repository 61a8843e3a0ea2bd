"""The same machinery, taught and tested on public sets, beside the figures that others published on them.

The sets are read from a folder and never copied here. CLINC150: Larson et al. 2019. BANKING77: Casanueva et al.
2020. HINT3: Arora et al. 2020, whose published results lie beside its data as published_<system>_<set>.csv.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openline.gateways.understanding import Sayings, TrainedUnderstanding
from openline.gateways.understanding.encoders import encoders_here
from openline.gateways.understanding.model import OUT_OF_SCOPE
from openline.policy.languages import heard_in, spoken
from openline.project.commands import CommandError
from openline.project.evaluating.figures import auroc

Pairs = list[tuple[str, str]]
LANGUAGE = "en"  # of all the sets
HINT3 = ("curekart", "powerplay11", "sofmattress")
_NONE_OF_THEM = "NO_NODES_DETECTED"
_LEAST = 0.42  # HINT3 has nothing out of scope to learn from: below this score a text counts as none of them
_PUBLISHED_CLINC150 = {
    "BERT": "0.969 in scope, 0.40 of out of scope found",
    "Dialogflow": "0.917 in scope",
    "Rasa": "0.915 in scope",
}
_PUBLISHED_BANKING77 = {"BERT, tuned": "0.937", "USE and ConveRT": "0.934", "ConveRT": "0.930", "USE": "0.928"}


def clinc150(folder: Path) -> dict[str, Any]:
    """In scope: the share of right answers, out of scope being one of them. AUROC: out of scope against in scope."""
    try:
        data = json.loads((folder / "clinc150_full.json").read_text(encoding="utf-8"))
        train, test = _pairs(data["train"]), _pairs(data["test"])
        outside = [(text, OUT_OF_SCOPE) for text, _ in data["oos_train"]]
        strangers = [text for text, _ in data["oos_test"]]
    except (OSError, ValueError, KeyError) as error:
        raise CommandError(f"{folder / 'clinc150_full.json'} cannot be used: {error!r}") from error
    answers = _answers(train + outside, [text for text, _ in test] + strangers)
    right = [answer == intent for (answer, _), (_, intent) in zip(answers, test, strict=False)]
    unlike = auroc([strange for _, strange in answers], [i >= len(test) for i in range(len(answers))])
    return {"accuracy": _share(right), "auroc": unlike, "published": _PUBLISHED_CLINC150}


def banking77(folder: Path) -> dict[str, Any]:
    """The share of right answers. Nothing in this set is out of scope."""
    train = _table(folder / "banking77_train.csv", "text", "category")
    test = _table(folder / "banking77_test.csv", "text", "category")
    answers = _answers(train, [text for text, _ in test])
    right = [answer == intent for (answer, _), (_, intent) in zip(answers, test, strict=True)]
    return {"accuracy": _share(right), "auroc": None, "published": _PUBLISHED_BANKING77}


def hint3(folder: Path) -> dict[str, Any]:
    """By set the share of right answers in scope, and of all with "none of them" as one more right answer."""
    place = folder / "hint3" if (folder / "hint3").is_dir() else folder
    report: dict[str, Any] = {"with_rejection": {}, "auroc": {}, "published": {}}
    for name in HINT3:
        train = _table(place / f"{name}_train.csv", "sentence", "label")
        test = _table(place / f"{name}_test.csv", "sentence", "label")
        answers = _answers(train, [text for text, _ in test])
        outside = [intent == _NONE_OF_THEM for _, intent in test]
        pairs = list(zip(answers, test, strict=True))
        report[name] = _share([a == i for (a, _), (_, i) in pairs if i != _NONE_OF_THEM])
        known = [(a if 1 - 2 * strange >= _LEAST else _NONE_OF_THEM, i) for (a, strange), (_, i) in pairs]
        report["with_rejection"][name] = _share([a == i for a, i in known])
        report["auroc"][name] = auroc([strange for _, strange in answers], outside)
        report["published"][name] = _published(place, name)
    return report


BENCHMARKS: dict[str, Callable[[Path], dict[str, Any]]] = {"clinc150": clinc150, "banking77": banking77, "hint3": hint3}


def _answers(train: Pairs, texts: Sequence[str]) -> list[tuple[str, float]]:
    """For each text the best intent, and how much it looks like none of them."""
    sayings: dict[str, list[str]] = {}
    for text, intent in train:
        sayings.setdefault(intent, []).append(text)
    by_intent = {intent: tuple(said) for intent, said in sayings.items()}
    taught = Sayings({LANGUAGE: by_intent}, heard_in([spoken(LANGUAGE)]))
    model = TrainedUnderstanding.unlimited(taught, encoders_here())
    understood = [model.classify(text, LANGUAGE) for text in texts]
    return [(each.best or "", each.out_of_scope) for each in understood]


def _published(place: Path, name: str) -> dict[str, str]:
    """Each system's best over its thresholds, once in scope only and once over all."""
    found: dict[str, str] = {}
    for path in sorted(place.glob(f"published_*_{name}.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        in_scope = max(float(row["Inscope Accuracy"]) for row in rows)
        over_all = max(float(row["Accuracy"]) for row in rows)
        found[path.stem.split("_")[1]] = f"{in_scope:.3f} in scope, {over_all:.3f} with rejection"
    return found


def _table(path: Path, text: str, label: str) -> Pairs:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return [(row[text], row[label]) for row in csv.DictReader(file)]
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be used: {error!r}") from error


def _pairs(rows: Sequence[Sequence[str]]) -> Pairs:
    return [(text, intent) for text, intent in rows]


def _share(answers: Sequence[bool]) -> float:
    return round(sum(answers) / len(answers), 4) if answers else 0.0
