"""The demonstration in a process of a test's own, which understands the pack's sayings word for word: no training."""

from openline.project.settings.demo import *  # noqa: F403

OPENLINE_GATEWAYS = {**OPENLINE_GATEWAYS, "understanding": "tests.exact_settings:understanding"}  # noqa: F405


def understanding() -> object:
    from openline.gateways.understanding import ExactUnderstanding, load_sayings
    from openline.policy import load_pack

    return ExactUnderstanding(load_sayings(OPENLINE_AGENCY, load_pack(OPENLINE_AGENCY).agency.languages))  # noqa: F405
