package polls

import (
	"beirat/board"
	"beirat/chat"
)

// Outcome is what came of a poll, for what others tell of it.
func Outcome(p board.Poll) chat.Text { return outcome(p) }

// outcome is the verdict in a word or two, with what was chosen.
func outcome(p board.Poll) chat.Text {
	switch {
	case p.Outcome == "":
		return chat.T("poll.outcome.informal")
	case p.Method == board.YesNo && p.Purpose == board.Election && (p.Outcome.Valid() || p.Outcome == board.NotAllAgree):
		return chat.T("poll.outcome.election." + string(p.Outcome))
	case p.Method == board.YesNo || !p.Outcome.Valid() && p.Outcome != board.NeedsRunOff:
		return chat.T("poll.outcome." + string(p.Outcome))
	}
	if p.About.Orders() && p.Decided() {
		return chat.T("poll.about.order."+string(p.Outcome), "Labels", quotedLabels(leaders(p)))
	}
	if p.Purpose == board.Internal && p.Outcome == board.Adopted {
		return chat.T("poll.about.chosen", "Labels", quotedLabels(winners(p)))
	}
	return chat.T("poll.outcome.options."+string(p.Outcome), "Labels", quotedLabels(winners(p)), "Election", p.Purpose == board.Election)
}

// winners are the options that prevailed.
func winners(p board.Poll) []board.Option {
	var won []board.Option
	for _, o := range p.Options {
		if o.Won {
			won = append(won, o)
		}
	}
	return won
}

// leaders are the options on the first place.
func leaders(p board.Poll) []board.Option {
	var first []board.Option
	for _, o := range p.Options {
		if o.Place == 1 {
			first = append(first, o)
		}
	}
	return first
}

func quotedLabels(options []board.Option) []chat.Text {
	said := make([]chat.Text, len(options))
	for i, o := range options {
		said[i] = chat.T("poll.paper.quoted", "Label", o.Label)
	}
	return said
}

// optionReasons are why the verdict on options is what it is, in plain
// sentences: what stands first and by what, how it was counted, and the lot.
func optionReasons(s sheet) []chat.Text {
	p, first := s.poll, leaders(s.poll)
	if len(first) == 0 {
		return []chat.Text{chat.T("poll.reason.options.nobody", "Election", p.Purpose == board.Election)}
	}
	said := []chat.Text{optionReason(s, first)}
	switch how := countedHow(s); {
	case s.poll.Terms.Counting == board.BySchulze && beatsAll(s.ranked): // says what stands first, too
		said[0] = how
	case !how.IsZero():
		said = append(said, how)
	}
	if byLot(p) {
		said = append(said, chat.T("poll.lot.drawn", "Label", winners(p)[0].Label, "Seed", p.Seed, "Pledge", board.Pledge(p.Seed)))
	}
	return said
}

// optionReason says what stands first, and whether that is enough.
func optionReason(s sheet, first []board.Option) chat.Text {
	p, t := s.poll, s.tally
	whole, part := decimal(first[0].Score)
	args := []any{
		"First", quotedLabels(first), "N", len(first), "Whole", whole, "Part", part, "Yes", t.Yes, "Valid", t.Yes + t.No,
		"Needed", board.Needed(p.Terms.Rule, withPresent(s)), "Rule", optionRule(p), "Election", p.Purpose == board.Election,
		"Finalists", quotedLabels(p.Finalists()), "Lot", len(winners(p)) == 1,
	}
	switch out := p.Outcome; {
	case out == board.NeedsRunOff:
		return chat.T("poll.reason.options.run_off", args...)
	case out == board.Rejected, out == board.NotAllAgree:
		return chat.T("poll.reason.options.rejected", args...)
	case len(first) > 1:
		return chat.T("poll.reason.options.tied."+string(p.Method), args...)
	case p.MostIsEnough() || out == "":
		return chat.T("poll.reason.options.most."+string(p.Method), args...)
	}
	return chat.T("poll.reason.options.enough", args...)
}

// countedHow says in a sentence how rankings became one order; nothing of
// other methods.
func countedHow(s sheet) chat.Text {
	if s.poll.Method != board.Ranked {
		return chat.Text{}
	}
	switch s.poll.Terms.Counting {
	case board.ByIRV:
		return rounds(s.ranked)
	case board.BySchulze:
		return chat.T("poll.reason.options.schulze", "First", quotedLabels(leaders(s.poll)), "All", beatsAll(s.ranked))
	}
	return chat.T("poll.reason.options.borda")
}

// beatsAll tells whether one option stands first that more ballots put above
// each other one than below it.
func beatsAll(r board.Result) bool {
	if len(r.Order) == 0 || len(r.Order[0].Options) != 1 {
		return false
	}
	first := r.Order[0].Options[0]
	for other := range r.Duels {
		if other != first && r.Duels[first][other] <= r.Duels[other][first] {
			return false
		}
	}
	return true
}

// rounds tells an instant run-off, a line a round.
func rounds(r board.Result) chat.Text {
	var said []chat.Text
	for i, round := range r.Rounds {
		var firsts, leaving []chat.Text
		for _, option := range round.Standing {
			firsts = append(firsts, chat.T("poll.option.score", "Label", r.Options[option].Label, "Whole", round.Firsts[option], "Part", "", "Points", false))
		}
		for _, option := range round.Leaving {
			leaving = append(leaving, chat.T("poll.paper.quoted", "Label", r.Options[option].Label))
		}
		last := len(round.Leaving) == len(round.Standing)
		said = append(said, chat.T("poll.reason.options.round", "Number", i+1, "Firsts", firsts, "Leaving", leaving, "N", len(leaving), "Last", last))
	}
	return chat.T("poll.reason.options.irv", "Rounds", said)
}
