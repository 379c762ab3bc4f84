// SPDX-License-Identifier: MIT
'use strict'
const test = require('node:test')
const assert = require('node:assert')
const fs = require('fs')
const path = require('path')
const { template, run, start } = require('./shim.js')

const hex = byte => byte.repeat(32)
const params = { network_key: hex('07'), static_seed: hex('02') }
const open = { id: 1, op: 'open', s: 1, protocol: 'shs1', role: 'server', params }
const step = (id, data) => ({ id, op: 'step', s: 1, in: data })
const greeting = hex('07') + hex('aa')
const FLAWS = {
  node: '$1console.log("stray"); throw new TypeError("boom")',
  python: '$1print("stray", flush=True); raise KeyError("Error: boom")'
}

const MALFORMED = {
  'no JSON': 'hello\n',
  'an empty line': '\n',
  'a list': '[]\n',
  'no id': '{"op":"hello"}\n',
  'an id beyond 2^53-1': '{"id":18446744073709551616,"op":"hello"}\n',
  'an id with an exponent': '{"id":1e0,"op":"hello"}\n',
  'an op that is no text': '{"id":1,"op":7}\n',
  'a key twice': '{"id":1,"op":"hello","op":"bye"}\n',
  'a key twice, once escaped': '{"id":1,"op":"hello","o\\u0070":"bye"}\n',
  '900,000 brackets': '['.repeat(900000) + '\n',
  'depth 17': '{"id":1,"op":"hello","x":' + '['.repeat(16) + ']'.repeat(16) + '}\n',
  'invalid UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a]),
  'more than 1 MiB': '{"id":1,"op":"' + 'x'.repeat(1 << 20) + '"}\n',
  'no end of line': '{"id":1,"op":"hello","hsp":[1]}'
}

