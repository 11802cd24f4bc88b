#!/usr/bin/env python3
"""Save interactions into a fixture file with the Python package, one after the other.

    save_one.py FILE

Prints the seconds that one takes. The package writes in place and does not wait for the disk.
"""

import statistics
import sys
import time

from llm_mock.fixture_store import Interaction, save

times = []
for number in range(5):
    start = time.perf_counter()
    new = Interaction(
        hash=f"{number:064}",
        request={"model": "m", "messages": [{"role": "user", "content": "hi"}]},
        response={"id": "x"},
        recorded_at="2026-01-01T00:00:00+00:00",
    )
    save(sys.argv[1], "openai", new)
    times.append(time.perf_counter() - start)
print(statistics.median(times))
