"""Step words for the person: what they do, what they are told, what they see."""

from __future__ import annotations

import re
from typing import Any

from tests.stories import looking
from tests.stories.moments import moment
from tests.stories.words import as_list, word
from tests.stories.world import World

from openline.conversation.state import PERSON

MOST_READ_BACKS = 2


@word("they get in touch", "[{language, from}]", acts=True)
def they_get_in_touch(world: World, how: dict[str, str] | None) -> None:
    """A new conversation begins on the story's channel; `from` is the number that they call from."""
    how = how or {}
    world.driver.get_in_touch(world.channel, how.get("language", world.language), how.get("from", ""))
    world.mark = 0


@word("they get in touch again", "[channel]", acts=True)
def they_get_in_touch_again(world: World, channel: str | None) -> None:
    """A second later the same person, in the same browser, begins another conversation: here or where named."""
    world.clock.advance(seconds=1)
    world.driver.get_in_touch_again(channel or world.channel)
    world.mark = 0


@word("they say", "a sentence; {receipt_number}, {item_number}, {name} stand for the person's own", acts=True)
def they_say(world: World, text: str) -> None:
    """They write it, or say it on the phone."""
    world.driver.say(world.filled(text))


@word("they press", "keys", acts=True)
def they_press(world: World, keys: Any) -> None:
    """They press keys on the phone, or the key of a choice on the screen."""
    world.driver.press(str(keys))


@word("they give", "a slot: receipt_number, item_number, code, name; or {slot: value}", acts=True)
def they_give(world: World, slot: Any) -> None:
    """They answer with their own number; where the channel reads it back, they say that it is right."""
    name, value = next(iter(slot.items())) if isinstance(slot, dict) else (slot, world.slot(slot))
    world.driver.say(world.filled(value))
    for _ in range(MOST_READ_BACKS):
        if f"confirm_{name}" not in world.words_told()[-1:]:
            return
        world.driver.say({"en": "yes", "es": "sí"}[world.conversation.language])


@word("they stay silent", acts=True)
def they_stay_silent(world: World) -> None:
    """Nothing is said for as long as the channel waits."""
    world.driver.stay_silent()


@word("they leave and keep their place", acts=True)
def they_leave_and_keep_their_place(world: World) -> None:
    """They step out of the line on the page: nobody is given to them, and their place is kept."""
    world.driver.leave_the_line()
    assert looking.states_of_work(world.driver.person_id) == ["away"], "their place is not kept"


@word("they come back to their place", acts=True)
def they_come_back_to_their_place(world: World) -> None:
    """They are on the page again, at the rank that they had."""
    world.driver.come_back_to_the_line()
    assert looking.states_of_work(world.driver.person_id) == ["waiting"], "they do not stand in line again"


@word("they are told", "a key of words, or several")
def they_are_told(world: World, keys: Any) -> None:
    """Since the last act, these words were said, and stand on what they see."""
    told = world.told()
    for key in as_list(keys):
        said = [message for message in told if message.words == key]
        assert said, f"{key} was not told; told were {[m.words for m in told]}"
        seen = world.driver.person_sees()
        assert squeezed(said[-1].text) in seen, f"{key} was said but does not stand on what they see"


@word("they are not told", "a key of words, or several")
def they_are_not_told(world: World, keys: Any) -> None:
    """Since the last act, none of these words were said."""
    for key in as_list(keys):
        assert key not in world.words_told(), f"{key} was told"


@word("they learn", "a fact as it is shown, or several: a number, an hour, {item_number}")
def they_learn(world: World, facts: Any) -> None:
    """Since the last act, these facts stand in what they were told. Numbers and moments, never wording."""
    text = squeezed(" ".join(message.text for message in world.told()))
    for fact in as_list(facts):
        assert holds(world, text, fact), f"{world.filled(fact)!r} was not told in: {text}"


def holds(world: World, text: str, fact: str) -> bool:
    """Whether a fact stands in what was told; an item number also as a voice spells it out."""
    if "{item_number}" in fact:
        number = "".join(sign for sign in world.filled(fact) if sign.isalnum())
        spelled = "".join(said[0].upper() for said in re.findall(r"[A-Za-z-]+|[0-9]", text))
        return world.filled(fact) in text or number in spelled
    return world.filled(fact) in text


@word("they do not learn", "a fact as it is shown, or several")
def they_do_not_learn(world: World, facts: Any) -> None:
    """Nothing that they were told in this whole conversation holds these facts."""
    conversation = world.conversation
    said = [m.text for m in looking.messages_after(conversation, 0) if m.sender != "person"]
    for fact in as_list(facts):
        assert world.filled(fact) not in squeezed(" ".join(said)), f"{world.filled(fact)!r} was told"


