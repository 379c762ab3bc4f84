#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Attacks real servers over TCP: programs that listen with nothing but the package's own code.

Usage: .ci/live.py ASSAY

Prints the table that assay gives, and fails where a server does not break as the shims' README says, or a
crash is not seen. A server whose toolchain is missing is named and left out.
"""
import pathlib
import re
import shlex
import socket
import subprocess
import sys

SHIMS = pathlib.Path(__file__).parent.parent / "conformance/shims"
K, SERVER_SEED, CLIENT_SEED = "07" * 32, "02" * 32, "01" * 32
# Name, program, its file that ./bootstrap shims makes, the rows it breaks, an attack that must kill it and how it ends.
SERVERS = [
    ("npm secret-handshake", ["node", SHIMS / "js/secret-handshake/tcp-server.js"],
     SHIMS / "js/secret-handshake/node_modules", {"R"}, "E01a-low-order-hello/zero", "exit code 1"),
    ("Go secretstream", [SHIMS / "go/secretstream/tcp-server/tcp-server"],
     SHIMS / "go/secretstream/tcp-server/tcp-server", {"P01", "P02", "P06", "R"},
     "E03-cold-call-with-ordinary-r/zero", "exit code 2"),
]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def public_key(program):
    """The server's own word, on its first line."""
    with subprocess.Popen([*program, "0", K, SERVER_SEED], stdout=subprocess.PIPE, text=True) as server:
        words = server.stdout.readline().split()
        server.kill()
    return words[2]


def check(assay, program):
    port = free_port()
    serve = shlex.join(map(str, [*program, port, K, SERVER_SEED]))
    command = [assay, "check", "--tcp", f"127.0.0.1:{port}", "--network-key", K, "--server-key", public_key(program),
               "--client-seed", CLIENT_SEED, "--serve", serve, "--effort", "quick"]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def observed(out, case):
    """What the finding says it saw."""
    found = re.search(rf"^✗ shs1/server/{re.escape(case)} .*?observed +(.*?)$", out, re.M | re.S)
    return found[1] if found else "no such finding"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wrong = 0
    for name, program, made, rows, killer, end in SERVERS:
        if not made.exists():
            print(f"{name}: skipped, {made.relative_to(SHIMS)} was not built")
            continue
        done = check(sys.argv[1], program)
        broken = set(re.findall(r"^\s*✗ ([A-Z0-9]+) ", done.stdout, re.M))
        died = observed(done.stdout, killer)
        good = done.returncode == 1 and broken == rows and end in died
        wrong += not good
        print(done.stdout.split("\n\n✗")[0])
        print(f"{'ok' if good else 'WRONG'}: {name} breaks {' '.join(sorted(broken))}; {killer}: {died}; "
              f"exit {done.returncode} {done.stderr.strip()}\n", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
