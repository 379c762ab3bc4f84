// SPDX-License-Identifier: MIT

// Package shs1 is what a shim passes to hsp to speak SHS1 (spec/shs1.md).
package shs1

import "assay.invalid/hsp"

// Table has the parameters and the values of an outcome.
var Table = hsp.Table{
	Exclusive: "inject",
	Params: map[string]hsp.Rule{
		"network_key":           {Bytes: 32, Required: true},
		"static_seed":           {Bytes: 32, Required: true},
		"peer_pk":               {Bytes: 32, Required: true, Role: "client"},
		"inject.ephemeral_sk":   {Bytes: 32, Optional: true},
		"inject.ephemeral_seed": {Bytes: 32, Optional: true},
	},
	Outcome: map[string]int{"enc_key": 32, "enc_nonce": 24, "dec_key": 32, "dec_nonce": 24, "peer_pk": 32},
}
