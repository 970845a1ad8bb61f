"""What attached logs show of a task: of each demand that they could speak of, and of what its report states."""

from gkcheck.proving.demands import shown
from gkcheck.proving.kinds import kind_for

__all__ = ["kind_for", "shown"]
