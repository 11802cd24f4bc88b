"""The goals: which programs race, what is compared, what is asked for."""

import os
import statistics
import time
from pathlib import Path
from typing import Callable, NamedTuple

from programs import HERE
from race import Bystanders, alternate, percentile, run
from table import (
    at_most,
    at_most_duration,
    at_most_mebibytes,
    compare,
    cpu_duration,
    duration,
    faster,
    memory,
    row,
)

# How a screen shows that it is ready, and in how many rows. Ten, because a list may share the
# screen with other panes.
NAMES = ["--ready", r"_\d{5}\.json", "--count", "10"]
ONE_NAME = ["--ready", r"\.json"]
SETTLED = ["--ready", "100,000 interactions", "--settle", "3"]
"""All is read; what is looked for in it afterwards is found by then."""
FOLDERS = ["--ready", r"/\w+-\d", "--count", "10"]
COMMITS = ["--ready", "Change number", "--count", "10"]
PAINTED = ["--ready", r"row \d+", "--count", "10"]
FIRST_LINES = ["--ready", '"version"']

KEYS, EARLY_KEYS, FLOOD, IDLE_SECONDS = 50, 12, 200, 10
NCDU_KEYS = 30
"""Fewer than it has rows: at the end of a list, a key paints nothing."""


# -- Commands -----------------------------------------------------------------


class Runs(NamedTuple):
    """A command's runs, in the order of the pairs."""

    times: list
    peaks: list
    show: Callable[[float], str]


def race(bench, *commands, on_all_cores=False):
    """Run commands in turn. Where others are busy on the machine, their CPU time counts, except
    between programs that use a different number of cores."""
    bystanders = Bystanders()
    results = alternate([lambda command=command: run(command) for command in commands], bench.pairs)
    by_cpu = bystanders.share() > 0.1 and not on_all_cores
    return [
        Runs(
            times=[one.cpu if by_cpu else one.wall for one in runs],
            peaks=[one.peak for one in runs],
            show=cpu_duration if by_cpu else duration,
        )
        for runs in results
    ]


def compare_speed(goal, what, ours, name, theirs, **limits):
    return compare(goal, what, ours.times, name, theirs.times, ours.show, **limits)


def list_small(bench):
    file = bench.only_file("S")
    ours, theirs = race(bench, [bench.ours("llm-mock"), "list", file], bench.package("list", file))
    limits = {"gate": faster(60), "stretch": faster(90)}
    yield compare_speed(1, "`list`, 8 KB", ours, "Python", theirs, **limits)


def list_many(bench):
    folder = bench.library("M")
    loop = [bench.python, str(HERE / "list_folder.py"), folder]
    ours, theirs = race(bench, [bench.ours("llm-mock"), "list", folder], loop)
    limits = {"gate": faster(25), "stretch": faster(35)}
    yield compare_speed(2, "`list`, 200 files", ours, "Python", theirs, **limits)


def index_library(bench):
    folder = bench.library("L")
    read = ["sh", "-c", 'exec cat "$0"/*/*.json', folder]
    search = [bench.tool("rg"), "--no-ignore", "--count", '"hash"', folder]
    ours, theirs, found = race(bench, [bench.ours("measure"), "index", folder], read, search, on_all_cores=True)
    limits = {"gate": at_most(1.5), "stretch": at_most(1.0)}
    yield compare_speed(3, "index 100,000 interactions", ours, "`cat`", theirs, **limits)
    yield compare_speed(3, "the same", ours, "`rg -c`", found)


def list_big(bench):
    file = bench.only_file("big")
    command = [bench.ours("llm-mock"), "list", file]
    ours, theirs, count = race(bench, command, bench.package("list", file), ["wc", "-l", file])
    limits = {"gate": faster(15), "stretch": faster(25)}
    yield compare_speed(4, "`list`, 200 MB", ours, "Python", theirs, **limits)
    limits = {"gate": at_most(0.25), "stretch": at_most_mebibytes(64)}
    yield compare(4, "its memory", ours.peaks, "Python", theirs.peaks, memory, **limits)
    yield compare_speed(4, "`list`, 200 MB", ours, "`wc -l`", count)


def save_one(bench):
    file = str(Path(bench.library("R")) / "openai_5000.json")
    state = str(bench.data / "written" / "state")

    def ours():
        return bench.measured([bench.ours("measure"), "save", bench.copied(file), state])()

    def python():
        return bench.measured([bench.python, str(HERE / "save_one.py"), bench.copied(file)])()

    def rewrite():
        """The least it can cost: the same bytes, on the disk."""
        content, start = Path(file).read_bytes(), time.perf_counter()
        with open(bench.copied(file), "wb") as copy:
            copy.write(content)
            os.fsync(copy.fileno())
        return time.perf_counter() - start

    mine, theirs, least = alternate([ours, python, rewrite], bench.pairs)
    limits = {"gate": faster(15), "stretch": faster(20)}
    what = "save into a file of 5,000"
    yield compare(9, what, mine, "Python", theirs, **limits)
    yield compare(9, "the same", mine, "rewriting 22 MB", least)


