package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// longest is as much as a line of input may hold, in bytes.
const longest = 1 << 20

// Input is the lines that are said, one after the other. They are read ahead
// of their saying, in a goroutine, so that a program that is told to stop does
// not wait for a line that never comes.
type Input struct {
	asked chan struct{}
	lines chan line
	first bool
}

type line struct {
	text string
	err  error
}

// Lines reads lines, ended as any system does it. Close it.
func Lines(r io.Reader) *Input {
	buffered := bufio.NewReaderSize(r, 64<<10)
	return input(func() (string, error) { return next(buffered) })
}

// input takes lines from a source when they are asked for.
func input(read func() (string, error)) *Input {
	in := &Input{asked: make(chan struct{}, 1), lines: make(chan line, 1), first: true}
	go func() {
		for range in.asked {
			text, err := read()
			in.lines <- line{text, err}
		}
	}()
	return in
}

// Next is the next line, without its end. A *Misfit is a line that is too
// long; io.EOF the end, also when the context ends.
func (in *Input) Next(ctx context.Context) (string, error) {
	if ctx.Err() != nil {
		return "", io.EOF
	}
	in.asked <- struct{}{}
	select {
	case <-ctx.Done():
		return "", io.EOF
	case l := <-in.lines:
		if in.first {
			l.text = strings.TrimPrefix(l.text, "\ufeff") // some editors begin a file so
		}
		in.first = false
		return l.text, l.err
	}
}

// Close ends the reading; it does not wait for a line that is being read.
func (in *Input) Close() { close(in.asked) }

func next(r *bufio.Reader) (string, error) {
	var text strings.Builder
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || text.Len()+len(part) > longest; !long {
			text.Write(part)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && text.Len() == 0 && !long:
			return "", io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("reading the input: %w", err)
		case long:
			return "", problem("the line is longer than %d bytes", longest)
		}
		return strings.TrimRight(text.String(), "\r\n"), nil
	}
}
