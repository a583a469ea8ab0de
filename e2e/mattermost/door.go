package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
)

// door is where tests ask for a restart of the server: a socket that answers
// when the server is ready again.
type door struct {
	listener net.Listener
	knocks   chan chan error
	closed   chan struct{}
	open     sync.WaitGroup
}

func openDoor(folder string) (*door, error) {
	l, err := net.Listen("unix", filepath.Join(folder, "door"))
	if err != nil {
		return nil, err
	}
	d := &door{listener: l, knocks: make(chan chan error), closed: make(chan struct{})}
	d.open.Go(d.accept)
	return d, nil
}

func (d *door) accept() {
	for {
		c, err := d.listener.Accept()
		if err != nil {
			return // it is closed
		}
		d.open.Go(func() { d.answer(c) })
	}
}

func (d *door) answer(c net.Conn) {
	defer func() { _ = c.Close() }() // who asked has gone
	said := make(chan error, 1)
	select {
	case <-d.closed:
		return
	case d.knocks <- said:
	}
	if err := <-said; err != nil {
		_, _ = fmt.Fprint(c, err)
		return
	}
	_, _ = fmt.Fprint(c, "ready")
}

// command is what a shell runs for a restart.
func (d *door) command() string {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return self + " restart " + d.listener.Addr().String()
}

// Close lets nobody in any more and waits for those who are.
func (d *door) Close() error {
	close(d.closed)
	err := d.listener.Close()
	d.open.Wait()
	return err
}

// askRestart is the other side: it returns when the server is ready again.
func askRestart(ctx context.Context, socket string) error {
	c, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return fmt.Errorf("asking for a restart: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	said, err := io.ReadAll(c)
	if err = errors.Join(err, c.Close()); err != nil {
		return fmt.Errorf("waiting for the restart: %w", err)
	}
	if string(said) != "ready" {
		return fmt.Errorf("the restart: %s", said)
	}
	return nil
}
