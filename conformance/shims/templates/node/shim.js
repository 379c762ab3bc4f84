// SPDX-License-Identifier: MIT
// An HSP/1 shim: hsp.js and its three files beside this one do the protocol (spec/shim.md), you do
// the rest. As it stands it drives the toy below, so `assay shim check -- node shim.js` finds
// every rule kept but the two honest handshakes, and `assay check -- node shim.js` says C BROKEN.
// Put your implementation in the toy's place, then declare in `serve` what it can do.
'use strict'
const hsp = require('./hsp.js') // first: it keeps stdout for the protocol
const table = require('./shs1.js')
const { createHash } = require('crypto')

// A toy with no security at all: the client sends network key and name, the server answers with the
// two swapped, and afterwards every byte is data.
const toyName = seed => createHash('sha256').update(seed).digest()

// Starts one handshake. session.role is 'server' or 'client'; session.params holds Buffers by the
// names of spec/shim.md §6; session.transport has read, write, end and abort for what wants a
// stream.
function open(session) {
  const { network_key: key, static_seed: seed } = session.params
  const toy = { key, name: toyName(seed), input: Buffer.alloc(0) }
  if (session.role === 'client') session.transport.write(Buffer.concat([key, toy.name]))
  session.send = data => session.transport.write(data) // the application's data
  session.finish = () => session.transport.end() // the clean end of the secure channel
  session.transport.each(
    data => receive(session, toy, data),
    how => ended(session, how)
  )
}

// The peer sent `data`, any slice of its stream. Report what the implementation says, and catch
// nothing but its documented refusals: a crash must stay a crash (spec/shim.md §7).
function receive(session, toy, data) {
  if (session.rejected !== null) return
  if (session.isDone) return session.delivered(data)
  toy.input = Buffer.concat([toy.input, data])
  if (toy.input.length < 64 || toy.asked) return
  toy.asked = true
  const parts = [toy.input.subarray(0, 32), toy.input.subarray(32, 64)]
  const [key, peer] = session.role === 'server' ? parts : parts.reverse()
  if (!key.equals(toy.key)) return refuse(session, 'another network key')
  if (session.role === 'client') return accept(session, toy, peer)
  session.authorize(peer, (error, allowed) => {
    if (error || !allowed) return refuse(session, error ? error.message : 'not authorized')
    session.transport.write(Buffer.concat([toy.name, toy.key]))
    accept(session, toy, peer)
  })
}

// Success goes to session.done(peer, outcome); with the capability `outcome`, the second argument
// holds enc_key, enc_nonce, dec_key, dec_nonce and peer_pk.
function accept(session, toy, peer) {
  session.done(peer)
  if (toy.input.length > 64) session.delivered(toy.input.subarray(64))
}

function refuse(session, why) {
  session.reject(why)
  session.transport.abort()
}

// The peer's stream ended: 'fin' or 'rst'.
function ended(session, how) {
  if (session.isDone) session.ended(how === 'fin' ? 'clean' : 'error')
  else if (session.rejected === null) refuse(session, 'the stream ended in the handshake')
}

hsp.serve({
  name: 'toy',
  version: '0.1.0',
  protocols: {
    shs1: {
      roles: ['client', 'server'],
      caps: ['authorize.delay_ms', 'authorize.then', 'stream', 'eof.rst'], // closed list: spec/shim.md §5
      observe: [], // names that session.observe(name) knows
      ephemeral: 'own',
      sessions: 64,
      layer: 'toy', // the public functions that are driven
      authorize: 'before-msg4',
      table,
      open
    }
  }
})
