#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Regenerates the real output shown in README.md, or with --check says whether it is stale.

A block is ```console directly below a line `<!-- run: ARGUMENTS OF ASSAY -->`. Runs use a fixed seed; durations
are masked, since they differ from run to run.

Usage: .ci/readme.py ASSAY [--check]
"""
import difflib
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- run: (.+?) -->\n```console\n)(.*?)(```\n)", re.S)


def run(assay, arguments):
    words = shlex.split(arguments)
    done = subprocess.run([assay, *words], cwd=ROOT, capture_output=True, text=True, timeout=300)
    output = re.sub(r"\b[0-9.]+ s$", "… s", done.stdout, flags=re.M)
    output = re.sub(r" +$", "", output, flags=re.M)
    return f"$ assay {arguments}\n{output}"


def main():
    assay, check = str(pathlib.Path(sys.argv[1]).resolve()), "--check" in sys.argv[2:]
    readme = ROOT / "README.md"
    old = readme.read_text()
    blocks = BLOCK.findall(old)
    if not blocks:
        sys.exit("README.md shows no output, so this check has gone blind")
    new = BLOCK.sub(lambda m: m[1] + run(assay, m[2]) + m[4], old)
    if check and new != old:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "regenerated"))
        sys.exit("README.md is stale: run .ci/readme.py build/release/assay")
    readme.write_text(new)
    print(f"README.md: {len(blocks)} outputs")


if __name__ == "__main__":
    main()
