package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// discreet tells whether what was done may hold a confidential value, of which
// the log learns nothing: not by what failed, nor where.
func (b *Bot) discreet(c *commands.Call) bool {
	if c.Command != nil {
		return c.Command.Confidential()
	}
	switch do := c.Event.Do.(type) { // it failed before its command was known
	case chat.Press:
		return do.Action.Confidential
	case chat.Submit:
		command := b.book.Command(do.Command)
		return command == nil || command.Confidential()
	}
	return false
}

// confide marks the buttons of an answer that carry something confidential.
func (b *Bot) confide(reply chat.Reply) chat.Reply {
	for i, message := range reply.Messages {
		reply.Messages[i] = b.book.Confide(message)
	}
	return reply
}

// untold is what the log says of what may be somebody's ballot: even where a
// program broke depends on what it was given.
const untold = "not told: a confidential value may be in it"

// failure is what the log says of an error: of something discreet only what
// surrounds us, which no value brings about.
func failure(err error, discreet bool) string {
	if !discreet {
		return err.Error()
	}
	for _, known := range []error{storage.ErrFull, storage.ErrBusy, storage.ErrLocked, storage.ErrClosed, storage.ErrUnwritable, storage.ErrDamaged, context.DeadlineExceeded, context.Canceled} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return untold
}

// cause is what a panic says, if that cannot hold what somebody wrote. An index
// out of range may be somebody's choice.
func cause(broken any, discreet bool) string {
	runtimes, is := broken.(runtime.Error)
	switch {
	case discreet:
		return untold
	case is:
		return runtimes.Error()
	}
	return fmt.Sprintf("%T", broken)
}

// deepest is how many calls of a panic are told.
const deepest = 64

// calls are the functions in which a panic happened, the innermost first, with
// their lines but without their arguments, whose lengths are those of what
// somebody wrote.
func calls(discreet bool) string {
	if discreet {
		return untold
	}
	programs := make([]uintptr, deepest)
	frames := runtime.CallersFrames(programs[:runtime.Callers(3, programs)])
	var all []string
	for {
		frame, more := frames.Next()
		all = append(all, fmt.Sprintf("%s %s:%d", frame.Function, frame.File, frame.Line))
		if !more {
			return strings.Join(all, "\n")
		}
	}
}
