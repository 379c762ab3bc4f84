// SPDX-License-Identifier: MIT

package hsp

import "fmt"

var operations = map[string]func(*Session, object) (object, error){
	"step": step, "eof": eof, "send": send, "finish": finish, "outcome": outcome, "observe": observe,
	"poll": func(s *Session, _ object) (object, error) { return s.report(), nil },
	"close": func(s *Session, _ object) (object, error) {
		s.giveUp()
		return object{}, nil
	},
}

func step(s *Session, r object) (object, error) {
	data, err := hexBytes(r["in"], "in", maxData)
	if err != nil {
		return nil, err
	}
	if s.transport.ended != "" {
		return nil, Errorf("step after eof")
	}
	if len(data) > 0 {
		s.feed(data, "")
	}
	return s.report(), nil
}

func eof(s *Session, r object) (object, error) {
	how, given := r["how"]
	if !given {
		how = "fin"
	}
	if how != "fin" && how != "rst" {
		return nil, Errorf("eof.how is neither fin nor rst")
	}
	if how == "rst" && !s.protocol.has("eof.rst") {
		return nil, Unsupported("eof.rst")
	}
	if before := s.transport.ended; before == "rst" || before == how {
		return nil, Errorf("eof after eof")
	}
	s.feed(nil, how.(string))
	return s.report(), nil
}

// need is the rule of operations that only a capability allows, and only after done.
func (s *Session) need(capability, operation string) error {
	if !s.protocol.has(capability) {
		return Unsupported(capability)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.isDone {
		return Errorf("%s before done", operation)
	}
	return nil
}

func send(s *Session, r object) (object, error) {
	if err := s.need("stream", "send"); err != nil {
		return nil, err
	}
	data, err := hexBytes(r["data"], "data", maxData)
	if err != nil {
		return nil, err
	}
	s.Send(data)
	return s.report(), nil
}

func finish(s *Session, _ object) (object, error) {
	if err := s.need("stream", "finish"); err != nil {
		return nil, err
	}
	s.Finish()
	return s.report(), nil
}

func outcome(s *Session, _ object) (object, error) {
	if err := s.need("outcome", "outcome"); err != nil {
		return nil, err
	}
	values := object{}
	for name, value := range s.outcome {
		values[name] = hexed(value)
	}
	return object{"values": values}, nil
}

// check panics where a shim reports an outcome that is not the table's.
func (p *Protocol) check(outcome Outcome) {
	if outcome != nil && len(outcome) != len(p.Table.Outcome) {
		panic(fmt.Sprintf("an outcome has %d values, not %d", len(p.Table.Outcome), len(outcome)))
	}
	for name, value := range outcome {
		if size := p.Table.Outcome[name]; value != nil && len(value) != size {
			panic(fmt.Sprintf("%s of an outcome holds %d bytes, not %d", name, len(value), size))
		}
	}
}

// observe knows no name: no implementation that is driven in Go shows its intermediate values.
func observe(_ *Session, r object) (object, error) {
	names, ok := r["names"].([]any)
	for _, name := range names {
		if _, isText := name.(string); !isText {
			ok = false
		}
	}
	if !ok {
		return nil, Errorf("names is not a list of texts")
	}
	return object{"values": object{}, "unsupported": names}, nil
}
