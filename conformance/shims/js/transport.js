// SPDX-License-Identifier: MIT
// HSP/1 for Node, the stream that the implementation is given (spec/shim.md).
'use strict'

class Transport {
  constructor(session) {
    Object.assign(this, { session, chunks: [], out: [], close: 'none', ended: null, reader: null })
  }

  // Ask for the next input: callback(null, Buffer), callback(null, null) at the end of the stream,
  // callback(Error) after a reset or a local abort. At most one call may be pending.
  read(callback) {
    if (this.reader) throw new Error('two reads at once on one transport')
    this.reader = callback
    this.deliver()
  }

  // For implementations that are fed: every piece of input goes to `data`, then `end('fin' |
  // 'rst')` once.
  each(data, end) {
    const next = () =>
      this.read((error, chunk) => {
        if (error || chunk === null) return end(error ? 'rst' : 'fin')
        data(chunk)
        next()
      })
    next()
  }

  // False, and nothing is sent, once the stream is closed or its writing side has ended.
  write(data) {
    if (this.close !== 'none' || this.ended === 'rst') return false
    this.out.push(Buffer.from(data)) // a copy: the implementation may reuse its buffer
    return true
  }

  // End the writing side.
  end() {
    if (this.close === 'none') this.close = 'half'
    this.session.changed()
  }

  // Close or abort the stream in both directions; a pending read fails with `reason`.
  abort(reason) {
    this.close = 'fin'
    this.reason = reason instanceof Error ? reason : new Error('stream is closed')
    this.session.changed()
    this.deliver()
  }

  deliver() {
    const gone = this.close === 'fin' || this.ended === 'rst'
    if (this.reader && (gone || this.chunks.length > 0 || this.ended)) {
      const callback = this.reader
      this.reader = null
      this.session.run(() => {
        if (gone) callback(this.reason ?? new Error('connection reset by peer'))
        else callback(null, this.chunks.length > 0 ? this.chunks.shift() : null)
      })
    }
    this.session.changed()
  }

  get hungry() {
    return this.reader !== null && this.chunks.length === 0
  }
}

module.exports = { Transport }
