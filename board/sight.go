package board

import "time"

// Viewer is who looks at a poll. Where many look at once nobody has voted.
type Viewer struct {
	Voted bool // has cast a ballot in it
}

// Sight is what a viewer may see of a poll at a moment.
type Sight struct {
	Counts   bool // how many ballots say what
	Ballots  bool // who voted how: a roll-call that is over
	Withheld bool // the counts would reveal ballots: they stay unpublished, with a warning
}

// Sight is the one gate through which every outlet of results goes: messages,
// lists, exports, pictures. Turnout and, at the end, the verdict are for
// everybody.
func (p Poll) Sight(v Viewer, now time.Time) Sight {
	switch {
	case p.State == Closed && p.Withheld:
		return Sight{Withheld: true}
	case p.State == Closed:
		return Sight{Counts: true, Ballots: p.RollCall && !p.Secret}
	case p.State != Open || p.Secret || !now.Before(p.Closes): // over, the result not yet established
		return Sight{}
	}
	return Sight{Counts: p.Results == Live || p.Results == AfterVote && v.Voted}
}

// Seen is the poll with nothing in it that the sight does not allow: of counts
// that are withheld only the people and the verdict are left, which an informal
// poll has none of.
func (p Poll) Seen(s Sight) Poll {
	if s.Counts {
		return p
	}
	t := p.Counts
	p.Counts = Tally{Members: t.Members, Present: t.Present, Objections: t.Objections}
	seen := make([]Option, len(p.Options))
	for i, o := range p.Options {
		seen[i] = Option{Number: o.Number, Label: o.Label, Thing: o.Thing, Won: o.Won && p.Purpose != Informal}
	}
	p.Options = seen
	return p
}
