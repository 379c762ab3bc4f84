#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a target with random seeds: no verdict may differ from run to run, and the reference's are HELD and BY DESIGN.

Usage: .ci/random_runs.py ASSAY [RUNS [WORDS OF CHECK...]]
       .ci/random_runs.py ASSAY RUNS --each TARGETS.json [--late MS] [WORDS OF CHECK...]
       .ci/random_runs.py ASSAY RUNS --matrix     every column of `assay matrix`, with the claims

--each: every target of that file but the reference. --late: what they write comes MS milliseconds late.
The words name the target and how it is tried (`--effort quick -j 2 -- CMD`); without them it is the reference.
"""
import collections
import json
import pathlib
import secrets
import shlex
import subprocess
import sys
import time

from checking import check
from compare_reports import words


def name_of(cell):
    return " ".join(str(cell.get(key) or "") for key in ("role", "row", "half"))


def sound(cell):
    return cell["verdict"] == ("BY DESIGN" if cell["claim"] == "lacks" else "HELD")


def runs_of(assay, runs, arguments):
    """Prints what came of these runs; how many came to another verdict, or none to any."""
    verdicts, bad, first, start = collections.Counter(), [], None, time.monotonic()
    for _ in range(runs):
        done = check(assay, *arguments)
        cells = done.report["cells"]
        now = {name_of(c): c["verdict"] for c in cells}
        first = first or (now, done.exit_code)
        verdicts.update(now.values())
        wrong = {name_of(c): c["reason"] for c in cells if "--reference" in arguments and not sound(c)}
        wrong |= {n: f"{v}, and {first[0].get(n)} in the first run" for n, v in now.items() if first[0].get(n) != v}
        if wrong or done.exit_code != first[1]:
            bad.append(f"seed {done.report['seed']}: exit {done.exit_code}, {wrong}")
    print(f"{runs} runs, {len(bad)} with another verdict:", ", ".join(f"{n} {v}" for v, n in sorted(verdicts.items())),
          f"({(time.monotonic() - start) / max(runs, 1):.1f} s a run)", flush=True)
    print("".join(line + "\n" for line in bad), end="", file=sys.stderr, flush=True)
    return len(bad) if verdicts else 1


def runs_of_matrix(assay, runs):
    """How many runs came out otherwise than claimed, each printed with its seed."""
    bad, start = 0, time.monotonic()
    for _ in range(runs):
        seed = secrets.token_hex(32)
        done = subprocess.run([assay, "matrix", "--check", "--seed", seed], capture_output=True, text=True)
        if done.returncode:
            bad += 1
            print(f"seed {seed}: exit {done.returncode}\n{done.stdout}{done.stderr}", file=sys.stderr, flush=True)
    print(f"{runs} runs of the matrix, {bad} not as claimed ({(time.monotonic() - start) / max(runs, 1):.1f} s a run)")
    return bad


def made_late(words_of_target, ms):
    late = [sys.executable, str(pathlib.Path(__file__).with_name("late.py")), ms]
    if words_of_target[0] == "--":
        return ["--", *late, *words_of_target[1:]]
    return [word if word.startswith("--exec") else f"{shlex.join(late)} {word}" for word in words_of_target]


def main():
    assay, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    if sys.argv[3:] == ["--matrix"]:
        return 1 if runs_of_matrix(assay, runs) else 0
    if sys.argv[3:4] != ["--each"]:
        return 1 if runs_of(assay, runs, sys.argv[3:] or ["--reference"]) else 0
    bad, more, ms = 0, sys.argv[5:], None
    if more[:1] == ["--late"]:
        ms, more = more[1], more[2:]
    for target in json.loads(pathlib.Path(sys.argv[4]).read_text())["targets"]:
        if not target.get("reference"):
            print(f"{target['name']}: ", end="", flush=True)
            bad += runs_of(assay, runs, [*more, *(made_late(words(target), ms) if ms else words(target))])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
