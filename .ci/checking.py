# SPDX-License-Identifier: MIT
"""`assay check` as these scripts run it."""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

Checked = collections.namedtuple("Checked", "exit_code out report")  # report: the parsed JSON report


def check(assay, *arguments, environment=None):
    """Runs `assay check` with these arguments. A run that wrote no report ends the script with what assay said."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "report.json")
        command = [str(assay), "check", "--report", f"json={file}", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=1500,
                              env={**os.environ, **(environment or {})})
        if not file.exists():
            sys.exit(f"{' '.join(command)} exited {done.returncode}: {done.stderr.strip()}")
        return Checked(done.returncode, done.stdout, json.loads(file.read_text()))
