"""Whom an installation may write as."""

from __future__ import annotations

import pytest

from openline.gateways.email import SenderNotAllowed, check_sender


@pytest.mark.parametrize("address", ["no-reply@openline.example", "Openline <no-reply@openline.example>"])
def test_an_installation_writes_from_its_own_address(address: str):
    assert check_sender(address, i_am_the_agency=False) == "no-reply@openline.example"


@pytest.mark.parametrize(
    "address",
    [
        "no-reply@agency.gov",
        "NO-REPLY@Mail.Agency.GOV",
        "x@agency.gov.",
        "x@base.mil",
        "x@agencia.gob.mx",
        "A <x@b.gov>",
    ],
)
def test_a_government_s_address_is_only_for_that_government(address: str):
    with pytest.raises(SenderNotAllowed, match="OPENLINE_I_AM_THE_AGENCY=yes"):
        check_sender(address, i_am_the_agency=False)
    assert check_sender(address, i_am_the_agency=True)


@pytest.mark.parametrize("address", ["", "nobody", "@openline.example", "x@localhost", "x@.example"])
def test_what_is_no_address_is_refused_even_for_the_agency(address: str):
    with pytest.raises(SenderNotAllowed, match="no e-mail address"):
        check_sender(address, i_am_the_agency=True)


@pytest.mark.parametrize("address", ["x@governance.example", "gov@openline.example", "x@gov.openline.example"])
def test_an_address_that_only_looks_like_a_government_s_is_fine(address: str):
    assert check_sender(address, i_am_the_agency=False) == address
