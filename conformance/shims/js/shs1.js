// SPDX-License-Identifier: MIT
// What a shim passes to hsp.js to speak SHS1: its parameters (rules as in request.js), the bytes of
// each value of an outcome, and of a peer's name (spec/shs1.md).
'use strict'

module.exports = {
  params: {
    network_key: { hex: 32, required: true },
    static_seed: { hex: 32, required: true },
    peer_pk: { hex: 32, required: true, role: 'client' },
    inject: {
      exclusive: true,
      keys: { ephemeral_sk: { hex: 32, cap: true }, ephemeral_seed: { hex: 32, cap: true } }
    }
  },
  outcome: { enc_key: 32, enc_nonce: 24, dec_key: 32, dec_nonce: 24, peer_pk: 32 },
  peer: 32
}
