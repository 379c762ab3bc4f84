// SPDX-License-Identifier: MIT
// One unauthenticated message ends a TCP server made with secret-handshake 1.1.21. The control: the
// same server first survives a message of the same form with an honest ephemeral key, and answers
// it. Exits 0 if the server died of the low-order one, 1 if it survived it, 2 if the control
// failed.
'use strict'
const { spawn } = require('child_process')
const net = require('net')
const path = require('path')
const chloride = require('chloride')

const KEY = Buffer.alloc(32, 7)
const SEED = Buffer.alloc(32, 2)
const LIMIT_MS = 20000
const PROBE_MS = 500
const BASE_POINT = Buffer.concat([Buffer.from([9]), Buffer.alloc(31)])

const msg1 = ephemeral => Buffer.concat([chloride.crypto_auth(ephemeral, KEY), ephemeral])
const args = [path.join(__dirname, 'tcp-server.js'), '0', KEY.toString('hex'), SEED.toString('hex')]
const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
let stderr = ''
server.stderr.on('data', data => {
  stderr += data
})

function finish(code, text) {
  console.log(text)
  server.kill('SIGKILL')
  process.exit(code)
}
setTimeout(() => finish(2, `nothing is shown: no end after ${LIMIT_MS} ms`), LIMIT_MS).unref()

// Sends one msg1 and calls back with the bytes that came before the connection ended or 64 were
// there.
function dial(port, ephemeral, callback) {
  const socket = net.connect(port, '127.0.0.1', () => socket.write(msg1(ephemeral)))
  let size = 0
  socket.on('error', () => {})
  socket.on('data', data => {
    if ((size += data.length) >= 64) socket.destroy()
  })
  socket.on('close', () => callback(size))
}

// Dials with an honest ephemeral key; msg2, whose 64 bytes are counted, shows that the server lives.
const honest = (port, callback) =>
  dial(port, chloride.crypto_scalarmult(Buffer.alloc(32, 3), BASE_POINT), callback)

function control(port, then) {
  honest(port, size => {
    if (size !== 64) return finish(2, `control failed: ${size} bytes came back\n${stderr}`)
    console.log('control: an honest msg1 was answered with 64 bytes')
    then()
  })
}

function attack(port) {
  server.once('close', (code, signal) => {
    console.log(stderr.trim())
    if (code === 0 || !stderr.includes('crypto_scalarmult'))
      finish(2, `the server ended for another reason: ${code}`)
    finish(0, `a low-order msg1 ended the server: exit status ${code}, signal ${signal}`)
  })
  dial(port, Buffer.alloc(32), () => {})
  // Served after the low-order one: an answer means that the server outlived it.
  const survived = size => size === 64 && finish(1, 'the server survived a low-order msg1')
  setTimeout(() => honest(port, survived), PROBE_MS)
}

// The control runs twice: that the first client went away did the server no harm either.
server.stdout.once('data', data => {
  const port = Number(String(data).split(' ')[1])
  control(port, () => control(port, () => attack(port)))
})
