package commands

import (
	"fmt"

	"beirat/chat"
)

// Error is a mistake in one value, for which the form opens again with it
// marked, or, where Field is empty, a refusal of the whole, whose sentence is
// shown with its buttons.
type Error struct {
	Field   string // name of the parameter
	Text    chat.Text
	Buttons []chat.Button
}

func (e *Error) Error() string {
	if e.Field == "" {
		return "refused: " + e.Text.Key
	}
	return "mistake in " + e.Field + ": " + e.Text.Key
}

// With gives the error further buttons.
func (e *Error) With(buttons ...chat.Button) *Error {
	e.Buttons = append(e.Buttons, buttons...)
	return e
}

// Mistakes are mistakes in several values, all of which the form marks at once.
type Mistakes []*Error

func (m Mistakes) Error() string { return fmt.Sprintf("mistakes in %d values", len(m)) }

// Refuse is a refusal of the whole, with the sentence of a catalogue key.
func Refuse(key string, pairs ...any) *Error { return &Error{Text: chat.T(key, pairs...)} }

// Mistake is a mistake in one value, with the sentence of a catalogue key.
func Mistake(field, key string, pairs ...any) *Error {
	return &Error{Field: field, Text: chat.T(key, pairs...)}
}