// The rules of spec/shim.md that the helpers keep, tried on the template of each language.
function rules(language) {
  const toy = template(language)
  const first = async (...lines) => (await run(toy, lines)).answers[0]
  const last = async (...lines) => (await run(toy, lines)).answers.pop()
  const opened = more => first({ ...open, params: { ...params, ...more } })

  test(`${language}: answers come in the order of pipelined requests`, async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ id: i + 2, op: 'poll', s: 1 }))
    const { answers, code } = await run(toy, [open, ...many])
    assert.deepStrictEqual(
      answers.map(a => a.id),
      Array.from({ length: 501 }, (_, i) => i + 1)
    )
    assert.strictEqual(code, 0)
  })

  for (const [what, line] of Object.entries(MALFORMED)) {
    test(`${language}: a line with ${what} ends the shim with 64, after the answers before it`, async () => {
      const { answers, code, stderr } = await run(toy, [open, line])
      assert.deepStrictEqual([answers.length, code], [1, 64])
      assert.match(stderr, /malformed request line/)
    })
  }

  test(`${language}: depth 16 is read`, async () => {
    const line = '{"id":1,"op":"zz","x":' + '['.repeat(15) + ']'.repeat(15) + '}\n'
    assert.deepStrictEqual(await first(line), { id: 1, ok: false, unsupported: 'op zz' })
  })

  test(`${language}: unknown words are unsupported`, async () => {
    assert.strictEqual((await first({ ...open, protocol: 'zz' })).unsupported, 'protocol zz')
    assert.strictEqual(
      (await first({ ...open, protocol: '__proto__' })).unsupported,
      'protocol __proto__'
    )
    assert.strictEqual((await first({ ...open, role: 'zz' })).unsupported, 'role zz')
    assert.strictEqual((await first({ ...open, endpoint: 'e1' })).unsupported, 'endpoint')
    assert.strictEqual((await last(open, { id: 2, op: 'outcome', s: 1 })).unsupported, 'outcome')
    assert.strictEqual(
      (await first({ id: 1, op: 'hello', hsp: [2] })).unsupported,
      'hsp other than 1'
    )
  })

  test(`${language}: each unknown or idle parameter is unsupported, at any depth`, async () => {
    assert.strictEqual((await opened({ zz: 1 })).unsupported, 'params.zz')
    assert.strictEqual((await opened({ peer_pk: hex('01') })).unsupported, 'params.peer_pk')
    assert.strictEqual((await opened({ authorize: { zz: 1 } })).unsupported, 'params.authorize.zz')
    assert.strictEqual(
      (await opened({ inject: { ephemeral_sk: hex('01') } })).unsupported,
      'inject.ephemeral_sk'
    )
    assert.strictEqual((await opened({ timeout_ms: 5 })).unsupported, 'timeout_ms')
  })

  test(`${language}: each parameter of a wrong type, length or word is an error`, async () => {
    const wrong = [
      { network_key: 7 },
      { network_key: '07' },
      { network_key: hex('0A') },
      { static_seed: null },
      { authorize: [] },
      { authorize: { keys: hex('01') } },
      { authorize: { keys: ['01'] } },
      { authorize: { delay_ms: 1.5 } },
      { authorize: { delay_ms: -1 } },
      { authorize: { delay_ms: '1' } },
      { authorize: { then: 'maybe' } },
      { network_key: undefined }
    ]
    for (const more of wrong)
      assert.match((await opened(more)).error, /^params\./, JSON.stringify(more))
    assert.match((await first({ ...open, params: 7 })).error, /params is not an object/)
  })

  test(`${language}: a wrong session, or a thing before its time, is an error`, async () => {
    assert.match((await first(step(1, ''))).error, /session 1 is not open/)
    assert.match((await last(open, { ...open, id: 2 })).error, /session 1 is open/)
    assert.match(
      (await last(open, { id: 2, op: 'send', s: 1, data: '' })).error,
      /send before done/
    )
    assert.match((await last(open, { id: 2, op: 'finish', s: 1 })).error, /finish before done/)
    assert.match((await last(open, step(2, 'zz'))).error, /in is not lower-case hex/)
    assert.match((await last(open, step(2, '00'.repeat(65537)))).error, /65537 bytes/)
    assert.match(
      (await last(open, { id: 2, op: 'eof', s: 1 }, step(3, '00'))).error,
      /step after eof/
    )
    assert.match((await last(open, { id: 2, op: 'eof', s: 1, how: 'zz' })).error, /eof.how/)
  })

  test(`${language}: a session is read, done, and ended; its number can be used again`, async () => {
    const { answers, code } = await run(toy, [
      open,
      step(2, greeting.slice(0, 10)),
      step(3, greeting.slice(10)),
      step(4, 'beef'),
      { id: 5, op: 'send', s: 1, data: 'cafe' },
      { id: 6, op: 'finish', s: 1 },
      { id: 7, op: 'eof', s: 1 },
      { id: 8, op: 'close', s: 1 },
      { ...open, id: 9 },
      { id: 10, op: 'bye' }
    ])
    assert.deepStrictEqual(
      answers.slice(0, 3).map(a => a.state),
      ['read', 'read', 'done']
    )
    assert.deepStrictEqual(answers[2].events, [
      { type: 'authorize', peer: hex('aa') },
      { type: 'done', peer: hex('aa') }
    ])
    assert.deepStrictEqual(answers[3].events, [{ type: 'delivered', data: 'beef' }])
    assert.deepStrictEqual([answers[4].out, answers[4].close], ['cafe', 'none'])
    assert.deepStrictEqual([answers[5].close, answers[5].state], ['half', 'done'])
    assert.deepStrictEqual(answers[6].events, [{ type: 'end', kind: 'clean' }])
    assert.deepStrictEqual(answers[7], { id: 8, ok: true })
    assert.deepStrictEqual([answers[8].state, code], ['read', 0])
  })

  test(`${language}: rejected is final`, async () => {
    const { answers } = await run(toy, [
      open,
      step(2, hex('08') + hex('aa')),
      step(3, greeting),
      { id: 4, op: 'poll', s: 1 }
    ])
    for (const a of answers.slice(1))
      assert.deepStrictEqual([a.state, a.out, a.close], ['rejected', '', 'fin'])
  })

  test(`${language}: the authorize hook decides, errs, waits or never answers`, async () => {
    const tried = async (authorize, wait = 0) => {
      const shim = start(toy)
      await shim.ask({ ...open, params: { ...params, authorize } })
      const answer = await shim.ask({ op: 'step', s: 1, in: greeting })
      await new Promise(resolve => setTimeout(resolve, wait))
      const later = await shim.ask({ op: 'poll', s: 1 })
      await shim.bye()
      assert.strictEqual(answer.events[0].type, 'authorize')
      return [answer.state, later.state]
    }
    assert.deepStrictEqual(await tried({ keys: [hex('aa')] }), ['done', 'done'])
    assert.deepStrictEqual(await tried({ keys: [] }), ['rejected', 'rejected'])
    assert.deepStrictEqual(await tried({ then: 'error' }), ['rejected', 'rejected'])
    assert.deepStrictEqual(await tried({ then: 'never' }), ['wait', 'wait'])
    assert.deepStrictEqual(await tried({ delay_ms: 50 }, 100), ['wait', 'done'])
  })

  test(`${language}: a print of the implementation goes to stderr, a throw of it kills the process`, async () => {
    const broken = template(language)
    const text = fs.readFileSync(broken, 'utf8')
    fs.writeFileSync(broken, text.replace(/^( *)(self|toy)\.asked = [Tt]rue/m, FLAWS[language]))
    const { answers, code, stderr } = await run(broken, [
      open,
      step(2, greeting),
      { id: 3, op: 'poll', s: 1 }
    ])
    assert.deepStrictEqual([answers.length, code], [1, 1])
    fs.rmSync(path.dirname(broken), { recursive: true })
    assert.match(stderr, /stray[^]*Error: boom/)
  })

  test.after(() => fs.rmSync(path.dirname(toy), { recursive: true }))
}

rules('node')
rules('python')
