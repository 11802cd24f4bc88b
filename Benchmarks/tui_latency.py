#!/usr/bin/env python3
"""Run a terminal program once and measure it from outside, through a pseudo-terminal.

    tui_latency.py --ready REGEX [options] -- COMMAND [ARGUMENT ...]

Prints one JSON object. Times are seconds on the monotonic clock:

ready     from exec to the first output after which --count rows of the screen,
          as a terminal would show it, match --ready
early     from each of the --early keys `j`, sent 20 ms apart from the first
          output that matches --ready, to the output that moves the highlight
          (what it does in the background meanwhile may take --settle seconds)
paint     from each of the --keys `j` to the last output before 25 ms of silence
silent    how many of them were not answered at all
flood     --flood keys `j` sent in one write: seconds until silence, bytes painted
idle      --idle seconds without a key: bytes written, context switches
peak      largest resident memory of the program, in bytes

Reading comes first: the screen is only rendered (by pyte, which is slow) while
the terminal is silent, or afterwards from the recorded output. The terminal's
queries are answered as xterm would. The program is ended by a signal.

Needs Linux, Python 3.9 and pyte.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

COLUMNS, ROWS = 120, 40

QUIET = 0.025
"""Silence that ends a repaint."""
LONGEST_REPAINT = 5.0
"""What a program without any silence is given."""
SETTLED = 0.3
"""Silence and rest that end the start of a program."""
EARLY_PACE = 0.02
THREADS_END = 6.0
"""Swift's thread pool ends spare threads after 5 s. That belongs to the start, not to idling."""

QUERIES = {
    re.compile(rb"\x1b\[0?c"): b"\x1b[?62;22c",
    re.compile(rb"\x1b\[>0?c"): b"\x1b[>41;388;0c",
    re.compile(rb"\x1b\[5n"): b"\x1b[0n",
    re.compile(rb"\x1b\[6n"): b"\x1b[1;1R",
    re.compile(rb"\x1b\]10;\?(\x07|\x1b\\)"): b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    re.compile(rb"\x1b\]11;\?(\x07|\x1b\\)"): b"\x1b]11;rgb:0000/0000/0000\x1b\\",
}

# Private sequences that pyte would print as text.
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=?][\d;:]*[umqpt]|\x1b\[[\d;]*[ !\"'$]+[a-zA-Z]|\x1b\[\?[\d;]*\$p"
    rb"|\x1bP.*?\x1b\\|\x1b\[>[\d;]*c|\x1b\[[\d;]*t",
    re.S,
)


class Screen:
    """What a terminal shows after some output."""

    def __init__(self):
        self.cells = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.cells)

    def feed(self, data):
        self.stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))

    def matching_rows(self, pattern):
        return sum(1 for row in self.cells.display if pattern.search(row))

    def highlight(self):
        """The sum of the numbers of highlighted rows: a step down of one of them adds one."""
        return sum(row for row in range(ROWS) if self.is_highlighted(row))

    def is_highlighted(self, row):
        cells = self.cells.buffer[row].values()
        return sum(cell.reverse or cell.bg != "default" for cell in cells) >= 8


