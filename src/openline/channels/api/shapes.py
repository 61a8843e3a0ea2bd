"""What goes into the API and what comes out. Unknown fields are refused."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import PydanticCustomError

from openline.actions import house
from openline.actions.conversations import LONGEST_LIVE_MESSAGE, readable

LONGEST_NUMBER = 200


def _spoken(language: str) -> str:
    if language not in house.pack().agency.languages:
        raise PydanticCustomError("language", "the center does not speak this language")
    return language


def _with_something(text: str) -> str:
    said = readable(text)
    if not said:
        raise PydanticCustomError("empty", "it holds nothing that can be read")
    return said


class _OfThisAgency:
    """Tells the languages of the agency in the API's description."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": list(house.pack().agency.languages)}


Language = Annotated[str, AfterValidator(_spoken), _OfThisAgency]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_LIVE_MESSAGE), AfterValidator(_with_something)]
PressedKeys = Annotated[str, Field(pattern=r"^[0-9A-Za-z*#_.:-]{1,80}$")]
TypedNumber = Annotated[str, Field(min_length=1, max_length=LONGEST_NUMBER)]


class Asked(BaseModel):
    """What a client may send."""

    model_config = ConfigDict(extra="forbid")


class ConversationAsked(Asked):
    channel: Literal["assistant", "typed_voice", "api"]
    language: Language


class TurnAsked(Asked):
    """Exactly one of the two: words, or the keys pressed or the key of an option."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"minProperties": 1, "maxProperties": 1})
    text: Words = ""
    keys: PressedKeys = ""

    @model_validator(mode="after")
    def exactly_one(self) -> TurnAsked:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_of_two", "send exactly one of `text` and `keys`")
        return self


class CaseStatusAsked(Asked):
    receipt_number: TypedNumber
    language: Language


class CodeAsked(Asked):
    item_number: TypedNumber


class MatterStateAsked(Asked):
    item_number: TypedNumber
    code: Annotated[str, Field(min_length=1, max_length=40)]


class Flaw(BaseModel):
    name: str
    what: str


class ProblemDocument(BaseModel):
    """RFC 9457, in the language of Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    fields: list[Flaw] = []


class Agent(BaseModel):
    """Who speaks for the center, by the name and id that they tell."""

    name: str
    id: str


class MessageShown(BaseModel):
    """One thing said. `because` holds the addresses of the rules and articles that it rests on."""

    position: int
    sender: Literal["person", "assistant", "agent", "center"]
    agent: Agent | None
    text: str
    words: str
    because: list[str]
    said_at: datetime


class OptionShown(BaseModel):
    key: str
    label: str
    keys: str


class Stands(BaseModel):
    """Where the flow stands: its name, the step that it is at, and what it waits for."""

    flow: str | None
    step: str
    verb: str | None
    target: str | None
    awaits: str | None


class SourceShown(BaseModel):
    document: str
    part: str


class RuleShown(BaseModel):
    """The dated rule that a promise rests on; `source` is null where the pack no longer holds the entry."""

    address: str
    value: str
    in_force_from: date
    standing: str
    sha256: str
    source: SourceShown | None


class WindowShown(BaseModel):
    starts_at: datetime
    ends_at: datetime
    zone: str
    text: str


class PromiseShown(BaseModel):
    """What was promised, by when, and what became of it. `outcome` is null while it is open."""

    kind: str
    item_number: str
    made_at: datetime
    promised_by: datetime
    planned_window: WindowShown | None
    outcome: str | None
    rule: RuleShown


class ConversationShown(BaseModel):
    """Where a conversation stands; `position` is that of the last thing said in it."""

    conversation_id: uuid.UUID
    channel: str
    language: str
    status: Literal["self_service", "waiting", "live", "ended"]
    options: list[OptionShown]
    stands: Stands
    item_number: str | None
    promised: list[PromiseShown]
    position: int


class TurnShown(ConversationShown):
    """`says`: what was said in answer. Nothing, while a person is waited for or at the desk: read on there."""

    says: list[MessageShown]


class ConversationStarted(TurnShown):
    """`token` identifies the person from now on; whoever holds it is taken for them."""

    token: str


class MessagesShown(BaseModel):
    """`more` says that there are further ones after the last position here."""

    messages: list[MessageShown]
    more: bool


class CaseStatusShown(BaseModel):
    receipt_number: str
    form: str
    title: str
    text: str
    last_action_on: date
    language: str


class CodeSent(BaseModel):
    """Told alike, whether there is such a matter or not."""

    told: str


class MatterShown(BaseModel):
    """What anyone who proved the address on file may know of a matter."""

    item_number: str
    state: Literal["open", "closed"]
    opened_at: datetime
    reopened_at: datetime | None
    promised: list[PromiseShown]
