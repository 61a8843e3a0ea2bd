"""A page as somebody without JavaScript meets it: its text, and its forms with what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSEEN = {"script", "style", "template", "head", "title"}
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "use"}


class NoSuchForm(AssertionError):
    """The page offers no form with that address; its text follows."""


@dataclass(slots=True)
class Form:
    """One form: where it goes, what is filled in already, and its buttons."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict[str, str])
    names: set[str] = field(default_factory=set[str])
    choices: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    buttons: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def filled(self, answers: Mapping[str, str], button: tuple[str, str] | None = None) -> dict[str, str]:
        """What a browser would send. Raises AssertionError for an answer that the form does not ask."""
        unasked = set(answers) - self.names
        assert not unasked, f"the form {self.action} does not ask {sorted(unasked)}; it asks {sorted(self.names)}"
        for name, value in answers.items():
            if name in self.choices and value:
                assert value in self.choices[name], f"{name} may be {self.choices[name]}, not {value!r}"
        sent = {**self.values, **answers}
        if button:
            assert button in self.buttons, f"no button {button} on {self.action}; there are {self.buttons}"
            sent[button[0]] = button[1]
        return sent


class Page(HTMLParser):
    """Read from HTML once; `text` is what can be read on it, with single blanks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.hidden_depth = 0
        self.said: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self._textarea = ""
        self.feed(html)
        self.text = " ".join(" ".join(self.said).split())

    def form(self, action: str) -> Form:
        """The first form that goes to `action`."""
        for form in self.forms:
            if form.action == action:
                return form
        raise NoSuchForm(f"no form to {action}; the forms are {[f.action for f in self.forms]}\n{self.text[:2000]}")

    def has_form(self, action: str) -> bool:
        return any(form.action == action for form in self.forms)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in UNSEEN:
            self.hidden_depth += 1
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._handle_field(tag, given)

    def _handle_field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self._form, given.get("name", "")
        assert form is not None
        if tag == "input" and name:
            self._handle_input(form, name, given)
        elif tag == "textarea" and name:
            form.names.add(name)
            form.values[name] = ""
            self._textarea = name
        elif tag == "select" and name:
            form.names.add(name)
            form.choices[name] = []
            self._select = name
        elif tag == "option" and self._select:
            form.choices[self._select].append(given.get("value", ""))
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = given.get("value", "")
        elif tag == "button":
            form.buttons.append((name, given.get("value", "")))

    def _handle_input(self, form: Form, name: str, given: dict[str, str]) -> None:
        form.names.add(name)
        kind = given.get("type", "text")
        if kind == "submit":
            form.buttons.append((name, given.get("value", "")))
        elif kind in ("checkbox", "radio"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values[name] = given.get("value", "on")
        else:
            form.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.hidden_depth -= 1
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea and self._form is not None:
            self._form.values[self._textarea] += data.lstrip("\n")
        elif not self.hidden_depth:
            self.said.append(data)
