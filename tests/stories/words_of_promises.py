"""Step words for what we owe: promises, plans, messages, and the time that passes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.stories import looking
from tests.stories.moments import later, length, moment
from tests.stories.words import as_list, word
from tests.stories.words_of_people import notices, squeezed
from tests.stories.world import World

from openline.actions import house
from openline.actions.plugs import gateway
from openline.policy.wording import notice_facts


@word("we promise", "{kind, by: moment, because: rule address, inner_target: moment}")
def we_promise(world: World, what: dict[str, Any]) -> None:
    """Exactly one promise is open to the person: of this kind, due at this moment, under this rule."""
    open_ones = [p for p in looking.promises_of(world.driver.person_id) if p.state == "open"]
    assert len(open_ones) == 1, f"{len(open_ones)} promises are open; refused was {world.refusal.fields}"
    promise = open_ones[0]
    assert promise.kind == what["kind"], f"it is a promise of {promise.kind}"
    assert promise.promised_by == moment(what["by"]), f"promised by {promise.promised_by.isoformat()}"
    if "because" in what:
        assert promise.rule == what["because"] and promise.rule_sha256, f"it rests on {promise.rule}"
    if "inner_target" in what:
        assert promise.inner_target == moment(what["inner_target"]), f"the inner target is {promise.inner_target}"


@word("we promise nothing")
def we_promise_nothing(world: World) -> None:
    """No promise is open to the person."""
    open_ones = [p.kind for p in looking.promises_of(world.driver.person_id) if p.state == "open"]
    assert not open_ones, f"open are {open_ones}"


@word("we plan", "{between: [moment, moment], zone, zone_from, times: how often planned}")
def we_plan(world: World, what: dict[str, Any]) -> None:
    """The call is planned for exactly this window, in this zone, which was taken from there."""
    callback = world.callback
    planned = (callback.planned_from, callback.planned_until)
    wanted = tuple(moment(text) for text in what["between"])
    assert planned == wanted, f"planned from {planned[0].isoformat()} until {planned[1].isoformat()}"
    for name, field in (("zone", "zone"), ("zone_from", "zone_taken_from"), ("times", "times_planned")):
        if name in what:
            assert getattr(callback, field) == what[name], f"{field} is {getattr(callback, field)}"


@word("we send", "{notice, by, holds, because: rule address}")
def we_send(world: World, what: dict[str, Any]) -> None:
    """This notice has gone out by each way named; `holds` are facts in every one, `because` its reasons."""
    world.settles()
    for form in as_list(what["by"]):
        sent = [n for n in notices(world, what["notice"]) if n.form == form and n.state in ("handed_over", "delivered")]
        assert sent, f"{what['notice']} was not sent by {form}"
        arrived = looking.in_the_inbox(sent[-1])
        assert arrived, f"{what['notice']} never reached the inbox of {form}"
        for fact in as_list(what.get("holds", [])):
            assert world.filled(fact) in squeezed(arrived), f"{world.filled(fact)!r} is not in: {arrived}"
        reasons = {f"{ref['topic']}.{ref['rule']}" for ref in sent[-1].because}
        reasons |= set(notice_facts(house.pack_folder(), what["notice"]).because)
        assert set(as_list(what.get("because", []))) <= reasons, f"it rests on {sorted(reasons)}"


@word("we sent", "{notice, by, between: [moment, moment]}")
def we_sent(world: World, what: dict[str, Any]) -> None:
    """This notice went out by each way named, at a moment from the first to the second."""
    world.settles()
    earliest, latest = (moment(text) for text in what["between"])
    for form in as_list(what["by"]):
        sent = [n for n in notices(world, what["notice"]) if n.form == form and n.handed_over_at]
        assert sent, f"{what['notice']} was not sent by {form}"
        at = sent[-1].handed_over_at
        assert at and earliest <= at <= latest, f"{what['notice']} went out at {at}"


@word("we have not sent", "a notice, or several")
def we_have_not_sent(world: World, kinds: Any) -> None:
    """No such notice has gone out by now."""
    world.settles()
    for kind in as_list(kinds):
        sent = [n.form for n in notices(world, kind) if n.handed_over_at]
        assert not sent, f"{kind} went out by {sent}"


@word("time passes", "a span (75 minutes, 2 business days), or until a moment", acts=True)
def time_passes(world: World, text: str) -> None:
    """Everything that falls due on the way happens, each at its own moment."""
    world.clock.advance_to(later(world.now, str(text), house.pack().calendar))


@word("we leave", "voicemail")
def we_leave(world: World, what: str) -> None:
    """The last attempt left a message, and this is on the record."""
    assert what == "voicemail", "what is left is a voicemail"
    last = looking.attempts_of(world.callback)[-1]
    assert last.message_left, f"attempt {last.ordinal} ({last.answer}) left no message"


@word("the next attempt is between", "[span, span], counted from the last attempt")
def the_next_attempt_is_between(world: World, spans: list[str]) -> None:
    """The second attempt is owed from the first span after the last attempt until the second."""
    callback = world.callback
    last = looking.attempts_of(callback)[-1].made_at
    between = (callback.second_from, callback.second_until)
    assert between == (last + length(spans[0]), last + length(spans[1])), f"it is between {between}"


@word("the attempts are", "[{answer, at: moment, numbers: how many, message: true or false}]")
def the_attempts_are(world: World, wanted: list[dict[str, Any]]) -> None:
    """Exactly these attempts are on the record, in this order."""
    made = looking.attempts_of(world.callback)
    assert len(made) == len(wanted), f"{len(made)} attempts are on the record"
    for attempt, expected in zip(made, wanted, strict=True):
        assert attempt.answer == expected["answer"], f"attempt {attempt.ordinal} ended {attempt.answer}"
        assert attempt.seat_id, f"attempt {attempt.ordinal} names nobody"
        if "at" in expected:
            assert attempt.made_at == moment(expected["at"]), f"attempt {attempt.ordinal} was at {attempt.made_at}"
        if "numbers" in expected:
            assert len(attempt.numbers_tried) == expected["numbers"], f"it tried {attempt.numbers_tried}"
        if "message" in expected:
            assert attempt.message_left is bool(expected["message"]), f"message left: {attempt.message_left}"


@word("the promise is", "open, kept, kept_late, met_by_attempts, superseded, withdrawn, broken")
def the_promise_is(world: World, outcome: str) -> None:
    """So stands the latest promise; a closed one has its proof and no work left open."""
    promise = looking.promises_of(world.driver.person_id)[-1]
    assert (promise.outcome or "open") == outcome, f"the promise is {promise.outcome or 'open'}"
    if outcome != "open":
        assert promise.proof_id and promise.proof_kind, "the outcome has no proof"
        assert not looking.open_work(promise), "work is still open for a closed promise"


@word("the proof is", "call_attempt, or notice")
def the_proof_is(world: World, kind: str) -> None:
    """The latest promise was closed with a proof of this kind."""
    promise = looking.promises_of(world.driver.person_id)[-1]
    assert promise.proof_kind == kind, f"the proof is {promise.proof_kind!r}"


@word("the matter is", "open, or closed")
def the_matter_is(world: World, state: str) -> None:
    """So stands the person's matter."""
    matter = looking.matter_of(world.driver.person_id)
    assert matter.state == state, f"the matter is {matter.state}"


