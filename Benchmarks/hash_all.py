#!/usr/bin/env python3
"""Work out the hash of every interaction of a folder with the Python package.

    hash_all.py FOLDER

Prints the seconds, without those for reading and parsing.
"""

import json
import sys
import time
from pathlib import Path

from llm_mock.matcher import make_hash

requests = []
for file in sorted(Path(sys.argv[1]).rglob("*.json")):
    with open(file, encoding="utf-8") as text:
        requests += [one["request"] for one in json.load(text)["interactions"]]
start = time.perf_counter()
for request in requests:
    make_hash(request)
print(time.perf_counter() - start)
