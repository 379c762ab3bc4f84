// SPDX-License-Identifier: MIT
// HSP/1 for Node 18 and later, without dependencies (spec/shim.md). A shim calls `serve` with what
// it declares and one `open(session)` per protocol; framing, parameters, sessions, the settle rule
// and the stream that the implementation reads and writes are kept here, in request.js and in
// transport.js. Load it first: it takes descriptor 1 away from everything that is loaded later.
'use strict'
const request = require('./request.js')
const { error, unsupported, hex, param, ownRules } = request
const { Transport } = require('./transport.js')

const MAX_OUT = 1 << 18 // bytes of `out` an answer; the rest waits for `poll`
const SETTLE_MS = 100

// --- Sessions ---

let active = null // the session on whose behalf the implementation is running, while it runs

class Session {
  constructor(declared, request) {
    Object.assign(this, { declared, role: request.role, endpoint: request.endpoint })
    const { params, peer } = declared.table
    const rules = { ...params, ...ownRules(peer) }
    this.params = param(request.params, { keys: rules }, 'params', this)
    this.transport = new Transport(this)
    Object.assign(this, { events: [], hooks: 0, timers: new Set() })
    Object.assign(this, { isDone: false, isEnded: false, rejected: null })
    this.changed = () => {}
  }

  run(f) {
    const outer = active
    active = this
    try {
      f()
    } finally {
      active = outer
    }
  }

  // What the adapter reports. `peer` is a Buffer, or null where the API does not tell.
  event(type, fields) {
    this.events.push({ type, ...fields })
    this.changed()
  }

  verified(peer) {
    this.event('verified', { peer: peer && peer.toString('hex') })
  }

  delivered(data) {
    this.event('delivered', { data: data.toString('hex') })
  }

  // The incoming stream is over; `kind` is the library's own word: clean or error.
  ended(kind, why) {
    this.isEnded = true
    this.why = why
    this.event('end', { kind })
  }

  // The handshake succeeded. `outcome` holds the values of the protocol's table as Buffers, null
  // where the API does not tell.
  done(peer, outcome) {
    if (outcome) check(outcome, this.declared.table.outcome)
    Object.assign(this, { isDone: true, outcome })
    this.event('done', { peer: peer && peer.toString('hex') })
  }

  // The implementation's documented error channel said no. After `done` an error belongs to
  // `ended`.
  reject(why) {
    if (!this.isDone) this.rejected ??= String(why)
    this.changed()
  }

  // The implementation asks for `peer`; decide(error, allowed) gets the answer of params.authorize.
  authorize(peer, decide) {
    this.event('authorize', { peer: peer && peer.toString('hex') })
    const { keys, delay_ms: delay = 0, then = 'decide' } = this.params.authorize ?? {}
    const answer = () =>
      this.run(() => {
        if (then === 'error') decide(new Error('authorize failed, as asked for'))
        else decide(null, !keys || keys.some(key => key.equals(peer)))
      })
    if (then !== 'never' && delay === 0) return answer()
    this.hooks++
    if (then !== 'never')
      this.timers.add(
        setTimeout(() => {
          this.hooks--
          answer()
        }, delay)
      )
  }

  // The runner gives the session up: to the implementation, the connection is lost.
  close() {
    this.timers.forEach(clearTimeout)
    this.transport.ended = 'rst'
    this.transport.deliver()
  }

  get settled() {
    if (this.rejected !== null || this.hooks > 0 || this.transport.hungry) return true
    return this.isDone && (this.isEnded || this.transport.close === 'fin')
  }

  get state() {
    if (this.rejected !== null) return 'rejected'
    if (this.isDone) return 'done'
    return this.hooks === 0 && this.transport.hungry ? 'read' : 'wait'
  }

  report() {
    const out = Buffer.concat(this.transport.out)
    const more = out.length > MAX_OUT
    this.transport.out = more ? [out.subarray(MAX_OUT)] : []
    const {
      state,
      events,
      transport: { close }
    } = this
    this.events = []
    const why = this.rejected ?? this.why // JSON leaves out what is undefined
    return {
      state: more && !this.isDone ? 'wait' : state,
      out: out.toString('hex', 0, MAX_OUT),
      close,
      events,
      why
    }
  }

  // Calls back once the implementation has nothing left to do, or after SETTLE_MS.
  settle(callback) {
    let queued = null
    const finish = () => {
      clearTimeout(timer)
      clearImmediate(queued)
      this.changed = () => {}
      callback(this.report())
    }
    const timer = setTimeout(finish, SETTLE_MS)
    // One turn of the event loop later, so that promises which were ready have run.
    this.changed = () => {
      queued ??= setImmediate(() => {
        queued = null
        if (this.settled) finish()
      })
    }
    this.changed()
  }
}

function check(outcome, sizes) {
  const names = Object.keys(outcome)
  if (names.length !== Object.keys(sizes).length || !names.every(name => Object.hasOwn(sizes, name)))
    throw new Error(`an outcome has ${Object.keys(sizes).join(', ')}, not ${names.join(', ')}`)
  for (const [name, value] of Object.entries(outcome)) {
    if (value && value.length !== sizes[name])
      throw new Error(`${name} holds ${value.length} bytes, not ${sizes[name]}`)
  }
}

// --- Operations ---