@word("the same matter is open again")
def the_same_matter_is_open_again(world: World) -> None:
    """The person has one matter only; it was reopened, and its number is what it was."""
    matters = looking.matters_of(world.driver.person_id)
    assert len(matters) == 1, f"there are {len(matters)} matters"
    assert matters[0].state == "open" and matters[0].reopened_at, "it was not opened again"


@word("nobody calls any more")
def nobody_calls_any_more(world: World) -> None:
    """No work is open on any promise to the person, so that no officer finds a call to make."""
    for promise in looking.promises_of(world.driver.person_id):
        assert not looking.open_work(promise), "a call is still on an officer's desk"


@word("the call waits for", "a queue")
def the_call_waits_for(world: World, queue: str) -> None:
    """The work that keeps the promise waits in this queue."""
    work = looking.open_work(looking.promises_of(world.driver.person_id)[-1])
    assert [(item.lane.queue, item.state) for item in work] == [(queue, "waiting")], work


@word("the numbers to call are", "[number as dialed]")
def the_numbers_to_call_are(world: World, numbers: list[str]) -> None:
    """The callback has exactly these numbers, in this order."""
    held = [number.number for number in looking.numbers_of(world.callback)]
    assert held == [str(number) for number in numbers], f"they are {held}"


@word("an alert goes to", "{queue, kind}")
def an_alert_goes_to(world: World, what: dict[str, str]) -> None:
    """Somebody of that queue is told that this must be looked at."""
    world.settles()
    assert what["kind"] in looking.alerts(what["queue"]), f"alerts there: {looking.alerts(what['queue'])}"


@word("the case system is", "well, down, or lying")
def the_case_system_is(world: World, mode: str) -> None:
    """From now on the agency's case systems behave so."""
    for port in ("case_status", "case_records"):
        gateway(port).mode = mode


@word("real time passes", "minutes or hours, on the machine's clock", acts=True)
def real_time_passes(world: World, text: str) -> None:
    """Time as codes, sessions and presence see it."""
    whole = length(text)
    world.clock.machine_moves(seconds=whole / timedelta(seconds=1))
    world.settles()
