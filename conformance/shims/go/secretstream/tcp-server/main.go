// SPDX-License-Identifier: MIT

// A TCP server as an application would write it: tcp-server PORT K SEED (hex). PORT 0 takes a free
// one. It prints its port and public key, then a line per session; everyone is admitted, every
// stream echoed.
package main

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"

	"github.com/ssbc/go-netwrap"
	"github.com/ssbc/go-secretstream"
	"github.com/ssbc/go-secretstream/secrethandshake"
)

func arguments(args []string) (port int, key, seed []byte, ok bool) {
	if len(args) != 3 {
		return
	}
	port, portErr := strconv.Atoi(args[0])
	key, keyErr := hex.DecodeString(args[1])
	seed, seedErr := hex.DecodeString(args[2])
	ok = portErr == nil && keyErr == nil && seedErr == nil && len(key) == 32 && len(seed) == 32
	return
}

func listen(port int, key, seed []byte) (net.Listener, error) {
	secret := ed25519.NewKeyFromSeed(seed)
	pair, err := secrethandshake.NewKeyPair(secret.Public().(ed25519.PublicKey), secret)
	if err != nil {
		return nil, err
	}
	server, err := secretstream.NewServer(*pair, key)
	if err != nil {
		return nil, err
	}
	local := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
	return netwrap.Listen(local, server.ListenerWrapper())
}

func serve(conn net.Conn) {
	defer conn.Close()
	peer := netwrap.GetAddr(conn.RemoteAddr(), secretstream.NetworkString).(secretstream.Addr).PubKey
	fmt.Printf("done %x\n", peer)
	io.Copy(conn, conn)
}

func main() {
	port, key, seed, ok := arguments(os.Args[1:])
	if !ok {
		fmt.Fprintln(os.Stderr, "usage: tcp-server PORT NETWORK_KEY SEED (two times 64 hex digits)")
		os.Exit(2)
	}
	listener, err := listen(port, key, seed)
	if err != nil {
		log.Fatal(err)
	}
	tcp := netwrap.GetAddr(listener.Addr(), "tcp").(*net.TCPAddr)
	fmt.Printf("listening %d %x\n", tcp.Port, ed25519.NewKeyFromSeed(seed).Public())
	for {
		conn, err := listener.Accept()
		if err != nil {
			fmt.Println("rejected", err)
			continue
		}
		go serve(conn)
	}
}
