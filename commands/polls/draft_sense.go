package polls

import (
	"strings"
	"unicode"

	"beirat/board"
	"beirat/commands"
)

// sense looks at what was said of a new poll itself, whatever the board's rules
// are: a question that can be read, and no two settings of which one can never
// count. What the board's rules add is no contradiction of whoever asks.
func (d draft) sense(c *commands.Call) []*commands.Error {
	var mistakes []*commands.Error
	if question := d.question.Of(c); question != "" && !readable(question) {
		mistakes = append(mistakes, commands.Mistake("question", "poll.create.question_wordless", "Question", commands.Cut(question)))
	}
	rule, motion := d.rule.Of(c), d.methodOf(c) == board.YesNo && d.purpose.Of(c) != board.Informal
	if !motion || rule == "" || rule == board.Simple {
		return mistakes
	}
	if d.tie.Of(c) == board.ChairDecides {
		mistakes = append(mistakes, commands.Mistake("tie", "poll.create.tie_without_simple"))
	}
	if d.procedure.Of(c) == way(board.CircularAllAgree) && rule != board.UnanimousMembers {
		mistakes = append(mistakes, commands.Mistake("rule", "poll.create.rule_of_all_agree"))
	}
	return mistakes
}

// readable tells whether there is a word or a number in it: of signs alone not
// every screen reader makes something.
func readable(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
