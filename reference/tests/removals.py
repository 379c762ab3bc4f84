#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Removes each check and each operand of reference/, one at a time, and asks the tests to notice.

In a copy outside the source tree, in turn: every one-line `if` and every `return` of a libsodium verdict
is removed (kind: check); every operand of every hash, MAC, signature, box and of the formulas made of
these is dropped or made zero (kinds: drop, zero). A mutant is killed when a test fails. A drop may also not
compile, where the types forbid it; the zero beside it always must. A survivor must stand in removals_exceptions.txt with a proof that no input
reaches it. The families of removals_switched.py are compiled once, with a switch for each removal, and nothing in
them is dropped. Exit status: 0 all as expected, 1 a survivor or a stale exception, 2 the unchanged copy fails.
"""
import argparse
import concurrent.futures
import itertools
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import tempfile

import removals_switched

REFERENCE = pathlib.Path(__file__).resolve().parent.parent
EXCEPTIONS = REFERENCE / "tests" / "removals_exceptions.txt"
TESTS = {"box_stream": ["test_box_stream"], "shs1": ["test_shs1"],
         "toy": ["test_toy"], "ladder": ["test_ladder"], "common": ["test_reference_common", "test_box_stream", "test_shs1"]}
TIMEOUT = 60  # seconds for one test program; a mutant that hangs is noticed
BUILD_TIMEOUT = 900
# What a file of reference/ spends most of its compilation on, once for each library of the copy.
PRECOMPILED = """
foreach(library reference_common reference_shs1 reference_box_stream)
  target_precompile_headers(${library} PRIVATE <algorithm> <array> <expected> <optional> <span> <string_view> <vector>)
endforeach()
set_target_properties(reference_ladder PROPERTIES UNITY_BUILD ON)
"""

CHECK = re.compile(r"^ *if \((?:[^;{}]|\n)*?\)\n? *(?:return [^;]*|[\w.:()]+[^;{}=]*|\w+ = [^;]*);\n", re.M)
VERDICT = re.compile(r"return (crypto_\w+\([^;]*\)) == 0;")
CALL = re.compile(r"\b(concat|sha256|hmac|hmac_matches|sign|verify|box|open_box|seal|unseal|shared_ab|shared_aB|shared_Ab|x25519|product|"
                  r"key_of_msg3|key_of_msg4|hash_ab|client_auth|verify_client_auth|server_accept|"
                  r"verify_server_accept|box_server_accept|client_hello|verify_client_hello|server_hello|"
                  r"verify_server_hello|client_outcome|server_outcome|session_secret|key_to_server|key_to_client|"
                  r"nonce_to_server|nonce_to_client|box_client_auth)(?:<\w+>)?\(")


class Mutant:
    def __init__(self, path, start, end, replacement, kind, text):
        self.path, self.start, self.end, self.replacement = path, start, end, replacement
        self.kind, self.text = kind, " ".join(text.split())
        self.name = f"{path.relative_to(REFERENCE)}: {kind}: {self.text}"


def arguments(source, start):
    """The (start, end) of each argument of the call whose parenthesis opens just before `start`."""
    depth, begin, spans = 0, start, []
    for i in range(start, len(source)):
        c = source[i]
        if c == ")" and depth == 0:
            return spans + [(begin, i)], i + 1
        if c == "," and depth == 0:
            spans.append((begin, i))
            begin = i + 1
        depth += c in "([{"
        depth -= c in ")]}"
    raise ValueError("unbalanced parentheses")


def zeros_of(operand):
    kind = f"std::decay_t<decltype({operand})>"
    return f"{kind}::from(std::array<std::uint8_t, {kind}::size>{{}})"


def zero(operand, folder):
    """A value of the operand's type and length with none of its content."""
    bytes32 = "(std::array<std::uint8_t, 32>{})"
    if operand == "zero_nonce":  # zero already
        return "BoxNonce::from(std::array<std::uint8_t, 24>{1})"
    if operand == "goodbye_plain":
        return "HeaderPlain::from(std::array<std::uint8_t, 18>{1})"
    if re.fullmatch(r"s\.[AB]_", operand):
        return f"std::decay_t<decltype({operand})>::from_seed" + bytes32
    if re.fullmatch(r"s\.[ab]_|[ab]", operand):
        return "EphemeralSecret::from_x25519_secret" + bytes32
    if folder == "shs1" and operand in ("H", "s.H_"):  # no other content can be had: the H of another client
        return (f"client_auth(NetworkKey::from{bytes32}, ClientSecret::from_seed{bytes32}, "
                f"ServerPublic::from{bytes32}, HashAb::from{bytes32})")
    if operand in ("body", "boxed"):
        return f"Bytes({operand}.size())"
    if operand == "claimed":
        return "std::span<const std::uint8_t, 32>(std::array<std::uint8_t, 32>{})"
    if operand.endswith(".view()"):
        return f"{zeros_of(operand[:-7])}.view()"
    return zeros_of(operand)


