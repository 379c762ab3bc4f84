#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs one target with random seeds: no verdict may differ from run to run, and the reference's are HELD and BY DESIGN.

Usage: .ci/random_runs.py ASSAY [RUNS [WORDS OF CHECK...]]

The words name the target and how it is tried (`--effort quick -j 2 -- CMD`); without them it is the reference.
"""
import collections
import sys

from checking import check


def name_of(cell):
    return " ".join(str(cell.get(key) or "") for key in ("role", "row", "half"))


def sound(cell):
    return cell["verdict"] == ("BY DESIGN" if cell["claim"] == "lacks" else "HELD")


def main():
    assay, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    words = sys.argv[3:] or ["--reference"]
    verdicts, bad, first = collections.Counter(), [], None
    for _ in range(runs):
        done = check(assay, *words)
        cells = done.report["cells"]
        now = {name_of(c): c["verdict"] for c in cells}
        first = first or (now, done.exit_code)
        verdicts.update(now.values())
        wrong = {name_of(c): c["reason"] for c in cells if words == ["--reference"] and not sound(c)}
        wrong |= {n: f"{v}, and {first[0].get(n)} in the first run" for n, v in now.items() if first[0].get(n) != v}
        if wrong or done.exit_code != first[1]:
            bad.append(f"seed {done.report['seed']}: exit {done.exit_code}, {wrong}")
    print(f"{runs} runs, {len(bad)} with another verdict:", ", ".join(f"{n} {v}" for v, n in sorted(verdicts.items())))
    print("\n".join(bad), file=sys.stderr)
    return 1 if bad or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
