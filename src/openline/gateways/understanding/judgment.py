"""What may be done with scores: go on with the best, ask which of two, or say that it is not understood.

The limits are read off the pack's own sayings, each scored by a model that did not have it, language by language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from openline.gateways.understanding.model import OUT_OF_SCOPE, HeldOut

_MAY_BE_REFUSED = 0.02  # the share of matters that may be taken for out of scope
_FAINT = 0.01  # the share of matters that are like no saying at all, as far as a score tells
_RIGHT_WHEN_ACCEPTED = 0.9
_MAY_BE_ASKED = 0.3  # the share of matters for which "A or B?" may be asked
_ENOUGH = 40  # so many sayings out of scope and in it tell a limit; below that the ones here hold


@dataclass(frozen=True, slots=True)
class Limits:
    """`known`: how far the best intent must lie above out of scope; `ahead`: how far above the next intent;
    `least`: its own least score.
    """

    known: float = 0.15
    ahead: float = 0.12
    least: float = 0.2


def known_of(scores: Any, intents: tuple[str, ...]) -> Any:
    """For each row, how far its best intent lies above out of scope (above nothing, where a pack has no such)."""
    if OUT_OF_SCOPE not in intents:
        return scores.max(axis=1)
    out = intents.index(OUT_OF_SCOPE)
    return np.delete(scores, out, axis=1).max(axis=1, initial=0) - scores[:, out]


def limits_from(held_out: HeldOut) -> Limits:
    wanted = np.array(held_out.wanted)
    matters = wanted != OUT_OF_SCOPE
    if matters.sum() < _ENOUGH or (~matters).sum() < _ENOUGH:
        return Limits()
    known = known_of(held_out.scores, held_out.intents)
    refused = float(np.quantile(known[matters], _MAY_BE_REFUSED))
    columns = [i for i, intent in enumerate(held_out.intents) if intent != OUT_OF_SCOPE]
    scores = np.sort(held_out.scores[matters][:, columns], axis=1)
    ahead = scores[:, -1] - scores[:, -2]
    best = np.array(held_out.intents)[columns][held_out.scores[matters][:, columns].argmax(axis=1)]
    return Limits(refused, _margin(ahead, best == wanted[matters]), max(float(np.quantile(scores[:, -1], _FAINT)), 0.1))


def _margin(ahead: Any, right: Any) -> float:
    """The least distance from which on the best guess is right often enough, if it does not ask too often."""
    order = np.argsort(-ahead)
    share_right = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share_right >= _RIGHT_WHEN_ACCEPTED)
    taken = int(enough[-1]) if len(enough) else 0
    return float(ahead[order[max(taken, int(len(order) * (1 - _MAY_BE_ASKED)) - 1)]])