def operand_mutants(path, source):
    for call in CALL.finditer(source):
        line = source[source.rfind("\n", 0, call.start()) + 1:call.start()]
        spans, end = arguments(source, call.end())
        texts = [source[a:b].strip() for a, b in spans]
        declares = any(re.search(r"^(const )?[\w:<>, ]+&{0,2} \w+$|^std::span<", t) or "&..." in t for t in texts)
        if "//" in line or declares or texts == ["parts..."]:
            continue
        whole = source[call.start():end]
        outputs = 1 if call[1] in ("seal", "unseal") else 0
        for i, (a, b) in list(enumerate(spans))[outputs:]:
            lead = source[a:b][:len(source[a:b]) - len(source[a:b].lstrip())]
            yield Mutant(path, a, b, lead + zero(texts[i], path.parent.name), "zero", f"{texts[i]} in {whole}")
            if call[1] in ("concat", "sha256") and len(spans) > 1:
                cut = (a, b + 1) if i == 0 else (a - 1, b)
                yield Mutant(path, *cut, "", "drop", f"{texts[i]} in {whole}")


def mutants():
    for path in sorted(REFERENCE.glob("*/*.[ch]pp")):
        if path.parent.name in ("tests", *removals_switched.SWITCHED):
            continue
        source = path.read_text()
        for check in CHECK.finditer(source):
            yield Mutant(path, check.start(), check.end(), "", "check", check[0])
        for verdict in VERDICT.finditer(source):
            yield Mutant(path, verdict.start(), verdict.end(), f"return {verdict[1]}, true;", "check", verdict[0])
        yield from operand_mutants(path, source)


def exceptions():
    """NAME lines, each followed by an indented proof."""
    found, name = {}, None
    for line in EXCEPTIONS.read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0] != " ":
            name = line
            found[name] = ""
        else:
            found[name] += line.strip() + " "
    unproved = [n for n, proof in found.items() if not proof]
    if unproved:
        sys.exit(f"{EXCEPTIONS.name}: no proof for {unproved}")
    return found


