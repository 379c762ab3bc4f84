// SPDX-License-Identifier: MIT
// A TCP server as an application would write it: node tcp-server.js PORT K SEED (hex). PORT 0 takes
// a free one. It prints its port and public key, then a line per session; everyone is admitted,
// every stream echoed.
'use strict'
const net = require('net')
const chloride = require('chloride')
const pull = require('pull-stream')
const toPull = require('stream-to-pull-stream')
const { createServer } = require('secret-handshake')

const [port, key, seed] = process.argv.slice(2)
const hex32 = /^[0-9a-f]{64}$/
if (!/^\d{1,5}$/.test(port) || !hex32.test(key) || !hex32.test(seed)) {
  console.error(
    'usage: node tcp-server.js PORT NETWORK_KEY SEED (two times 64 lower-case hex digits)'
  )
  process.exit(2)
}
const pair = chloride.crypto_sign_seed_keypair(Buffer.from(seed, 'hex'))
const accept = createServer(pair, (id, callback) => callback(null, true), Buffer.from(key, 'hex'))

const server = net.createServer(socket => {
  const cipher = toPull.duplex(socket)
  const handshake = accept((error, plain) => {
    if (error) return console.log('rejected', error.message ?? error)
    console.log('done', plain.remote.toString('hex'))
    pull(plain, plain)
  })
  pull(cipher, handshake, cipher)
})
server.listen(Number(port), '127.0.0.1', () => {
  console.log('listening', server.address().port, pair.publicKey.toString('hex'))
})
