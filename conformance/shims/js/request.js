// SPDX-License-Identifier: MIT
// HSP/1 for Node, the part that reads requests: strict JSON lines and parameters (spec/shim.md).
'use strict'
const fs = require('fs')

const MAX_LINE = 1 << 20 // bytes a line
const MAX_DATA = 65536 // bytes of `in` and of `data`
const MAX_DEPTH = 16
const MAX_MS = 2 ** 31 - 1

// A request that this shim does not serve: kind is `unsupported` or `error`.
class Refusal extends Error {
  constructor(kind, text) {
    super(text)
    this.kind = kind
  }
}
const unsupported = what => {
  throw new Refusal('unsupported', what)
}
const error = text => {
  throw new Refusal('error', text)
}

// --- Lines ---

function malformed(why) {
  fs.writeSync(2, `hsp: malformed request line: ${why}\n`)
  process.exit(64)
}

// JSON.parse keeps the last of two equal keys, bounds no depth and takes 1e0 for an integer: all
// three are looked for here. A number with a fraction or an exponent becomes 0.5, which nothing
// accepts.
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]|-?\d[\d.eE+-]*/g

function scan(text) {
  const open = []
  return text.replace(TOKEN, (token, colon) => {
    if (token === '{' || token === '[') {
      if (open.push(new Set()) > MAX_DEPTH) malformed(`nested deeper than ${MAX_DEPTH}`)
    } else if (token === '}' || token === ']') {
      open.pop()
    } else if (colon !== undefined && open.length > 0) {
      const key = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1))
      const keys = open[open.length - 1]
      if (keys.size === keys.add(key).size) malformed(`key ${JSON.stringify(key)} twice`)
    } else if (
      token[0] !== '"' &&
      /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(token) &&
      /[.eE]/.test(token)
    ) {
      return '0.5'
    }
    return token
  })
}

const isCount = x => Number.isSafeInteger(x) && x >= 0
const isObject = x => typeof x === 'object' && x !== null && !Array.isArray(x)

// One line, as a Buffer; null for one that was too long to keep.
function parse(line) {
  if (line === null) malformed(`longer than ${MAX_LINE} bytes`)
  let request
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line)
    request = JSON.parse(scan(text))
  } catch (e) {
    malformed(e.message)
  }
  if (!isObject(request)) malformed('not an object')
  if (!isCount(request.id)) malformed('id is not an integer in 0..2^53-1')
  if (typeof request.op !== 'string') malformed('op is not a text')
  return request
}

// The answers' descriptor. Descriptor 1 itself is pointed at stderr, also for native code, as far
// as Node can: a socket cannot be opened anew, so there only console.log and process.stdout are
// moved.
function claim() {
  Object.defineProperty(process, 'stdout', { get: () => process.stderr })
  let [answers, errors] = [1, -1]
  try {
    errors = fs.openSync('/dev/fd/2', 'a')
    answers = fs.openSync('/dev/fd/1', 'a')
    fs.closeSync(1)
    fs.openSync('/dev/fd/2', 'a') // the lowest free descriptor is 1
  } catch (e) {
    if (!['ENXIO', 'ENOENT', 'EACCES'].includes(e.code)) throw e
  }
  if (errors !== -1) fs.closeSync(errors)
  return answers
}
const answers = claim()

function write(object) {
  const data = Buffer.from(JSON.stringify(object) + '\n')
  for (let at = 0; at < data.length;) {
    try {
      at += fs.writeSync(answers, data, at)
    } catch (e) {
      if (e.code === 'EPIPE') process.exit(0) // the runner has gone
      if (e.code !== 'EAGAIN') throw e
    }
  }
}

