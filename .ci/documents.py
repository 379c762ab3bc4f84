#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what no compiler sees: JSON against its schemas, spec/ and reference/ as one text (letters.py), citations of
spec/, and that no word of a protocol stands in a room that serves them all.

Usage: .ci/documents.py ASSAY
"""
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import letters
import letters_drifts
from checking import check

ROOT = pathlib.Path(__file__).resolve().parent.parent
NEUTRAL = [*(f"conformance/{room}" for room in ("engine", "games", "terms", "peers", "targets", "report", "cli",
                                               "options", "bench")), "vectors/maker"]


def load(path):
    return json.loads(path.read_text())


def check_schema(document, schema, what):
    for dialect in (jsonschema.Draft7Validator, jsonschema.Draft202012Validator):
        dialect.check_schema(schema)
        for error in dialect(schema).iter_errors(document):
            yield f"{what}: {error.json_path}: {error.message}"


def schema_errors(assay):
    for file in sorted(ROOT.glob("spec/claims/*.json")):
        yield from check_schema(load(file), load(ROOT / "spec/claims.schema.json"), file.relative_to(ROOT))
    yield from check_schema(load(ROOT / "spec/on-paper.json"), load(ROOT / "spec/on-paper.schema.json"), "spec/on-paper.json")
    report = check(assay, "--effort", "quick", "--deadlines", "0.2", "--reference").report
    report_schema = load(ROOT / "conformance/report/report.schema.json")
    yield from check_schema(report, report_schema, "report of --reference")
    yield from vectors_errors()


def vectors_errors():
    folders = {schema.parent for schema in ROOT.glob("vectors/**/*.schema.json")}
    files = sorted(file for folder in folders for file in folder.glob("*.json") if ".schema." not in file.name)
    if not files:
        yield "no file of vectors was found, so this check has gone blind"
    for file in files:
        schema = load(file.parent / f"{load(file)['schema']}.schema.json")
        yield from check_schema(load(file), schema, file.relative_to(ROOT))


def listed_files():
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def words_of_protocols(assay):
    """The words of each protocol that the house must not know: its family, its variant, its parameters and its
    numbered messages, less the words of HSP/1 itself."""
    listed = json.loads(subprocess.run([assay, "list", "protocols", "--protocol", "*", "--json"], capture_output=True,
                                       text=True, check=True).stdout)
    words = set()
    for protocol in (one["protocols"] for one in listed):
        words |= {*protocol["name"].split("/"), *protocol["parameters"]}
        words |= {m for m in protocol["messages"] if m[-1].isdigit()}
    prose = re.sub(r"^(```.*?^```$|[<>] .*?$)", "", (ROOT / "spec/shim.md").read_text(), flags=re.M | re.S)
    return words - set(re.findall(r"[\w.]+", prose))


def neutral_errors(assay):
    """A word of a protocol in a room that serves them all."""
    words = words_of_protocols(assay)
    if not words:
        yield "no protocol has a word of its own, so the check of the neutral rooms has gone blind"
        return
    word = re.compile(rf"(?<![a-z0-9])({'|'.join(map(re.escape, sorted(words)))})(?![a-z0-9])", re.I)
    lines = 0
    for room in NEUTRAL:
        for path in sorted((ROOT / room).rglob("*.[ch]pp")):
            if "tests" in path.parts:
                continue
            for number, line in enumerate(path.read_text().splitlines(), 1):
                lines += 1
                if found := word.search(line):
                    yield f"{path.relative_to(ROOT)}:{number}: {found[0]} is one protocol's word"
    print(f"{lines} lines of neutral rooms, {len(words)} words that are one protocol's")


def main():
    errors = [*schema_errors(sys.argv[1]), *letters.text_errors(ROOT),
              *letters.citation_errors(ROOT, listed_files()), *letters_drifts.drift_errors(ROOT),
              *neutral_errors(sys.argv[1])]
    for error in errors:
        print(error, file=sys.stderr)
    print(f"documents: {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
