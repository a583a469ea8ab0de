package polls

import (
	"errors"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

// check looks at what the values say together, under rules that contradict
// nothing; the board's own are looked at when the poll opens.
func (d draft) check(c *commands.Call) []*commands.Error {
	var mistakes []*commands.Error
	way := d.procedure.Of(c)
	present := d.present.Of(c) != ""
	if way != meeting && way != "" && present {
		mistakes = append(mistakes, commands.Mistake("present", "poll.create.present_circular"))
	}
	if d.methodOf(c) != board.YesNo && strings.TrimSpace(d.options.Of(c)) != "" {
		options, err := optionsOf(d.methodOf(c), d.options.Of(c))
		if err == nil {
			err = distinct(c, options)
		}
		if err != nil {
			mistakes = append(mistakes, flawed("options", err))
		}
	}
	plain := board.Profile{Rule: board.Simple, Circular: board.CircularNoObjection,
		ResultsRecommendation: board.AtClose, ResultsInformal: board.AtClose}
	p := d.poll(c, plain, presence{given: present || way == meeting})
	return append(mistakes, contradictions(p, d.options.Of(c) != "")...)
}

// contradictions are the mistakes of settings that cannot be together. optioned:
// options were named, be they understood or not.
func contradictions(p board.Poll, optioned bool) []*commands.Error {
	if p.Method == board.YesNo && optioned {
		p.Options = make([]board.Option, board.LeastOptions)
	}
	var mistakes []*commands.Error
	for _, c := range p.Contradictions() {
		mistakes = append(mistakes, commands.Mistake(c.Setting(), "poll.contradiction."+string(c)))
	}
	return mistakes
}

// optionsOf reads the options that people write, for a vote by a method.
func optionsOf(m board.Method, typed string) ([]board.Option, error) {
	return board.NewOptions(m, board.SplitLabels(typed))
}

// abstainOption is the flaw of a label that means abstaining in some language: a
// ballot with it could mean either.
const abstainOption board.OptionFlaw = "abstain"

// distinct refuses an option that is called as abstaining is.
func distinct(c *commands.Call, options []board.Option) error {
	vote := commands.Choice("vote", board.Choices()...)
	for _, o := range options {
		if word, _ := vote.Word(c, o.Label); word == board.Abstain {
			return &board.OptionError{Flaw: abstainOption, Number: o.Number, Label: o.Label}
		}
	}
	return nil
}

// flawed is the mistake of options at a field.
func flawed(field string, err error) *commands.Error {
	var flaw *board.OptionError
	if !errors.As(err, &flaw) {
		return commands.Mistake(field, "commands.missing")
	}
	return &commands.Error{Field: field, Text: chat.T("poll.option.flaw."+string(flaw.Flaw),
		"Number", flaw.Number, "Label", commands.Cut(flaw.Label), "Other", flaw.Other, "N", flaw.N,
		"Least", board.LeastOptions, "Most", board.MostOptions)}
}
