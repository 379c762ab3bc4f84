// SPDX-License-Identifier: MIT

package hsp

import (
	"encoding/hex"
	"fmt"
	"strings"
)

const maxData = 65536 // bytes of `in` and of `data`

// Refusal answers a request that this shim does not serve: Kind is "unsupported" or "error".
type Refusal struct{ Kind, Text string }

func (r Refusal) Error() string { return r.Text }

// Unsupported says what this shim or its implementation cannot do.
func Unsupported(what string) error { return Refusal{"unsupported", what} }

// Errorf says what is wrong with the request.
func Errorf(format string, args ...any) error {
	return Refusal{"error", fmt.Sprintf(format, args...)}
}

// Rule says what a parameter must be: so many Bytes, of the one Role (empty: both), present where
// Required, and, where Optional, known only with a capability of its name.
type Rule struct {
	Bytes              int
	Role               string
	Required, Optional bool
}

// Table is what hsp must know of a protocol. Params are by name, with a dot for each level; of the
// names below the one that is Exclusive, at most one may be given. Outcome has the bytes of each
// value. The helper serves implementations that ask no one whom to authorize and have no time limit
// to set: both are answered with unsupported.
type Table struct {
	Params    map[string]Rule
	Exclusive string
	Outcome   map[string]int
}

// hexBytes reads lower-case hex of any length up to most.
func hexBytes(v any, where string, most int) ([]byte, error) {
	text, ok := v.(string)
	if !ok || strings.ToLower(text) != text {
		return nil, Errorf("%s is not lower-case hex", where)
	}
	data, err := hex.DecodeString(text)
	if err != nil {
		return nil, Errorf("%s is not lower-case hex", where)
	}
	if len(data) > most {
		return nil, Errorf("%s holds %d bytes, more than %d", where, len(data), most)
	}
	return data, nil
}

func (p *Protocol) has(cap string) bool {
	for _, declared := range p.Caps {
		if cap == declared {
			return true
		}
	}
	return false
}

// params reads the parameters of a session into bytes by dotted name. Each key, at any depth, is
// critical.
func (p *Protocol) params(v any, role string) (map[string][]byte, error) {
	into := map[string][]byte{}
	if err := p.level(v, role, "", into); err != nil {
		return nil, err
	}
	for name, rule := range p.Table.Params {
		due := rule.Required && (rule.Role == "" || rule.Role == role)
		if _, given := into[name]; due && !given {
			return nil, Errorf("params.%s is missing", name)
		}
	}
	return into, nil
}

func (p *Protocol) level(v any, role, prefix string, into map[string][]byte) error {
	values, ok := v.(object)
	if !ok {
		return Errorf("params.%s is not an object", prefix)
	}
	for key := range values {
		if err := p.known(prefix+key, role); err != nil {
			return err
		}
	}
	if prefix == p.Table.Exclusive+"." && len(values) > 1 {
		return Errorf("params.%s holds more than one of its keys", p.Table.Exclusive)
	}
	for key, v := range values {
		name := prefix + key
		rule, leaf := p.Table.Params[name]
		if !leaf {
			if err := p.level(v, role, name+".", into); err != nil {
				return err
			}
			continue
		}
		data, err := hexBytes(v, "params."+name, maxData)
		if err != nil {
			return err
		}
		if len(data) != rule.Bytes {
			return Errorf("params.%s holds %d bytes, not %d", name, len(data), rule.Bytes)
		}
		into[name] = data
	}
	return nil
}

// known refuses a name that is no rule of this role, nor a level above one.
func (p *Protocol) known(name, role string) error {
	for full, rule := range p.Table.Params {
		if full != name && !strings.HasPrefix(full, name+".") {
			continue
		}
		if rule.Role != "" && rule.Role != role {
			break
		}
		if full == name && rule.Optional && !p.has(name) {
			return Unsupported(name)
		}
		return nil
	}
	return Unsupported("params." + name)
}
