// SPDX-License-Identifier: MIT

// HSP/1 shim for Go secretstream: Server.ConnWrapper and Client.ConnWrapper, which take a net.Conn
// from their caller and give one back that speaks box-stream.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha512"
	"errors"
	"io"
	"net"
	"reflect"
	"runtime/debug"

	"assay.invalid/hsp"
	"assay.invalid/hsp/shs1"
	"github.com/ssbc/go-netwrap"
	"github.com/ssbc/go-secretstream"
	"github.com/ssbc/go-secretstream/secrethandshake"
)

const library = "github.com/ssbc/go-secretstream"

// once stands in for crypto/rand.Reader for one read: the scalar of an ephemeral key.
type once struct {
	scalar []byte
	before io.Reader
}

func (o once) Read(p []byte) (int, error) {
	rand.Reader = o.before
	return copy(p, o.scalar), nil
}

// inject makes the library draw that scalar when it next makes a key; without the parameter nothing
// is changed.
func inject(params map[string][]byte) {
	if seed, ok := params["inject.ephemeral_seed"]; ok {
		digest := sha512.Sum512(seed)
		rand.Reader = once{digest[:32], rand.Reader}
	}
	if scalar, ok := params["inject.ephemeral_sk"]; ok {
		rand.Reader = once{scalar, rand.Reader}
	}
}

// One server or client object for all sessions that name the same endpoint.
type endpoint struct {
	same string
	wrap func(peerPK []byte) netwrap.ConnWrapper
}

var endpoints = map[string]endpoint{}

func create(s *hsp.Session) (endpoint, error) {
	seed, networkKey := s.Params["static_seed"], s.Params["network_key"]
	secret := ed25519.NewKeyFromSeed(seed)
	pair, err := secrethandshake.NewKeyPair(secret.Public().(ed25519.PublicKey), secret)
	if err != nil {
		return endpoint{}, err
	}
	same := s.Role + string(seed) + string(networkKey)
	if s.Role == "server" {
		server, err := secretstream.NewServer(*pair, networkKey)
		return endpoint{same, func([]byte) netwrap.ConnWrapper { return server.ConnWrapper() }}, err
	}
	client, err := secretstream.NewClient(*pair, networkKey)
	return endpoint{same, func(pk []byte) netwrap.ConnWrapper { return client.ConnWrapper(pk) }}, err
}

func open(s *hsp.Session) error {
	fresh, err := create(s)
	if err != nil {
		return err
	}
	if s.Endpoint != nil {
		known, ok := endpoints[*s.Endpoint]
		if ok && known.same != fresh.same {
			return hsp.Errorf("endpoint %s was opened with other parameters", *s.Endpoint)
		} else if ok {
			fresh = known
		}
		endpoints[*s.Endpoint] = fresh
	}
	inject(s.Params)
	go run(s, fresh.wrap(s.Params["peer_pk"]))
	return nil
}

// run is the application: it takes all that the secure stream delivers, and asks once more for each
// input after its end.
func run(s *hsp.Session, wrap netwrap.ConnWrapper) {
	conn, err := wrap(s.Conn())
	if err != nil {
		s.Reject(err)
		return
	}
	s.Send = func(data []byte) { conn.Write(data) } // an error: nothing was sent, which `out` shows
	s.Finish = func() { conn.Close() }
	peer := netwrap.GetAddr(conn.RemoteAddr(), secretstream.NetworkString).(secretstream.Addr).PubKey
	s.Done(peer, outcome(conn, peer))
	buffer := make([]byte, 1<<16)
	for ended := false; !ended || s.NextInput(); {
		n, err := conn.Read(buffer)
		if n > 0 {
			s.Delivered(buffer[:n])
		}
		if err != nil && !ended {
			ended = true
			end(s, err)
		}
	}
}

// end reports what Read's error says; after the application's own Close it says nothing of the peer.
func end(s *hsp.Session, err error) {
	if err == io.EOF {
		s.Ended("clean", "")
	} else if !errors.Is(err, net.ErrClosed) {
		s.Ended("error", err.Error())
	}
}

// outcome reads what the connection will use where it keeps it: the API does not hand it out.
func outcome(conn net.Conn, peer []byte) hsp.Outcome {
	field := func(side, name string) []byte {
		array := reflect.ValueOf(conn).Elem().FieldByName(side).Elem().FieldByName(name).Elem()
		bytes := make([]byte, array.Len())
		for i := range bytes {
			bytes[i] = byte(array.Index(i).Uint())
		}
		return bytes
	}
	return hsp.Outcome{
		"enc_key": field("boxer", "secret"), "enc_nonce": field("boxer", "nonce"),
		"dec_key": field("unboxer", "secret"), "dec_nonce": field("unboxer", "nonce"),
		"peer_pk": bytes.Clone(peer),
	}
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == library {
			return module.Version
		}
	}
	return "unknown"
}

func main() {
	hsp.Serve(hsp.About{Name: "Go secretstream", Version: version(),
		Protocols: map[string]*hsp.Protocol{"shs1": {
			Roles: []string{"client", "server"},
			Caps: []string{"inject.ephemeral_sk", "inject.ephemeral_seed", "outcome", "stream",
				"endpoint", "eof.rst"},
			Observe:   []string{},
			Ephemeral: "own",
			Sessions:  64,
			Layer:     "Server.ConnWrapper, Client.ConnWrapper: net.Conn with box-stream",
			Authorize: "none",
			Table:     shs1.Table,
			Open:      open,
		}}})
}
