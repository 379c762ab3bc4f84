#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the same implementations through every kind of target and compares the verdicts of their cases.

Usage: conformance/shs1/ci/equivalence.py BUILD_DIR [--ids M00,M04] [--verbose]

HSP/1 is what the others are compared with: the shared library (of the reference also the example in C), the
executable contract, and TCP with and without an allow list. Verdicts must be equal; a case that is SKIPPED on one side
is listed with the capability that it names, and any other difference needs an entry in EXPLAINED. Crash mutants are not
run through the contract, where an exit code is all that a death by exit shows.
"""
import argparse
import collections
import ctypes
import ctypes.util
import pathlib
import shlex
import socket
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / ".ci"))
from checking import check  # noqa: E402

ATTACKS = ["B01", "B02", "B03", *(f"C{n:02}" for n in range(1, 14)), "C15", *(f"D{n:02}" for n in range(1, 9)),
           "E01b", "E02", "F01", "F06"]
MUTANTS = ["M00", "M01", "M02", "M04", "M07", "M11", "M13", "M14", "M20", "M24", "M35", "M36"]
CRASH = ["M29"]
# Differences beyond SKIPPED, each with what explains it. The verdicts are printed all the same.
EXPLAINED = {
    ("M14", "TCP client"): "done is no event on a wire: what it writes before msg4 is bytes beyond msg3, and every "
                           "honest run fails on those (row C)",
    ("M20", "contract"): "endpoint: each session is a process of its own, and reuses nothing of another",
}
K, SERVER_SEED, CLIENT_SEED = "07" * 32, "02" * 32, "01" * 32
SEED = f"{1:064x}"


def public_key(seed):
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    pk, sk = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(pk, sk, bytes.fromhex(seed))
    return pk.raw.hex()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def live_server(port, serve):
    """The target that serve, which takes K and SERVER_SEED, starts on that port."""
    return ["--tcp", f"127.0.0.1:{port}", "--key", f"network_key={K}", "--key", f"server_key={public_key(SERVER_SEED)}",
            "--key", f"client_seed={CLIENT_SEED}", "--serve", shlex.join(serve)]


def tcp_server(mutant, allow):
    port = free_port()
    serve = [*mutant, "tcp-server", "--", "--port", str(port), "--network-key", K, "--seed", SERVER_SEED]
    if allow:
        serve += ["--allow", public_key(CLIENT_SEED)]
    return [*live_server(port, serve), *(["--allow-list"] if allow else [])]


def tcp_client(mutant):
    trigger = shlex.join([*mutant, "tcp-client", "--", "127.0.0.1:{port}", "--network-key", "{network_key}",
                          "--server-key", "{server_key}", "--seed", "{client_seed}"])
    return ["--listen", "0", "--trigger", trigger]


def targets(build, mutant_id):
    """(name, words of the target); the first is what the others are compared with."""
    mutant = [str(build / "assay-mutant"), "--id", mutant_id, "--as"]
    executable = shlex.join([*mutant, "executable"])
    yield "HSP/1", ["--", *mutant, "hsp"]
    yield "library", ["--lib", str(build / "libassay_mutant.so")]
    if mutant_id == "M00":
        yield "example in C", ["--lib", str(build / "libshs1_example.so")]
    if mutant_id not in CRASH:
        yield "contract", ["--exec-server", executable, "--exec-client", executable]
    yield "TCP server", tcp_server(mutant, allow=False)
    yield "TCP server, list", tcp_server(mutant, allow=True)
    yield "TCP client", tcp_client(mutant)


def verdicts(build, mutant, words):
    report = check(build / "assay", "--seed", SEED, "--effort", "quick", *words,
                   environment={"ASSAY_MUTANT": mutant}).report
    return {case["name"]: (attack["id"], case["verdict"], case["observed"])
            for attack in report["attacks"] for case in attack["cases"]}


def differences(ours, theirs):
    """(attack, case, verdict there, verdict here, why) of each case that both targets have a role for."""
    for name in sorted(ours.keys() & theirs.keys()):
        attack, verdict, why = ours[name]
        _, there, why_there = theirs[name]
        if verdict != there:
            yield attack, name, there, verdict, why if verdict == "SKIPPED" else why_there


def compare(mutant, build, verbose):
    named = list(targets(build, mutant))
    base = verdicts(build, mutant, named[0][1])
    wrong, skipped = [], collections.defaultdict(set)
    for kind, words in named[1:]:
        ours = verdicts(build, mutant, words)
        for attack, name, there, here, why in differences(ours, base):
            if "SKIPPED" in (here, there):
                skipped[(kind, why)].add(attack)
            else:
                wrong.append((kind, attack, f"{name}: {there} through HSP/1, {here} through {kind} ({why})"))
        compared = [n for n, v in ours.items() if n in base and v[0] in ATTACKS and "SKIPPED" not in (v[1], base[n][1])]
        same = sum(base[n][1] == ours[n][1] for n in compared)
        print(f"{mutant}  {kind:<17} {same} of {len(compared)} cases of the listed attacks alike", flush=True)
    for kind in sorted({kind for kind, _, _ in wrong} & {kind for id, kind in EXPLAINED if id == mutant}):
        print(f"      {kind}: {sum(w[0] == kind for w in wrong)} cases differ; {EXPLAINED[mutant, kind]}")
    wrong = [w for w in wrong if (mutant, w[0]) not in EXPLAINED]
    for _, attack, text in wrong:
        print(f"      {'✗' if attack in ATTACKS else '!'} {text}")
    if verbose:
        for (kind, why), attacks in sorted(skipped.items()):
            print(f"      {kind}: {why}: {' '.join(sorted(attacks))}")
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--ids", type=lambda text: text.split(","), default=MUTANTS + CRASH)
    parser.add_argument("--verbose", action="store_true", help="name what is skipped, and the capability it needs")
    args = parser.parse_args()
    results = [compare(mutant, args.build.resolve(), args.verbose) for mutant in args.ids]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
