// SPDX-License-Identifier: MIT
// HSP/1 shim for npm secret-handshake: createServer and createClient, which take a duplex
// pull-stream from their caller and give one back that speaks box-stream.
'use strict'
const hsp = require('../hsp.js')
const table = require('../shs1.js')
const chloride = require('chloride')
const pushable = require('pull-pushable')
const drain = require('pull-stream/sinks/drain')
const crypto = require('secret-handshake/crypto')
const { version } = require('secret-handshake/package.json')

const CAPS = [
  'inject.ephemeral_sk',
  'inject.ephemeral_seed',
  'authorize.delay_ms',
  'authorize.then',
  'timeout_ms',
  'outcome',
  'stream',
  'endpoint',
  'eof.rst'
]
const BASE_POINT = Buffer.alloc(32)
BASE_POINT[0] = 9

// The package with its own place for randomness opened: without `inject` nothing is changed.
const { createServer, createClient } = require('secret-handshake/protocol')({
  ...crypto,
  initialize(state) {
    const { ephemeral_seed: seed, ephemeral_sk: sk } = hsp.active().params.inject ?? {}
    const fresh = crypto.initialize(seed ? { ...state, random: seed } : state)
    if (!sk) return fresh
    const pk = chloride.crypto_scalarmult(sk, BASE_POINT)
    const mac = chloride.crypto_auth(pk, state.app_key)
    Object.assign(fresh.local, { kx_sk: Buffer.from(sk), kx_pk: pk, app_mac: mac })
    return fresh
  }
})

// What stream-to-pull-stream does with a socket, on the session's transport.
function connect(transport, duplex) {
  let over = false
  duplex.sink((abort, callback) => {
    if (!abort)
      return transport.read((error, data) => callback(error ?? (data === null ? true : null), data))
    transport.abort(abort)
    callback(abort)
  })
  drain(
    data => transport.write(data),
    end => (end ? transport.abort() : transport.end())
  )(duplex.source)
}

// The application: it takes all that the secure stream delivers, and asks once more after its end.
function receive(session, source) {
  const take = data => session.delivered(data)
  drain(take, end => session.ended(end ? 'error' : 'clean', end?.message))(source)
  session.after = () => source(null, (end, data) => end || take(data))
}

function established(session) {
  return (error, stream) => {
    if (error) return session.reject(error.message ?? error)
    const { crypto: keys, remote } = stream
    session.done(remote, {
      enc_key: keys.encryptKey,
      enc_nonce: keys.encryptNonce,
      dec_key: keys.decryptKey,
      dec_nonce: keys.decryptNonce,
      peer_pk: remote
    })
    const writer = pushable()
    session.send = data => writer.push(data)
    session.finish = () => writer.end()
    stream.sink(writer)
    receive(session, stream.source)
  }
}

const authorize = (peer, callback) => hsp.active().authorize(peer, callback)

// One server or client object for all sessions that name the same endpoint.
const endpoints = new Map()
function endpoint(session) {
  const { static_seed: seed, network_key: key, timeout_ms: timeout } = session.params
  const same = [session.role, seed.toString('hex'), key.toString('hex'), timeout].join()
  const known = endpoints.get(session.endpoint)
  if (known && known.same !== same)
    hsp.error(`endpoint ${session.endpoint} was opened with other parameters`)
  if (known) return known.dial
  const pair = chloride.crypto_sign_seed_keypair(seed)
  const server = session.role === 'server'
  const dial = server
    ? createServer(pair, authorize, key, timeout)
    : createClient(pair, key, timeout)
  if (session.endpoint !== undefined) endpoints.set(session.endpoint, { same, dial })
  return dial
}

function open(session) {
  const dial = endpoint(session)
  const report = established(session)
  connect(
    session.transport,
    session.role === 'server' ? dial(report) : dial(session.params.peer_pk, report)
  )
}

// `name` tells which of chloride's libraries the package runs on.
function serve(name) {
  hsp.serve({
    name,
    version,
    protocols: {
      shs1: {
        roles: ['client', 'server'],
        caps: CAPS,
        observe: [],
        ephemeral: 'own',
        sessions: 64,
        timeout_kind: 'per-read',
        layer: 'createServer and createClient: duplex pull-stream with box-stream',
        authorize: 'before-msg4',
        table,
        open
      }
    }
  })
}

module.exports = { serve }
if (require.main === module) serve('npm secret-handshake')
