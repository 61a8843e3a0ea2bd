"""Every page under /gallery/NAME, and the names of the project's addresses, so that links can be written."""

from django.http import HttpResponse, JsonResponse
from django.urls import path
from tests.pages.gallery import views


def nothing(request, **_):
    return HttpResponse("", content_type="text/plain")


def one(name, pattern=""):
    return path(f"{pattern or name}", nothing, name=name)


WITHOUT_ARGUMENT = [
    "home",
    "assistant",
    "assistant-end",
    "assistant-here",
    "assistant-leave",
    "assistant-transcript",
    "typed-phone",
    "typed-phone-turn",
    "my-contacts",
    "my-contacts-csv",
    "my-contacts-ics",
    "case-status",
    "matter-check",
    "rules",
    "answers",
    "contact-us",
    "before-you-contact-us",
    "inbox",
    "sign-in",
    "sign-out",
    "set-language",
    "clock-move",
    "desk",
    "desk-claim",
    "desk-presence",
    "callbacks",
    "supervisor",
    "supervisor-chats",
    "supervisor-reports",
    "alerts-seen",
    "knowledge",
]
WITH_ARGUMENT = [
    "assistant-transcript-file",
    "inbox-message",
    "reopen",
    "desk-contact",
    "desk-messages",
    "desk-here",
    "desk-say",
    "desk-identify",
    "desk-escalate",
    "desk-transfer",
    "desk-end",
    "desk-answer",
    "desk-interpreter",
    "chat-watch",
    "chat-unwatch",
    "chat-take-over",
    "callback",
    "callback-attempt",
    "callback-email",
    "why",
]

urlpatterns = [
    path("gallery/", lambda request: JsonResponse(sorted(views.PAGES), safe=False)),
    path("gallery/<str:name>", views.show),
    path("events/", views.events, name="events"),
    path("assistant-turn", views.turn, name="assistant-turn"),
    path("assistant-messages", views.messages, name="assistant-messages"),
    path("assistant-panel", views.panel, name="assistant-panel"),
    *[one(name) for name in WITHOUT_ARGUMENT],
    *[path(f"{name}/<str:id>", nothing, name=name) for name in WITH_ARGUMENT],
]