@word("they are told because of", "a rule address, or several")
def they_are_told_because_of(world: World, rules: Any) -> None:
    """Since the last act, something was said that names these rules as its reason."""
    because = {address.split("@")[0] for message in world.told() for address in message.because}
    for rule in as_list(rules):
        assert any(address.startswith(rule) for address in because), f"{rule} is not among {sorted(because)}"


@word("they are offered", "a person, or the key of a choice")
def they_are_offered(world: World, what: Any) -> None:
    """The choices shown now hold this one, or they wait for a person."""
    for each in as_list(what):
        assert is_offered(world, str(each)), f"{each} is not offered; the choices are {choices(world)}"


@word("they are not offered", "a person, or the key of a choice")
def they_are_not_offered(world: World, what: Any) -> None:
    """None of the choices shown now is this one, and they do not wait for a person."""
    for each in as_list(what):
        assert not is_offered(world, str(each)), f"{each} is offered; the choices are {choices(world)}"


def choices(world: World) -> list[str]:
    return [option["key"] for option in world.conversation.options]


def is_offered(world: World, what: str) -> bool:
    if what != "a person":
        return what in choices(world)
    leads = {PERSON, "live_agent"} & set(choices(world))
    told = {"a_person_instead", "queued"} & set(world.words_told())
    return bool(leads or told or looking.waiting_in(world.driver.person_id))


@word("they are asked", "a slot: receipt_number, the_matter, item_number, anything_else")
def they_are_asked(world: World, slot: str) -> None:
    """The conversation now waits for this."""
    assert world.conversation.awaits == slot, f"it waits for {world.conversation.awaits!r}"


@word("they wait in line for", "a queue")
def they_wait_in_line_for(world: World, queue: str) -> None:
    """Their contact waits in this queue for somebody to take it."""
    assert looking.waiting_in(world.driver.person_id) == [queue], looking.waiting_in(world.driver.person_id)


@word("they do not wait in line")
def they_do_not_wait_in_line(world: World) -> None:
    """No queue holds a contact of theirs."""
    assert looking.waiting_in(world.driver.person_id) == []


@word("they receive", "{notice, by, holds}")
def they_receive(world: World, what: dict[str, Any]) -> None:
    """By now this notice has arrived at each address named; `holds` are facts in every one of them."""
    world.settles()
    for form in as_list(what["by"]):
        arrived = [looking.in_the_inbox(n) for n in notices(world, what["notice"]) if n.form == form]
        assert any(arrived), f"{what['notice']} has not arrived by {form}"
        for fact in as_list(what.get("holds", [])):
            assert world.filled(fact) in squeezed(arrived[-1]), f"{world.filled(fact)!r} is not in: {arrived[-1]}"


@word("they receive nothing of", "a notice, or several")
def they_receive_nothing_of(world: World, kinds: Any) -> None:
    """By now no such notice has gone out."""
    world.settles()
    for kind in as_list(kinds):
        out = [n.form for n in notices(world, kind) if n.state in ("handed_over", "delivered")]
        assert not out, f"{kind} went out by {out}"


def notices(world: World, kind: str) -> list[Any]:
    return looking.notices_of(world.driver.person_id, kind)


@word("they reopen by", "link, or a sentence", acts=True)
def they_reopen_by(world: World, how: str) -> None:
    """`link`: the page named in the last message, opened and its button pressed. Else they say the sentence."""
    if how != "link":
        world.driver.say(how)
        return
    world.settles()
    link = next(n for n in reversed(notices(world, "callback_missed_twice"))).facts["reopen_page"]
    world.driver.reopen_by(str(link))


@word("they see under my contacts", "facts, as they are shown")
def they_see_under_my_contacts(world: World, facts: Any) -> None:
    """The page holds each fact; {item_number}, {agent_name}, {agent_id} are filled in."""
    shown = world.driver.my_contacts()
    for fact in as_list(facts):
        assert world.filled(fact) in shown, f"{world.filled(fact)!r} is not under my contacts: {shown}"


@word("they download", "{form: csv or ics, holds: facts}")
def they_download(world: World, what: dict[str, Any]) -> None:
    """The file of my contacts holds each fact; a moment with its zone is looked for as the calendar writes it."""
    content = world.driver.download(what["form"])
    for fact in as_list(what["holds"]):
        wanted = world.filled(fact)
        if what["form"] == "ics" and "T" in wanted and " " in wanted:
            wanted = f"{moment(wanted).astimezone(tz_utc()):%Y%m%dT%H%M%SZ}"
        assert wanted in content, f"{wanted!r} is not in: {content}"


def tz_utc() -> Any:
    from datetime import UTC

    return UTC


def squeezed(text: str) -> str:
    return " ".join(text.split())
