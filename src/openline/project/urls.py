"""Every address of the installation. No receipt number and no name ever stands in one."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.urls import include, path

from openline.channels.assistant import presence, transcript
from openline.channels.assistant import views as assistant
from openline.channels.portal import answers, demo, guidance, inbox, matter, my_contacts, rules
from openline.channels.portal import views as portal
from openline.channels.voice import views as voice
from openline.desks.agent import answers as desk_answers
from openline.desks.agent import callbacks, handing_on, interpreting, signs
from openline.desks.agent import views as agent
from openline.desks.knowledge.urls import urlpatterns as knowledge
from openline.desks.rulebook import views as rulebook
from openline.desks.supervisor import chats as supervisor_chats
from openline.desks.supervisor import reports as supervisor_reports
from openline.desks.supervisor import views as supervisor
from openline.project.clock_view import move_clock
from openline.ui.live import events

urlpatterns: list[Any] = [
    path("", portal.home, name="home"),
    path("assistant/", assistant.assistant, name="assistant"),
    path("assistant/turn/", assistant.turn, name="assistant-turn"),
    path("assistant/messages/", assistant.messages, name="assistant-messages"),
    path("assistant/panel/", assistant.panel, name="assistant-panel"),
    path("assistant/end/", assistant.end, name="assistant-end"),
    path("assistant/here/", presence.here, name="assistant-here"),
    path("assistant/leave/", presence.leave, name="assistant-leave"),
    path("assistant/transcript/", transcript.transcript, name="assistant-transcript"),
    path("assistant/transcript.<str:form>", transcript.as_file, name="assistant-transcript-file"),
    path("phone/", voice.typed_phone, name="typed-phone"),
    path("phone/turn/", voice.turn, name="typed-phone-turn"),
    path("case-status/", portal.case_status, name="case-status"),
    path("my-contacts/", my_contacts.my_contacts, name="my-contacts"),
    path("my-contacts/contacts.csv", my_contacts.as_csv, name="my-contacts-csv"),
    path("my-contacts/calls.ics", my_contacts.as_calendar, name="my-contacts-ics"),
    path("my-contacts/<uuid:callback_id>/withdraw/", my_contacts.withdraw, name="my-contacts-withdraw"),
    path("my-contacts/<uuid:callback_id>.ics", my_contacts.as_calendar, name="my-contacts-ics"),
    path("matter/", matter.check, name="matter-check"),
    path("reopen/<str:token>/", matter.reopen, name="reopen"),
    path("rules/", rules.rules, name="rules"),
    path("contact-us/", guidance.contact_us, name="contact-us"),
    path("before-you-contact-us/", guidance.before_you_contact_us, name="before-you-contact-us"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<slug:article>/", answers.answer, name="answer"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<uuid:notice_id>/", inbox.inbox, name="inbox-message"),
    path("sign-in/", demo.sign_in, name="sign-in"),
    path("sign-out/", portal.sign_out, name="sign-out"),
    path("language/", portal.set_language, name="set-language"),
    path("clock/", move_clock, name="clock-move"),
    path("events/", events, name="events"),
    path("desk/", agent.the_desk, name="desk"),
    path("desk/claim/", agent.claim, name="desk-claim"),
    path("desk/presence/", agent.presence, name="desk-presence"),
    path("desk/<uuid:contact_id>/", agent.contact, name="desk-contact"),
    path("desk/<uuid:contact_id>/messages/", agent.messages, name="desk-messages"),
    path("desk/<uuid:contact_id>/here/", signs.here, name="desk-here"),
    path("desk/<uuid:contact_id>/say/", agent.say, name="desk-say"),
    path("desk/<uuid:contact_id>/identify/", agent.identify, name="desk-identify"),
    path("desk/<uuid:contact_id>/escalate/", agent.escalate, name="desk-escalate"),
    path("desk/<uuid:contact_id>/transfer/", handing_on.transfer, name="desk-transfer"),
    path("desk/<uuid:contact_id>/end/", handing_on.end, name="desk-end"),
    path("desk/<uuid:contact_id>/interpreter/", interpreting.record, name="desk-interpreter"),
    path("desk/<uuid:contact_id>/answer/", desk_answers.show_answer, name="desk-answer"),
    path("callbacks/", callbacks.callbacks, name="callbacks"),
    path("callbacks/<uuid:callback_id>/", callbacks.callback, name="callback"),
    path("callbacks/<uuid:callback_id>/attempt/", callbacks.attempt, name="callback-attempt"),
    path("callbacks/<uuid:callback_id>/email/", callbacks.answer_by_email, name="callback-email"),
    path("supervisor/", supervisor.supervisor, name="supervisor"),
    path("supervisor/alerts/seen/", supervisor.alerts_seen, name="alerts-seen"),
    *knowledge,
    path("supervisor/chats/", supervisor_chats.chats, name="supervisor-chats"),
    path("supervisor/chats/<uuid:contact_id>/watch/", supervisor_chats.watch, name="chat-watch"),
    path("supervisor/chats/<uuid:contact_id>/unwatch/", supervisor_chats.unwatch, name="chat-unwatch"),
    path("supervisor/chats/<uuid:contact_id>/take-over/", supervisor_chats.take_over, name="chat-take-over"),
    path("supervisor/reports/", supervisor_reports.reports_page, name="supervisor-reports"),
    path("why/<uuid:decision_id>/", rulebook.why, name="why"),
    path("accounts/", include("allauth.urls")),
]

if find_spec("openline.channels.api.urls"):
    from openline.channels.api.urls import api
    from openline.channels.messages.urls import urlpatterns as hooks

    urlpatterns += [path("api/v1/", api.urls), path("hooks/", include(hooks))]

handler400 = "openline.channels.portal.errors.bad_request"
handler403 = "openline.channels.portal.errors.refused"
handler404 = "openline.channels.portal.errors.not_found"
handler500 = "openline.channels.portal.errors.broken"
