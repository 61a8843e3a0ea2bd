"""Step words for the staff: what they do at their desks, and what they see there."""

from __future__ import annotations

from typing import Any

from tests.stories import looking
from tests.stories.driver import Escalation
from tests.stories.words import as_list, word
from tests.stories.words_of_people import squeezed
from tests.stories.world import World


@word("TIER claims", acts=True)
def claims(world: World, tier: str) -> None:
    """Somebody of this tier takes the next contact, and it is the person's."""
    world.staff(tier)
    assert world.driver.claim(tier), f"nothing waits for {tier}"
    assert world.conversation.status == "live", f"{tier} claimed something else"


@word("TIER finds nothing to claim", acts=True)
def finds_nothing_to_claim(world: World, tier: str) -> None:
    """No contact waits for anybody of this tier."""
    world.staff(tier)
    assert not world.driver.claim(tier), f"something waited for {tier}"


@word("TIER verifies", "{identity: full | but_name | but_date_of_birth | but_receipt_number, standing}", acts=True)
def verifies(world: World, tier: str, how: dict[str, str]) -> None:
    """The agent asks who they are and by what right, and records what the person told."""
    world.driver.verify(tier, world.identity(how.get("identity", "full"), how["standing"]))


@word("the check says", "a word: case_opens, or why it does not open")
def the_check_says(world: World, outcome: str) -> None:
    """The last check of identity and standing is on the record with this outcome, its rules, and who did it."""
    checks = looking.checks_of(world.conversation.contact)
    assert checks, "no check is on the record"
    assert checks[-1].outcome == outcome, f"the check says {checks[-1].outcome}"
    assert checks[-1].seat_id and checks[-1].decision.rules, "the check names nobody, or no rule"


@word("TIER sees", "facts, as they are shown")
def sees(world: World, tier: str, facts: Any) -> None:
    """The desk of this tier shows each fact; {name}, {receipt_number}, {case_title} and the like are filled in."""
    shown = world.driver.desk_sees(tier)
    for fact in as_list(facts):
        assert squeezed(world.filled(fact)) in shown, f"{tier} does not see {world.filled(fact)!r} on: {shown}"


@word("TIER does not see", "facts, as they are shown")
def does_not_see(world: World, tier: str, facts: Any) -> None:
    """Nothing on the desk of this tier shows any of these facts."""
    shown = world.driver.desk_sees(tier)
    for fact in as_list(facts):
        assert squeezed(world.filled(fact)) not in shown, f"{tier} sees {world.filled(fact)!r}"


@word("TIER says", "a sentence", acts=True)
def says(world: World, tier: str, text: str) -> None:
    """The agent writes it to the person, who sees it."""
    world.driver.speak(tier, world.filled(text))
    assert squeezed(world.filled(text)) in world.driver.person_sees(), "the person does not see what the agent said"


@word("TIER escalates", "{urgency, reason, note, numbers, email, zone, accepted_hour, earlier_is_fine}", acts=True)
def escalates(world: World, tier: str, how: dict[str, Any]) -> None:
    """The agent hands the matter to an officer; numbers and e-mail are the person's own unless given."""
    unknown = set(how) - {"urgency", "reason", "note", "numbers", "email", "zone", "accepted_hour", "earlier_is_fine"}
    assert not unknown, f"an escalation has no {sorted(unknown)}"
    escalation = Escalation(
        urgency=how.get("urgency", ""),
        reason=how.get("reason", ""),
        note=how.get("note", ""),
        numbers=tuple(str(n) for n in as_list(how.get("numbers", world.cast.phone))),
        email=str(how.get("email", world.cast.email)),
        stated_zone=how.get("zone", ""),
        accepted_hour=how.get("accepted_hour", ""),
        earlier_is_fine=bool(how.get("earlier_is_fine")),
    )
    world.refusal = world.driver.escalate(tier, escalation)


@word("the refusal is", "{field: word}, or the word alone; or nothing")
def the_refusal_is(world: World, words: Any) -> None:
    """What was tried last was refused with these words, and none but these."""
    if words == "nothing":
        assert not world.refusal, f"refused: {world.refusal.fields}"
    elif isinstance(words, dict):
        assert world.refusal.fields == words, f"refused: {world.refusal.fields}"
    else:
        assert list(world.refusal.fields.values()) == [words], f"refused: {world.refusal.fields}"