// `about` is {name, version, protocols: {NAME: {roles, caps, observe, ephemeral, sessions,
// timeout_kind, layer, authorize, table, open}}}: what hello tells; the protocol's table {params:
// rules as in request.js, outcome: bytes of each value, peer: bytes of a peer's name}; and
// open(session), which starts the implementation on session.transport and may set
// session.send(Buffer), session.finish(), session.observe(name) -> Buffer or undefined,
// session.after(), called after input that follows the end. Call it when the implementation is
// ready.
function serve(about) {
  const sessions = new Map()

  function hello({ hsp }) {
    if (!Array.isArray(hsp)) error('hello.hsp is not a list')
    if (!hsp.includes(1)) unsupported('hsp other than 1')
    const told = ({ table, open, ...rest }) => rest
    const protocols = Object.entries(about.protocols).map(([name, declared]) => [
      name,
      told(declared)
    ])
    return {
      hsp: 1,
      name: about.name,
      version: about.version,
      protocols: Object.fromEntries(protocols)
    }
  }

  function open(r, answer) {
    for (const key of ['protocol', 'role'])
      if (typeof r[key] !== 'string') error(`open.${key} is not a text`)
    if (!request.isCount(r.s)) error('s is not an integer in 0..2^53-1')
    if (sessions.has(r.s)) error(`session ${r.s} is open`)
    const declared = Object.hasOwn(about.protocols, r.protocol) && about.protocols[r.protocol]
    if (!declared) unsupported(`protocol ${r.protocol}`)
    if (!declared.roles.includes(r.role)) unsupported(`role ${r.role}`)
    if (r.endpoint !== undefined && typeof r.endpoint !== 'string') error('endpoint is not a text')
    if (r.endpoint !== undefined && !declared.caps.includes('endpoint')) unsupported('endpoint')
    if (sessions.size >= declared.sessions) error(`more than ${declared.sessions} sessions at once`)
    const session = new Session(declared, r)
    session.run(() => declared.open(session))
    sessions.set(r.s, session)
    session.settle(answer)
  }

  const step = (session, r) => {
    const data = hex(r.in, 'in', undefined, request.MAX_DATA)
    if (session.transport.ended) error('step after eof')
    if (data.length > 0) session.transport.chunks.push(data)
    session.transport.deliver()
    if (session.isEnded && session.after) session.run(() => session.after())
  }
  const eof = (session, { how = 'fin' }) => {
    if (how !== 'fin' && how !== 'rst') error('eof.how is neither fin nor rst')
    need(session, how === 'rst' ? 'eof.rst' : undefined)
    const before = session.transport.ended
    if (before && (how === 'fin' || before === 'rst')) error('eof after eof')
    session.transport.ended = how
    session.transport.deliver()
  }
  const need = (session, cap, after) => {
    if (cap && !session.declared.caps.includes(cap)) unsupported(cap)
    if (after && !session.isDone) error(`${after} before done`)
  }
  const send = (session, r) => {
    need(session, 'stream', 'send')
    const data = hex(r.data, 'data', undefined, request.MAX_DATA)
    session.run(() => session.send(data))
  }
  const finish = session => {
    need(session, 'stream', 'finish')
    session.run(() => session.finish())
  }
  const steps = { step, eof, poll: () => {}, send, finish }

  const hexed = values =>
    Object.fromEntries(
      Object.entries(values).map(([name, data]) => [name, data && data.toString('hex')])
    )
  const queries = {
    outcome(session) {
      need(session, 'outcome', 'outcome')
      return { values: hexed(session.outcome) }
    },
    observe(session, { names }) {
      const texts = Array.isArray(names) && names.every(name => typeof name === 'string')
      if (!texts) error('names is not a list of texts')
      const known = name => session.declared.observe.includes(name) && session.observe(name)
      const [yes, no] = [names.filter(known), names.filter(name => !known(name))]
      return {
        values: hexed(Object.fromEntries(yes.map(name => [name, known(name)]))),
        unsupported: no
      }
    },
    close(session, { s }) {
      sessions.delete(s)
      session.close()
      return {}
    }
  }

  function perform(r, answer) {
    if (r.op === 'hello') return answer(hello(r))
    if (r.op === 'bye') return answer({}, () => process.exit(0))
    if (r.op === 'open') return open(r, answer)
    const change = Object.hasOwn(steps, r.op) && steps[r.op]
    const query = Object.hasOwn(queries, r.op) && queries[r.op]
    if (!change && !query) unsupported(`op ${r.op}`)
    const session = request.isCount(r.s) && sessions.get(r.s)
    if (!session) error(`session ${JSON.stringify(r.s)} is not open`)
    if (query) return answer(query(session, r))
    change(session, r)
    session.settle(answer)
  }

  request.lines((r, next) => {
    const answer = (fields, last = next) => {
      request.write({ id: r.id, ok: true, ...fields })
      last()
    }
    try {
      perform(r, answer)
    } catch (e) {
      // The only exception that is caught: whatever else escapes kills the process, as in an
      // application.
      if (!(e instanceof request.Refusal)) throw e
      request.write({ id: r.id, ok: false, [e.kind]: e.message })
      next()
    }
  })
}

module.exports = {
  serve,
  error,
  unsupported,
  active: () => active
}
