#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that no function of reference/ leaves a secret in memory, with both compilers at -O2.

Builds the scenarios beside this file with g++ and clang++-19 (a missing one is named and makes the exit
status 3) and runs them. With --removals, also removes each wipe in turn in a copy outside the source tree:
the scenarios must notice each. Exit status: 0 clean and all removals noticed, 1 not, 3 a compiler is missing.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

REFERENCE = pathlib.Path(__file__).resolve().parents[2]
COMPILERS = ["g++", "clang++-19"]
FLAGS = ["-std=c++23", "-O2", "-w"]
# Lazy binding would spill vector registers, which may hold part of a secret, to the stack.
LINK = ["-lsodium", "-Wl,-z,now"]
FOLDERS = ["common", "shs1", "box_stream", "ladder"]
JOINED = ["shs1", "box_stream", "ladder"]  # small files, compiled as one
SOURCES = ["common/*.cpp", "shs1/*.cpp", "box_stream/*.cpp", "ladder/*.cpp", "tests/wiping/*.cpp", "ladder/tests/support.cpp"]

# Behind a switch (tests/removals_switch.hpp): compiled once, and each removed by the environment's REMOVED=N.
WIPES = ["sodium_memzero(bytes_.data(), N);", "sodium_memzero(from.data(), from.size());"]
CONSUMES = re.compile(r"(const |)(?:auto|BoxWriter) (s|self) = std::move\(\*this\);")
SWITCHED_CONSUMES = """\
std::optional<std::remove_reference_t<decltype(*this)>> consumed_;
  if (!removals::is_made({n})) consumed_.emplace(std::move(*this));
  {const}auto& {name} = consumed_ ? *consumed_ : *this;"""
# A type, so compiled anew.
TYPE = ("common/concat.hpp", "std::conditional_t<(SecretType<Parts> || ...),", "std::conditional_t<false && (SecretType<Parts> || ...),")

# Removals that leave nothing behind, each with the proof.
MOVES_ALL = "its one path moves every secret that it holds into the next state"
EQUIVALENT = {
    f"{verb} consumes its state": MOVES_ALL
    for verb in ("ClientStart::hello", "InitiatorStart::begin", "DhInitiatorStart::begin", "SignOwnInitiatorStart::begin")
}


def verb_of(source, at):
    state = re.findall(r'must_be_live\("(\w+)"\)', source[:at])[-1]
    verb = re.findall(r"\b(\w+)\([^()]*\)\s*&&", source[:at])[-1]
    return f"{state}::{verb} consumes its state"


def switches():
    """(number, path, what, start, end, text) of each wipe."""
    number = 0
    for path in sorted(p for folder in FOLDERS for p in (REFERENCE / folder).glob("*.?pp")):
        source = path.read_text()
        for wipe in WIPES:
            for at in (m.start() for m in re.finditer(re.escape(wipe), source)):
                number += 1
                yield number, path, wipe, at, at + len(wipe), f"if (!removals::is_made({number})) {wipe}"
        for move in CONSUMES.finditer(source):
            number += 1
            text = SWITCHED_CONSUMES.format(n=number, const=move[1], name=move[2])
            yield number, path, verb_of(source, move.start()), move.start(), move.end(), text


class Build:
    """One compiler's program, of a copy of reference/."""

    def __init__(self, compiler, root):
        self.compiler, self.root = compiler, root
        shutil.copytree(REFERENCE, root / "reference")

    def switch_all(self):
        for path in {s[1] for s in switches()}:
            source = path.read_text()
            for _, _, _, start, end, text in sorted((s for s in switches() if s[1] == path), key=lambda s: -s[3]):
                source = source[:start] + text + source[end:]
            include = '#include "reference/tests/removals_switch.hpp"\n'
            source = source.replace("#pragma once\n", "#pragma once\n" + include, 1) if path.suffix == ".hpp" else include + source
            (self.root / "reference" / path.relative_to(REFERENCE)).write_text(source)

    def replace(self, path, old, new):
        file = self.root / "reference" / path
        text = file.read_text()
        assert old in text, f"{path} has no {old}"
        file.write_text(text.replace(old, new))

    def sources(self):
        found = sorted(p for s in SOURCES for p in (self.root / "reference").glob(s))
        for folder in JOINED:
            parts = [p for p in found if p.parent.name == folder]
            joined = self.root / f"{folder}.cpp"
            joined.write_text("".join(f'#include "{p.relative_to(self.root)}"\n' for p in parts))
            found = [p for p in found if p not in parts] + [joined]
        return found

    def compile(self):
        ccache = ["ccache"] if shutil.which("ccache") else []

        def one(source):
            built = self.root / ("_".join(source.relative_to(self.root).parts) + ".o")
            subprocess.run([*ccache, self.compiler, *FLAGS, "-I.", "-c", source.relative_to(self.root), "-o", built.name],
                           cwd=self.root, check=True)
            return built

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            objects = list(pool.map(one, self.sources()))
        subprocess.run([self.compiler, *objects, *LINK, "-o", self.root / "wiping"], check=True)

    def run(self, removed=0, *args):
        return subprocess.run([self.root / "wiping", *args], capture_output=True, text=True, timeout=300,
                              env={**os.environ, "REMOVED": str(removed)})


def is_clean(build, what):
    result = build.run()
    left = [line for line in result.stdout.splitlines() if '"control"' not in line]
    print(f"{build.compiler}: {what}" + ("\n".join(left) if result.returncode else left[-1]), flush=True)
    return result.returncode == 0


def is_as_expected(build, what, path, result):
    """Whether the scenarios noticed that removal, unless it is proved to leave nothing behind."""
    noticed, proof = result.returncode == 1, EQUIVALENT.get(what)
    found = re.findall(r'LEFT BEHIND by "([^"]*)"', result.stdout)
    by = next((scenario for scenario in found if scenario != "control"), "")
    verdict = f'noticed by "{by}"' if noticed else "not noticed"
    verdict += ("" if noticed else f" (equivalent: {proof})") if noticed != bool(proof) else ", UNEXPECTED"
    print(f"{build.compiler}: {verdict}: {path} without {what}", flush=True)
    return noticed != bool(proof)


def check_removals(compiler, root):
    build = Build(compiler, root / "switched")
    build.switch_all()
    build.compile()
    clean = is_clean(build, "with every wipe behind a switch, ")
    for number, path, what, *_ in switches():
        result = build.run(number, "--first")
        clean = is_as_expected(build, what, path.relative_to(REFERENCE), result) and clean
    path, old, new = TYPE
    build = Build(compiler, root / "type")
    build.replace(path, old, new)
    build.compile()
    return is_as_expected(build, "what is joined with a secret being one", path, build.run(0, "--first")) and clean


def check(compiler, root, with_removals):
    build = Build(compiler, root / "as-it-is")
    build.compile()
    clean = is_clean(build, "")
    return (check_removals(compiler, root) if with_removals else True) and clean


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--removals", action="store_true", help="also remove each wipe in turn")
    parser.add_argument("--compiler", choices=COMPILERS, help="only this one")
    args = parser.parse_args()
    asked = [args.compiler] if args.compiler else COMPILERS
    missing = [c for c in asked if not shutil.which(c)]
    clean = True
    for compiler in (c for c in asked if c not in missing):
        with tempfile.TemporaryDirectory(prefix="wiping-") as root:
            clean = check(compiler, pathlib.Path(root), args.removals) and clean
    if missing:
        print(f"not installed, so not checked: {', '.join(missing)}")
    return 1 if not clean else 3 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
