#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs every command that README.md shows under "Test your own implementation in ten minutes".

The commands are the lines of the ```sh blocks that stand directly below a line `<!-- snippets…-->`, each written
`COMMAND  # exit CODE: TEXT`: it must exit with CODE, and TEXT must be in what it prints. They run in order, in a
temporary folder, with `assay` on PATH and `build/release` linked to the folder of ASSAY. A command of assay that stands
elsewhere in the section, and so would not be run, is an error, and so is a section without commands.

Usage: .ci/snippets.py ASSAY
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECTION = re.compile(r"^## Test your own implementation in ten minutes\n(.*?)^## ", re.S | re.M)
BLOCK = re.compile(r"^<!-- snippets\b[^\n]*-->\n```sh\n(.*?)^```\n", re.S | re.M)
SNIPPET = re.compile(r"(?P<command>\S.*?) +# exit (?P<code>\d+): (?P<text>\S.*)")
SECONDS = 120  # a run of the whole suite takes some ten


def snippets(readme):
    """The commands with what each must show, or exit: a text that is not fully run is worth nothing."""
    section = SECTION.search(readme)
    if not section:
        sys.exit("README.md has no section `Test your own implementation in ten minutes`")
    unread = re.findall(r"`assay +[^`\n]+`|^ *(?:\$ )?assay .*", BLOCK.sub("", section[1]), re.M)
    if unread:
        sys.exit(f"README.md: {unread[0]}: a command outside the blocks marked `<!-- snippets -->` is not run")
    lines = [line for block in BLOCK.findall(section[1]) for line in block.splitlines() if line.strip()]
    if not lines:
        sys.exit("README.md shows no commands below `<!-- snippets -->`, so this check has gone blind")
    for line in lines:
        if not SNIPPET.fullmatch(line):
            sys.exit(f"README.md: {line}: not of the form COMMAND  # exit CODE: TEXT")
    return [SNIPPET.fullmatch(line) for line in lines]


def wrong(snippet, folder, environment):
    """What is not as README.md says, or None."""
    command = ["bash", "-c", snippet["command"]]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=SECONDS, text=True)
    except subprocess.TimeoutExpired:
        return f"still runs after {SECONDS} s"
    if done.returncode != int(snippet["code"]):
        return f"exit code {done.returncode}, and README.md says {snippet['code']}\n{done.stdout[-2000:]}"
    if snippet["text"] not in done.stdout:
        return f"README.md says that it prints {snippet['text']!r}\n{done.stdout[-2000:]}"
    return None


def main():
    if len(sys.argv) != 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit("usage: .ci/snippets.py ASSAY, the executable that was built")
    built = pathlib.Path(sys.argv[1]).resolve().parent
    environment = {**os.environ, "PATH": f"{built}:{os.environ['PATH']}"}
    failed, found = 0, snippets((ROOT / "README.md").read_text())
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "build").mkdir()
        pathlib.Path(folder, "build/release").symlink_to(built)
        for snippet in found:
            problem = wrong(snippet, folder, environment)
            failed += problem is not None
            print(f"{'✗' if problem else '✔'} {snippet['command']}" + (f": {problem}" if problem else ""))
    print(f"README.md: {len(found) - failed} of {len(found)} commands do what it says")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
