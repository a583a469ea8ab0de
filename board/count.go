package board

import "slices"

// Result is what the ballots of a poll amount to.
type Result struct {
	// Tally has the ballots beside the people. Of a vote over options Yes are
	// the ballots for what stands first, No the other valid ones; of tied ones
	// the one that the lot drew or else the lowest number stands for all. With
	// points and rankings a ballot is for what it puts above all others.
	Tally   Tally
	Outcome Outcome // empty for an informal poll
	Options []Option
	// Withheld: of a secret vote, fewer than three ballots, or all that do not
	// abstain say the same, so that the counts would reveal them.
	Withheld bool
	Drawn    bool // the lot decided a tie for the first place

	// How options came to their places; nil where nobody chose any. They count
	// options from 0, in the order of Options.
	Order  []Rank
	Duels  Duels   // of a ranking counted by Schulze
	Rounds []Round // of a ranking counted by instant run-off
}

// Count makes the result of a poll's ballots. people says who there is: the
// members, those present, objections and the chair's own open ballot; its
// counts of ballots are not looked at. The same piles in any order give the
// same result, whether they come from the database, from a show of hands or
// from an export that somebody recounts: nothing else of the poll is looked at
// but Purpose, Method, Options, Terms, Secret and Seed.
func (p Poll) Count(people Tally, piles []Pile) Result {
	r := Result{Tally: people, Options: unplaced(p.Options)}
	r.Tally.Yes, r.Tally.No, r.Tally.Abstain, r.Tally.Invalid = 0, 0, 0, 0
	if p.Secret || p.Method != YesNo {
		r.Tally.Chair = "" // § 91 VwVfG is about an open ballot on a motion
	}
	if !p.countable(piles) {
		r.Outcome = p.verdict(Impossible)
		return r
	}
	r.Withheld = p.Secret && p.telling(piles)
	if p.Method == YesNo {
		r.Tally = r.Tally.with(piles)
		r.Outcome = p.verdict(Decide(p.Terms, r.Tally))
		return r
	}
	valid := p.sortOut(piles, &r.Tally)
	r.rank(p, valid)
	r.lead(p, valid)
	return r
}

// verdict is the outcome, of which an informal poll has none.
func (p Poll) verdict(o Outcome) Outcome {
	if p.Purpose == Informal {
		return ""
	}
	return o
}

// countable tells whether the poll can be counted at all, and these piles be.
func (p Poll) countable(piles []Pile) bool {
	sum := 0
	for _, pile := range piles {
		sum += pile.N
		if pile.N < 0 || sum < 0 {
			return false
		}
	}
	switch p.Method {
	case YesNo:
		return true
	case OneOf, Approval:
	case Points:
		if p.Terms.Rule != Simple || p.Terms.Budget < 1 || p.Terms.Budget > MostPoints {
			return false
		}
	case Ranked:
		if p.Terms.Rule != Simple || !slices.Contains(Countings(), p.Terms.Counting) {
			return false
		}
	default:
		return false
	}
	return len(p.Options) > 0
}

// with is the tally with the ballots of a yes-no vote.
func (t Tally) with(piles []Pile) Tally {
	for _, pile := range piles {
		switch pile.Choice {
		case Yes:
			t.Yes += pile.N
		case No:
			t.No += pile.N
		case Abstain:
			t.Abstain += pile.N
		default:
			t.Invalid += pile.N
		}
	}
	return t
}

// markedPile is equal ballots that name options.
type markedPile struct {
	marks []Mark
	n     int
}

// sortOut gives the ballots that name options and counts the others.
func (p Poll) sortOut(piles []Pile, t *Tally) []markedPile {
	var valid []markedPile
	for _, pile := range piles {
		marks, named := p.parse(pile.Choice)
		switch {
		case pile.Choice == Abstain:
			t.Abstain += pile.N
		case !named:
			t.Invalid += pile.N
		case pile.N > 0:
			valid = append(valid, markedPile{marks, pile.N})
		}
	}
	return valid
}

// rank puts the options in their order and places.
func (r *Result) rank(p Poll, valid []markedPile) {
	if len(valid) == 0 {
		return
	}
	n := len(r.Options)
	index := make(map[int]int, n)
	for i, o := range r.Options {
		index[o.Number] = i
	}
	rankings := rankingsOf(valid, index)
	switch {
	case p.Method == Points:
		r.Order = PointSums(n, pointsOf(valid, index))
	case p.Method != Ranked:
		r.Order = Approvals(n, rankings)
	case p.Terms.Counting == BySchulze:
		r.Duels = Duel(n, rankings)
		r.Order = r.Duels.Ranks()
	case p.Terms.Counting == ByBorda:
		r.Order = Borda(n, rankings)
	default:
		r.Rounds = Rounds(n, rankings)
		r.Order = ranksOf(r.Rounds)
	}
	place := 1
	for _, rank := range r.Order {
		for _, i := range rank.Options {
			r.Options[i].Place, r.Options[i].Score = place, rank.Score.String()
		}
		place += len(rank.Options)
	}
}

func rankingsOf(valid []markedPile, index map[int]int) []RankedPile {
	piles := make([]RankedPile, len(valid))
	for i, pile := range valid {
		ranking := Ranking{}
		for j, mark := range pile.marks {
			option := index[mark.Option.Number]
			if j > 0 && mark.Place > 0 && mark.Place == pile.marks[j-1].Place {
				ranking[len(ranking)-1] = append(ranking[len(ranking)-1], option)
				continue
			}
			ranking = append(ranking, []int{option})
		}
		piles[i] = RankedPile{ranking, pile.n}
	}
	return piles
}

func pointsOf(valid []markedPile, index map[int]int) []PointPile {
	piles := make([]PointPile, len(valid))
	for i, pile := range valid {
		piles[i] = PointPile{Points: make([]int, len(index)), N: pile.n}
		for _, mark := range pile.marks {
			piles[i].Points[index[mark.Option.Number]] = mark.Points
		}
	}
	return piles
}

func unplaced(options []Option) []Option {
	if options == nil {
		return nil
	}
	bare := make([]Option, len(options))
	for i, o := range options {
		bare[i] = Option{Number: o.Number, Label: o.Label, Thing: o.Thing}
	}
	return bare
}
