// SPDX-License-Identifier: MIT
// The shim over npm secret-handshake, its client against its server, and the known answers of
// spec/shs1.md.
'use strict'
const test = require('node:test')
const assert = require('node:assert')
const path = require('path')
const { A_P, B_P, CLIENT, SERVER, fill } = require('./known-session.js')
const { start } = require('./shim.js')

const file = path.join(__dirname, '..', 'secret-handshake', 'shim.js')

async function pair(authorize, work, more = {}) {
  const shim = start(file)
  const open = (s, role, params) =>
    shim.ask({ op: 'open', s, protocol: 'shs1', role, params: { ...params, ...more } })
  const step = (s, data) => shim.ask({ op: 'step', s, in: data })
  await open(1, 'server', authorize ? { ...SERVER, authorize } : SERVER)
  const msg1 = (await open(2, 'client', CLIENT)).out
  const msg2 = (await step(1, msg1)).out
  const msg3 = (await step(2, msg2)).out
  const server = await step(1, msg3)
  await work({ shim, step, msg1, msg2, msg3, server, msg4: server.out })
  await shim.bye()
}

test('both roles give the known answers, and one secure stream', () =>
  pair(null, async t => {
    assert.match(t.msg1, /^9ff9db36e8484460d6ca/)
    assert.match(t.msg2, /^b0e4593ed0bcaba26c96/)
    assert.match(t.msg3, /^aa1a9def6df5acdb0474.*fed6363b4571a17c$/)
    assert.match(t.msg4, /^a676794597bd22514dea.*a5111f69b7fd143ce8$/)
    const done = await t.step(2, t.msg4)
    assert.deepStrictEqual(done.events, [{ type: 'done', peer: B_P }])
    assert.deepStrictEqual(
      t.server.events.map(e => [e.type, e.peer]),
      [
        ['authorize', A_P],
        ['done', A_P]
      ]
    )
    const { values } = await t.shim.ask({ op: 'outcome', s: 2 })
    const server = (await t.shim.ask({ op: 'outcome', s: 1 })).values
    assert.strictEqual(
      values.enc_key,
      'd6ea89d49aa62495e9b7b8766c0b4964624fa341ebb0d6d2505f786348836b04'
    )
    assert.deepStrictEqual(
      [values.dec_key, values.dec_nonce, B_P],
      [server.enc_key, server.enc_nonce, values.peer_pk]
    )
    const hello = await t.shim.ask({ op: 'send', s: 2, data: Buffer.from('hello').toString('hex') })
    assert.match(hello.out, /^f990371bf8c14c41/)
    const bye = await t.shim.ask({ op: 'finish', s: 2 })
    assert.match(bye.out, /^50c234e916318d51/)
    assert.deepStrictEqual((await t.step(1, hello.out + bye.out)).events, [
      { type: 'delivered', data: '68656c6c6f' },
      { type: 'end', kind: 'clean' }
    ])
  }))

test('a client that is not admitted is rejected in silence', () =>
  pair({ keys: [] }, async t => {
    assert.deepStrictEqual([t.server.state, t.server.out, t.server.close], ['rejected', '', 'fin'])
  }))

test('an X25519 scalar is injected as it is', () =>
  pair(
    null,
    async t => {
      assert.strictEqual(
        t.msg2.slice(64),
        'ff2ee45601ec1b67310c7790404585ae697331eee1c1f8cf2419731c1fff3e6b'
      )
      assert.strictEqual((await t.step(2, t.msg4)).state, 'done')
    },
    { inject: { ephemeral_sk: fill(0x44) } }
  ))

test('one endpoint is one server object, and keeps its parameters', async () => {
  const shim = start(file)
  const open = (s, params) =>
    shim.ask({ op: 'open', s, protocol: 'shs1', role: 'server', endpoint: 'e', params })
  assert.strictEqual((await open(1, SERVER)).state, 'read')
  assert.strictEqual((await open(2, SERVER)).state, 'read')
  assert.match(
    (await open(3, { ...SERVER, static_seed: fill(9) })).error,
    /endpoint e was opened with other/
  )
  await shim.bye()
})

// mac(K, 0^32) | 0^32 for K = 07×32
const LOW_ORDER =
  require('crypto')
    .createHmac('sha512', Buffer.alloc(32, 7))
    .update(Buffer.alloc(32))
    .digest('hex')
    .slice(0, 64) + fill(0)

test('the library throws on a low-order ephemeral, and the shim lets it kill the process', async () => {
  for (const [role, params] of [
    ['server', SERVER],
    ['client', CLIENT]
  ]) {
    const shim = start(file)
    await shim.ask({ op: 'open', s: 1, protocol: 'shs1', role, params })
    await assert.rejects(shim.ask({ op: 'step', s: 1, in: LOW_ORDER }), ({ code, stderr }) => {
      assert.strictEqual(code, 1)
      assert.match(stderr, /failed to derive shared secret[^]*secret-handshake.crypto\.js/)
      return true
    })
  }
})

test('the crash demonstration sees a server die, and fails when one survives', () => {
  const { spawnSync } = require('child_process')
  const demo = path.join(__dirname, '..', 'secret-handshake', 'crash-demo.js')
  const survive = "data:text/javascript,process.on('uncaughtException',()=>{})"
  const status = NODE_OPTIONS =>
    spawnSync(process.execPath, [demo], { env: { ...process.env, NODE_OPTIONS } }).status
  assert.strictEqual(status(''), 0)
  assert.strictEqual(status(`--import=${survive}`), 1)
})
