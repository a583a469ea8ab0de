package polls

import (
	"strings"

	"beirat/board"
	"beirat/commands"
)

// check looks at what the values say together.
func (d draft) check(c *commands.Call) []*commands.Error {
	var mistakes []*commands.Error
	way := d.procedure.Of(c)
	present := d.present.Of(c) != ""
	switch {
	case way == meeting && !present:
		mistakes = append(mistakes, commands.Mistake("present", "poll.create.present_missing"))
	case way != meeting && way != "" && present:
		mistakes = append(mistakes, commands.Mistake("present", "poll.create.present_circular"))
	}
	if d.second.Of(c) && !present && way != meeting {
		mistakes = append(mistakes, commands.Mistake("second_call", "poll.create.second_circular"))
	}
	return mistakes
}

// optionsOf reads the options that people write.
func optionsOf(typed string) ([]board.Option, error) {
	var options []board.Option
	for _, label := range strings.FieldsFunc(typed, func(r rune) bool { return r == '\n' || r == ';' }) {
		if label = strings.TrimSpace(label); label != "" {
			options = append(options, board.Option{Number: len(options) + 1, Label: label})
		}
	}
	return options, nil
}
