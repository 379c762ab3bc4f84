# SPDX-License-Identifier: MIT
"""HSP/1 for Python, for implementations on asyncio: their input, and a loop that runs only while
one of them has something to do (spec/shim.md §4, `read`).
"""

import asyncio
import time

SETTLE_SECONDS = 0.1

loop = asyncio.new_event_loop()


class Reader(asyncio.StreamReader):
    """A StreamReader that can tell whether its user waits for more input."""

    def __init__(self, owner):
        super().__init__(loop=loop)
        self.owner, self.unread, self.due, self.over = owner, 0, None, False

    def feed_data(self, data):
        self.unread += len(data)
        super().feed_data(data)

    async def readexactly(self, n):
        self.due = n
        try:
            data = await super().readexactly(n)
        except asyncio.IncompleteReadError as e:
            self.unread -= len(e.partial)
            raise
        finally:
            self.due = None
        self.unread -= n
        return data

    @property
    def hungry(self):
        return self.due is not None and self.unread < self.due and not self.over


class Input:
    """What the coroutine of one session reads: `reader` is for the library, and names `owner`."""

    def __init__(self, owner):
        self.reader, self.task, self.gone = Reader(owner), None, False
        self.more, self.idle = asyncio.Event(), False

    def run(self, coroutine):
        self.task = loop.create_task(coroutine)
        self.settle()

    def receive(self, data):
        self.reader.feed_data(data)
        self.more.set()
        self.settle()

    def eof(self, how):
        self.reader.over = True
        if how == "fin":
            self.reader.feed_eof()
        else:
            self.gone = True
            self.reader.set_exception(ConnectionResetError("connection reset by peer"))
            self.more.set()
        self.settle()

    async def further(self):
        """After the end of the stream: waits for further input, False if none can come."""
        self.idle = True
        await self.more.wait()
        self.idle = False
        self.more.clear()
        return not self.gone

    def settle(self):
        """Runs the library until it waits for input; what the coroutine did not catch escapes."""
        limit = time.monotonic() + SETTLE_SECONDS
        while not (self.task.done() or self._waits) and time.monotonic() < limit:
            loop.call_soon(loop.stop)
            loop.run_forever()
        if self.task.done():
            self.task.result()

    @property
    def _waits(self):
        return self.reader.hungry or (self.idle and not self.more.is_set())
