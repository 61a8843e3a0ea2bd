"""Which numbers a person can be called back on."""

from __future__ import annotations

from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision

EXTENSION = "extension"
NOT_A_NUMBER = "not_a_number"
TOO_SHORT = "too_short"
TOO_LONG = "too_long"

_REFUSED_LENGTHS = {
    ValidationResult.TOO_SHORT: TOO_SHORT,
    ValidationResult.TOO_LONG: TOO_LONG,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: TOO_SHORT,
    ValidationResult.INVALID_LENGTH: NOT_A_NUMBER,
    ValidationResult.INVALID_COUNTRY_CODE: NOT_A_NUMBER,
}
_KINDS = {
    PhoneNumberType.PREMIUM_RATE: "premium_rate",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.VOICEMAIL: "voicemail",
    PhoneNumberType.UAN: "company",
}
_MOBILE = {PhoneNumberType.MOBILE: True, PhoneNumberType.FIXED_LINE: False}


@dataclass(frozen=True, slots=True)
class NumberAccepted:
    """A number that can be called back.

    `e164`: as it is stored and dialed.   `national`: as people of the region write it.
    `mobile`: True or False where numbering tells, None where it does not (as in North America).
    `in_use`: False when no such number is known to be assigned: a typing error is likely, so it is read back.
    """

    e164: str
    national: str
    mobile: bool | None
    in_use: bool


@dataclass(frozen=True, slots=True)
class NumberRefused:
    """A number that cannot be called back, and the word for why: one of the rule's kinds, or how it is no number."""

    reason: str


def number_to_call(raw_text: str, region: str, rules: CallbacksRules) -> Decision[NumberAccepted | NumberRefused]:
    """Whether the number that a person typed can be called back (CB-9); `region` is an ISO country code.

    A number of a possible length is accepted also when it is not known to be assigned, such as the 555 numbers
    of examples: numbering plans change faster than libraries, and a wrong refusal costs the person the call.
    """
    because = (rules.refused_numbers.ref,)
    try:
        number = phonenumbers.parse(raw_text, region)
    except NumberParseException as refusal:
        return Decision(NumberRefused(_word_of(refusal)), because, {"length": len(raw_text)})
    refused = _refusal(number, rules.refused_numbers.value)
    if refused is not None:
        return Decision(NumberRefused(refused), because, {"refused_for": refused})
    kind = phonenumbers.number_type(number)
    accepted = NumberAccepted(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        national=_as_written(number, region),
        mobile=_MOBILE.get(kind),
        in_use=phonenumbers.is_valid_number(number),
    )
    return Decision(accepted, because, {"mobile": accepted.mobile, "in_use": accepted.in_use})


def _refusal(number: PhoneNumber, refused_kinds: frozenset[str]) -> str | None:
    if number.extension and EXTENSION in refused_kinds:
        return EXTENSION
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != ValidationResult.IS_POSSIBLE:
        return _REFUSED_LENGTHS.get(possible, NOT_A_NUMBER)
    kind = _KINDS.get(phonenumbers.number_type(number))
    return kind if kind in refused_kinds else None


def _word_of(refusal: NumberParseException) -> str:
    if refusal.error_type in (NumberParseException.TOO_SHORT_NSN, NumberParseException.TOO_SHORT_AFTER_IDD):
        return TOO_SHORT
    return TOO_LONG if refusal.error_type == NumberParseException.TOO_LONG else NOT_A_NUMBER


def _as_written(number: PhoneNumber, region: str) -> str:
    """In the national form within `region`, else in the international one; without an extension."""
    home = phonenumbers.country_code_for_region(region) == number.country_code
    plain = PhoneNumber(country_code=number.country_code, national_number=number.national_number)
    plain.italian_leading_zero = number.italian_leading_zero
    plain.number_of_leading_zeros = number.number_of_leading_zeros
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(plain, form)
