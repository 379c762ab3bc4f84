// SPDX-License-Identifier: MIT
// Every shim that was built (its folder's `build`) gives the known answers of spec/shs1.md §10 in
// both roles, with its ephemeral keys injected, and a secure stream in both directions; what an
// implementation does not survive ends its process.
'use strict'
const test = require('node:test')
const assert = require('node:assert')
const fs = require('fs')
const path = require('path')
const { A_P, B_P, CLIENT, SERVER, fill } = require('./known-session.js')
const { start } = require('./shim.js')

const HELLO = Buffer.from('hello').toString('hex')

const folders = ['js/secret-handshake', 'js/secret-handshake-wasm', 'js/secret-handshake-tweetnacl']
const GO = 'go/secretstream'
const PYTHON = 'python/secret-handshake'
const shims = path.join(__dirname, '..', '..')
const LEFT_BY_BUILD = { js: '../secret-handshake/node_modules', go: 'shim', python: '.venv' }

function built(folder, name, work) {
  const left = path.join(shims, folder, LEFT_BY_BUILD[folder.split('/')[0]])
  const skip = !fs.existsSync(left) && `${folder}/build has not run`
  test(`${folder}: ${name}`, { skip }, () => work(start(path.join(shims, folder, 'shim'))))
}

const open = (shim, s, role, params, endpoint) =>
  shim.ask({ op: 'open', s, protocol: 'shs1', role, params, endpoint })
const step = (shim, s, data) => shim.ask({ op: 'step', s, in: data })

async function handshake(shim) {
  await open(shim, 1, 'server', SERVER)
  const msg1 = (await open(shim, 2, 'client', CLIENT)).out
  const msg2 = (await step(shim, 1, msg1)).out
  const msg3 = (await step(shim, 2, msg2)).out
  const server = await step(shim, 1, msg3)
  const client = await step(shim, 2, server.out)
  return { msg1, msg2, msg3, msg4: server.out, server, client }
}

for (const folder of [...folders, GO, PYTHON]) {
  built(folder, 'both roles give the known answers, and a stream', async shim => {
    const { msg1, msg2, msg3, msg4, server, client } = await handshake(shim)
    assert.match(msg1, /^9ff9db36e8484460d6ca/)
    assert.match(msg2, /^b0e4593ed0bcaba26c96/)
    assert.match(msg3, /^aa1a9def6df5acdb0474.*fed6363b4571a17c$/)
    assert.match(msg4, /^a676794597bd22514dea.*a5111f69b7fd143ce8$/)
    assert.deepStrictEqual(server.events.pop(), { type: 'done', peer: A_P })
    assert.deepStrictEqual(client.events, [{ type: 'done', peer: B_P }])
    const { values } = await shim.ask({ op: 'outcome', s: 1 })
    assert.deepStrictEqual(values, {
      enc_key: '3b81cad8a126758e93ad7617fcad482693adc8e4b6de142f0f84481ae47e24b8',
      enc_nonce: '9ff9db36e8484460d6cab6c616f5c6c74a97e1ea90ddd826',
      dec_key: 'd6ea89d49aa62495e9b7b8766c0b4964624fa341ebb0d6d2505f786348836b04',
      dec_nonce: 'b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1',
      peer_pk: A_P
    })
    const sent = await shim.ask({ op: 'send', s: 2, data: HELLO })
    assert.match(sent.out, /^f990371bf8c14c41/)
    const bye = await shim.ask({ op: 'finish', s: 2 })
    assert.deepStrictEqual((await step(shim, 1, sent.out + bye.out)).events, [
      { type: 'delivered', data: HELLO },
      { type: 'end', kind: 'clean' }
    ])
    await shim.bye()
  })

  built(folder, 'an X25519 scalar is injected as it is', async shim => {
    const inject = { ephemeral_sk: fill(0x44) }
    const { out } = await open(shim, 1, 'client', { ...CLIENT, inject })
    assert.strictEqual(
      out.slice(64),
      'ff2ee45601ec1b67310c7790404585ae697331eee1c1f8cf2419731c1fff3e6b'
    )
    const fresh = { ...CLIENT, inject: undefined }
    const others = [2, 3].map(async s => (await open(shim, s, 'client', fresh)).out)
    assert.strictEqual(new Set([out, ...(await Promise.all(others))]).size, 3)
    await shim.bye()
  })
}

built(GO, 'a panic of the library ends the process', async shim => {
  await open(shim, 1, 'server', SERVER)
  const peer_pk = '01' + '00'.repeat(31) // the identity: has no X25519 form
  const msg1 = (await open(shim, 2, 'client', { ...CLIENT, peer_pk })).out
  const msg2 = (await step(shim, 1, msg1)).out
  await assert.rejects(step(shim, 2, msg2), ({ code, stderr }) => {
    assert.strictEqual(code, 2)
    assert.match(stderr, /could not convert remote to curve key[^]*secrethandshake.state\.go/)
    return true
  })
})

built(PYTHON, 'a TypeError of the library ends the process', async shim => {
  const fresh = { ...SERVER, inject: undefined }
  await open(shim, 1, 'server', fresh, 'e')
  const msg1 = (await open(shim, 2, 'client', CLIENT)).out
  const msg2 = (await step(shim, 1, msg1)).out
  const msg3 = (await step(shim, 2, msg2)).out
  await open(shim, 3, 'server', fresh, 'e') // clears what the server keeps of the first
  await assert.rejects(step(shim, 1, msg3), ({ code, stderr }) => {
    assert.strictEqual(code, 1)
    assert.match(stderr, /crypto\.py", line 92[^]*TypeError/)
    return true
  })
})
