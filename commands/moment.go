package commands

import (
	"errors"
	"fmt"
	"strings"

	"beirat/when"
)

// Moment understands one of several times that people write in one value. The
// Error, which is none of a field, says why it cannot; another error is ours.
func (c *Call) Moment(text string) (when.Reading, *Error, error) {
	reading, err := when.Understand(strings.TrimSpace(clean(text)), c.Now)
	var refusal *when.Refusal
	switch {
	case errors.As(err, &refusal):
		return reading, &Error{Text: refused(c.book, refusal)}, nil
	case err != nil:
		return reading, nil, fmt.Errorf("understand a time: %w", err)
	}
	return reading, nil, nil
}
