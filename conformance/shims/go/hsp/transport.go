// SPDX-License-Identifier: MIT

package hsp

import (
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// transport is the net.Conn that the implementation is given. One goroutine reads at a time.
type transport struct {
	s       *Session
	in, out []byte
	close   string // what the implementation did: none, fin
	ended   string // what the peer did: "", fin, rst
	blocked bool   // the implementation, or the application after the end, waits for input
	fed     int    // slices that the runner handed over
	asked   int    // fed, when the application last asked for more after the end
}

func (t *transport) Read(p []byte) (int, error) {
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	for {
		switch {
		case t.close == "fin":
			return 0, opError("read", net.ErrClosed)
		case len(t.in) > 0:
			n := copy(p, t.in)
			t.in = t.in[n:]
			return n, nil
		case t.ended == "fin":
			return 0, io.EOF
		case t.ended == "rst":
			return 0, opError("read", os.NewSyscallError("read", syscall.ECONNRESET))
		}
		t.wait()
	}
}

func (t *transport) Write(p []byte) (int, error) {
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	if t.close == "fin" {
		return 0, opError("write", net.ErrClosed)
	}
	if t.ended == "rst" {
		return 0, opError("write", os.NewSyscallError("write", syscall.EPIPE))
	}
	t.out = append(t.out, p...)
	return len(p), nil
}

func (t *transport) Close() error {
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	if t.close == "fin" {
		return opError("close", net.ErrClosed)
	}
	t.close = "fin"
	t.wake()
	return nil
}

// The errors of a TCP connection, which the implementation may look into.
func opError(op string, err error) error {
	return &net.OpError{Op: op, Net: "tcp", Err: err}
}

// wait gives the lock up until wake; the runner may have its answer now.
func (t *transport) wait() {
	t.blocked = true
	t.s.change()
	t.s.input.Wait()
}

func (t *transport) wake() {
	t.blocked = false
	t.s.input.Broadcast()
}

func (t *transport) LocalAddr() net.Addr              { return t }
func (t *transport) RemoteAddr() net.Addr             { return t }
func (t *transport) Network() string                  { return "hsp" }
func (t *transport) String() string                   { return "session" }
func (t *transport) SetDeadline(time.Time) error      { return nil }
func (t *transport) SetReadDeadline(time.Time) error  { return nil }
func (t *transport) SetWriteDeadline(time.Time) error { return nil }
