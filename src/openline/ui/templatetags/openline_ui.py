"""One tag renders one component: `{% promise_card card %}`, or `{% button label="Send" %}` by its parameters.

Filters say moments: `{{ at|moment:zone }}`, `{{ at|day:zone }}`, `{{ at|hour:zone }}`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.forms import BoundField, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from openline.ui import saying
from openline.ui.catalog_of_parts import PARTS
from openline.ui.components.field.part import Choice, Field

register = template.Library()
register.filter("moment", saying.moment)
register.filter("day", saying.day)
register.filter("short_day", saying.short_day)
register.filter("hour", saying.hour)


def render_part(name: str, part: object, context: Context | None = None) -> SafeString:
    """The HTML of one component; only the request and its token are handed down from the page."""
    handed_down = {key: context.get(key) for key in ("csrf_token", "request")} if context is not None else {}
    return SafeString(get_template(f"{name}/template.html").render({"part": part, **handed_down}))


def _tag_of(name: str, kind: type) -> Callable[..., SafeString]:
    def tag(context: Context, part: object = None, **parameters: Any) -> SafeString:
        if part is None or part == "":
            if not parameters:
                return SafeString("")  # an optional part that the page does not have
            part = kind(**parameters)
        elif not isinstance(part, kind):
            raise TypeError(f"{{% {name} %}} takes a {kind.__name__}, not a {type(part).__name__}.")
        return render_part(name, part, context)

    return tag


for _name, _kind in PARTS.items():
    register.simple_tag(_tag_of(_name, _kind), takes_context=True, name=_name)


@register.simple_tag
def window(planned: Any, zone: str) -> str:
    """A planned window in words: anything with `starts_at` and `ends_at`."""
    return saying.window(planned.starts_at, planned.ends_at, zone)


@register.simple_tag
def form_field(bound: BoundField, **overrides: Any) -> SafeString:
    """A Django form's field as our accessible field."""
    return render_part("field", field_of(bound, **overrides))


def field_of(bound: BoundField, **overrides: Any) -> Field:
    """The parameters of our field, taken from a bound field; `overrides` win."""
    widget = bound.field.widget
    attrs = widget.attrs
    # What a password field was given is never sent back to the page.
    value = bound.value() if getattr(widget, "render_value", True) else ""
    taken: dict[str, Any] = {
        "key": bound.html_name,
        "label": str(bound.label),
        "kind": _kind_of(widget),
        "value": tuple(str(each) for each in value) if isinstance(value, list | tuple) else str(value or ""),
        "hint": str(bound.help_text or ""),
        "error": " ".join(str(error) for error in bound.errors),
        "required": bound.field.required,
        "says_optional": any(field.required for field in bound.form.fields.values()),
        "choices": tuple(Choice(str(v), str(label)) for v, label in getattr(bound.field, "choices", ()) if v != ""),
        "rows": int(attrs.get("rows", 4)),
        "autocomplete": str(attrs.get("autocomplete", "")),
        "inputmode": str(attrs.get("inputmode", "")),
        "prefix": str(bound.form.auto_id or "f").replace("id_%s", "id").replace("_%s", ""),
    }
    return Field(**(taken | overrides))


def _kind_of(widget: Any) -> str:
    for kind, name in ((CheckboxSelectMultiple, "checkboxes"), (RadioSelect, "radio"), (Select, "select")):
        if isinstance(widget, kind):
            return name
    return (
        "textarea"
        if isinstance(widget, Textarea)
        else str(widget.attrs.get("type") or getattr(widget, "input_type", "text"))
    )
