#!/usr/bin/env python3
"""Measure llm-mock against its yardsticks and print the result as a Markdown table.

Everything is a ratio between programs that ran in turn, in this run, on this
machine. README.md says what is measured and how to read it; setup.sh installs
the yardsticks, and what is missing is named in the table. Python 3.9 or newer.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import table
from goals import GOALS
from programs import HERE, Bench
from race import Bystanders, NotMeasured

ROOT = HERE.parent
RESULTS = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- end of results -->)", re.S)


def first_line(*command):
    """Of what a command prints; empty where there is no such command."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.split("\n")[0].strip()


def machine():
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Linux {platform.release().partition('-')[0]}"
    )


def versions(bench):
    python = str(bench.data / "venv/bin/python")
    package = "import importlib.metadata as m; print(m.version('llm-mock'))"
    found = {
        "Python": first_line(python, "--version"),
        "its llm-mock": first_line(python, "-c", package),
        "Swift": first_line("swift", "--version"),
        "tig": first_line("tig", "--version"),
        "ncdu": first_line("ncdu", "--version"),
        "vim": first_line("vim", "--version"),
        "ripgrep": first_line("rg", "--version"),
    }
    numbers = {name: re.search(r"\d[\d.]*", text) for name, text in found.items()}
    commit = first_line("git", "describe", "--always", "--dirty") or "of no commit"
    known = [f"{name} {number[0]}" for name, number in numbers.items() if number]
    return ", ".join([f"llm-mock {commit}", *known])


def measure(bench, numbers):
    """The lines of the table, goal by goal."""
    for number in numbers:
        what, goal = GOALS[number]
        print(f"goal {number}: {what}", file=sys.stderr)
        try:
            yield from goal(bench)
        except NotMeasured as reason:
            yield table.unmeasured(number, what, str(reason))


def report(bench, numbers):
    bystanders = Bystanders()
    lines = [table.HEAD, *measure(bench, numbers)]
    load = f"Everything else on the machine used {bystanders.share():.0%} of it."
    about = f"{date.today()}, {machine()}. {versions(bench)}. {bench.pairs} pairs. {load}"
    return "\n".join([about, "", *lines, ""])


def numbers(text):
    chosen = [int(number) for number in text.split(",")]
    unknown = [number for number in chosen if number not in GOALS]
    if unknown:
        raise argparse.ArgumentTypeError(f"goals are {', '.join(map(str, GOALS))}")
    return chosen


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", type=numbers, metavar="GOALS", help="such as 1,3")
    parser.add_argument("--pairs", type=int, default=7, metavar="N", help="7 unless told")
    parser.add_argument("--data", type=Path, default=ROOT / ".build/bench-data", metavar="DIR")
    parser.add_argument("--bin", type=Path, default=ROOT / ".build/release", metavar="DIR")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("--write takes the whole table: leave out --only")

    # The browser must not find, or leave, the state of whoever runs this; tig no settings.
    os.environ["XDG_STATE_HOME"] = str(options.data.resolve() / "state")
    os.environ["TIGRC_USER"] = os.devnull
    bench = Bench(options.data.resolve(), options.bin.resolve(), options.pairs)
    result = report(bench, options.only or list(GOALS))
    print(result)
    if options.write:
        readme = HERE / "README.md"
        readme.write_text(RESULTS.sub(lambda _: result, readme.read_text()))


if __name__ == "__main__":
    main()
