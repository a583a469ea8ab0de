package board

// SecretBy is how many of the members must ask for a secret vote until it is
// one: so many that one in share of them does, as one in five is one fifth; in
// an election one, § 92 (1) VwVfG.
func (p Poll) SecretBy(members, share int) int {
	if p.Purpose == Election || members < 1 || share < 1 {
		return 1
	}
	return (members + share - 1) / share
}

// telling tells whether the counts would reveal how somebody voted: fewer than
// three ballots, or nobody against the rest. Who abstains is not against it, as
// with the rule UnanimousCast: five Yes and one who abstains tell of everybody
// that they did not say No. A ranking says the same with its last
// place and without, which is where what it does not name stands.
func (p Poll) telling(piles []Pile) bool {
	n, said := 0, map[string]bool{}
	for _, pile := range piles {
		n += pile.N
		if pile.N > 0 && pile.Choice != Abstain {
			said[p.meaning(pile.Choice)] = true
		}
	}
	return n < 3 || len(said) <= 1
}

// SameBallot tells whether two ballots of the poll say the same: a ranking does
// with its last place and without.
func (p Poll) SameBallot(a, b Choice) bool { return p.meaning(a) == p.meaning(b) }

func (p Poll) meaning(c Choice) string {
	marks, _ := p.parse(c)
	if p.Method != Ranked || len(marks) < len(p.Options) || len(marks) == 0 {
		return string(c)
	}
	last := marks[len(marks)-1].Place
	for len(marks) > 0 && marks[len(marks)-1].Place == last {
		marks = marks[:len(marks)-1]
	}
	return string(spelled(Ranked, marks))
}
