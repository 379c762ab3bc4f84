#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a target and passes on what it writes MS milliseconds late, in order; what it reads reaches it at once.

Usage: .ci/late.py MS COMMAND...
"""
import os
import queue
import subprocess
import sys
import threading
import time


def read_all(source, written):
    while chunk := os.read(source, 65536):
        written.put((time.monotonic(), chunk))
    written.put((time.monotonic(), b""))


def main():
    late, written = int(sys.argv[1]) / 1000, queue.Queue()
    with subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE) as target:
        threading.Thread(target=read_all, args=(target.stdout.fileno(), written), daemon=True).start()
        while True:
            at, chunk = written.get()
            time.sleep(max(0.0, at + late - time.monotonic()))
            if not chunk:
                break
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        sys.stdout.close()
    return target.returncode if target.returncode >= 0 else 128 - target.returncode


if __name__ == "__main__":
    sys.exit(main())
