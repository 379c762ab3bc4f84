// SPDX-License-Identifier: MIT

// Package hsp speaks HSP/1 (spec/shim.md) on the standard library alone. A shim calls Serve with
// what it declares and one Open per protocol; framing, parameters, sessions, the settle rule and the
// net.Conn that the implementation is given are kept here. A panic is never recovered: it ends the
// process, as it ends a server.
package hsp

import (
	"errors"
	"os"
)

// About is what hello tells.
type About struct {
	Name, Version string
	Protocols     map[string]*Protocol
}

// Protocol is what a shim declares for one protocol. Open starts the implementation on
// session.Conn() in a goroutine and returns at once; a Refusal answers the request.
type Protocol struct {
	Roles     []string `json:"roles"`
	Caps      []string `json:"caps"`
	Observe   []string `json:"observe"`
	Ephemeral string   `json:"ephemeral"`
	Sessions  int      `json:"sessions"`
	Layer     string   `json:"layer"`
	Authorize string   `json:"authorize"`

	Table Table                `json:"-"`
	Open  func(*Session) error `json:"-"`
}

type server struct {
	about    About
	sessions map[int64]*Session
}

// Serve serves the runner until it says bye or goes; call it when the implementation is ready.
func Serve(about About) {
	s := server{about, map[int64]*Session{}}
	lines(func(request object) {
		answer, err := s.perform(request)
		var refusal Refusal
		if errors.As(err, &refusal) {
			answer = object{"ok": false, refusal.Kind: refusal.Text}
		} else if err != nil {
			die(1, err.Error())
		} else {
			answer["ok"] = true
		}
		answer["id"] = request["id"]
		write(answer)
		if request["op"] == "bye" {
			os.Exit(0)
		}
	})
}

func (s *server) perform(r object) (object, error) {
	op := r["op"].(string)
	switch op {
	case "hello":
		return s.hello(r)
	case "open":
		return s.open(r)
	case "bye":
		return object{}, nil
	}
	operation, known := operations[op]
	if !known {
		return nil, Unsupported("op " + op)
	}
	number, _ := r["s"].(int64)
	session, open := s.sessions[number]
	if !isCount(r["s"]) || !open {
		return nil, Errorf("session %v is not open", r["s"])
	}
	if op == "close" {
		delete(s.sessions, number)
	}
	return operation(session, r)
}

func (s *server) hello(r object) (object, error) {
	versions, ok := r["hsp"].([]any)
	if !ok {
		return nil, Errorf("hello.hsp is not a list")
	}
	for _, version := range versions {
		if version == int64(1) {
			return object{"hsp": 1, "name": s.about.Name, "version": s.about.Version,
				"protocols": s.about.Protocols}, nil
		}
	}
	return nil, Unsupported("hsp other than 1")
}

func (s *server) open(r object) (object, error) {
	name, isText := r["protocol"].(string)
	role, isRole := r["role"].(string)
	number, _ := r["s"].(int64)
	if !isText || !isRole || !isCount(r["s"]) {
		return nil, Errorf("open needs protocol and role as texts, and s as an integer in 0..2^53-1")
	}
	if s.sessions[number] != nil {
		return nil, Errorf("session %d is open", number)
	}
	protocol := s.about.Protocols[name]
	if protocol == nil {
		return nil, Unsupported("protocol " + name)
	}
	if !contains(protocol.Roles, role) {
		return nil, Unsupported("role " + role)
	}
	endpoint, err := protocol.endpoint(r)
	if err != nil {
		return nil, err
	}
	if len(s.sessions) >= protocol.Sessions {
		return nil, Errorf("more than %d sessions at once", protocol.Sessions)
	}
	params, err := protocol.params(r["params"], role)
	if err != nil {
		return nil, err
	}
	session := newSession(protocol, role, endpoint, params)
	if err := protocol.Open(session); err != nil {
		return nil, err
	}
	s.sessions[number] = session
	return session.report(), nil
}

func (p *Protocol) endpoint(r object) (*string, error) {
	value, given := r["endpoint"]
	if !given {
		return nil, nil
	}
	text, ok := value.(string)
	if !ok {
		return nil, Errorf("endpoint is not a text")
	}
	if !p.has("endpoint") {
		return nil, Unsupported("endpoint")
	}
	return &text, nil
}

func contains(list []string, wanted string) bool {
	for _, item := range list {
		if item == wanted {
			return true
		}
	}
	return false
}
