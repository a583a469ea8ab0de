package chat

import (
	"context"
	"errors"
)

// Platform is what the program needs of a chat: to say something, to make
// what was said equal to what is true, and to know people by name.
type Platform interface {
	// Name is the platform's machine name, as "mattermost".
	Name() string
	// Send says something and gives the platform's reference of the message.
	// It is repeatable: the same Key is shown once. An error is NotSent
	// unless it is, or wraps, ErrMaybeSent or ErrUnreachable.
	Send(ctx context.Context, o Outgoing) (ref string, err error)
	// Edit makes a message that was sent equal to o; ErrGone if it is there no more.
	Edit(ctx context.Context, ref string, o Outgoing) error
	// Find knows an account by the name that people type, with or without
	// "@". ErrNobody if there is none.
	Find(ctx context.Context, server, name string) (Actor, error)
}

// Outgoing is a message on its way to a channel or a person.
type Outgoing struct {
	Key      string // idempotency: the same key is shown once
	Again    bool   // an earlier sending may have arrived unheard: look before saying it twice
	Server   string
	Channel  string // the public place; empty for a private message
	Account  string // the receiver of a private message
	Language string // of the readers
	Message  Message
}

// What may be wrong with a sending, or with a name.
var (
	ErrMaybeSent   = errors.New("maybe sent")             // no answer: it may have arrived
	ErrUnreachable = errors.New("receiver not reachable") // private messages refused, account gone: not to be retried
	ErrGone        = errors.New("message is gone")        // deleted, or its channel is: it can be sent anew
	ErrNobody      = errors.New("nobody of that name")
)
