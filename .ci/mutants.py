#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs mutants and compares the rows that come out BROKEN with those that each must break.

Usage: .ci/mutants.py BUILD_DIR [--seeds N] [--jobs N] [--ids M11,M04 | --all]

Without --ids or --all: the sample that every release must tell apart. A mutant that shows only through a way of
driving a target that its protocol has to itself is run through that, the others through HSP/1. Both are said in
conformance/PROTOCOL/ci/mutants.json: of the latter, each option and the word for --as that gives its command.
"""
import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import time

from checking import check

PLANS = [json.loads(file.read_text())
         for file in sorted(pathlib.Path(__file__).resolve().parent.parent.glob("conformance/*/ci/mutants.json"))]
SAMPLE = [name for plan in PLANS for name in plan["sample"]]
OWN_TARGET = {name: options for plan in PLANS for name, options in plan["own_target"].items()}


def target(mutant, build):
    command = [str(build / "assay-mutant"), "--id", mutant["id"], "--as"]
    own = OWN_TARGET.get(mutant["id"], {})
    words = [word for option, way in own.items() for word in (option, " ".join([*command, way]))]
    return words or ["--", *command, "hsp"]


def problems(mutant, report):
    broken = {f"{c['role']}.{c['row']}" for c in report["cells"] if c["verdict"] == "BROKEN"}
    must = set(mutant["breaks"])
    if broken != must:
        yield f"broken beyond the list: {sorted(broken - must)}; listed but not broken: {sorted(must - broken)}"
    won = {f"{a['role']}.{a['id']}" for a in report["attacks"] if a["verdict"] in ("SUCCEEDED", "CRASHED", "HUNG")}
    missed = set(mutant["kills"]) - won
    if missed:
        yield f"attacks that should bite and did not: {sorted(missed)}"


def run(mutant, build, seeds):
    failures, start = [], time.monotonic()
    for i in range(seeds):
        report = check(build / "assay", "--seed", f"{i + 1:064x}", *target(mutant, build)).report
        failures += [f"seed {i + 1}: {f}" for f in problems(mutant, report)]
    good = seeds - len({f.split(":")[0] for f in failures})
    seconds = (time.monotonic() - start) / seeds
    lines = [f"{mutant['id']:<5} {good} of {seeds} {seconds:5.1f} s  {mutant['flaw']}"]
    return "\n".join(lines + ["      " + f for f in failures]), not failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=3, help="mutants at a time: a run waits as much as it works")
    parser.add_argument("--ids", type=lambda text: text.split(","), default=SAMPLE)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    listing = subprocess.run([options.build / "assay", "list", "mutants", "--json"], capture_output=True, check=True)
    known = {m["id"]: m for m in json.loads(listing.stdout)}
    ids = list(known) if options.all else options.ids
    unknown = [i for i in ids if i not in known]
    if unknown:
        sys.exit(f"there is no mutant {', '.join(unknown)}; `assay list mutants` names them")
    passed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for text, good in pool.map(lambda i: run(known[i], options.build, options.seeds), ids):
            print(text, flush=True)
            passed += good
    print(f"mutants: {passed} of {len(ids)} as listed")
    return 0 if passed == len(ids) else 1


if __name__ == "__main__":
    sys.exit(main())
