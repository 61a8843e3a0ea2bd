"""Whatever comes in, in whatever order, the person is answered or an action is under way."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.conversation.playing import OTHER_RECEIPT, RECEIPT, Person, facts_for

from openline.conversation import ACTIONS, HAND_OFF, Keys, Opening, Outcome, Silence, Utterance

SAYINGS = [
    "where is my case", "agent", "infopass", "yes", "no", "cancel", "repeat", "en español", "english", RECEIPT,
    f"no, I meant {OTHER_RECEIPT}", "i don't have it", "thanks", "hi", "when will you call me back", "123456",
    "my card never came", "i want to expedite my case", "how much is the fee", "i missed your call",
    "dónde está mi caso",    "where is my case and also what are your hours", "that's wrong", "i have a vawa case",
]  # fmt: skip
EVENTS = st.one_of(
    st.sampled_from(SAYINGS).map(Utterance),
    st.text(max_size=40).map(Utterance),
    st.text(alphabet="0123456789*#x", max_size=14).map(Keys),
    st.just(Silence()),
    st.just(Opening()),
    st.integers(min_value=0, max_value=9),  # the pending action ends in one of its ways
    st.sampled_from([Outcome("case_status", "found", {}), Outcome("nothing", "known", {})]),  # nobody waits for it
)


@settings(max_examples=150, deadline=None)
@given(
    events=st.lists(EVENTS, max_size=25),
    language=st.sampled_from(["en", "es"]),
    channel=st.sampled_from(["assistant", "voice"]),
)
def test_a_person_is_always_answered(events: list[object], language: str, channel: str) -> None:
    person = Person(language, channel, chosen=False)
    person.opens()
    for event in events:
        pending = person.turn.pending
        if isinstance(event, Outcome) and pending and event.action == pending.action:
            continue
        if isinstance(event, int):
            if not pending:
                continue
            names = list((HAND_OFF if pending.verb == "hand_off_to" else ACTIONS[pending.action]).facts)
            name = names[event % len(names)]
            event = Outcome(pending.action, name, facts_for(pending, name))
        person._one(event)  # type: ignore[arg-type]
        assert person.turn.pending or person.turn.says
        assert all(said.text.strip() and "{" not in said.text for said in person.turn.says)
        assert len(person.state.frames) <= 6
