# SPDX-License-Identifier: MIT
"""A shim without an implementation: whatever it is asked, a session is WORD (`rejected` or `done`)."""
import json
import sys

WORD = sys.argv[1]
CAPS = ["inject.ephemeral_sk", "inject.ephemeral_seed", "authorize.delay_ms", "authorize.then", "outcome", "stream", "endpoint"]
OUTCOME = {"enc_key": "00" * 32, "enc_nonce": "00" * 24, "dec_key": "00" * 32, "dec_nonce": "00" * 24, "peer_pk": None}
HELLO = {
    "hsp": 1,
    "name": f"yes-man ({WORD})",
    "version": "0",
    "protocols": {
        "shs1": {
            "roles": ["client", "server"], "caps": CAPS, "observe": [], "ephemeral": "own",
            "sessions": 64, "layer": "none", "authorize": "before-msg4",
        }
    },
}
SESSION = {"state": WORD, "out": "", "close": "none", "events": []}


def answer(request):
    op = request["op"]
    if op == "hello":
        return {"ok": True, **HELLO}
    if op == "outcome":
        return {"ok": True, "values": OUTCOME}
    if op == "open" and request.get("protocol") == "shs1" or op in ("step", "eof", "poll", "send", "finish"):
        events = [{"type": "done", "peer": None}] if WORD == "done" and op == "open" else []
        return {"ok": True, **SESSION, "events": events}
    if op in ("close", "bye"):
        return {"ok": True}
    return {"ok": False, "unsupported": op}


for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"id": asked["id"], **answer(asked)}), flush=True)
    if asked["op"] == "bye":
        break
