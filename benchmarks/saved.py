"""How long it takes until a saved entry is seen in the preview.

As a command inside: print one line of JSON, seconds by the clock and of the processor, medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.scale import saved, settings
from generator.site.preview import Preview

ROUNDS = 5


def measure(catalogue: Path) -> dict[str, float]:
    """Save one entry again and again, and ask for its page each time."""
    clock: list[float] = []
    processor: list[float] = []
    with TemporaryDirectory() as name:
        preview = Preview(settings(Path(name), catalogue), Path(name) / "output")
        for turn in range(ROUNDS):
            word = f"第{turn}次改"
            with saved(catalogue, word) as number:
                start, used = time.perf_counter(), time.process_time()
                preview.refresh()
                page = preview.get(f"{number.lower()}/index.html") or b""
                clock.append(time.perf_counter() - start)
                processor.append(time.process_time() - used)
            assert word.encode() in page, preview.told
    return {"s": statistics.median(clock), "processor s": statistics.median(processor)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("catalogue", type=Path)
    sys.stdout.write(json.dumps(measure(parser.parse_args().catalogue)) + "\n")
