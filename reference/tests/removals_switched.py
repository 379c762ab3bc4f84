# SPDX-License-Identifier: MIT
"""The removals of families whose sources are many and small: all compiled at once, each behind a switch.

In a copy of reference/ every check reads `if ((CONDITION) && !removals::is_made(N))` and every operand
`removals::operand(N, OPERAND)`; the environment's REMOVED=N then makes removal N in the same program.
Going on after a check that refused reads a value that is not there, which the library's assertions end.
"""
import os
import re
import subprocess

SWITCHED = ["ladder"]
SLOW = "[many]"  # tests of thousands of runs
TIMEOUT = 900  # seconds; a removal that hangs is noticed
CHECK = re.compile(r"\bif \((?=(?:[^;{}]|\n)*?\)\n? *(?:return |[\w.:()]+[^;{}=]*;))")
VERDICT = re.compile(r"return crypto_\w+\([^;]*\) == 0(?=;)")
# What hashes, macs, signs, seals or multiplies, here or in common/; of what writes into its first operand the rest.
CALL = re.compile(r"(?<![.\w>])(concat|hmac|hmac_matches|sign|verify|verify_signature|mac|mac_matches|seal|open|mask|unmask|K|"
                  r"agree|session_keys|x25519|seal_into|unseal_into|mask_into|derive_into)(?:<[^()]*?>)?\(")
DECLARED = re.compile(r"^(const )?[\w:<>, ]+&{0,2} \w+$|^std::span<|&\.\.\.|&& *$")
NO_OPERANDS = {"directory", "AeadNonce::zeros()", "side_.directory", "s.directory_", "parts..."}


def arguments(source, start):
    """The (start, end) of each argument of the call whose parenthesis opens just before `start`, and its end."""
    depth, begin, spans = 0, start, []
    for i in range(start, len(source)):
        c = source[i]
        if c == ")" and depth == 0:
            return spans + [(begin, i)], i
        if c == "," and depth == 0:
            spans.append((begin, i))
            begin = i + 1
        depth += (c in "([{") - (c in ")]}")
        if c in "<>" and source[i - 1] != "-":  # of templates: no operand compares
            depth += 1 if c == "<" else -1
    raise ValueError("unbalanced parentheses")


def operands(source):
    """(start, end, words) of each operand that can be emptied."""
    for call in CALL.finditer(source):
        line = source[source.rfind("\n", 0, call.start()) + 1:call.start()]
        spans, end = arguments(source, call.end())
        texts = [source[a:b].strip() for a, b in spans]
        if "//" in line or any(DECLARED.search(t) for t in texts) or texts == [""]:
            continue
        whole = source[call.start():end + 1]
        for (a, b), text in list(zip(spans, texts))[call[1].endswith("_into"):]:
            if text in NO_OPERANDS and not (text == "parts..." and call[1] == "concat" and len(texts) > 1):
                continue
            start = a + len(source[a:b]) - len(source[a:b].lstrip())
            yield start, b - 3 if text.endswith("...") else b, f"{text} in {whole}"


class Removal:
    def __init__(self, number, path, kind, text, inserts):
        self.number, self.path, self.kind, self.inserts = number, path, kind, inserts
        self.name = f"{path.parent.name}/{path.name}: {kind}: {' '.join(text.split())}"


def removals(reference):
    found = []

    def add(path, kind, text, *inserts):
        number = len(found) + 1
        found.append(Removal(number, path, kind, text, [(at, words.format(n=number)) for at, words in inserts]))

    for path in sorted(p for folder in SWITCHED for p in (reference / folder).glob("*.[ch]pp")):
        source = path.read_text()
        for check in CHECK.finditer(source):
            end = end_of_condition(source, check.end())
            text = source[check.start():source.index(";", end) + 1]
            add(path, "check", text, (check.end(), "("), (end, ") && !removals::is_made({n})"))
        for verdict in VERDICT.finditer(source):
            add(path, "check", verdict[0] + ";", (verdict.end(), " || removals::is_made({n})"))
        for start, end, text in operands(source):
            add(path, "zero", text, (start, "removals::operand({n}, "), (end, ")"))
    return found


def end_of_condition(source, start):
    depth = 0
    for i in range(start, len(source)):
        if source[i] == ")" and depth == 0:
            return i
        depth += (source[i] == "(") - (source[i] == ")")
    raise ValueError("unbalanced parentheses")


def switch_all(found, reference, root):
    """Puts the switches into the copy at `root`; from then on it behaves as the original unless REMOVED is set."""
    for path in sorted({r.path for r in found}):
        source = path.read_text()
        inserts = sorted((i for r in found if r.path == path for i in r.inserts), key=lambda i: -i[0])
        for at, words in inserts:
            source = source[:at] + words + source[at:]
        copy = root / "reference" / path.relative_to(reference)
        copy.write_text(source.replace("#pragma once", '#pragma once\n#include "reference/tests/removals_switch.hpp"', 1)
                        if path.suffix == ".hpp" else '#include "reference/tests/removals_switch.hpp"\n' + source)


def verdict(program, number):
    """Of removal `number`; 0: of none. What takes long is tried on what the rest did not notice."""
    for tests in (f"~{SLOW}", SLOW):
        try:
            ended = subprocess.run([str(program), "--abort", tests], capture_output=True, timeout=TIMEOUT,
                                   env={**os.environ, "REMOVED": str(number)})
        except subprocess.TimeoutExpired:
            return "hangs"
        if ended.returncode:
            return f"killed by {program.name}"
    return "SURVIVED"
