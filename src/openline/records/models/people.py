"""People, the addresses they gave, and the codes that prove an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from openline.records.models.base import Row, word

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager

    from openline.records.models.promises import Matter


class Person(Row):
    """Someone who gets in touch. Until they tell or prove more, only what they chose: a language."""

    addresses: RelatedManager[Address]

    language = models.CharField(max_length=8)
    language_wished = word()
    name = models.CharField(max_length=120, blank=True, default="")
    login = models.OneToOneField(
        "records.Login", on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    arrived_at = models.DateTimeField()

    class Meta:
        db_table = "person"


class Address(Row):
    """A phone number or e-mail address that a person gave, in the order in which it is tried."""

    FORMS = (("text", "text"), ("email", "email"))

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    form = models.CharField(max_length=10, choices=FORMS)
    value = models.CharField(max_length=254)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "address"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=("person", "form", "value"), name="address_once_for_a_person"),
        ]


class AccessCode(Row):
    """A one-time code sent to an address on file. Its times are real time, never the moved clock's."""

    matter: models.ForeignKey[Matter] = models.ForeignKey(
        "records.Matter", on_delete=models.CASCADE, related_name="access_codes"
    )
    code_hash = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True, blank=True)
    purpose = word()

    class Meta:
        db_table = "access_code"
