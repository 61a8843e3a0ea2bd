"""Callbacks, from the escalation that promises one to the proof that it was kept."""
