package commands

import (
	"context"
	"errors"
	"maps"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

// Call is one command being carried out.
type Call struct {
	Event    chat.Event
	Command  *Command
	Now      time.Time      // in the board's zone, or UTC
	Board    board.Board    // zero where there is none
	Who      board.Standing // of the one who gave the command
	Language words.Language // of the reader
	Log      string         // the log id
	// Find knows people by the name that is typed; chat.ErrNobody. Somebody whom
	// the installation has not met has no ID yet, and is among the Newcomers.
	Find func(ctx context.Context, name string) (board.Person, error)
	// Upload is a picture or a file that the person sent, by what was given for a
	// parameter: an *Error says what is wrong with it. nil: none can be sent.
	Upload func(ctx context.Context, given string) (Upload, error)
	// ChannelName is what people call a channel; its id where nobody knows. nil:
	// nobody does.
	ChannelName func(ctx context.Context, platform, server, channel string) string
	// Newcomers are the accounts of those whom Find found without an ID, by
	// Person.Name: who stores something about them makes them a person in the
	// same transaction, so that a refused command leaves no trace of them.
	Newcomers map[string]chat.Actor

	book   *Book
	raw    map[string]string
	values map[string]any
}

// Word is the one word to remember, as people type it.
func (c *Call) Word() chat.Text { return c.book.Word() }

// Pressed tells whether the command was given by a button. What cannot be
// taken back asks first when it was; who typed it has said what they mean.
func (c *Call) Pressed() bool { _, pressed := c.Event.Do.(chat.Press); return pressed }

// Raw is what was given for a parameter, as it was typed.
func (c *Call) Raw(name string) string { return c.raw[name] }

// Run parses every value at once, and answers with the form if one is missing
// or wrong, with a sentence if the command is refused, and else with what the
// command answers. Whether the person may is not its question.
func (b *Book) Run(ctx context.Context, r Request, c *Call) (chat.Reply, error) {
	reply, err := b.run(ctx, r, c)
	if err == nil {
		reply, err = b.shape(ctx, c, reply)
	}
	for i, message := range reply.Messages {
		reply.Messages[i] = b.Confide(message)
	}
	if reply.Language == "" {
		reply.Language = string(c.Language)
	}
	return reply, err
}

// shape lets the command of a form change it.
func (b *Book) shape(ctx context.Context, c *Call, reply chat.Reply) (chat.Reply, error) {
	if reply.Form == nil {
		return reply, nil
	}
	command := b.paths[reply.Form.Command]
	if command == nil || command.Shape == nil {
		return reply, nil
	}
	var no *Error
	switch err := command.Shape(ctx, c, reply.Form); {
	case errors.As(err, &no):
		return refusal(no), nil
	case err != nil:
		return chat.Reply{}, err
	}
	return reply, nil
}

func (b *Book) run(ctx context.Context, r Request, c *Call) (chat.Reply, error) {
	c.Command, c.book, c.raw, c.values = r.Command, b, r.Values, map[string]any{}
	s := &sheet{book: b, call: c, mistakes: map[string]*Error{}, among: map[string][]Found{}}
	if r.Refusal != nil {
		return refusal(r.Refusal), nil
	}
	for _, mistake := range r.Mistakes {
		s.add(b.inLanguage(c.Language, mistake))
	}
	if err := s.read(ctx); err != nil {
		return s.answer(err)
	}
	if s.bad() {
		return s.again(), nil
	}
	if r.Command.Check != nil {
		for _, mistake := range r.Command.Check(c) {
			if mistake.Field == "" {
				return refusal(mistake), nil
			}
			s.add(mistake)
		}
	}
	if s.bad() {
		return s.again(), nil
	}
	reply, err := r.Command.Do(ctx, c)
	if err != nil {
		return s.answer(err)
	}
	return reply, nil
}

func refusal(e *Error) chat.Reply {
	message := chat.Say(e.Text)
	if len(e.Buttons) > 0 {
		message = message.With(chat.Actions(e.Buttons))
	}
	return chat.Reply{Messages: []chat.Message{message}}
}

// Form is the form of another command of the book with these values, for an
// answer that leads on; nil if there is no such command. It keeps which board is
// meant.
func (c *Call) Form(path string, values map[string]string) *chat.Form {
	other := c.book.Command(path)
	if other == nil {
		return nil
	}
	held := maps.Clone(values)
	if where, given := c.raw[Where]; given && held[Where] == "" {
		held = fix(held, Where, map[string]string{Where: where})
	}
	call := *c
	call.Command, call.raw, call.values = other, held, map[string]any{}
	s := &sheet{book: c.book, call: &call}
	return s.form()
}

// paramRef is an argument of a text that is said as the typed name of the
// parameter in the reader's language.
type paramRef string

// inLanguage says the names of parameters in a mistake as people type them.
func (b *Book) inLanguage(l words.Language, e *Error) *Error {
	said := *e
	said.Text.Args = make(map[string]any, len(e.Text.Args))
	for name, arg := range e.Text.Args {
		switch arg := arg.(type) {
		case paramRef:
			said.Text.Args[name] = b.paramName(l, string(arg))
		case []paramRef:
			names := make([]string, len(arg))
			for i, ref := range arg {
				names[i] = b.paramName(l, string(ref))
			}
			said.Text.Args[name] = names
		default:
			said.Text.Args[name] = arg
		}
	}
	return &said
}
