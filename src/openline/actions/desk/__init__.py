"""What staff do with live contacts: take several at once, speak, hand on, take over, end and wrap up."""

from openline.actions.desk.ending import end_contact, ends_by_itself
from openline.actions.desk.handing_on import HandedOn, Transfer, give_back, give_back_one, leave, transfer, ways_on
from openline.actions.desk.overseeing import TakeOver, stop_watching, take_over, watch, watchers_of
from openline.actions.desk.taking import contacts_held, has_read, may_claim, room_now, speak, take_next_contact
from openline.actions.desk.wrapping_up import could_have_been_self_help, owed_by, owed_by_all, wrap_up, wrap_up_in_place

__all__ = [
    "HandedOn",
    "TakeOver",
    "Transfer",
    "contacts_held",
    "could_have_been_self_help",
    "end_contact",
    "ends_by_itself",
    "give_back",
    "give_back_one",
    "has_read",
    "leave",
    "may_claim",
    "owed_by",
    "owed_by_all",
    "room_now",
    "speak",
    "stop_watching",
    "take_next_contact",
    "take_over",
    "transfer",
    "watch",
    "watchers_of",
    "ways_on",
    "wrap_up",
    "wrap_up_in_place",
]
