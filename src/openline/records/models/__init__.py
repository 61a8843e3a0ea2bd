"""Every table of Openline, a file for each topic."""

from openline.records.models.accounts import Login, Seat
from openline.records.models.callbacks import CallAttempt, Callback, CallbackNumber
from openline.records.models.chats import PersonPresence, TransferNote, WrapUp
from openline.records.models.contacts import Contact, Conversation, IdentityCheck, Interpreter, Message
from openline.records.models.knowledge import AnswerShown, ArticleVersion, Gap
from openline.records.models.notices import Alert, Notice, NoticeReceipt, Suppression
from openline.records.models.people import AccessCode, Address, Person
from openline.records.models.platform import ClockOffset, Event, IdempotencyKey, Knock
from openline.records.models.promises import Decision, Matter, Promise, Timer, WorkItem
from openline.records.models.queues import Lane, Presence, SeatLane, WaitHour

__all__ = [
    "AccessCode",
    "Address",
    "Alert",
    "AnswerShown",
    "ArticleVersion",
    "CallAttempt",
    "Callback",
    "CallbackNumber",
    "ClockOffset",
    "Contact",
    "Conversation",
    "Decision",
    "Event",
    "Gap",
    "IdempotencyKey",
    "IdentityCheck",
    "Interpreter",
    "Knock",
    "Lane",
    "Login",
    "Matter",
    "Message",
    "Notice",
    "NoticeReceipt",
    "Person",
    "PersonPresence",
    "Presence",
    "Promise",
    "Seat",
    "SeatLane",
    "Suppression",
    "Timer",
    "TransferNote",
    "WaitHour",
    "WorkItem",
    "WrapUp",
]
