#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what no compiler sees: JSON against its schemas, and that every cited section of spec/ exists.

Usage: .ci/documents.py ASSAY
"""
import json
import pathlib
import re
import subprocess
import sys

import jsonschema

from checking import check

ROOT = pathlib.Path(__file__).resolve().parent.parent
CITATION = re.compile(r"(?:spec/)?(properties|shs1|box-stream|shim|vectors)\.md(?:#| §)(\d+(?:\.\d+)*)")


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
    report = check(assay, "--effort", "quick", "--deadlines", "0.2", "--reference").report
    report_schema = load(ROOT / "conformance/report/report.schema.json")
    yield from check_schema(report, report_schema, "report of --reference")
    yield from vectors_errors()


def vectors_errors():
    schemas = sorted(ROOT.glob("vectors/**/handshake-1.schema.json"))
    if not schemas:
        yield "no schema of vectors was found, so this check has gone blind"
    for schema in schemas:
        for file in sorted(set(schema.parent.glob("*.json")) - {schema}):
            yield from check_schema(load(file), load(schema), file.relative_to(ROOT))


def sections(document):
    text = (ROOT / "spec" / f"{document}.md").read_text()
    return set(re.findall(r"^#+ (\d+(?:\.\d+)*)[. ]", text, re.M))


def citation_errors():
    known, count = {}, 0
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in files:
        if not name.endswith((".cpp", ".hpp", ".md", ".json", ".js", ".py", ".h", ".c")):
            continue
        for document, section in CITATION.findall((ROOT / name).read_text()):
            count += 1
            if section not in known.setdefault(document, sections(document)):
                yield f"{name} cites {document}.md {section}, which is no heading there"
    if count == 0:
        yield "no citation of spec/ was found, so this check has gone blind"
    print(f"{count} citations of spec/")


def main():
    errors = [*schema_errors(sys.argv[1]), *citation_errors()]
    for error in errors:
        print(error, file=sys.stderr)
    print(f"documents: {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
