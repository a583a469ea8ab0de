package polls

import (
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

// minutesLine is the one line by which minutes tell a vote that is over, ready
// to copy: what was voted on, the counts, what came of it, and how it was held
// (§ 93 VwVfG asks for subject, motion and result). It says no more than the
// sheet's viewer may see. Of a poll that is not over there is none.
func minutesLine(s sheet) chat.Text {
	head := []any{"Number", s.poll.Number, "Kind", chat.T("poll.minutes.kind." + string(s.poll.Purpose)), "Question", s.poll.Question}
	switch s.poll.State {
	case board.Withdrawn:
		return chat.T("poll.minutes.withdrawn", head...)
	case board.Closed:
		return chat.T("poll.minutes.line", append(head, "Counts", minutesCounts(s), "Verdict", minutesVerdict(s),
			"How", minutesHow(s), "Besides", minutesBesides(s))...)
	}
	return chat.Text{}
}

// minutesCounts are the figures, where they are to be seen and mean something.
func minutesCounts(s sheet) []chat.Text {
	if !s.sight.Counts || !s.poll.Outcome.Counted() {
		return nil
	}
	t := s.tally
	if s.poll.Method == board.YesNo {
		said := []chat.Text{tallied(board.Yes, t.Yes), tallied(board.No, t.No), tallied(board.Abstain, t.Abstain)}
		return withSome(said, board.Invalid, t.Invalid)
	}
	said := []chat.Text{chat.T("poll.minutes.options."+string(s.poll.Method), "Options", minutesOptions(s.poll))}
	return withSome(withSome(said, board.Abstain, t.Abstain), board.Invalid, t.Invalid)
}

func tallied(choice board.Choice, n int) chat.Text {
	return chat.T("poll.minutes.count."+string(choice), "N", n)
}

func withSome(said []chat.Text, choice board.Choice, n int) []chat.Text {
	if n == 0 {
		return said
	}
	return append(said, tallied(choice, n))
}

// minutesOptions are the options, the first place first, with what they got;
// where the counting has no figures, with their places.
func minutesOptions(p board.Poll) []chat.Text {
	options := slices.Clone(p.Options)
	slices.SortStableFunc(options, func(a, b board.Option) int { return a.Place - b.Place })
	said := make([]chat.Text, len(options))
	for i, o := range options {
		if o.Score == "" {
			said[i] = chat.T("poll.minutes.placed", "Place", o.Place, "Label", o.Label)
			continue
		}
		whole, part := decimal(o.Score)
		said[i] = chat.T("poll.minutes.scored", "Label", o.Label, "Whole", whole, "Part", part)
	}
	return said
}

// minutesVerdict is what came of the vote, as minutes put it.
func minutesVerdict(s sheet) chat.Text {
	out := s.poll.Outcome
	args := []any{"Voted", s.voted, "Members", s.tally.Members, "Yes", s.tally.Yes, "Valid", s.tally.Yes + s.tally.No,
		"N", s.tally.Abstain, "Ballots", s.sight.Counts, "First", quotedLabels(first(s.poll))}
	switch {
	case out == "":
		return chat.T("poll.minutes.noted")
	case !out.Counted():
		return chat.T("poll.minutes.void."+string(out), args...)
	case s.poll.Purpose == board.Election && s.poll.Method == board.YesNo:
		return chat.T("poll.minutes.elected."+string(out), args...)
	case s.poll.Method == board.YesNo && (out == board.Adopted || out == board.Rejected) && s.sight.Counts:
		return chat.T("poll.minutes."+string(out)+"."+string(s.tally.Agreement(out)), args...)
	case s.poll.Method == board.YesNo:
		return chat.T("poll.minutes.verdict."+string(out), args...)
	}
	if s.poll.About.Orders() && s.poll.Decided() {
		return chat.T("poll.about.order."+string(out), "Labels", quotedLabels(leaders(s.poll)))
	}
	if out.Passed() && byLot(s.poll) {
		return chat.T("poll.minutes.lot."+string(s.poll.Purpose), args...)
	}
	most := s.poll.Method == board.OneOf && s.sight.Counts
	return chat.T("poll.minutes.chosen."+string(s.poll.Purpose)+"."+string(out), append(args, "Most", most)...)
}

// first are the options that the verdict is about: the one that prevailed, or
// those of a tie or a run-off.
func first(p board.Poll) []board.Option {
	if p.Outcome == board.NeedsRunOff {
		return p.Finalists()
	}
	if won := winners(p); len(won) > 0 {
		return won
	}
	return leaders(p)
}

// byLot tells whether the lot decided which of the first options prevailed.
func byLot(p board.Poll) bool {
	return p.Terms.Lot && len(leaders(p)) > 1 && len(winners(p)) == 1
}

// minutesHow is how the vote was held: procedure, way of voting, rule.
func minutesHow(s sheet) []chat.Text {
	p := s.poll
	how := []chat.Text{chat.T("poll.minutes.procedure."+string(p.Terms.Procedure), "Present", s.tally.Present, "Members", s.tally.Members)}
	if p.Terms.SecondCall {
		how = append(how, chat.T("poll.minutes.second_call"))
	}
	switch {
	case p.Secret:
		how = append(how, chat.T("poll.minutes.secret"))
	case p.Hands:
		how = append(how, chat.T("poll.minutes.hands"))
	case p.RollCall:
		how = append(how, chat.T("poll.minutes.rollcall"))
	default:
		how = append(how, chat.T("poll.minutes.open"))
	}
	if rule := minutesRule(s); !rule.IsZero() {
		how = append(how, rule)
	}
	if s.sight.Withheld {
		how = append(how, chat.T("poll.minutes.withheld"))
	}
	return how
}

// minutesRule is the rule by which it was decided, or counted; none where
// nothing was, or the procedure says it already.
func minutesRule(s sheet) chat.Text {
	switch {
	case s.poll.Method == board.Ranked:
	case s.poll.Purpose == board.Informal, s.poll.Terms.Procedure == board.CircularAllAgree:
		return chat.Text{}
	}
	return ruleName(s)
}

// minutesBesides are the seats whose vote is not among the counts, and the
// opinions that are attached.
func minutesBesides(s sheet) []chat.Text {
	var said []chat.Text
	for _, some := range []struct {
		key string
		n   int
	}{
		{"recused", s.count.Recused}, {"technical", s.technical()}, {"missing", s.silent()}, {"dissents", len(s.dissents)},
	} {
		if some.n > 0 {
			said = append(said, chat.T("poll.minutes.besides."+some.key, "N", some.n))
		}
	}
	return said
}

// afterwards adds what a poll that is over has besides its result: the minority
// opinions, and for chair and office the line for the minutes.
func afterwards(m chat.Message, c *commands.Call, s sheet, own ownBallot) chat.Message {
	m = withOpinions(m, s, own)
	if line := minutesLine(s); !line.IsZero() && c.Who.Chairs() {
		m = withPara(m, chat.T("poll.minutes.ready", "Line", line))
	}
	return m
}
