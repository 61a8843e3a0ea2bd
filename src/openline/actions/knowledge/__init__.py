"""Reviewed answers: what is in force, which one serves a question, what was shown to whom, and how they are edited."""

from openline.actions.knowledge.answering import answer, look_up_answer, look_up_side_answer
from openline.actions.knowledge.keeping import keep_pack

__all__ = ["answer", "keep_pack", "look_up_answer", "look_up_side_answer"]
