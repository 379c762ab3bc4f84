#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what two versions of assay say of the same targets: the verdict of every cell and case, and the exit code.

OLD and NEW are folders of JSON reports, one a target, as `collect` makes them. INTENDED lists differences that are
meant, one a line, as they are printed; every other one, and one that is listed but not there, fails.

Usage: .ci/compare_reports.py collect ASSAY TARGETS.json FOLDER [NAME...] [-- WORDS OF CHECK...]
                                                       runs `check` on each target, seed 00..01, and says how long it took
       .ci/compare_reports.py OLD NEW [--intended INTENDED]
"""
import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEED = "0" * 63 + "1"


def words(target):
    if target.get("reference"):
        return ["--reference"]
    if "command" in target:
        return ["--", *target["command"]]
    return ["--exec-server", target["exec-server"], "--exec-client", target["exec-client"]]


def collect(assay, targets, folder, *names):
    names, more = (names[:names.index("--")], names[names.index("--") + 1:]) if "--" in names else (names, ())
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for target in json.loads(pathlib.Path(targets).read_text())["targets"]:
        if names and target["name"] not in names:
            continue
        file = folder.resolve() / (target["name"].replace(" ", "_").replace("'", "").replace(",", "") + ".json")
        start = time.monotonic()
        done = subprocess.run([assay, "check", "--seed", SEED, "--report", f"json={file}", *more, *words(target)],
                              cwd=ROOT, capture_output=True, text=True)
        seconds = time.monotonic() - start
        print(f"{target['name']:<30} {seconds:6.1f} s  exit {done.returncode} {done.stderr.strip()}", flush=True)
    return 0


def verdicts(file):
    """Of every cell that is the role's and of every case. Reports of before the words changed say `all` for the half
    of a cell that has none, and octet in the names of cases."""
    report = json.loads(file.read_text())
    cells = {f"{c['role']} {c['row']} {c['half'].replace('all', '-')}": c["verdict"] for c in report["cells"]
             if c["verdict"] != "N/A"}
    cases = {case["name"].replace("octet", "byte"): case["verdict"]
             for attack in report["attacks"] for case in attack["cases"]}
    return {**cells, **cases, "exit": report["exit"]}


def differences(old, new):
    for file in sorted({f.name for f in old.glob("*.json")} | {f.name for f in new.glob("*.json")}):
        if not (old / file).exists() or not (new / file).exists():
            yield f"{file}: only in {old if (old / file).exists() else new}"
            continue
        a, b = verdicts(old / file), verdicts(new / file)
        for name in sorted(a.keys() | b.keys()):
            if a.get(name) != b.get(name):
                yield f"{file}: {name}: {a.get(name)} -> {b.get(name)}"


def compare(old, new, intended):
    found = list(differences(pathlib.Path(old), pathlib.Path(new)))
    meant = set(pathlib.Path(intended).read_text().splitlines()) if intended else set()
    for line in found:
        print(line if line not in meant else f"(intended) {line}")
    for line in sorted(meant - set(found)):
        print(f"listed, but there is no such difference: {line}")
    stray = set(found) ^ meant
    print(f"{len(found)} differences, {len(stray)} not as listed")
    return 1 if stray else 0


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["collect"] and len(arguments) >= 4:
        return collect(*arguments[1:])
    if len(arguments) == 2 or (len(arguments) == 4 and arguments[2] == "--intended"):
        return compare(arguments[0], arguments[1], arguments[3] if len(arguments) == 4 else None)
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main())
