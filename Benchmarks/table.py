"""The result as a Markdown table: comparisons, limits, rows."""

import statistics
from typing import Callable, NamedTuple

from race import median_ratio

MEBIBYTE = 1024 * 1024


def duration(seconds):
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.1 else f"{seconds * 1000:.3g} ms"


def cpu_duration(seconds):
    return duration(seconds) + " CPU"


def memory(count):
    return f"{count / MEBIBYTE:.1f} MiB"


class Comparison(NamedTuple):
    """The median of the pair ratios, ours to theirs, and the medians by themselves."""

    ratio: float
    ours: float
    theirs: float


class Limit(NamedTuple):
    """What is asked for."""

    text: str
    is_met: Callable[[Comparison], bool]


def faster(times):
    return Limit(f"≥ {times}× faster", lambda measured: measured.ratio * times <= 1)


def at_most(times):
    return Limit(f"≤ {times}×", lambda measured: measured.ratio <= times)


def at_most_mebibytes(limit):
    return Limit(f"≤ {limit} MiB", lambda measured: measured.ours <= limit * MEBIBYTE)


def at_most_duration(seconds, name=""):
    return Limit(f"≤ {name}{duration(seconds)}", lambda measured: measured.ours <= seconds)


HEAD = """\
| Goal | What | Ours | Yardstick | Ratio | Gate | Stretch | Holds? |
|---|---|---|---|---|---|---|---|"""


def row(goal, *cells):
    return f"| {goal} | " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def unmeasured(goal, what, reason):
    return row(goal, what, f"not measured: {reason}", "", "", "", "", "")


def compare(goal, what, ours, name, theirs, show=duration, gate=None, stretch=None):
    """A row for two lists of values measured in pairs. Without a gate it is there for scale."""
    middle = statistics.median(ours), statistics.median(theirs)
    measured = Comparison(median_ratio(ours, theirs), *middle)
    ratio = f"{measured.ratio:.3g}×"
    if gate and "faster" in gate.text:
        ratio = f"{1 / measured.ratio:.1f}× faster"
    limits = [limit.text if limit else "" for limit in (gate, stretch)]
    verdict = judge(measured, gate, stretch)
    shown = show(measured.ours), f"{name} {show(measured.theirs)}"
    return row(goal, what, *shown, ratio, *limits, verdict)


def judge(measured, gate, stretch):
    if gate is None:
        return "for scale"
    if not gate.is_met(measured):
        return "**no**"
    return "yes, stretch too" if stretch and stretch.is_met(measured) else "yes"
