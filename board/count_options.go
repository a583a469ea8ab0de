package board

// lead finds what stands first, and what comes of it.
func (r *Result) lead(p Poll, valid []markedPile) {
	voters := 0
	for _, pile := range valid {
		voters += pile.n
	}
	if voters == 0 {
		r.Outcome = p.verdict(Decide(p.Terms, r.Tally))
		return
	}
	tied := make([]Option, 0, 1)
	for _, i := range r.Order[0].Options {
		tied = append(tied, r.Options[i])
	}
	first := tied[0]
	lot := len(tied) > 1 && p.Terms.Lot && p.Seed != ""
	if lot {
		first = Drawn(p.Seed, tied)
	}
	r.Tally.Yes = p.ballotsFor(first, valid)
	r.Tally.No = voters - r.Tally.Yes
	r.Outcome = p.verdict(p.decideOptions(r.Tally, len(tied) > 1 && !lot))
	if r.Outcome == NeedsRunOff && len(finalists(r.Options)) == 0 {
		r.Outcome = Rejected // nobody else got anything
	}
	passed := r.Outcome.Passed() || p.Purpose == Informal && len(tied) == 1
	r.Drawn = lot && passed
	for i := range r.Options {
		r.Options[i].Won = passed && r.Options[i].Number == first.Number
	}
}

// ballotsFor is how many ballots are for an option.
func (p Poll) ballotsFor(o Option, valid []markedPile) int {
	n := 0
	for _, pile := range valid {
		if p.isFor(o, pile.marks) {
			n += pile.n
		}
	}
	return n
}

// isFor tells whether a ballot is for an option: it names it or, with points
// and rankings, puts it above all others.
func (p Poll) isFor(o Option, marks []Mark) bool {
	found := Mark{}
	for _, mark := range marks {
		if mark.Option.Number == o.Number {
			found = mark
		}
	}
	if found.Option.Number == 0 || p.Method.TakesRule() {
		return found.Option.Number != 0
	}
	for _, mark := range marks {
		if mark.Option.Number == o.Number {
			continue
		}
		if p.Method == Points && mark.Points >= found.Points || p.Method == Ranked && mark.Place <= found.Place {
			return false
		}
	}
	return true
}

// decideOptions says what comes of a vote over options in which some were
// chosen. What precedes the rule, and the rule where one is asked for, is that
// of every vote, Yes being the ballots for what stands first. The most votes
// are enough, even without any ballot that puts it above all others, where the
// rule is Simple and no run-off would follow.
func (p Poll) decideOptions(t Tally, tied bool) Outcome {
	terms := p.Terms
	out := Decide(terms, t)
	if !out.Valid() {
		return out
	}
	switch {
	case out != Adopted && !p.MostIsEnough() && terms.RunOff:
		return NeedsRunOff
	case out != Adopted && !p.MostIsEnough():
		return Rejected
	case tied:
		return Tied
	}
	return Adopted
}

// MostIsEnough tells whether what most want is chosen in a vote over options,
// however few they are: where there is no rule but that, and no run-off follows.
func (p Poll) MostIsEnough() bool {
	return !p.Method.TakesRule() || p.Terms.Rule == Simple && !p.Terms.RunOff
}
