// SPDX-License-Identifier: MIT
// The shim of ../secret-handshake with chloride on libsodium in WebAssembly, which takes the place
// of tweetnacl a moment after it was loaded. chloride falls back to it where sodium-native does not
// load.
'use strict'
require('../hsp.js') // first: it keeps stdout for the protocol
const { createRequire } = require('module')
const shim = require.resolve('../secret-handshake/shim.js')

process.env.CHLORIDE_JS = '1'
const start = () => require(shim).serve('npm secret-handshake (WASM)')
// Outside of the promise that emits: sodium-browserify would catch what is thrown there.
createRequire(shim)('chloride').events.once('sodium-browserify:wasm loaded', () =>
  setImmediate(start)
)
