#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the whole of `assay check` on targets that misbehave, and prints a table of what came of it.

Usage: .ci/hostile.py ASSAY [--sample | NAME...]   (shs1-hsp, which the liars lean on, stands beside ASSAY)

Each run has a bound in seconds, leaves no process behind, daemons included, keeps the runner under 64 MiB,
writes nothing that a terminal would obey, and ends with the exit code and the sentence expected here. No row
is HELD that the misbehaviour kept from being judged.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "conformance/targets/tests/hostile"
PYTHON = [sys.executable, "-S"]  # -S: a start takes half as long, and there are thousands
MEMORY = 64 * 1024  # KiB
TOGETHER = 4  # they wait more than they work

# What must come out, spec/shim.md in brackets: the exit code, how many rows may be HELD, which are BROKEN.
Outcome = collections.namedtuple("Outcome", "exit held broken")
NO_TARGET = Outcome(3, "none", [])  # did not prove to speak HSP/1 (8, 9): no table at all
DEFECTIVE = Outcome(3, "none", [])  # broke a rule (8): the shim's fault, so nothing is BROKEN and nothing judged
SOMETIMES = Outcome(3, "some", [])  # the same, but only in sessions that some attacks do without
DIES = Outcome(1, "none", ["C"])  # no honest run completes: that breaks C, and leaves no control for the rest, R too
ENDS_DEFECTIVE = Outcome(3, "any", [])  # a later process breaks a rule: what was tested before stands
SILENT = DIES  # a deadline that passes is HUNG for its case (8), and what hangs in the honest run breaks C
LIES = DIES  # speaks HSP/1, completes no honest run, and so accepts no control
# A death in the tenth session repeats where an attack takes so many; any other row that met it is INCONCLUSIVE.
ENDS_LATE = Outcome(1, "any", ["C", "R"])
SOUND = Outcome(0, "all", [])  # odd but allowed (2: stderr is free; 8: no child outlives the run)

Program = collections.namedtuple("Program", "name argv outcome says bound options")


def program(name, argv, outcome, says, bound=120, options=()):
    return Program(name, argv, outcome, says, bound, list(options))


def liar(name, outcome, says, fault=None, session=1, **more):
    """Serves SHS1 honestly but for its fault, from that session of each process on."""
    return program(name, ["liar", fault or name, str(session)], outcome, says, **more)


# A quarter of the deadlines: hundreds of silences, and nothing but their length differs.
QUICK = ["--timeout-scale", "0.25"]
# One role and the rows that have attacks of few sessions and of many: the other rows repeat it for minutes.
FEW = ["--role", "server", "-p", "C,R,P06,S1"]

