// SPDX-License-Identifier: MIT

package hsp

import (
	"encoding/hex"
	"net"
	"sync"
	"time"
)

const (
	maxOut     = 1 << 18 // bytes of `out` an answer; the rest waits for `poll`
	settleTime = 100 * time.Millisecond
)

// Outcome has the values of the protocol's table by name; nil where the API does not tell.
type Outcome map[string][]byte

// Session is one handshake and its stream. Its implementation runs in goroutines of the shim, which
// must not recover from a panic.
type Session struct {
	Role     string            // server or client
	Params   map[string][]byte // by dotted name
	Endpoint *string           // nil: a fresh object

	Send   func(data []byte) // set by the shim before Done
	Finish func()

	protocol  *Protocol
	mu        sync.Mutex
	input     *sync.Cond
	changed   chan struct{}
	transport transport
	events    []object
	outcome   Outcome
	isDone    bool
	rejected  *string
	why       string
	givenUp   bool
}

func newSession(protocol *Protocol, role string, endpoint *string, params map[string][]byte) *Session {
	s := &Session{Role: role, Params: params, Endpoint: endpoint, protocol: protocol,
		changed: make(chan struct{}, 1)}
	s.input = sync.NewCond(&s.mu)
	s.transport = transport{s: s, close: "none"}
	return s
}

// Conn is the stream to the peer.
func (s *Session) Conn() net.Conn { return &s.transport }

// Done reports success to the runner; peer is nil where the API does not tell, and outcome nil
// without the capability.
func (s *Session) Done(peer []byte, outcome Outcome) {
	s.protocol.check(outcome)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.isDone, s.outcome = true, outcome
	s.event(object{"type": "done", "peer": hexed(peer)})
}

// Reject reports what the documented error channel said before Done; later it belongs to Ended.
func (s *Session) Reject(why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := why.Error()
	s.rejected = &text
	s.change()
}

// Delivered reports what the application got.
func (s *Session) Delivered(data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.event(object{"type": "delivered", "data": hex.EncodeToString(data)})
}

// Ended reports that the incoming stream is over: cleanly, or with the error of the library.
func (s *Session) Ended(kind, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.why = why
	s.event(object{"type": "end", "kind": kind})
}

// NextInput waits, after the end of the stream, for further input, once for each slice; false: the
// session is over.
func (s *Session) NextInput() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &s.transport
	for !s.givenUp && (len(t.in) == 0 || t.asked == t.fed) {
		t.wait()
	}
	t.asked = t.fed
	return !s.givenUp
}

func (s *Session) event(e object) {
	s.events = append(s.events, e)
	s.change()
}

func (s *Session) change() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// feed hands input over: data, then an end of the peer's stream, where they are given.
func (s *Session) feed(data []byte, ended string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.transport.in = append(s.transport.in, data...)
	s.transport.fed++
	if ended != "" {
		s.transport.ended = ended
	}
	s.transport.wake()
}

// giveUp ends the goroutines of the session: to the implementation, the connection is lost.
func (s *Session) giveUp() {
	s.mu.Lock()
	s.givenUp = true
	s.mu.Unlock()
	s.feed(nil, "rst")
}

// settle waits until the implementation has nothing left to do, or for settleTime.
func (s *Session) settle() {
	limit := time.NewTimer(settleTime)
	defer limit.Stop()
	for {
		s.mu.Lock()
		settled := s.rejected != nil || s.transport.blocked
		s.mu.Unlock()
		if settled {
			return
		}
		select {
		case <-s.changed:
		case <-limit.C:
			return
		}
	}
}

func (s *Session) report() object {
	s.settle()
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &s.transport
	out := t.out
	if len(out) > maxOut {
		out = out[:maxOut]
	}
	t.out = t.out[len(out):]
	events := append([]object{}, s.events...)
	s.events = nil
	answer := object{"state": s.state(), "out": hex.EncodeToString(out), "close": t.close, "events": events}
	if s.rejected != nil {
		answer["why"] = *s.rejected
	} else if s.why != "" {
		answer["why"] = s.why
	}
	return answer
}

func (s *Session) state() string {
	switch {
	case s.isDone:
		return "done"
	case len(s.transport.out) > 0:
		return "wait"
	case s.rejected != nil:
		return "rejected"
	case s.transport.blocked:
		return "read"
	}
	return "wait"
}

func hexed(data []byte) any {
	if data == nil {
		return nil
	}
	return hex.EncodeToString(data)
}