class Copy:
    """reference/ and the top CMakeLists without the rest of the project, with a build directory."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        shutil.copytree(REFERENCE, self.root / "reference")
        top = (REFERENCE.parent / "CMakeLists.txt").read_text()
        top = re.sub(r"^add_subdirectory\((?!reference).*\n", "", top, flags=re.M)
        (self.root / "CMakeLists.txt").write_text(top.replace(" -Werror", "") + PRECOMPILED)
        flags = "-O0 -w -D_GLIBCXX_ASSERTIONS"
        self.run("cmake", "-G", "Ninja", "-S", root, "-B", self.root / "build", f"-DCMAKE_CXX_FLAGS={flags}")

    def run(self, *command, timeout=BUILD_TIMEOUT):
        return subprocess.run([str(c) for c in command], capture_output=True, timeout=timeout).returncode

    def builds(self, test):
        return self.run("cmake", "--build", self.root / "build", "--target", test, "--", "-j1") == 0

    def verdict(self, folder="common"):
        for test in TESTS[folder]:
            if not self.builds(test):
                return "does not compile"
            try:
                if self.run(self.root / "build" / test, "--abort", timeout=TIMEOUT):
                    return f"killed by {test}"
            except subprocess.TimeoutExpired:
                return "hangs"
        return "SURVIVED"

    def try_mutant(self, mutant):
        path = self.root / "reference" / mutant.path.relative_to(REFERENCE)
        source = path.read_text()
        path.write_text(source[:mutant.start] + mutant.replacement + source[mutant.end:])
        try:
            return self.verdict(mutant.path.parent.name)
        finally:
            path.write_text(source)


def run_all(chosen, jobs):
    with tempfile.TemporaryDirectory(prefix="removals-") as top:
        copies = queue.Queue()
        for i in range(jobs):
            copies.put(Copy(pathlib.Path(top) / str(i)))

        def one(work):
            copy = copies.get()
            try:
                return work(copy)
            finally:
                copies.put(copy)

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            control = list(pool.map(lambda _: one(Copy.verdict), range(jobs)))
            if set(control) != {"SURVIVED"}:
                print(f"the unchanged copy: {control}", file=sys.stderr)
                sys.exit(2)
            yield from zip(chosen, pool.map(lambda m: one(lambda copy: copy.try_mutant(m)), chosen))


def run_switched(chosen, jobs):
    with tempfile.TemporaryDirectory(prefix="removals-") as top:
        copy = Copy(top)
        removals_switched.switch_all(removals_switched.removals(REFERENCE), REFERENCE, copy.root)
        programs = {}
        for folder in removals_switched.SWITCHED:
            test, = TESTS[folder]
            programs[folder] = copy.root / "build" / test
            control = removals_switched.verdict(programs[folder], 0) if copy.builds(test) else "does not compile"
            if control != "SURVIVED":
                print(f"the copy of {folder} with nothing removed: {control}", file=sys.stderr)
                sys.exit(2)

        def one(removal):
            return removals_switched.verdict(programs[removal.path.parent.name], removal.number)

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            yield from zip(chosen, pool.map(one, chosen))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", metavar="TEXT", default="", help="mutants whose name contains TEXT")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="print the names and run nothing")
    args = parser.parse_args()
    compiled, switched = list(mutants()), removals_switched.removals(REFERENCE)
    names = {m.name for m in compiled + switched}
    compiled, switched = ([m for m in some if args.only in m.name] for some in (compiled, switched))
    chosen = compiled + switched
    if args.list or not chosen:
        print("\n".join(m.name for m in chosen) or f"no mutant's name contains {args.only!r}")
        return 0 if chosen else 1
    proved = exceptions()
    bad, counts = [], {}
    runs = ([run_switched(switched, args.jobs)] if switched else []) + ([run_all(compiled, args.jobs)] if compiled else [])
    for mutant, verdict in itertools.chain(*runs):
        counts[verdict] = counts.get(verdict, 0) + 1
        print(f"{verdict:32} {mutant.name}", flush=True)
        untried = verdict == "does not compile" and mutant.kind != "drop"
        if untried or (verdict == "SURVIVED") != (mutant.name in proved):
            bad.append((verdict, mutant.name))
    stale = [name for name in proved if name not in names]
    print("\n" + ", ".join(f"{n} {v}" for v, n in sorted(counts.items())) + f", of {len(chosen)}")
    for verdict, name in bad:
        print(f"{'listed as unreachable, but ' if name in proved else ''}{verdict}: {name}")
    for name in stale:
        print(f"listed, but no such mutant: {name}")
    return 1 if bad or stale else 0


if __name__ == "__main__":
    sys.exit(main())
