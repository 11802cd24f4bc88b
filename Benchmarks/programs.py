"""Where the programs and the data are. What is asked for is there, is made, or is missing."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from race import NotMeasured

HERE = Path(__file__).resolve().parent

HISTORY = 50_000
"""Commits of the repository that tig shows."""


@dataclass(frozen=True)
class Bench:
    data: Path
    bin: Path
    pairs: int

    @property
    def python(self):
        """Of the environment that has the Python package and the terminal emulator."""
        return self.present(self.data / "venv/bin/python", "Benchmarks/setup.sh makes it")

    def package(self, *arguments):
        """The Python package's command."""
        return [str(Path(self.python).parent / "llm-mock"), *arguments]

    def ours(self, name):
        return self.present(self.bin / name, "swift build -c release makes it")

    @staticmethod
    def present(path, advice):
        if not path.exists():
            raise NotMeasured(f"{path.name} is missing ({advice})")
        return str(path)

    @staticmethod
    def tool(name):
        if shutil.which(name) is None:
            raise NotMeasured(f"{name} is missing (Benchmarks/setup.sh installs it)")
        return name

    def library(self, name):
        script = str(HERE / "make-corpus.py")
        subprocess.run([sys.executable, script, self.data, name], stdout=sys.stderr, check=True)
        return str(self.data / name)

    def only_file(self, name):
        return str(next(Path(self.library(name)).rglob("*.json")))

    def measured(self, command):
        """A contestant: a command that prints the seconds its work took."""

        def contestant():
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                last = done.stderr.strip().splitlines()[-1:]
                raise NotMeasured(f"`{command[0]}` exits {done.returncode}: {' '.join(last)}")
            return float(done.stdout)

        return contestant

    def copied(self, file):
        """The path of a copy that may be written to."""
        copy = self.data / "written" / Path(file).name
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(file, copy)
        return str(copy)

    def painter(self):
        program = str(self.data / "painter")
        subprocess.run([self.tool("cc"), "-O2", HERE / "painter.c", "-o", program], check=True)
        return [program]

    def tig(self):
        """tig on a history that is made once."""
        tig, history = self.tool("tig"), self.data / "history"
        if not (history / "complete").exists():
            write_history(history)
        return ["sh", "-c", f'cd "$0" && exec {tig}', str(history)]

    def ncdu(self):
        return [self.tool("ncdu"), self.library("L")]

    def browser(self, library):
        return [self.ours("llm-mock-tui"), self.library(library)]

    def on_terminal(self, command, *options):
        """A contestant: runs the command on a terminal once, and returns what was measured."""
        meter = [self.python, HERE / "tui_latency.py", *options, "--", *command]

        def contestant():
            done = subprocess.run(meter, capture_output=True, text=True)
            if done.returncode != 0:
                reason = done.stderr.strip().splitlines() or ["no reason given"]
                raise NotMeasured(f"{Path(command[0]).name}: {reason[-1]}")
            return json.loads(done.stdout)

        return contestant


def write_history(folder):
    """A repository of empty commits."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
    commits = []
    for number in range(HISTORY):
        message = f"Change number {number} and some words about it\n"
        author = f"A U Thor <author@example.com> {1_700_000_000 + number * 60} +0000"
        commits.append(
            f"commit refs/heads/main\ncommitter {author}\ndata {len(message)}\n{message}\n"
        )
    importer = ["git", "-C", folder, "fast-import", "--quiet", "--force"]
    subprocess.run(importer, input="".join(commits), text=True, check=True)
    (folder / "complete").touch()
