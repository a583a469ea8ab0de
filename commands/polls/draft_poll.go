package polls

import (
	"crypto/rand"
	"time"

	"beirat/board"
	"beirat/commands"
)

// poll is the poll that the values describe, under the board's profile. The
// options must be understood. Without a deadline of its own it has none yet.
func (d draft) poll(c *commands.Call, profile board.Profile, here presence) board.Poll {
	p := board.Poll{
		Board: c.Board.ID, Proposer: c.Who.Person.ID, Profile: profile.ID,
		Question: d.question.Of(c), Text: d.text.Of(c), Reasons: d.reasons.Of(c),
		Purpose: d.purpose.Of(c), Method: d.methodOf(c),
		Secret: d.secret.Of(c), Receipts: d.receipts.Of(c), RollCall: d.rollcall.Of(c),
		Opens: d.opening(c), Closes: d.closes.Of(c), Repeat: d.repeat.Of(c),
	}
	p.Terms = d.terms(c, usualTerms(p, profile))
	switch way := d.procedure.Of(c); {
	case here.given:
		p.Terms.Procedure = board.InMeeting
		p.PresentCount, p.PresentByName = here.count, here.people != nil
	case way != "" && way != circular:
		p.Terms.Procedure = board.Procedure(way)
	}
	if p.Method != board.YesNo {
		p.Options, _ = optionsOf(p.Method, d.options.Of(c)) // check has told what is wrong with them
	}
	p.Results = or(d.results.Of(c), usualResults(p, profile))
	if p.Terms.Lot {
		p.Seed = newSeed()
	}
	return p
}

// opening is when the poll is to open; zero: at once. On a day without a time it
// is eight o'clock, when everybody may be written to.
func (d draft) opening(c *commands.Call) time.Time {
	at := d.opens.Of(c)
	if d.opens.Day(c) {
		year, month, day := at.Date()
		at = time.Date(year, month, day, 8, 0, 0, 0, at.Location())
	}
	if !at.After(c.Now) {
		return time.Time{}
	}
	return at
}

// methodOf is the method that was said, or that the options tell.
func (d draft) methodOf(c *commands.Call) board.Method {
	method := d.method.Of(c)
	switch {
	case method != "":
		return method
	case d.options.Of(c) != "":
		return board.OneOf
	}
	return board.YesNo
}

// terms are those of the board, but for what was said.
func (d draft) terms(c *commands.Call, usual board.Terms) board.Terms {
	t := usual
	t.Rule = or(d.rule.Of(c), usual.Rule)
	t.Quorum = or(d.quorum.Of(c), usual.Quorum)
	t.Tie = or(d.tie.Of(c), usual.Tie)
	t.SecondCall = d.second.Of(c)
	t.Counting = or(d.counting.Of(c), usual.Counting)
	if d.budget.Given(c) {
		t.Budget = d.budget.Of(c)
	}
	t.RunOff = flagOr(d.runOff, c, usual.RunOff)
	t.Lot = flagOr(d.lot, c, usual.Lot)
	return t
}

func flagOr(flag commands.FlagParam, c *commands.Call, usual bool) bool {
	if flag.Given(c) {
		return flag.Of(c)
	}
	return usual
}

func or[T ~string](said, usual T) T {
	if said != "" {
		return said
	}
	return usual
}

// newSeed is what a lot will be drawn by; nobody can foresee it.
func newSeed() string { return rand.Text() }
