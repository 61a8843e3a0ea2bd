"""Sign-ins and the seats that staff work from. A login is not a person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from openline.records.models.base import Row


class LoginManager(BaseUserManager["Login"]):
    def create_user(self, email: str, password: str | None = None) -> Login:
        """A login that can sign in; without a password it can do so only through a provider or the demo list."""
        login = self.model(email=self.normalize_email(email).lower())
        login.set_password(password)
        login.save(using=self._db)
        return login


class Login(Row, AbstractBaseUser):
    """What signs in: an address and how it proves itself."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[LoginManager] = LoginManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "login"


class Seat(Row):
    """A staff member's place in the center: their tier, the name and the id that they tell the public."""

    login = models.OneToOneField(Login, on_delete=models.PROTECT, related_name="seat")
    name = models.CharField(max_length=80)
    agent_id = models.CharField(max_length=20, unique=True)
    tier = models.CharField(max_length=40)
    languages = models.JSONField(default=list)

    class Meta:
        db_table = "seat"

    def __str__(self) -> str:
        return f"{self.name} ({self.agent_id})"
