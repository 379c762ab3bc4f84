// SPDX-License-Identifier: MIT

package hsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"syscall"
	"unicode/utf8"
)

const (
	maxLine  = 1 << 20 // bytes a line, its newline included
	maxDepth = 16
	maxCount = 1<<53 - 1
)

// The answers' descriptor. Descriptor 1 itself is pointed at stderr.
var answers = claim()

func claim() *os.File {
	copied, err := syscall.Dup(1)
	if err == nil {
		err = syscall.Close(1)
	}
	if err == nil {
		_, err = syscall.Dup(2) // the lowest free descriptor is 1
	}
	if err != nil {
		die(1, "no descriptor for the answers: "+err.Error())
	}
	syscall.CloseOnExec(copied)
	return os.NewFile(uintptr(copied), "answers")
}

func die(code int, why string) {
	fmt.Fprintln(os.Stderr, "hsp:", why)
	os.Exit(code)
}

type object = map[string]any

// lines hands each line of stdin to handle, and returns at the end of stdin.
func lines(handle func(request object)) {
	input := bufio.NewReaderSize(os.Stdin, maxLine)
	for {
		line, err := input.ReadSlice('\n')
		if err == io.EOF && len(line) == 0 {
			return
		}
		var request object
		switch {
		case err == io.EOF:
			err = errors.New("the last line has no end")
		case err == bufio.ErrBufferFull:
			err = fmt.Errorf("longer than %d bytes", maxLine)
		case err == nil:
			request, err = parse(line)
		}
		if err != nil {
			die(64, "malformed request line: "+err.Error())
		}
		handle(request)
	}
}

func write(answer object) {
	line, err := json.Marshal(answer)
	if err == nil {
		_, err = answers.Write(append(line, '\n'))
	}
	if errors.Is(err, syscall.EPIPE) {
		os.Exit(0) // the runner has gone
	} else if err != nil {
		die(1, err.Error())
	}
}

func parse(line []byte) (object, error) {
	if !utf8.Valid(line) || !json.Valid(line) {
		return nil, errors.New("no JSON in UTF-8")
	}
	tokens := json.NewDecoder(bytes.NewReader(line))
	tokens.UseNumber()
	parsed, err := value(tokens, 0)
	if err != nil {
		return nil, err
	}
	request, ok := parsed.(object)
	if !ok {
		return nil, errors.New("not an object")
	}
	if !isCount(request["id"]) {
		return nil, errors.New("id is not an integer in 0..2^53-1")
	}
	if _, ok := request["op"].(string); !ok {
		return nil, errors.New("op is not a text")
	}
	return request, nil
}

// value reads valid JSON; encoding/json itself bounds no depth and keeps the last of two equal keys.
func value(tokens *json.Decoder, depth int) (any, error) {
	token, err := tokens.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Number:
		return number(string(t)), nil
	case json.Delim:
		if depth == maxDepth {
			return nil, fmt.Errorf("nested deeper than %d", maxDepth)
		}
		if t == '{' {
			return members(tokens, depth+1)
		}
		return elements(tokens, depth+1)
	}
	return token, nil
}

func members(tokens *json.Decoder, depth int) (any, error) {
	result := object{}
	for tokens.More() {
		key, err := tokens.Token()
		if err != nil {
			return nil, err
		}
		if _, twice := result[key.(string)]; twice {
			return nil, fmt.Errorf("key %q twice", key)
		}
		if result[key.(string)], err = value(tokens, depth); err != nil {
			return nil, err
		}
	}
	_, err := tokens.Token()
	return result, err
}

func elements(tokens *json.Decoder, depth int) (any, error) {
	result := []any{}
	for tokens.More() {
		element, err := value(tokens, depth)
		if err != nil {
			return nil, err
		}
		result = append(result, element)
	}
	_, err := tokens.Token()
	return result, err
}

// number is an int64, or for what has a fraction, an exponent or too many digits a float64, which
// nothing accepts.
func number(digits string) any {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0.5
	}
	return n
}

func isCount(v any) bool {
	n, ok := v.(int64)
	return ok && 0 <= n && n <= maxCount
}