PROGRAMS = [
    # Programs that do not speak HSP/1.
    program("/bin/true", ["/bin/true"], NO_TARGET, "ended (exit code 0) before it answered hello"),
    program("/bin/cat", ["/bin/cat"], NO_TARGET, "it repeats what it reads"),
    program("yes", ["yes"], NO_TARGET, "not JSON"),
    program("sleep inf", ["sleep", "inf"], NO_TARGET, "no answer to hello within 10000 ms"),
    program("no such file", ["./no-such-file"], NO_TARGET, "No such file or directory"),
    program("cat /dev/zero", ["cat", "/dev/zero"], NO_TARGET, "longer than 1 MiB"),
    liar("never-reads", NO_TARGET, "no answer to hello"),
    liar("never-writes", NO_TARGET, "no answer to hello"),
    liar("writes-forever", NO_TARGET, "\"hsp\" is missing"),
    liar("closes-stdin", NO_TARGET, "no answer to hello"),
    # Read before the next request is written, it is a line too many; after, an answer to what does not exist.
    liar("answers-early", NO_TARGET, 'The line: "{"id": 2, "ok": true}"'),
    liar("escapes-in-hello", SOUND, "exit 0"),
    # A breach of HSP/1 at the first step.
    liar("two-answers", DEFECTIVE, "that no request waits for"),
    liar("wrong-id", DEFECTIVE, "that no request waits for"),
    liar("2-mib-line", DEFECTIVE, "longer than 1 MiB", fault="long-line"),
    liar("endless-line", DEFECTIVE, "longer than 1 MiB"),
    liar("nul-bytes", DEFECTIVE, "control character (0x00)", fault="nul"),
    liar("900,000-brackets", DEFECTIVE, "nested deeper than 16", fault="brackets"),
    liar("many-objects", DEFECTIVE, "not a JSON object"),
    liar("duplicate-keys", DEFECTIVE, "stands twice", fault="duplicate"),
    liar("huge-integer", DEFECTIVE, "\"id\" is not an integer"),
    liar("integer-bomb", DEFECTIVE, "not JSON"),
    liar("invalid-utf8", DEFECTIVE, "not JSON", fault="bad-utf8"),
    liar("debug-print", DEFECTIVE, "DEBUG \\x1b[2J", fault="garbage"),
    liar("text-as-error", DEFECTIVE, "TypeError: \\x1b[31m", fault="error"),
    liar("refuses-declared", DEFECTIVE, "declares what it then calls unsupported"),
    liar("fickle-capabilities", ENDS_DEFECTIVE, "hello differs", fault="fickle"),
    liar("done-then-read", DEFECTIVE, "changed after it was final"),
    liar("every-capability", SOMETIMES, "declares what it then calls unsupported"),
    # A death or silence at the first step.
    liar("exits-0", DIES, "exit code 0", fault="exit-0"),
    liar("exits-1", DIES, "exit code 1", fault="exit-1"),
    liar("segfaults", DIES, "SIGSEGV", fault="segfault"),
    liar("aborts", DIES, "SIGABRT", fault="abort"),
    liar("eats-memory", DIES, "MemoryError", fault="memory"),
    liar("closes-stdout", DIES, "closed its stdout", fault="close-stdout"),
    liar("leaves-child", DIES, "SIGKILL", fault="die-leaving-child"),
    liar("leaves-daemon", DIES, "exit code 3", fault="die-leaving-daemon"),
    liar("leaves-flooder", DIES, "SIGKILL"),
    liar("forks-for-ever", DIES, "it had more than 512 processes", fault="fork", options=FEW + ["-k", "*/A01-*"]),
    liar("half-line", SILENT, "half an answer", options=QUICK),
    liar("one-byte-a-second", SILENT, "half an answer", options=QUICK),
    liar("hangs", SILENT, "no answer", fault="hang", options=QUICK),
    liar("stops-itself", SILENT, "no answer", fault="stop-itself", options=FEW + QUICK),
    liar("ignores-sigterm", SILENT, "no answer", options=FEW + QUICK),
    liar("stderr-forever", SILENT, "no answer", fault="flood-stderr", options=QUICK),
    # Odd, yet honest; first the control: a liar that does not lie.
    liar("honest", SOUND, "exit 0"),
    liar("holds-the-pipe", SOUND, "exit 0"),
    liar("daemon", SOUND, "exit 0"),
    liar("nameless-daemon", SOUND, "exit 0"),
    liar("megabyte-answers", SOUND, "exit 0", options=["--role", "client", "-p", "C"]),
    liar("why-escapes", SOUND, "exit 0"),
    # Speaks HSP/1, and says the same to everything.
    program("done to everything", ["yes_man", "done"], LIES, "breaks C", options=QUICK),
    program("rejected to everything", ["yes_man", "rejected"], LIES, "breaks C", options=QUICK),
    liar("rejected with escapes", LIES, "breaks C", fault="rejected-escapes", options=QUICK),
    # Honest until the tenth session of each process.
    liar("tenth: aborts", ENDS_LATE, "SIGABRT", fault="abort", session=10),
    liar("tenth: exits-0", ENDS_LATE, "exit code 0", fault="exit-0", session=10, options=FEW),
    liar("tenth: hangs", ENDS_LATE, "no answer", fault="hang", session=10, options=FEW + QUICK),
    # Each of the four rows has a case that meets it.
    liar("tenth: two-answers", DEFECTIVE, "that no request waits for", fault="two-answers", session=10, options=FEW),
    liar("leaks", ENDS_LATE, "MemoryError", options=FEW),
]

# One of each outcome and of each way to misbehave, and none that must be waited for.
SAMPLE = ["/bin/true", "/bin/cat", "yes", "cat /dev/zero", "answers-early", "escapes-in-hello", "two-answers",
          "900,000-brackets", "text-as-error", "every-capability", "exits-0", "segfaults", "leaves-daemon", "honest",
          "tenth: exits-0"]


def command(argv, assay):
    if argv[0] == "liar":
        return [*PYTHON, str(FOLDER / "liar.py"), *argv[1:], str(assay.parent / "shs1-hsp")]
    if argv[0] == "yes_man":
        return [*PYTHON, str(FOLDER / "yes_man.py"), *argv[1:]]
    return argv


