#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Regenerates the real output shown in a Markdown file, or with --check says whether it is stale.

A block is ```console directly below a line `<!-- run: ARGUMENTS OF ASSAY -->`, or, where the output is Markdown
itself, all between `<!-- insert: ARGUMENTS OF ASSAY -->` and `<!-- end -->`. Runs use a fixed seed; durations and
the version of Node are masked, since they differ from run to run and from machine to machine.

Usage: .ci/readme.py ASSAY [--check] [FILE]        FILE: README.md, or conformance/shims/README.md (minutes)
"""
import difflib
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- run: (.+?) -->\n```console\n)(.*?)(```\n)", re.S)
INSERT = re.compile(r"(<!-- insert: (.+?) -->\n)(.*?)(<!-- end -->\n)", re.S)


def run(assay, arguments):
    words = shlex.split(arguments)
    done = subprocess.run([assay, *words], cwd=ROOT, capture_output=True, text=True, timeout=1800)
    if not done.stdout:
        sys.exit(f"assay {arguments} printed nothing: {done.stderr}")
    output = re.sub(r"\b[0-9.]+ s$", "… s", done.stdout, flags=re.M)
    output = re.sub(r" +$", "", output, flags=re.M)
    return output


def main():
    assay, check = str(pathlib.Path(sys.argv[1]).resolve()), "--check" in sys.argv[2:]
    name = ([word for word in sys.argv[2:] if word != "--check"] or ["README.md"])[0]
    readme = ROOT / name
    old = readme.read_text()
    blocks = BLOCK.findall(old) + INSERT.findall(old)
    if not blocks:
        sys.exit(f"{name} shows no output, so this check has gone blind")
    new = BLOCK.sub(lambda m: f"{m[1]}$ assay {m[2]}\n{run(assay, m[2])}{m[4]}", old)
    new = INSERT.sub(lambda m: m[1] + run(assay, m[2]) + m[4], new)
    if check and new != old:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "regenerated"))
        sys.exit(f"{name} is stale: run .ci/readme.py build/release/assay {name}")
    readme.write_text(new)
    print(f"{name}: {len(blocks)} outputs")


if __name__ == "__main__":
    main()
