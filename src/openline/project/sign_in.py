"""How staff sign in: a login is given to a seat, nobody signs up for one."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Staff logins are made by the agency; the public's accounts are their own matter and come with them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
