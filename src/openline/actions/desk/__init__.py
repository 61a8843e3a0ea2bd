"""What staff do with live contacts: take several at once, speak, hand on, take over, end and wrap up."""

from openline.actions.desk.ending import end_contact, ends_by_itself
from openline.actions.desk.handing_on import HandedOn, Transfer, give_back, give_back_one, takes_contacts, transfer
from openline.actions.desk.overseeing import TakeOver, stop_watching, take_over, watch, watchers_of
from openline.actions.desk.taking import contacts_held, has_read, may_claim, room_now, speak, take_next_contact
from openline.actions.desk.wrapping_up import could_have_been_self_help, owed_by, wrap_up

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
    "may_claim",
    "owed_by",
    "room_now",
    "speak",
    "stop_watching",
    "take_next_contact",
    "take_over",
    "takes_contacts",
    "transfer",
    "watch",
    "watchers_of",
    "wrap_up",
]
