package polls

import (
	"maps"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/storage"
)

// again is the same motion with the same rules; who counts as a member is for
// the board's rules of today to say.
func again(old board.Poll, profile board.Profile) board.Poll {
	terms := old.Terms
	terms.Base = profile.Base
	p := board.Poll{
		Board: old.Board, Profile: profile.ID, CopyOf: old.ID,
		Question: old.Question, Text: old.Text, Reasons: old.Reasons, Purpose: old.Purpose, Method: old.Method,
		Options: fresh(old.Options), Terms: terms, Results: old.Results, About: old.About,
		Secret: old.Secret, Receipts: old.Receipts, RollCall: old.RollCall,
	}
	if terms.Lot {
		p.Seed = newSeed()
	}
	return p
}

// heldAgain is the same motion under the board's rules of now, but for what was
// chosen for the old poll.
func heldAgain(tx *storage.Tx, old board.Poll, now board.Profile) (board.Poll, error) {
	then, err := tx.ProfileByID(old.Profile)
	p := again(old, now)
	p.Terms, p.Results = renewed(old, then, now)
	return p, err
}

// fresh are the options without what came of them.
func fresh(options []board.Option) []board.Option {
	var all []board.Option
	for _, o := range options {
		all = append(all, board.Option{Number: o.Number, Label: o.Label, Thing: o.Thing})
	}
	return all
}

// draftOf are the values of the form of a new poll, filled from an old one. That
// it comes again is no part of it: its own series goes on.
func draftOf(old board.Poll) map[string]string {
	t := old.Terms
	values := map[string]string{
		"question": old.Question, "text": old.Text, "reasons": old.Reasons,
		"purpose": string(old.Purpose), "rule": string(t.Rule), "quorum": string(t.Quorum), "tie": string(t.Tie),
		"procedure": string(t.Procedure), "results": string(old.Results),
		"secret": flag(old.Secret), "receipts": flag(old.Receipts), "rollcall": flag(old.RollCall),
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

// chosenOf are the values that a poll was given. What the board's rules of its
// day settled is not among them: for another one like it, it is for those of its
// own day to settle.
func chosenOf(p board.Poll, profile board.Profile) map[string]string {
	usual := p
	usual.Terms, usual.Results = usualTerms(p, profile), usualResults(p, profile)
	values, settled := draftOf(p), draftOf(usual)
	for _, setting := range []string{"rule", "quorum", "tie", "procedure", "results", "counting", "budget", "run_off", "lot"} {
		if values[setting] == settled[setting] {
			delete(values, setting)
		}
	}
	maps.DeleteFunc(values, func(_, value string) bool { return value == "" })
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
