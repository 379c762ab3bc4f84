# SPDX-License-Identifier: MIT
"""HSP/1 for Python, the part that reads requests: lines, timers, parameters (spec/shim.md)."""

import heapq
import itertools
import json
import os
import re
import select
import sys
import time

MAX_LINE = 1 << 20  # bytes a line
MAX_DATA = 65536  # bytes of `in` and of `data`
MAX_DEPTH = 16
MAX_COUNT = 2**53 - 1

_answers = os.dup(1)
os.dup2(2, 1)


class Refusal(Exception):
    """A request that this shim does not serve; kind is `unsupported` or `error`."""

    def __init__(self, kind, text):
        super().__init__(text)
        self.kind = kind


def unsupported(what):
    raise Refusal("unsupported", what)


def error(text):
    raise Refusal("error", text)


# --- Lines ---


class _Malformed(ValueError):
    pass


def _no_duplicates(pairs):
    if len({key for key, _ in pairs}) < len(pairs):
        raise _Malformed("a key twice")
    return dict(pairs)


def _no_constant(word):
    raise _Malformed(f"{word} is no JSON")


def is_count(value):
    return type(value) is int and 0 <= value <= MAX_COUNT


def _parse(line):
    text = line.decode("utf-8")
    depth = 0
    for token in re.finditer(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth > MAX_DEPTH:
            raise _Malformed(f"nested deeper than {MAX_DEPTH}")
    request = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    if not isinstance(request, dict):
        raise _Malformed("not an object")
    if not is_count(request.get("id")):
        raise _Malformed("id is not an integer in 0..2^53-1")
    if not isinstance(request.get("op"), str):
        raise _Malformed("op is not a text")
    return request


def requests():
    """Yields requests in order, running timers while it waits; exits 64 at a line that is none."""
    rest = b""
    while True:
        line, newline, tail = rest.partition(b"\n")
        if not newline and len(rest) <= MAX_LINE:
            chunk = _read()
            if chunk:
                rest += chunk
                continue
            if not rest:
                sys.exit(0)
        try:
            if len(line) > MAX_LINE:
                raise _Malformed(f"longer than {MAX_LINE} bytes")
            if not newline:
                raise _Malformed("the last line has no end")
            request = _parse(line)
        except ValueError as e:  # of which _Malformed, JSONDecodeError and UnicodeDecodeError are
            print(f"hsp: malformed request line: {e}", file=sys.stderr)
            sys.exit(64)
        rest = tail
        _run_timers()
        yield request


def write(answer):
    data = json.dumps(answer, separators=(",", ":")).encode() + b"\n"
    try:
        while data:
            data = data[os.write(_answers, data) :]
    except BrokenPipeError:  # the runner has gone
        sys.exit(0)


# --- Timers ---

_timers = []
_order = itertools.count()


def later(seconds, function):
    """Calls function() after that time, between requests, unless `cancel` of the result was."""
    timer = _Timer(function)
    heapq.heappush(_timers, (time.monotonic() + seconds, next(_order), timer))
    return timer


class _Timer:
    def __init__(self, function):
        self.function = function

    def cancel(self):
        self.function = None


def _run_timers():
    while _timers and _timers[0][0] <= time.monotonic():
        timer = heapq.heappop(_timers)[2]
        if timer.function:
            timer.function()


def _read():
    while True:
        _run_timers()
        wait = max(0, _timers[0][0] - time.monotonic()) if _timers else None
        if select.select([0], [], [], wait)[0]:
            return os.read(0, 1 << 16)


# --- Parameters: each key, at any depth, is critical ---


def hex_bytes(value, where, length=None, most=None):
    if not isinstance(value, str) or not re.fullmatch("(?:[0-9a-f]{2})*", value):
        error(f"{where} is not lower-case hex")
    data = bytes.fromhex(value)
    if length is not None and len(data) != length:
        error(f"{where} holds {len(data)} bytes, not {length}")
    if most is not None and len(data) > most:
        error(f"{where} holds {len(data)} bytes, more than {most}")
    return data


# A rule is {"hex": bytes}, {"ms": least}, {"words": [..]}, {"list": rule} or {"keys": {name:
# rule}} (of which at most one where "exclusive"), and may say "required", the one "role" it is for,
# "cap" where the shim must have declared a capability of its name, and "hook" where an
# implementation that never asks whom to authorize has no use for it.
def parameter(value, rule, where, session):
    if "hex" in rule:
        return hex_bytes(value, where, rule["hex"])
    if "ms" in rule:
        if not is_count(value) or not rule["ms"] <= value < 2**31:
            error(f"{where} is not an integer in {rule['ms']}..2^31-1")
        return value
    if "words" in rule:
        return (
            value
            if value in rule["words"]
            else error(f"{where} is not one of {', '.join(rule['words'])}")
        )
    if "list" in rule:
        if not isinstance(value, list):
            error(f"{where} is not a list")
        return [
            parameter(item, rule["list"], f"{where}[{i}]", session) for i, item in enumerate(value)
        ]
    return _keys(value, rule, where, session)


def _keys(value, rule, where, session):
    if not isinstance(value, dict):
        error(f"{where} is not an object")
    mine = {
        key: r for key, r in rule["keys"].items() if r.get("role", session.role) == session.role
    }
    for key in value:
        if key not in mine or (mine[key].get("hook") and session.declared["authorize"] == "none"):
            unsupported(f"{where}.{key}")
        cap = f"{where}.{key}".removeprefix("params.")
        if mine[key].get("cap") and cap not in session.declared["caps"]:
            unsupported(cap)
    if rule.get("exclusive") and len(value) > 1:
        error(f"{where} holds more than one of its keys")
    for key, inner in mine.items():
        if inner.get("required") and key not in value:
            error(f"{where}.{key} is missing")
    return {key: parameter(value[key], mine[key], f"{where}.{key}", session) for key in value}


def own_rules(peer):
    """The parameters that every protocol has; peer: bytes of a peer's name, 0 where there is none."""
    decision = {
        "delay_ms": {"ms": 0, "cap": True},
        "then": {"words": ["decide", "error", "never"], "cap": True},
    }
    if peer:
        decision["keys"] = {"list": {"hex": peer}}
    return {
        "authorize": {"role": "server", "hook": True, "keys": decision},
        "timeout_ms": {"ms": 1, "cap": True},
    }