def hash_all(bench):
    folder = bench.library("L")
    mine, theirs = alternate(
        [
            bench.measured([bench.ours("measure"), "hash", folder]),
            bench.measured([bench.python, str(HERE / "hash_all.py"), folder]),
        ],
        bench.pairs,
    )
    limits = {"gate": faster(4), "stretch": faster(6)}
    yield compare(10, "hash 100,000 requests", mine, "Python", theirs, **limits)


# -- The browser --------------------------------------------------------------


def first_screen(bench):
    ours, ncdu = alternate(
        [
            bench.on_terminal(bench.browser("L"), *NAMES),
            bench.on_terminal(bench.ncdu(), *FOLDERS),
        ],
        bench.pairs,
    )
    limits = {"gate": at_most(2), "stretch": at_most(1.5)}
    yield compare(11, "exec to names", every(ours, "ready"), "ncdu", every(ncdu, "ready"), **limits)


def repaint(bench):
    keys = ["--keys", str(KEYS)]
    ours, early, tig, painter, ncdu = alternate(
        [
            bench.on_terminal(bench.browser("L"), *SETTLED, *keys),
            bench.on_terminal(bench.browser("L"), *NAMES, "--early", str(EARLY_KEYS)),
            bench.on_terminal(bench.tig(), *COMMITS, *keys),
            bench.on_terminal(bench.painter(), *PAINTED, *keys),
            bench.on_terminal(bench.ncdu(), *FOLDERS, "--keys", str(NCDU_KEYS)),
        ],
        bench.pairs,
    )
    slow, slow_tig, slow_ncdu = ([slowest(runs, "paint")] for runs in (ours, tig, ncdu))
    limits = {"gate": at_most(1), "stretch": at_most_duration(*slow_ncdu, name="ncdu's ")}
    yield compare(12, "key to repaint, p99", slow, "tig", slow_tig, **limits)
    yield compare(12, "p99 while indexing", [slowest(early, "early")], "tig", slow_tig, **limits)
    typical, least = (
        [statistics.median(times) for times in every(runs, "paint")] for runs in (ours, painter)
    )
    limits = {"gate": at_most(2.5), "stretch": at_most(2)}
    yield compare(12, "median", typical, "painter", least, **limits)


def every(runs, name):
    return [one[name] for one in runs]


def slowest(runs, name):
    """The 99th percentile over the keys of all runs."""
    return percentile([time for times in every(runs, name) for time in times], 99)


def held_key(bench):
    keys = ["--flood", str(FLOOD)]
    ours, tig = (
        every(runs, "flood")
        for runs in alternate(
            [
                bench.on_terminal(bench.browser("L"), *SETTLED, *keys),
                bench.on_terminal(bench.tig(), *COMMITS, *keys),
            ],
            bench.pairs,
        )
    )
    limits = {"gate": at_most(0.2), "stretch": at_most_duration(0.006)}
    what = f"{FLOOD} keys at once"
    yield compare(13, what, every(ours, "seconds"), "tig", every(tig, "seconds"), **limits)
    sizes = every(ours, "bytes"), "tig", every(tig, "bytes")
    yield compare(13, "bytes painted", *sizes, "{:,.0f}".format, gate=at_most(0.05))


def resident(bench):
    vim = [bench.tool("vim"), "-u", "NONE", "-i", "NONE", "-n", bench.only_file("big")]
    small, large, big, tig, vim = (
        every(runs, "peak")
        for runs in alternate(
            [
                bench.on_terminal(bench.browser("S"), *ONE_NAME, "--open"),
                bench.on_terminal(bench.browser("L"), *NAMES, "--open"),
                bench.on_terminal(bench.browser("big"), *ONE_NAME, "--open"),
                bench.on_terminal(bench.tig(), *COMMITS),
                bench.on_terminal(vim, *FIRST_LINES),
            ],
            bench.pairs,
        )
    )
    yield compare(15, "memory, 8 KB", small, "tig", tig, memory, at_most_mebibytes(16))
    limits = at_most_mebibytes(64), at_most(2)
    yield compare(15, "memory, 5,000 files", large, "tig", tig, memory, *limits)
    yield compare(15, "memory, 200 MB", big, "vim", vim, memory, at_most(0.5))


def idle(bench):
    browser = bench.on_terminal(bench.browser("L"), *NAMES, "--idle", str(IDLE_SECONDS))
    found = browser()["idle"]
    shown = f"{found['bytes']} bytes, {found['switches']} wake-ups"
    verdict = "**no**" if any(found.values()) else "yes"
    yield row(16, f"{IDLE_SECONDS} s without a key", shown, "", "", "0 and 0", "", verdict)


GOALS = {
    1: ("`list`, 8 KB", list_small),
    2: ("`list`, 200 files", list_many),
    3: ("index 100,000 interactions", index_library),
    4: ("`list`, 200 MB", list_big),
    9: ("save into a file of 5,000", save_one),
    10: ("hash 100,000 requests", hash_all),
    11: ("exec to names", first_screen),
    12: ("key to repaint", repaint),
    13: (f"{FLOOD} keys at once", held_key),
    15: ("memory", resident),
    16: (f"{IDLE_SECONDS} s without a key", idle),
}
