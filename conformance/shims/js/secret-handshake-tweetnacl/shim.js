// SPDX-License-Identifier: MIT
// The shim of ../secret-handshake with chloride/browser-small, which is tweetnacl, in the place of
// chloride: what a bundler is told to do for small pages, and what runs until WebAssembly is ready.
'use strict'
require('../hsp.js') // first: it keeps stdout for the protocol
const { createRequire } = require('module')
const shim = require.resolve('../secret-handshake/shim.js')

const modules = createRequire(shim)
const small = modules.resolve('chloride/browser-small')
modules(small)
require.cache[modules.resolve('chloride')] = require.cache[small]
require(shim).serve('npm secret-handshake (tweetnacl)')
