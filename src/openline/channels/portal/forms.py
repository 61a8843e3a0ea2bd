"""The public forms: what is asked, and nothing more."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReceiptNumberForm(forms.Form):
    receipt_number = forms.CharField(
        label=_("Receipt number"),
        help_text=_("Printed at the top of your receipt notice. Spaces and dashes do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the receipt number from your notice.")},
    )


class ItemNumberForm(forms.Form):
    item_number = forms.CharField(
        label=_("Item number"),
        help_text=_("The number that we gave you for your matter. Spaces and dashes do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the item number of your matter.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The digits in the message that we sent to the address on file, if there is such a matter."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the code from the message.")},
    )
