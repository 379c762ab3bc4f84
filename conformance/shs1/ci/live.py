#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Attacks real servers over TCP: programs that listen with nothing but the package's own code.

Usage: conformance/shs1/ci/live.py ASSAY

Prints the table that assay gives, and fails where a server does not break as the shims' README says, a crash is
not seen, or its handshake limit counts something else. A server whose toolchain is missing is named and left out.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / ".ci"))
from checking import check  # noqa: E402
from equivalence import K, SERVER_SEED, free_port, live_server  # noqa: E402

SHIMS = pathlib.Path(__file__).resolve().parents[2] / "shims"
# Name, program, its file that ./bootstrap shims makes, the rows it breaks, an attack that must kill it and how it ends,
# and what its handshake limit counts; "unknown" where it is longer than PATIENCE.
PATIENCE = 7  # seconds
SERVERS = [
    ("npm secret-handshake", ["node", SHIMS / "js/secret-handshake/tcp-server.js"],
     SHIMS / "js/secret-handshake/node_modules", {"R"}, "E01a-low-order-hello/zero", "exit code 1", "per-read"),
    ("Go secretstream", [SHIMS / "go/secretstream/tcp-server/tcp-server"],
     SHIMS / "go/secretstream/tcp-server/tcp-server", {"P01", "P02", "P06", "R"},
     "E03-cold-call-with-ordinary-r/zero", "exit code 2", "unknown"),
]


def attack(assay, program):
    port = free_port()
    serve = [*map(str, program), str(port), K, SERVER_SEED]
    return check(assay, "--effort", "quick", "--deadlines", PATIENCE, *live_server(port, serve))


def death(report, case):
    """How the server died of that case."""
    found = [c for attack in report["attacks"] for c in attack["cases"] if c["name"] == f"shs1/server/{case}"]
    return found[0]["observed"] if found and found[0]["verdict"] == "CRASHED" else "it did not die"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wrong = 0
    for name, program, made, rows, killer, end, counted in SERVERS:
        if not made.exists():
            print(f"{name}: skipped, {made.relative_to(SHIMS)} was not built")
            continue
        code, out, report = attack(sys.argv[1], program)
        broken = {cell["row"] for cell in report["cells"] if cell["verdict"] == "BROKEN"}
        died = death(report, killer)
        good = code == 1 and broken == rows and end in died and report["deadlines"][0]["counted"] == counted
        wrong += not good
        head, limit = out.split("\n\n✗")[0], out[out.index("\n  handshake limit"):]
        print(head + "\n" + limit)
        print(f"{'ok' if good else 'WRONG'}: {name} breaks {' '.join(sorted(broken))}; {killer}: {died}; exit {code}\n",
              flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