@word("TIER transfers", "a queue; or {to: queue, note, tried, urgency, reason}", acts=True)
def transfers(world: World, tier: str, how: Any) -> None:
    """The agent hands the live contact to another queue, where it keeps its place; what is told here goes with it."""
    wish = how if isinstance(how, dict) else {"to": how}
    done = world.driver.transfer(tier, {name: world.filled(told) for name, told in wish.items()})
    assert done is not None, f"{wish['to']} takes no live contacts"
    world.refusal = done


@word("TIER cannot transfer to", "a queue", acts=True)
def cannot_transfer_to(world: World, tier: str, queue: str) -> None:
    """That queue takes no live contacts, so that nothing is handed there without what must go with it."""
    assert world.driver.transfer(tier, {"to": queue}) is None, f"the contact can go to {queue}"


@word("TIER ends", "[{reasons, self_help, note}]", acts=True)
def ends(world: World, tier: str, wrap_up: dict[str, str] | None) -> None:
    """The agent ends the contact, or wraps up one that has ended; what is not told here is filled in or was already."""
    world.refusal = world.driver.end(tier, wrap_up or {})


@word("TIER calls", "{answer: spoken | voicemail | none}", acts=True)
def calls(world: World, tier: str, how: dict[str, str]) -> None:
    """An officer of this tier opens the callback, tries the numbers, and records how it ended."""
    world.staff(tier)
    world.refusal = world.driver.call(tier, how["answer"])


@word("the call is refused", "a word: too_early, wait_for_second, second_window_passed, outside_hours ...")
def the_call_is_refused(world: World, reason: str) -> None:
    """The attempt was not taken, for this reason."""
    assert world.refusal.fields == {"attempt": reason}, f"it was refused with {world.refusal.fields}"


@word("TIER answers by email", "a text", acts=True)
def answers_by_email(world: World, tier: str, text: str) -> None:
    """The officer answers in writing instead of calling."""
    world.staff(tier)
    world.refusal = world.driver.answer_by_email(tier, world.filled(text))


@word("the callback shows", "{to: tier, facts}")
def the_callback_desk_shows(world: World, what: dict[str, Any]) -> None:
    """The page of the callback, opened by an officer of tier `to`, holds each of `facts`."""
    world.staff(what["to"])
    shown = world.driver.callback_sees(what["to"])
    for fact in as_list(what["facts"]):
        assert squeezed(world.filled(fact)) in shown, f"{world.filled(fact)!r} is not on the callback's page: {shown}"


@word("the list of callbacks shows", "{to: tier, facts}")
def the_list_of_callbacks_shows(world: World, what: dict[str, Any]) -> None:
    """The list of promised calls, opened by an officer of tier `to`, holds each of `facts`."""
    world.staff(what["to"])
    shown = world.driver.callbacks_listed(what["to"])
    for fact in as_list(what["facts"]):
        assert squeezed(world.filled(fact)) in shown, f"{world.filled(fact)!r} is not on the list: {shown}"


@word("it is on the record", "{decision, by: tier, outcome, facts: {name: value}}")
def it_is_on_the_record(world: World, what: dict[str, Any]) -> None:
    """The matter has a decision of this kind with its moment and rules, by staff of this tier if one is named."""
    matter = looking.matter_of(world.driver.person_id)
    kept = looking.decisions_of(matter, what["decision"])
    assert kept, f"no {what['decision']} is on the record"
    last = kept[-1]
    if "by" in what:
        assert last.seat is not None and last.seat.tier == what["by"], f"decided by {last.seat}"
    if "outcome" in what:
        assert last.outcome == what["outcome"], f"the outcome is {last.outcome}"
    for name, value in what.get("facts", {}).items():
        assert last.facts.get(name) == value, f"{name} is {last.facts.get(name)!r}"


@word("nothing is on the record", "a kind of decision, or several")
def nothing_is_on_the_record(world: World, kinds: Any) -> None:
    """The person's matter, if there is one, has no decision of this kind."""
    for kind in as_list(kinds):
        assert not looking.decisions_for_person(world.driver.person_id, kind), f"a {kind} is on the record"


@word("TIER still has", "what stays in the form that was refused")
def still_has(world: World, tier: str, facts: Any) -> None:
    """The page that came back with the refusal still holds each of these, so that nothing is typed twice."""
    for fact in as_list(facts):
        assert world.filled(fact) in world.refusal.stays, f"{world.filled(fact)!r} is gone: {world.refusal.stays}"
