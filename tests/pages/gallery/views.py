"""The gallery's views, and the stand-ins that let a page converse."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.template.loader import get_template
from django.urls import resolve
from django.utils.translation import get_language
from tests.pages.gallery.samples import PAGES
from tests.pages.gallery.values import AGENT, CHOICES, ET, NOW, TALK, bubble

from openline.ui.components.alert.part import Alert
from openline.ui.components.clock_strip.part import ClockStrip, Moment
from openline.ui.components.language_switch.part import Language, LanguageSwitch

STAFF = ("agent/", "supervisor/", "rulebook/")


def every_page(request):
    """What the project's context processors hand to every page."""
    name = resolve(request.path_info).kwargs.get("name", "")
    staff = PAGES.get(name, ("",))[0].startswith(STAFF)
    spanish = get_language() == "es"
    return {
        "agency": {
            "name": "USCIS Contact Center",
            "short_name": "USCIS",
            "disclaimer": "Una demostración independiente. No es un sitio del gobierno."
            if spanish
            else "An independent demonstration. Not a government site.",
        },
        "clock": ClockStrip(
            NOW,
            ET,
            True,
            (
                Moment("tonight", "Esta noche" if spanish else "Tonight"),
                Moment("sunday", "Domingo" if spanish else "Sunday"),
                Moment("holiday_eve", "Víspera de feriado" if spanish else "Eve of a holiday"),
                Moment("planned_window", "La llamada prevista" if spanish else "The planned call"),
            ),
        ),
        "languages": LanguageSwitch(
            (Language("en", "English"), Language("es", "Español")), get_language(), request.get_full_path()
        ),
        "who": {"name": "Maria G.", "role": "Tier 1", "desks": ["desk", "callbacks", "supervisor"]} if staff else None,
    }


def show(request, name):
    """One page of the gallery."""
    if name not in PAGES:
        raise Http404(name)
    template, context = PAGES[name]
    return HttpResponse(get_template(template).render(context(), request))


RECEIVED: list[str] = []


def turn(request):
    """Takes a turn as the assistant does; what holds `lost` is refused the first time, as by a broken line."""
    key = request.POST["key"]
    RECEIVED.append(key)
    said = request.POST.get("text") or request.POST["choice"]
    if "lost" in said and RECEIVED.count(key) == 1:
        return HttpResponse(status=503)
    if "late" in said:
        refusal = Alert("This conversation has ended.", kind="warning", announced=True)
        return _fragment(request, TALK, ended=True, problem=refusal, status=422)
    mine = bubble(key, "person", said, 40, mine=True, key=key)
    answer = bubble(f"a-{key}", "openline", "Thank you. An answer to that.", 41)
    return _fragment(request, [*TALK, mine, answer])


def messages(request):
    """The conversation with what an agent wrote meanwhile."""
    return _fragment(request, [*TALK, bubble("7", "staff", "I have read your matter.", 42, name="Maria G.")])


def panel(request):
    """The inside of the panel, as every other page fetches it."""
    context = {
        "bubbles": TALK[:4],
        "choices": CHOICES,
        "message_key": "k-1",
        "conversation": "c1",
        "topics": ["contact:c1"],
    }
    return HttpResponse(get_template("assistant/panel.html").render(context | {"status": "self_service"}, request))


def events(request):
    """One event, then the stream ends and the browser comes again."""
    return HttpResponse('id: 7\ndata: {"topic": "contact:c1"}\n\n', content_type="text/event-stream")


def _fragment(request, bubbles, ended=False, problem=None, status=200):
    context = {"bubbles": bubbles, "choices": CHOICES, "agent": AGENT, "promises": [], "message_key": "k-2"}
    context |= {"ended": ended, "problem": problem, "conversation": "c1", "status": "self_service"}
    return HttpResponse(get_template("assistant/messages.html").render(context, request), status=status)
