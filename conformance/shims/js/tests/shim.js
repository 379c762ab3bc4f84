// SPDX-License-Identifier: MIT
// A shim process as the tests see it.
'use strict'
const { spawn } = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')

const FILES = {
  node: ['js/hsp.js', 'js/request.js', 'js/transport.js', 'js/shs1.js', 'templates/node/shim.js'],
  python: ['python/hsp.py', 'python/hsp_request.py', 'python/shs1_params.py', 'templates/python/shim.py']
}
const PROGRAMS = { '.js': process.execPath, '.py': 'python3' }

// What `assay shim init LANGUAGE` leaves in a folder; returns the path of the shim.
function template(language) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-shim-'))
  const copies = FILES[language].map(file => [
    path.join(__dirname, '..', '..', file),
    path.join(folder, path.basename(file))
  ])
  copies.forEach(([from, to]) => fs.copyFileSync(from, to))
  return copies.pop()[1]
}

// A file without a suffix is a program.
const launch = file => {
  const program = PROGRAMS[path.extname(file)]
  return program ? spawn(program, [file]) : spawn(file)
}

// Writes `lines` (Buffers, texts or objects) at once, ends stdin, and resolves to {answers, code,
// stderr}.
function run(file, lines) {
  const child = launch(file)
  const out = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'])
    child[name].on('data', data => {
      out[name] += data
    })
  child.stdin.on('error', () => {}) // a shim that has exited reads no more
  for (const line of lines) {
    child.stdin.write(
      Buffer.isBuffer(line) || typeof line === 'string' ? line : JSON.stringify(line) + '\n'
    )
  }
  child.stdin.end()
  const answers = () =>
    out.stdout
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line))
  return new Promise(resolve =>
    child.on('close', code => resolve({ answers: answers(), code, stderr: out.stderr }))
  )
}

// A process that is asked one thing after the other: ask(fields) resolves to the answer, rejects at
// death.
function start(file) {
  const child = launch(file)
  const waiting = []
  let [buffer, stderr, id] = ['', '', 0]
  child.stdin.on('error', () => {})
  child.stderr.on('data', data => {
    stderr += data
  })
  child.stdout.on('data', data => {
    buffer += data
    for (let end; (end = buffer.indexOf('\n')) !== -1; buffer = buffer.slice(end + 1)) {
      waiting.shift().resolve(JSON.parse(buffer.slice(0, end)))
    }
  })
  child.on('close', code =>
    waiting.forEach(({ reject }) => reject(Object.assign(new Error('died'), { code, stderr })))
  )
  const ask = fields =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      child.stdin.write(JSON.stringify({ id: ++id, ...fields }) + '\n')
    })
  return { ask, bye: () => ask({ op: 'bye' }) }
}

module.exports = { template, run, start }
