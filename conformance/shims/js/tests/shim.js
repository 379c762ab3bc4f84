// SPDX-License-Identifier: MIT
// A shim process as the tests see it.
'use strict'
const { spawn } = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')

// What `assay shim init node` leaves in a folder.
function template () {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-shim-'))
  const at = (...parts) => path.join(__dirname, '..', ...parts)
  const files = [at('hsp.js'), at('request.js'), at('..', 'templates', 'node', 'shim.js')]
  files.forEach(file => fs.copyFileSync(file, path.join(folder, path.basename(file))))
  return path.join(folder, 'shim.js')
}

// Writes `lines` (Buffers, texts or objects) at once, ends stdin, and resolves to {answers, code, stderr}.
function run (file, lines) {
  const child = spawn(process.execPath, [file])
  const out = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) child[name].on('data', data => { out[name] += data })
  child.stdin.on('error', () => {}) // a shim that has exited reads no more
  for (const line of lines) {
    child.stdin.write(Buffer.isBuffer(line) || typeof line === 'string' ? line : JSON.stringify(line) + '\n')
  }
  child.stdin.end()
  const answers = () => out.stdout.split('\n').slice(0, -1).map(line => JSON.parse(line))
  return new Promise(resolve => child.on('close', code => resolve({ answers: answers(), code, stderr: out.stderr })))
}

// A process that is asked one thing after the other: ask(fields) resolves to the answer, rejects at death.
function start (file) {
  const child = spawn(process.execPath, [file])
  const waiting = []
  let [buffer, stderr, id] = ['', '', 0]
  child.stdin.on('error', () => {})
  child.stderr.on('data', data => { stderr += data })
  child.stdout.on('data', data => {
    buffer += data
    for (let end; (end = buffer.indexOf('\n')) !== -1; buffer = buffer.slice(end + 1)) {
      waiting.shift().resolve(JSON.parse(buffer.slice(0, end)))
    }
  })
  child.on('close', code => waiting.forEach(({ reject }) => reject(Object.assign(new Error('died'), { code, stderr }))))
  const ask = fields => new Promise((resolve, reject) => {
    waiting.push({ resolve, reject })
    child.stdin.write(JSON.stringify({ id: ++id, ...fields }) + '\n')
  })
  return { ask, bye: () => ask({ op: 'bye' }) }
}

module.exports = { template, run, start }
