#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A target that limits, traces, stops and kills each process whose environment has ASSAY_REACH, its own parent last."""
import ctypes
import os
import resource
import signal
import sys

PTRACE_ATTACH = 16


def marked(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return b"ASSAY_REACH=" in file.read()
    except OSError:
        return False


def trace(pid):
    ctypes.CDLL(None).ptrace(PTRACE_ATTACH, pid, None, None)


DEEDS = [
    lambda pid: resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, 3)),
    trace,
    lambda pid: os.kill(pid, signal.SIGSTOP),
    lambda pid: os.kill(pid, signal.SIGKILL),
]

victims = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid() and marked(name)]
victims.sort(key=lambda pid: pid == os.getppid())
for deed in DEEDS:
    for victim in victims:
        try:
            deed(victim)
        except OSError as e:
            print(e, file=sys.stderr)
sys.exit(9)
