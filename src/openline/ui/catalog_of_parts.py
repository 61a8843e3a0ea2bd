"""Every component by the name of its folder and of its tag."""

from __future__ import annotations

from openline.ui.components.agent_card.part import AgentCard
from openline.ui.components.alert.part import Alert
from openline.ui.components.button.part import Button
from openline.ui.components.clock_strip.part import ClockStrip
from openline.ui.components.field.part import Field
from openline.ui.components.held_chat.part import HeldChat
from openline.ui.components.language_switch.part import LanguageSwitch
from openline.ui.components.message_bubble.part import MessageBubble
from openline.ui.components.promise_card.part import PromiseCard
from openline.ui.components.queue_row.part import QueueRow
from openline.ui.components.quick_choices.part import QuickChoices
from openline.ui.components.status_card.part import StatusCard
from openline.ui.components.summary_list.part import SummaryList
from openline.ui.components.table.part import Table
from openline.ui.components.timeline.part import Timeline
from openline.ui.components.why.part import Why

PARTS: dict[str, type] = {
    "agent_card": AgentCard,
    "alert": Alert,
    "button": Button,
    "clock_strip": ClockStrip,
    "field": Field,
    "held_chat": HeldChat,
    "language_switch": LanguageSwitch,
    "message_bubble": MessageBubble,
    "promise_card": PromiseCard,
    "queue_row": QueueRow,
    "quick_choices": QuickChoices,
    "status_card": StatusCard,
    "summary_list": SummaryList,
    "table": Table,
    "timeline": Timeline,
    "why": Why,
}
