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
		Terms: board.Terms{
			Rule:       or(d.rule.Of(c), profile.Rule),
			Quorum:     or(d.quorum.Of(c), profile.Quorum),
			Tie:        or(d.tie.Of(c), profile.Tie),
			Procedure:  profile.Circular,
			Base:       profile.Base,
			SecondCall: d.second.Of(c),
		},
	}
	switch way := d.procedure.Of(c); {
	case here.given:
		p.Terms.Procedure = board.Meeting
		p.PresentCount, p.PresentByName = here.count, here.people != nil
	case way != "" && way != circular:
		p.Terms.Procedure = board.Procedure(way)
	}
	if p.Method != board.YesNo {
		p.Options, _ = optionsOf(d.options.Of(c)) // check has told what is wrong with them
	}
	d.count(c, profile, &p)
	p.Results = or(d.results.Of(c), usualResults(p, profile))
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

// count settles how a vote over options is counted. An election has a run-off
// where the board's rules say so, and ends its ties by lot.
func (d draft) count(c *commands.Call, profile board.Profile, p *board.Poll) {
	election := p.Purpose == board.Election && p.Method == board.OneOf
	p.Terms.RunOff = flagOr(d.runOff, c, election && profile.RunOff)
	p.Terms.Lot = flagOr(d.lot, c, election)
	switch p.Method {
	case board.Points:
		p.Terms.Budget = usualBudget
	case board.Ranked:
		p.Terms.Counting = board.BySchulze
	}
	if d.budget.Given(c) {
		p.Terms.Budget = d.budget.Of(c)
	}
	p.Terms.Counting = or(d.counting.Of(c), p.Terms.Counting)
	if !p.Method.TakesRule() {
		p.Terms.Rule = or(d.rule.Of(c), board.Simple)
	}
	if p.Terms.Lot {
		p.Seed = newSeed()
	}
}

func flagOr(flag commands.FlagParam, c *commands.Call, usual bool) bool {
	if flag.Given(c) {
		return flag.Of(c)
	}
	return usual
}

// usualResults is when the counts are seen if nothing is said. Of a secret vote
// they are never seen before the end.
func usualResults(p board.Poll, profile board.Profile) board.Results {
	switch {
	case p.Secret, p.Purpose == board.Election:
		return board.AtClose
	case p.Purpose == board.Informal:
		return profile.ResultsInformal
	}
	return profile.ResultsRecommendation
}

func or[T ~string](said, usual T) T {
	if said != "" {
		return said
	}
	return usual
}

// newSeed is what a lot will be drawn by; nobody can foresee it.
func newSeed() string { return rand.Text() }
