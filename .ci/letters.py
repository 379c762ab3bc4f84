# SPDX-License-Identifier: MIT
"""Holds spec/ and reference/ together, letter for letter.

A formula of spec/P.md is a row of a table with a column `formula`, or an equation in code that begins a paragraph.
In reference/P (box_stream for box-stream) a comment `// spec/P.md §3.1: line` quotes the spec: the line stands in
that section, and each formula is quoted exactly once. A paragraph `Role: step → step` gives the order of a role's
steps: the functions that the verbs of reference/P/ROLE.cpp call, each by the formula or the step quoted above it.
Elsewhere sections are cited as `spec/P.md §3.1`, or `spec/P.md#3.1` where it is a whole string.
"""
import pathlib
import re

SECTION = r"\d+(?:\.\d+)*"
SPAN = re.compile(r"`([^`]+)`")
EQUATION = re.compile(r"^[A-Za-z]\w* = ")
QUOTE = re.compile(rf"^// spec/([\w-]+)\.md §({SECTION}): (.*)$")
CODE = (".cpp", ".hpp", ".c", ".h", ".js", ".py", ".rs", ".go", ".toml", ".json", ".sh", ".txt")
ROOMS = ("reference/", "conformance/", "vectors/", "fuzz/", "spec/")
MARK = rf"§{SECTION}(?:–{SECTION})?"
CITED = re.compile(rf"spec/([\w-]+)\.md ({MARK}(?:(?:, | and ){MARK})*)|spec/([\w-]+)\.md#({SECTION})\b")
INVENTED = {"PROTOCOL", "whisper"}  # a placeholder, and a protocol that only a test knows
OTHERS = re.compile(rf"(?:RFC \d+|FIPS [\d-]+) {MARK}(?:(?:, | and ){MARK})*")
MALFORMED = re.compile(r"§\d\S*|\.md(?:#| ?\(|,? )\d[\d.]*|\b[Ss]ections? \d[\d.]*|\b[Ss]pec \d[\d.]*"
                       r"|\bdossier(?:'s)?|\banchors\.md|\bdesign\.md")


def flat(text):
    return " ".join(text.replace("`", "").replace("\\|", "|").replace("*", "").split())


class Document:
    """Sections of one spec, its formulas, and the order of each role's steps."""

    def __init__(self, name, text):
        self.name, self.sections, self.formulas, self.orders, self.sides = name, {}, {}, {}, []
        parts = re.split(rf"^#+ ({SECTION})[. ].*$", text, flags=re.M)
        for number, body in zip(parts[1::2], parts[2::2]):
            self.read(number, re.sub(r"^```.*?^```$", "", body, flags=re.M | re.S))

    def read(self, number, body):
        rows = self.read_tables(body)
        self.sections[number] = " ".join([flat(body), *rows])
        for paragraph in re.split(r"\n\s*\n", body):
            spans = [flat(span) for span in SPAN.findall(paragraph)]
            equations = [span for span in spans if EQUATION.match(span)]
            begins = paragraph.lstrip().startswith("`") and spans and EQUATION.match(spans[0])
            self.sides += [] if begins else equations
            for formula in equations if begins else []:
                self.formulas.setdefault(formula, number)
            if "→" in paragraph and (order := re.match(r"([A-Z]\w*): (.*)", flat(paragraph))):
                self.orders[order[1].lower()] = (number, [step.strip(" .") for step in order[2].split("→")])

    def read_tables(self, body):
        """Rows `letter | formula` as `letter = formula`."""
        column, rows = None, []
        for line in body.splitlines():
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not cells:
                column = None
            elif column is None:
                column = next((i for i, cell in enumerate(cells) if cell.startswith("formula")), -1)
            elif column > 0 and not set(line) <= set("|- "):
                for span in SPAN.findall(cells[column])[:1]:
                    rows.append(flat(f"{cells[0]} = {cells[column]}"))
                    self.formulas.setdefault(flat(f"{cells[0]} = {span}"), None)
        return rows

    def side_errors(self):
        """An equation in prose says of a letter what its formula says."""
        for equation in self.sides:
            letter, value = equation.split(" = ", 1)
            known = [f for f in self.formulas if f.startswith(letter + " = ")]
            if known and not any(value in f.split(" = ")[1:] or f == equation for f in known):
                yield f"spec/{self.name}.md: `{equation}` is no side of `{known[0]}`"


