"""The conversation: flows of an agency pack played turn by turn. Pure, but for `load_flows` at start."""

from openline.conversation.book import Flow, FlowBook, Routing
from openline.conversation.describing import StepShown, describe
from openline.conversation.engine import step
from openline.conversation.help_first import help_first
from openline.conversation.loading import load_flows
from openline.conversation.outcomes import ACTIONS, HAND_OFF, Action, Reason
from openline.conversation.pack_yaml import FlowError
from openline.conversation.state import (
    Event,
    Keys,
    Opening,
    Option,
    Outcome,
    Pending,
    Said,
    Silence,
    State,
    Turn,
    UnknownStateFormat,
    Utterance,
)
from openline.conversation.understanding import OUT_OF_SCOPE, Understanding, Understood, Verdict

__all__ = [
    "ACTIONS",
    "HAND_OFF",
    "OUT_OF_SCOPE",
    "Action",
    "Event",
    "Flow",
    "FlowBook",
    "FlowError",
    "Keys",
    "Opening",
    "Option",
    "Outcome",
    "Pending",
    "Reason",
    "Routing",
    "Said",
    "Silence",
    "State",
    "StepShown",
    "Turn",
    "Understanding",
    "Understood",
    "UnknownStateFormat",
    "Utterance",
    "Verdict",
    "describe",
    "help_first",
    "load_flows",
    "step",
]
