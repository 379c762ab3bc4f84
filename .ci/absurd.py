#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs `assay check` on targets that are none, and on two that always say the same.

Usage: .ci/absurd.py ASSAY
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
YES_MAN = ["python3", str(ROOT / "conformance/targets/tests/hostile/yes_man.py")]
BOUND = 240  # the one that says done to everything waits out every control, about 100 s

NO_TARGETS = [["/bin/true"], ["/bin/cat"], ["yes"], ["sleep", "inf"], ["./no-such-file"]]


def check(assay, command, report=None):
    extra = ["--report", f"json={report}"] if report else []
    start = time.monotonic()
    done = subprocess.run([assay, "check", *extra, "--", *command], capture_output=True, text=True, timeout=BOUND)
    return done, time.monotonic() - start


def judge_no_target(assay, command):
    done, seconds = check(assay, command)
    sentence = done.stderr.strip().splitlines()[-1:] or [""]
    ok = done.returncode == 3 and len(sentence[0]) > 40
    print(f"{'ok  ' if ok else 'BAD '} {' '.join(command):<24} exit {done.returncode}  {seconds:5.1f} s  {sentence[0]}")
    return ok


def judge_yes_man(assay, word):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "report.json")
        done, seconds = check(assay, [*YES_MAN, word], file)
        cells = json.loads(file.read_text())["cells"]
    ok = done.returncode == 1 and bool(cells)
    for cell in cells:
        ok &= cell["verdict"] == ("BROKEN" if cell["row"] == "C" else "INCONCLUSIVE")
    verdicts = sorted({f"{c['row'] if c['row'] == 'C' else 'other'} {c['verdict']}" for c in cells})
    print(f"{'ok  ' if ok else 'BAD '} {word + ' to everything':<24} exit {done.returncode}  {seconds:5.1f} s  {', '.join(verdicts)}")
    return ok


def main():
    assay = str(pathlib.Path(sys.argv[1]).resolve())
    results = [judge_no_target(assay, c) for c in NO_TARGETS]
    results += [judge_yes_man(assay, word) for word in ("rejected", "done")]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
