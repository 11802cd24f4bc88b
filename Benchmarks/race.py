"""Run commands in turn and say how they compare."""

import os
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass


class NotMeasured(Exception):
    """A goal that cannot be measured here, and why."""


@dataclass(frozen=True)
class Run:
    """One process and all it waited for: seconds from start to exit, seconds of CPU, bytes."""

    wall: float
    cpu: float
    peak: int


def run(command):
    """Run a command without input; its output goes to /dev/null.

    The kernel counts what this process occupied at the moment of the start as memory of the
    new one: peaks below some 15 MiB are not the command's own.
    """
    program = shutil.which(command[0])
    if program is None:
        raise NotMeasured(f"{command[0]} is missing")
    with tempfile.TemporaryFile() as errors:
        redirections = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, errors.fileno(), 2),
        ]
        start = time.perf_counter()
        pid = os.posix_spawn(program, command, os.environ, file_actions=redirections)
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - start
        if status != 0:
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().splitlines()[-1:]
            code = os.waitstatus_to_exitcode(status)
            raise NotMeasured(f"`{' '.join(command[:3])}` exits {code}: {' '.join(last)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def alternate(contestants, pairs):
    """Call each once to warm up, then all in turn; returns a list of results for each."""
    for contestant in contestants:
        contestant()
    results = [[] for _ in contestants]
    for _ in range(pairs):
        for contestant, mine in zip(contestants, results):
            mine.append(contestant())
    return results


def median_ratio(above, below):
    """The median of the ratios of what was measured one after the other."""
    return statistics.median(one / other for one, other in zip(above, below))


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


class Bystanders:
    """How much of the processors everybody else uses."""

    def __init__(self):
        self.start = time.perf_counter()
        self.before = self.seconds()

    @staticmethod
    def seconds():
        with open("/proc/stat") as stat:
            user, nice, system, _, _, *interrupts = map(int, stat.readline().split()[1:9])
        busy = (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")
        return busy - sum(os.times()[:4])

    def share(self):
        """From 0 to 1, since this was made."""
        elapsed = (time.perf_counter() - self.start) * os.cpu_count()
        return max(0.0, (self.seconds() - self.before) / elapsed)
