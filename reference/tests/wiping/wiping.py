#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that no function of reference/ leaves a secret in memory, with both compilers at -O2.

Builds the scenarios beside this file with g++ and clang++-19 (a missing one is named and makes the exit
status 3) and runs them. With --removals, also removes each wipe in turn in a copy outside the source tree:
the scenarios must notice each. Exit status: 0 clean and all removals noticed, 1 not, 3 a compiler is missing.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

REFERENCE = pathlib.Path(__file__).resolve().parents[2]
COMPILERS = ["g++", "clang++-19"]
FLAGS = ["-std=c++23", "-O2"]
# Lazy binding would spill vector registers, which may hold part of a secret, to the stack.
LINK = ["-lsodium", "-Wl,-z,now"]
SOURCES = ["common/*.cpp", "shs1/*.cpp", "box_stream/*.cpp", "tests/wiping/*.cpp"]

WIPES = [
    ("~Secret() { sodium_memzero(bytes_.data(), N); }", "~Secret() {}"),
    ("  sodium_memzero(from.data(), from.size());\n", ""),
    ("std::conditional_t<(SecretType<Parts> || ...), Secret<struct JoinedTag, total>,", "std::conditional_t<false, Secret<struct JoinedTag, total>,"),
]
CONSUMES = re.compile(r"(?:const )?(?:auto|BoxWriter) (s|self) = std::move\(\*this\);")

# Removals that leave nothing behind, each with the proof.
EQUIVALENT = {
    "ClientStart::hello consumes its state": "its one path moves every secret that it holds into the next state",
}


def removals():
    for path in sorted(p for folder in ("common", "shs1", "box_stream") for p in (REFERENCE / folder).glob("*.?pp")):
        source = path.read_text()
        for wipe, replacement in WIPES:
            if wipe in source:
                yield path, wipe, source.replace(wipe, replacement)
        for move in CONSUMES.finditer(source):
            verb = re.findall(r"\w+::\w+(?=\()", source[:move.start()])[-1]
            kept = f"auto& {move[1]} = *this;"
            yield path, f"{verb} consumes its state", source[:move.start()] + kept + source[move.end():]


class Build:
    """One compiler's objects of a copy of reference/, kept so that a removal recompiles only what it must."""

    def __init__(self, compiler, root):
        self.compiler, self.root = compiler, root
        shutil.copytree(REFERENCE, root / "reference")
        self.sources = sorted(p for s in SOURCES for p in (root / "reference").glob(s))
        self.compile(self.sources)

    def object_of(self, source):
        return self.root / ("_".join(source.relative_to(self.root).parts) + ".o")

    def compile(self, sources):
        ccache = ["ccache"] if shutil.which("ccache") else []
        def one(source):
            subprocess.run([*ccache, self.compiler, *FLAGS, "-I.", "-c", source.relative_to(self.root), "-o", self.object_of(source)],
                           cwd=self.root, check=True)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(one, sources))

    def run(self):
        program = self.root / "wiping"
        objects = [self.object_of(s) for s in self.sources]
        subprocess.run([self.compiler, *objects, *LINK, "-o", program], check=True)
        return subprocess.run([program], capture_output=True, text=True, timeout=300)

    def with_change(self, path, text):
        copy = self.root / "reference" / path.relative_to(REFERENCE)
        original = copy.read_text()
        changed = [copy] if copy.suffix == ".cpp" else self.sources
        copy.write_text(text)
        self.compile(changed)
        result = self.run()
        copy.write_text(original)
        self.compile(changed)
        return result


def check(compiler, root, with_removals):
    build = Build(compiler, root)
    result = build.run()
    left = [line for line in result.stdout.splitlines() if '"control"' not in line]
    print(f"{compiler}: " + ("\n".join(left) if result.returncode else left[-1]), flush=True)
    clean = result.returncode == 0
    for path, what, text in removals() if with_removals else ():
        result = build.with_change(path, text)
        noticed = result.returncode == 1
        expected = what not in EQUIVALENT
        found = sorted(set(re.findall(r'LEFT BEHIND by "([^"]*)"', result.stdout)) - {"control"})
        verdict = f"noticed in {len(found)} scenarios" if noticed else "not noticed"
        verdict += "" if noticed == expected else ", UNEXPECTED" if noticed else ", A SURVIVOR"
        verdict += "" if expected else f" (equivalent: {EQUIVALENT[what]})"
        print(f"{compiler}: {verdict}: {path.relative_to(REFERENCE)} without {' '.join(what.split())}", flush=True)
        clean = clean and noticed == expected
    return clean


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
