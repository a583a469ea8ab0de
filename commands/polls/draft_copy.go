package polls

import (
	"strconv"
	"strings"

	"beirat/board"
)

// again is the same motion with the same rules; who counts as a member is for
// the board's rules of today to say.
func again(old board.Poll, profile board.Profile) board.Poll {
	terms := old.Terms
	terms.Base = profile.Base
	p := board.Poll{
		Board: old.Board, Profile: profile.ID, CopyOf: old.ID,
		Question: old.Question, Text: old.Text, Reasons: old.Reasons, Purpose: old.Purpose, Method: old.Method,
		Options: fresh(old.Options), Terms: terms, Results: old.Results,
		Secret: old.Secret, Receipts: old.Receipts, RollCall: old.RollCall,
	}
	if terms.Lot {
		p.Seed = newSeed()
	}
	return p
}

// fresh are the options without what came of them.
func fresh(options []board.Option) []board.Option {
	var all []board.Option
	for _, o := range options {
		all = append(all, board.Option{Number: o.Number, Label: o.Label})
	}
	return all
}

// draftOf are the values of the form of a new poll, filled from an old one. That
// it comes again is no part of it: its own series goes on.
func draftOf(old board.Poll, second bool) map[string]string {
	t := old.Terms
	values := map[string]string{
		"question": old.Question, "text": old.Text, "reasons": old.Reasons,
		"purpose": string(old.Purpose), "rule": string(t.Rule), "quorum": string(t.Quorum), "tie": string(t.Tie),
		"procedure": string(t.Procedure), "results": string(old.Results),
		"secret": flag(old.Secret), "receipts": flag(old.Receipts), "rollcall": flag(old.RollCall),
		"second_call": flag(second),
	}
	if old.Method == board.YesNo {
		if t.Rule != board.Simple && t.Tie == board.ChairDecides { // the board's casting vote, which is none here
			values["tie"] = ""
		}
		if t.Procedure == board.CircularAllAgree { // which is rule enough
			values["rule"] = ""
		}
		return values
	}
	labels := make([]string, len(old.Options))
	for i, o := range old.Options {
		labels[i] = o.Label
	}
	values["method"], values["options"] = string(old.Method), strings.Join(labels, "\n")
	values["counting"] = string(t.Counting)
	values["run_off"], values["lot"] = yesOrNo(t.RunOff), yesOrNo(t.Lot)
	if t.Budget > 0 {
		values["budget"] = strconv.Itoa(t.Budget)
	}
	return values
}

// flag is how a form says yes; of what is not so it says nothing.
func flag(set bool) string {
	if set {
		return "yes"
	}
	return ""
}

// yesOrNo is how a form says it, where saying nothing means something else.
func yesOrNo(set bool) string {
	if set {
		return "yes"
	}
	return "no"
}
