# SPDX-License-Identifier: MIT
"""What a shim passes to hsp.py to speak SHS1: its parameters and outcome (spec/shs1.md)."""

# Rules as in hsp_request.py.
PARAMS = {
    "network_key": {"hex": 32, "required": True},
    "static_seed": {"hex": 32, "required": True},
    "peer_pk": {"hex": 32, "required": True, "role": "client"},
    "inject": {
        "exclusive": True,
        "keys": {
            "ephemeral_sk": {"hex": 32, "cap": True},
            "ephemeral_seed": {"hex": 32, "cap": True},
        },
    },
}

TABLE = {
    "params": PARAMS,
    "outcome": {"enc_key": 32, "enc_nonce": 24, "dec_key": 32, "dec_nonce": 24, "peer_pk": 32},
    "peer": 32,
}
