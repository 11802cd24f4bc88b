#!/usr/bin/env python3
"""List every fixture file of a folder with the Python package's own code, in one process.

    list_folder.py FOLDER

What `llm-mock list FOLDER` is judged against: the package itself lists one file a call.
"""

import sys
from argparse import Namespace
from pathlib import Path

from llm_mock.cli import cmd_list

for file in sorted(Path(sys.argv[1]).rglob("*.json")):
    cmd_list(Namespace(fixture=str(file)))