def quotes(path):
    """(line number, document, section, quoted line, the function below) of each quotation in a file."""
    lines, found = path.read_text().splitlines(), []
    i = 0
    while i < len(lines):
        if not (start := QUOTE.match(lines[i].strip())):
            i += 1
            continue
        line, text = i + 1, start[3]
        while (i := i + 1) < len(lines) and lines[i].strip().startswith("// ") and not QUOTE.match(lines[i].strip()):
            text += " " + lines[i].strip()[3:]
        below = next((l for l in lines[i:] if not l.strip().startswith("//")), "") + " ".join(lines[i + 1:i + 3])
        name = re.search(r"(\w+)\(", below)
        found.append((line, start[1], start[2], flat(text), name[1] if name else ""))
    return found


def verbs(path):
    """(verb, the message that it reads, its body) of each verb of a role's states, in order."""
    pattern = re.compile(r"^[^\n/}].*?::(\w+)\(\s*(?:[^()]*?(\w+))?\) && \{\n(.*?)^\}", re.M | re.S)
    return [found.groups() for found in pattern.finditer(path.read_text())]


def steps_of(path, steps_by_function):
    for verb, read, body in verbs(path):
        if verb in ("read", "authorize"):
            yield f"read {read}" if verb == "read" else verb
        for call in re.findall(r"\b(\w+)\(", body):
            yield from steps_by_function.get(call, ())


def order_errors(folder, document, quoted):
    for role, (section, expected) in document.orders.items():
        by_function = {}
        for _, name, cited, text, function in quoted:
            formula = text.split(" = ")[0] if " = " in text else None
            steps = text.split(" → ") if cited == section else [formula] if formula else []
            by_function.setdefault(function, []).extend(steps)
        path = folder / f"{role}.cpp"
        actual = list(steps_of(path, by_function)) if path.exists() else []
        if actual != expected:
            at = next((i for i, pair in enumerate(zip(actual, expected)) if pair[0] != pair[1]),
                      min(len(actual), len(expected)))
            yield (f"{path.parent.name}/{path.name}: step {at + 1} is `{(actual + ['missing'])[at]}`, where "
                   f"spec/{document.name}.md §{section} has `{(expected + ['none'])[at]}`")


def text_errors(root):
    """Where spec/ and reference/ are no longer one text."""
    count = 0
    for path in sorted((root / "spec").glob("*.md")):
        folder = root / "reference" / path.stem.replace("-", "_")
        if not folder.is_dir():
            continue
        document = Document(path.stem, path.read_text())
        quoted = [(f"{file.relative_to(root)}:{q[0]}", *q[1:])
                  for file in sorted(folder.glob("*.[ch]pp")) for q in quotes(file)]
        count += len(quoted)
        for where, name, section, text, _ in quoted:
            if name != document.name or text not in document.sections.get(section, ""):
                yield f"{where}: spec/{name}.md §{section} does not say `{text}`"
        for formula in document.formulas:
            places = [q[0] for q in quoted if q[3] == formula or q[3].startswith(formula + ", ")]
            if len(places) != 1:
                yield f"spec/{path.name}: `{formula}` is quoted {len(places)} times in {folder.name}: {places}"
        if not document.formulas:
            yield f"spec/{path.name}: no formula was found, so this check has gone blind"
        if not document.orders and any(verb == "read" for file in folder.glob("*.cpp") for verb, *_ in verbs(file)):
            yield f"spec/{path.name}: no order of steps was found, so this check has gone blind"
        yield from document.side_errors()
        yield from order_errors(folder, document, quoted)
    print(f"{count} lines of spec/ quoted in reference/")


def citation_errors(root, files):
    """Every citation of a section is in the one form, and of a section that is there."""
    known = {p.stem: Document(p.stem, p.read_text()).sections for p in (root / "spec").glob("*.md")}
    count = 0
    for name in files:
        if not name.startswith(ROOMS) or not name.endswith((*CODE, ".md")):
            continue
        text = re.sub(r"\n[ \t]*(?://[/!]?|#|\*)?[ \t]*", " ", (root / name).read_text())
        for document, marks, fragment_document, fragment in CITED.findall(text):
            for section in re.findall(SECTION, marks or fragment):
                count += 1
                if (cited := document or fragment_document) not in INVENTED and section not in known.get(cited, {}):
                    yield f"{name} cites {cited}.md §{section}, which is no heading there"
        rest = OTHERS.sub("", CITED.sub("", text))
        if (own := pathlib.PurePath(name)).parent.name == "spec" and own.suffix == ".md":
            for section in re.findall(rf"§({SECTION})", rest):
                count += 1
                if section not in known[own.stem]:
                    yield f"{name} cites its own §{section}, which is no heading there"
            rest = re.sub(rf"{MARK}", "", rest)
        for found in MALFORMED.finditer(rest):
            yield f"{name}: cite as `spec/DOCUMENT.md §N`: {rest[max(0, found.start() - 40):found.end() + 10].strip()}"
    if count == 0:
        yield "no citation of spec/ was found, so this check has gone blind"
    print(f"{count} citations of spec/")
