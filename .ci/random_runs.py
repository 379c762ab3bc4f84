#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the reference with random seeds: no verdict but HELD and BY DESIGN may ever come out.

Usage: .ci/random_runs.py ASSAY [RUNS]
"""
import sys

from checking import check


def main():
    assay, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    verdicts, bad = {}, []
    for _ in range(runs):
        done = check(assay, "--reference")
        for cell in done.report["cells"]:
            verdict = "BY DESIGN" if cell["claim"] == "lacks" else "HELD"
            verdicts[cell["verdict"]] = verdicts.get(cell["verdict"], 0) + 1
            if cell["verdict"] != verdict or done.exit_code != 0:
                bad.append(f"seed {done.report['seed']}: {cell['role']} {cell['row']} {cell['verdict']} {cell['reason']}")
    print(f"{runs} runs:", ", ".join(f"{n} {v}" for v, n in sorted(verdicts.items())))
    print("\n".join(bad), file=sys.stderr)
    return 1 if bad or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