def peak_memory(pid):
    """KiB. Not from wait4, which counts the targets that the runner waited for."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def survivors(mark):
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in entry.joinpath("environ").read_bytes() + entry.joinpath("cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:
            pass  # ended meanwhile, or another user's
    return found


class Run:
    def __init__(self, assay, p, folder):
        self.program, self.report = p, folder / "report.json"
        self.mark = f"hostile-{os.getpid()}-{PROGRAMS.index(p)}-"
        argv = [assay, "check", *p.options, "--report", f"json={self.report}", "--", *command(p.argv, assay)]
        with open(folder / "out", "wb") as out, open(folder / "err", "wb") as err:
            self.measure(argv, out, err)
        self.text = b"".join((folder / name).read_bytes() for name in ("out", "err"))
        wrote = self.report.exists() and self.report.stat().st_size  # killed, it wrote nothing
        self.cells = json.loads(self.report.read_text())["cells"] if wrote else []

    def measure(self, argv, out, err):
        start = time.monotonic()
        self.peak = 0
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                   env={**os.environ, "HOSTILE_MARK": self.mark})
        while process.poll() is None and time.monotonic() - start < self.program.bound:
            self.peak = max(self.peak, peak_memory(process.pid))
            time.sleep(0.01)
        self.seconds = time.monotonic() - start
        self.ended = process.poll() is not None
        if not self.ended:
            process.kill()
        self.exit = process.wait()
        self.left = survivors(self.mark)

    def rows(self, verdict):
        return {c["row"] for c in self.cells if c["verdict"] == verdict}

    def problems(self):
        expected = self.program.outcome
        if not self.ended:
            yield f"not over after {self.program.bound} s"
        if self.exit != expected.exit:
            yield f"exit code {self.exit}, not {expected.exit}"
        if self.left:
            yield f"left processes {self.left}"
        if self.peak >= MEMORY or self.peak == 0 and self.seconds > 0.1:
            yield f"the runner's memory reached {self.peak} KiB"
        if any(c < 0x20 and c != 0x0a or c == 0x7f for c in self.text) or b"\xc2\x9b" in self.text:
            yield "a raw control character in its output"
        if self.program.says.encode() not in self.text:
            yield f"it does not say: {self.program.says}"
        yield from self.wrong_rows(expected)

    def wrong_rows(self, expected):
        held, broken = self.rows("HELD") | self.rows("STRICTER"), self.rows("BROKEN")
        if expected.held == "none" and held:
            yield f"HELD without having been judged: {sorted(held)}"
        if expected.held in ("some", "all") and not held:
            yield "nothing HELD, though there was enough to judge"
        if expected.held == "all" and any(c["verdict"] not in ("HELD", "BY DESIGN") for c in self.cells):
            yield "a row is neither HELD nor BY DESIGN"
        if sorted(broken) != expected.broken:
            yield f"BROKEN: {sorted(broken)}, not {expected.broken}"

    def verdict(self):
        words = {0: "sound", 1: "broken", 3: "defective", 4: "undecided", 6: "inconclusive"}
        counts = collections.Counter(c["verdict"] for c in self.cells)
        rows = ", ".join(f"{n} {v}" for v, n in sorted(counts.items())) or "no rows"
        return f"{words.get(self.exit, '?')}: {rows}"


def judge(assay, p):
    with tempfile.TemporaryDirectory() as folder:
        run = Run(assay, p, pathlib.Path(folder))
        wrong = list(run.problems())
    print(f"{'BAD ' if wrong else 'ok  '} {p.name:<22} {run.verdict():<62} {run.exit:>4} {run.seconds:>6.1f} s "
          f"{run.peak / 1024:>5.1f} MiB", flush=True)
    for problem in wrong:
        print(f"       {problem}", flush=True)
    return not wrong


def main():
    assay = pathlib.Path(sys.argv[1]).resolve()
    names = SAMPLE if sys.argv[2:] == ["--sample"] else sys.argv[2:] or [p.name for p in PROGRAMS]
    unknown = set(names) - {p.name for p in PROGRAMS}
    if unknown:
        sys.exit(f"there is no program {', '.join(sorted(unknown))}")
    chosen = [p for p in PROGRAMS if p.name in names]
    print(f"     {'program':<22} {'verdict':<62} exit seconds  memory of the runner")
    with concurrent.futures.ThreadPoolExecutor(TOGETHER) as pool:
        results = list(pool.map(lambda p: judge(assay, p), chosen))
    print(f"{sum(results)} of {len(results)} programs came out as expected")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
