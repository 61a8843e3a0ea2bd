"""From what a clock on a wall shows, in a zone, to the one moment that is meant, and back.

Every moment that leaves this package is aware and in UTC: two moments that carry the same zone are compared
by Python by their wall clocks, which is wrong in the hour that daylight-saving time repeats.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time(0, 0)


def require_aware(moment: datetime) -> None:
    """Raises ValueError for a moment without a zone: it would silently be taken for another moment."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment!r} has no zone: hand in an aware moment")


def wall_clock(moment: datetime, zone: str) -> datetime:
    """What the clock on the wall shows at `moment` in `zone`, without a zone; `fold` is kept."""
    require_aware(moment)
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def day_of(moment: datetime, zone: str) -> date:
    """The date on the wall at `moment` in `zone`."""
    return wall_clock(moment, zone).date()


def moment_at(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC, at which clocks in `zone` show `at` on `day`.

    A time that is shown twice means the first showing; one that is skipped means the moment of the skip.
    """
    info = ZoneInfo(zone)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first = wall.replace(tzinfo=info).astimezone(UTC)
    if first.astimezone(info).replace(tzinfo=None) == wall:
        return first
    before = wall.replace(tzinfo=info, fold=1).astimezone(UTC)
    return _moment_of_change(before, first, info)


def start_of_day(day: date, zone: str) -> datetime:
    """The moment at which `day` begins in `zone`, also where midnight itself is skipped."""
    return moment_at(day, MIDNIGHT, zone)


def end_of_day(day: date, zone: str) -> datetime:
    """The moment at which `day` is over in `zone`: the beginning of the next day."""
    return start_of_day(day + timedelta(days=1), zone)


def second_showing_ends(moment: datetime, zone: str) -> datetime | None:
    """When the repeated hour that `moment` lies in is over, if clocks in `zone` show it for the second time."""
    info = ZoneInfo(zone)
    local = moment.astimezone(info)
    if not local.fold:
        return None
    first = local.replace(fold=0).astimezone(UTC)
    second = local.replace(fold=1).astimezone(UTC)
    # The change lies between both showings; the repeated hour lasts once more as long as clocks went back.
    return _moment_of_change(first, second, info) + (second - first)


def _moment_of_change(before: datetime, after: datetime, info: ZoneInfo) -> datetime:
    """The second at which the zone's offset changes, known to lie after `before` and not after `after`."""
    offset_before = before.astimezone(info).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, UTC).astimezone(info).utcoffset() == offset_before:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)
