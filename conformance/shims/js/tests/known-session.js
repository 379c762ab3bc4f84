// SPDX-License-Identifier: MIT
// The parameters of the session whose bytes stand in spec/shs1.md §10.
'use strict'

const fill = byte => Buffer.alloc(32, byte).toString('hex')
const A_P = '8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c'
const B_P = '8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394'
const SERVER = { network_key: fill(7), static_seed: fill(2), inject: { ephemeral_seed: fill(4) } }
const CLIENT = {
  network_key: fill(7),
  static_seed: fill(1),
  peer_pk: B_P,
  inject: { ephemeral_seed: fill(3) }
}

module.exports = { A_P, B_P, CLIENT, SERVER, fill }