class Program:
    """A command on a terminal of its own, with every piece of its output and the time it came."""

    def __init__(self, command):
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment.setdefault("LANG", "C.UTF-8")
        for name in ("LINES", "COLUMNS", "TMUX", "STY"):
            environment.pop(name, None)
        times, child_times = os.pipe()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.write(child_times, struct.pack("d", time.perf_counter()))
            os.execvpe(command[0], command, environment)
        os.set_blocking(self.terminal, False)
        self.start = struct.unpack("d", os.read(times, 8))[0]
        self.output = []
        self.ended = False

    def read(self, timeout):
        """Wait for output, and keep it. False where none came."""
        if self.ended or not select.select([self.terminal], [], [], max(0, timeout))[0]:
            return False
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:  # EIO: the program has closed its terminal
            data = b""
        if not data:
            self.ended = True
            return False
        self.output.append((time.perf_counter(), data))
        for query, answer in QUERIES.items():
            for _ in query.finditer(data):
                self.send(answer)
        return True

    def read_until(self, moment):
        while not self.ended and (left := moment - time.perf_counter()) > 0:
            self.read(left)

    def read_until_silent(self, silence, first):
        """Read until a silence, and return what came; `first` is how long its start may take."""
        known, timeout = len(self.output), first
        limit = time.perf_counter() + LONGEST_REPAINT
        while self.read(timeout) and time.perf_counter() < limit:
            timeout = silence
        return self.output[known:]

    def settle(self, limit):
        """Read until the program has neither written nor computed for a while."""
        before, deadline = None, time.perf_counter() + limit
        while (now := (len(self.output), self.ticks())) != before:
            if time.perf_counter() > deadline:
                raise SystemExit(f"still busy after {limit} s")
            before = now
            self.read_until(time.perf_counter() + SETTLED)

    def send(self, keys):
        while keys:
            try:
                keys = keys[os.write(self.terminal, keys) :]
            except BlockingIOError:
                self.read(0.01)

    def peak(self):
        """`wait4` would report the memory of the Python that forked, where that is larger."""
        if self.ended:
            raise SystemExit("the program ended by itself")
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024

    def ticks(self):
        """Processor time so far, of all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def switches(self):
        """Context switches so far, by thread."""
        counts = {}
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            status = (task / "status").read_text()
            counts[task.name] = sum(map(int, re.findall(r"ctxt_switches:\s+(\d+)", status)))
        return counts

    def end(self):
        os.close(self.terminal)
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.perf_counter() + 1
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            time.sleep(0.005)
            if time.perf_counter() > deadline:
                os.kill(self.pid, signal.SIGKILL)


def press_early(program, pattern, times, timeout):
    """Send keys in step, answered or not, from the first match on; returns when each was sent."""
    expected, sent = re.compile(pattern.pattern.encode()), []
    while program.read(timeout) and not expected.search(program.output[-1][1]):
        pass
    for _ in range(times):
        sent.append(time.perf_counter())
        program.send(b"j")
        program.read_until(sent[-1] + EARLY_PACE)
    return sent


def early_answers(program, sent):
    """From each key to the output by which the highlight had moved that often."""
    screen, answers, origin = Screen(), [], 0
    for moment, data in program.output:
        if moment < sent[0]:
            screen.feed(data)
            origin = screen.highlight()
            continue
        screen.feed(data)
        steps = min(screen.highlight() - origin, len(sent))
        answers += [moment - key for key in sent[len(answers) : steps] if key <= moment]
    return answers


def wait_until_ready(program, pattern, count, timeout):
    """From exec to the output that filled the screen; returns when the program has settled."""
    while True:
        program.settle(timeout)
        screen = Screen()
        for moment, data in program.output:
            screen.feed(data)
            if screen.matching_rows(pattern) >= count:
                return moment - program.start
        if program.ended or time.perf_counter() - program.start > timeout:
            shown = "\n".join(row.rstrip() for row in screen.cells.display).rstrip()
            raise SystemExit(f"{shown}\n{count} rows like {pattern.pattern} never appeared")


def press(program, times):
    """Send a key again and again; returns the times to its repaint, and how often none came."""
    paint, silent = [], 0
    for number in range(times):
        # Not in step with anything that the program does by the clock.
        program.read_until(time.perf_counter() + 0.002 + number % 5 * 0.001)
        sent = time.perf_counter()
        program.send(b"j")
        answer = program.read_until_silent(QUIET, first=1.0)
        if answer:
            paint.append(answer[-1][0] - sent)
        else:
            silent += 1
    return paint, silent


def flood(program, times):
    sent = time.perf_counter()
    program.send(b"j" * times)
    answer = program.read_until_silent(silence=0.1, first=1.0)
    if not answer:
        raise SystemExit("the flood of keys was not answered")
    return {"seconds": answer[-1][0] - sent, "bytes": sum(len(data) for _, data in answer)}


def idle(program, seconds):
    program.read_until(time.perf_counter() + THREADS_END)
    known, before = len(program.output), program.switches()
    program.read_until(time.perf_counter() + seconds)
    after = program.switches()
    return {
        "bytes": sum(len(data) for _, data in program.output[known:]),
        # A thread that has ended did so by running once more.
        "switches": sum(count - before.get(thread, 0) for thread, count in after.items())
        + len(before.keys() - after.keys()),
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ready", type=re.compile, required=True, metavar="REGEX")
    parser.add_argument("--count", type=int, default=1, metavar="ROWS")
    parser.add_argument("--timeout", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--early", type=int, default=0, metavar="TIMES")
    parser.add_argument("--open", action="store_true", help="then press Enter")
    parser.add_argument("--settle", type=float, default=0, metavar="SECONDS")
    parser.add_argument("--keys", type=int, default=0, metavar="TIMES")
    parser.add_argument("--flood", type=int, default=0, metavar="TIMES")
    parser.add_argument("--idle", type=float, default=0, metavar="SECONDS")
    parser.add_argument("command", nargs="+", metavar="COMMAND")
    options = parser.parse_args()

    program = Program(options.command)
    try:
        result = {}
        if options.early:
            sent = press_early(program, options.ready, options.early, options.timeout)
        result["ready"] = wait_until_ready(program, options.ready, options.count, options.timeout)
        if options.early:
            result["early"] = early_answers(program, sent)
        if options.open:
            program.send(b"\r")
            program.settle(options.timeout)
        if options.settle:
            program.read_until(time.perf_counter() + options.settle)
        if options.keys:
            result["paint"], result["silent"] = press(program, options.keys)
        if options.flood:
            result["flood"] = flood(program, options.flood)
        if options.idle:
            result["idle"] = idle(program, options.idle)
        result["peak"] = program.peak()
    finally:
        program.end()
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
