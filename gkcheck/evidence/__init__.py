"""Evidence logs: records attached to a task, read by an allow-list of columns, and verified against a window.

Imported only when a log is given. Nothing personal is loaded: see `kinds`. Records are streamed; what is kept grows
with the number of different days, and by eight bytes a record to find an id that comes twice.
"""

from gkcheck.evidence.checking import Wishes, check_log
from gkcheck.evidence.kinds import KINDS, Kind
from gkcheck.evidence.limits import Limit, legal_limit, limit_of, limit_of_words
from gkcheck.evidence.opening import Opened, opened

__all__ = [
    "KINDS",
    "Kind",
    "Limit",
    "Opened",
    "Wishes",
    "check_log",
    "legal_limit",
    "limit_of",
    "limit_of_words",
    "opened",
]
