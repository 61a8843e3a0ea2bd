"""How well understanding does, in figures: on a file of questions, on the pack's own sayings, on public sets."""
