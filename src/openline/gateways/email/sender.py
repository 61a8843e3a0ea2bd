"""From which address an installation may send."""

from __future__ import annotations

from email.utils import parseaddr


class SenderNotAllowed(ValueError):
    """An installation may send from a government's address only when it says that it is that agency."""


def check_sender(address: str, i_am_the_agency: bool) -> str:
    """The bare address of `address`, a sender that may be used; raises SenderNotAllowed with what to set instead.

    Refused are addresses of a government (`.gov`, `.mil` and their forms abroad such as `.gob.mx`), unless
    `i_am_the_agency`.
    """
    bare = parseaddr(address)[1]
    local, _, domain = bare.rpartition("@")
    labels = domain.lower().rstrip(".").split(".")
    if not local or len(labels) < 2 or not all(labels):
        raise SenderNotAllowed(f"{address!r} is no e-mail address: set one such as no-reply@openline.example.")
    if not i_am_the_agency and {"gov", "mil", "gob", "gouv"} & set(labels[-2:]):
        raise SenderNotAllowed(
            f"{bare} belongs to a government: set a sender of your own, or OPENLINE_I_AM_THE_AGENCY=yes if it is yours."
        )
    return bare
