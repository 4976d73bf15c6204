"""Engine: whether msgspec is installed; without it the standard library does the same work, more slowly."""

from __future__ import annotations

try:
    import msgspec  # noqa: F401 - whether it can be imported is the question
except ImportError:
    FAST = False
else:
    FAST = True
"""Whether msgspec reads and writes. What is read and written is the same either way."""