// Calls handle(request, next) for one line of stdin after the other: the next once `next` was
// called.
function lines(handle) {
  const queue = []
  let rest = []
  let size = 0 // of rest
  let busy = false
  let over = false

  function next() {
    busy = false
    pump()
  }
  function pump() {
    if (busy) return
    if (queue.length > 0) {
      busy = true
      // From a fresh stack, so that a long queue of quick answers cannot overflow it.
      setImmediate(() => handle(parse(queue.shift()), next))
    } else if (over) {
      if (size > 0) malformed('the last line has no end')
      process.exit(0)
    }
  }
  function take(piece) {
    rest.push(piece)
    size += piece.length
    if (size <= MAX_LINE) return
    queue.push(null) // refused in its turn, after the answers to what came before
    rest = []
    size = 0
  }

  process.stdin.on('data', data => {
    for (let end; (end = data.indexOf(10)) !== -1; data = data.subarray(end + 1)) {
      take(data.subarray(0, end))
      queue.push(Buffer.concat(rest))
      rest = []
      size = 0
    }
    take(data)
    pump()
  })
  process.stdin.on('end', () => {
    over = true
    pump()
  })
}

// --- Parameters: each key, at any depth, is critical ---

function hex(value, where, length, most) {
  if (typeof value !== 'string' || !/^([0-9a-f]{2})*$/.test(value)) {
    error(`${where} is not lower-case hex`)
  }
  const data = Buffer.from(value, 'hex')
  const wrong = length !== undefined && data.length !== length
  if (wrong) error(`${where} holds ${data.length} bytes, not ${length}`)
  if (data.length > most) error(`${where} holds ${data.length} bytes, more than ${most}`)
  return data
}

// A rule is {hex: bytes}, {ms: least}, {words: [..]}, {list: rule} or {keys: {name: rule}} (of
// which at most one where `exclusive`), and may say `required`, the one `role` it is for, `cap`
// where the shim must have declared a capability of its name, and `hook` where an implementation
// that never asks whom to authorize has no use for it.
function param(value, rule, where, session) {
  if (rule.hex !== undefined) return hex(value, where, rule.hex)
  if (rule.ms !== undefined) {
    const ok = isCount(value) && value >= rule.ms && value <= MAX_MS
    return ok ? value : error(`${where} is not an integer in ${rule.ms}..2^31-1`)
  }
  if (rule.words) {
    return rule.words.includes(value)
      ? value
      : error(`${where} is not one of ${rule.words.join(', ')}`)
  }
  if (rule.list) {
    if (!Array.isArray(value)) error(`${where} is not a list`)
    return value.map((item, i) => param(item, rule.list, `${where}[${i}]`, session))
  }
  if (!isObject(value)) error(`${where} is not an object`)
  for (const key of Object.keys(value)) {
    const inner = Object.hasOwn(rule.keys, key) && rule.keys[key]
    const idle = inner.hook && session.declared.authorize === 'none'
    if (!inner || idle || (inner.role && inner.role !== session.role))
      unsupported(`${where}.${key}`)
    const cap = `${where}.${key}`.replace(/^params\./, '')
    if (inner.cap && !session.declared.caps.includes(cap)) unsupported(cap)
  }
  if (rule.exclusive && Object.keys(value).length > 1)
    error(`${where} holds more than one of its keys`)
  const parsed = {}
  for (const [key, inner] of Object.entries(rule.keys)) {
    const due = inner.required && (!inner.role || inner.role === session.role)
    if (Object.hasOwn(value, key))
      parsed[key] = param(value[key], inner, `${where}.${key}`, session)
    else if (due) error(`${where}.${key} is missing`)
  }
  return parsed
}

// The parameters that every protocol has; peer: bytes of a peer's name, 0 where there is none.
const ownRules = peer => ({
  authorize: {
    role: 'server',
    hook: true,
    keys: {
      ...(peer > 0 && { keys: { list: { hex: peer } } }),
      delay_ms: { ms: 0, cap: true },
      then: { words: ['decide', 'error', 'never'], cap: true }
    }
  },
  timeout_ms: { ms: 1, cap: true }
})

module.exports = {
  Refusal,
  unsupported,
  error,
  lines,
  write,
  hex,
  param,
  isCount,
  ownRules,
  MAX_DATA
}
