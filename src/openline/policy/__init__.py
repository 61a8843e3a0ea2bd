"""The agency pack, typed: rules as in force on a date, and everything else the agency has written down."""

from openline.policy.errors import PackError, PackErrors
from openline.policy.pack import AgencyPack, load_pack, read_pack
from openline.policy.parts import Agency, Line, LineEntry, Office, Queue, RequestType, Status, Tier

__all__ = [
    "Agency",
    "AgencyPack",
    "Line",
    "LineEntry",
    "Office",
    "PackError",
    "PackErrors",
    "Queue",
    "RequestType",
    "Status",
    "Tier",
    "load_pack",
    "read_pack",
]
