# SPDX-License-Identifier: MIT
"""Shows that letters.py bites: each drift, made alone in a copy of spec/ and reference/, must be an error."""
import contextlib
import io
import pathlib
import shutil
import tempfile

import letters

SIGN = "  const Signature sigB = server_accept(s.K_, s.B_, s.H_, s.hab_);\n"
KEY = "  const Msg4Key K3 = key_of_msg4(s.K_, s.ab_, s.aB_, s.Ab_);\n"
QUOTED = "// spec/shs1.md §3.3: K2 = sha256(K | ab | aB)\n"

# (what drifts, file, from, to)
DRIFTS = [
    ("a formula of the spec", "spec/shs1.md", "`sha256(K \\| ab \\| aB)`", "`sha256(K \\| aB \\| ab)`"),
    ("a formula in a comment", "reference/shs1/keys.cpp", "K2 = sha256(K | ab | aB)", "K2 = h(K | ab | aB)"),
    ("a formula that is quoted no longer", "reference/shs1/keys.cpp", QUOTED, ""),
    ("a formula that is quoted twice", "reference/shs1/keys.cpp", QUOTED, QUOTED + "\n" + QUOTED),
    ("one side of a product", "spec/shs1.md", "computes `ab = b·a_p`", "computes `ab = a·a_p`"),
    ("a step's place in the code", "reference/shs1/server.cpp", SIGN + KEY, KEY + SIGN),
    ("a step's place in the spec", "spec/shs1.md", "hab → K2 → open the box", "K2 → hab → open the box"),
    ("a step that is left out", "reference/toy/peer.cpp", "verify_proof(", "believe_proof("),
    ("a cited section that is not there", "reference/shs1/types.hpp", "spec/shs1.md §2)", "spec/shs1.md §22)"),
    ("a citation without its mark", "reference/shs1/types.hpp", "spec/shs1.md §2)", "spec/shs1.md 2)"),
    ("a citation without its document", "reference/shs1/types.hpp", "(spec/shs1.md §2)", "(§2)"),
    ("a citation in words", "reference/shs1/types.hpp", "(spec/shs1.md §2)", "(section 2)"),
    ("a citation of a plan", "reference/shs1/types.hpp", "(spec/shs1.md §2)", "(the dossier's)"),
]


def errors_of(root):
    files = [str(p.relative_to(root)) for p in sorted(root.rglob("*")) if p.is_file()]
    with contextlib.redirect_stdout(io.StringIO()):
        return [*letters.text_errors(root), *letters.citation_errors(root, files)]


def drift_errors(root):
    """The drifts that letters.py does not notice."""
    with tempfile.TemporaryDirectory(prefix="letters-") as top:
        copy = pathlib.Path(top)
        for folder in ("spec", "reference"):
            shutil.copytree(root / folder, copy / folder)
        before = errors_of(copy)
        for what, name, old, new in DRIFTS:
            original = (copy / name).read_text()
            if old not in original:
                yield f"letters_drifts.py: {name} has no `{old.strip()}` to change"
                continue
            (copy / name).write_text(original.replace(old, new, 1))
            noticed = set(errors_of(copy)) - set(before)
            (copy / name).write_text(original)
            if not noticed:
                yield f"{what} was changed in {name}, and nothing noticed"
    print(f"{len(DRIFTS)} drifts tried on a copy")
