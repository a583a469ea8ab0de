package commands

import (
	"context"
	"errors"

	"beirat/chat"
)

// sheet is what is known about the values of one call, and what is wrong.
type sheet struct {
	book     *Book
	call     *Call
	mistakes map[string]*Error // by parameter
	general  []*Error
	missing  bool // a value is missing where nothing was given at all
	among    map[string][]Found
}

// answer makes a reply of a mistake or a refusal; other errors stay errors.
func (s *sheet) answer(err error) (chat.Reply, error) {
	var (
		mistake *Error
		several Mistakes
	)
	switch {
	case errors.As(err, &several):
		for _, m := range several {
			s.add(m)
		}
		return s.again(), nil
	case !errors.As(err, &mistake):
		return chat.Reply{}, err
	case mistake.Field == "":
		return refusal(mistake), nil
	}
	s.add(mistake)
	return s.again(), nil
}

// add notes a mistake, the first for every value.
func (s *sheet) add(e *Error) {
	if _, known := s.call.Command.param(e.Field); !known {
		s.general = append(s.general, e)
		return
	}
	if s.mistakes[e.Field] == nil {
		s.mistakes[e.Field] = e
	}
}

func (s *sheet) bad() bool { return s.missing || len(s.mistakes)+len(s.general) > 0 }

// read understands every value. The error is a refusal of the whole, or ours.
func (s *sheet) read(ctx context.Context) error {
	begun := s.begun()
	for _, p := range s.call.Command.Params {
		d := p.declared()
		value, err := s.value(ctx, p)
		var doubt *unsure
		var mistake *Error
		switch {
		case errors.As(err, &doubt):
			s.among[d.Name] = doubt.among
			mistake = doubt.mistake
		case errors.As(err, &mistake):
			if mistake.Field == "" {
				return mistake
			}
		case err != nil:
			return err
		case value != nil:
			s.call.values[d.Name] = value
		}
		switch {
		case mistake == nil:
		case !begun && !s.given(d.Name): // an empty form is not full of mistakes
			s.missing = true
		default:
			s.add(mistake)
		}
	}
	return nil
}

// value is nil where nothing is given and nothing needed.
func (s *sheet) value(ctx context.Context, p Param) (any, error) {
	d := p.declared()
	thing, isThing := p.(ThingParam)
	switch {
	case s.given(d.Name):
		value, err := p.read(ctx, s.call, s.call.raw[d.Name])
		return value, discreet(d, err)
	case isThing && d.Required:
		return thing.implied(ctx, s.call)
	case d.Default != "":
		return p.read(ctx, s.call, d.Default)
	case d.Required && !s.waived(d):
		return nil, Mistake(d.Name, "commands.missing")
	}
	return nil, nil
}

// waived tells whether another value makes a required one unnecessary.
func (s *sheet) waived(d Declaration) bool {
	if d.Instead != "" && s.given(d.Instead) {
		return true
	}
	flag, known := s.call.Command.param(d.Unless)
	if !known {
		return false
	}
	word, _ := s.book.word(flag.declared(), s.call.raw[d.Unless])
	return word == yes
}

func (s *sheet) given(name string) bool {
	return given(s.call.raw[name])
}

// begun tells whether the person has given anything, or sent a form. What a
// button brings along nobody has typed: its form asks, and blames for nothing.
func (s *sheet) begun() bool {
	if len(s.general)+len(s.mistakes) > 0 {
		return true
	}
	switch s.call.Event.Do.(type) {
	case chat.Submit:
		return true
	case chat.Press:
		return false
	}
	for _, p := range s.call.Command.visible() {
		if s.call.raw[p.Name()] != "" { // though it be blank
			return true
		}
	}
	return false
}
