package polls

import (
	"beirat/board"
	"beirat/chat"
)

// result is the announcement: the verdict, the counts, the reason in one
// plain sentence, turnout and quorum, and what happens next. actor ended the
// poll before its time; empty if nobody did.
func result(s sheet, actor string) chat.Message {
	m := chat.Say(chat.T("poll.verdict", "Number", s.poll.Number, "Question", s.poll.Question, "Outcome", outcome(s.poll)))
	m = m.With(chat.Para{Text: counts(s)})
	if (s.poll.Outcome != "" || s.poll.Method != board.YesNo) && (!s.sight.Withheld || settledByTurnout(s.poll)) {
		for _, sentence := range reasons(s) {
			m = m.With(chat.Para{Text: sentence})
		}
	}
	if pledged(s.poll) && !byLot(s.poll) { // where the counts are withheld, it is not said whether it was drawn
		m = m.With(chat.Para{Text: chat.T("poll.lot.opened", "Seed", s.poll.Seed, "Pledge", board.Pledge(s.poll.Seed))})
	}
	m = m.With(chat.Para{Text: basis(s)})
	if s.poll.Hands {
		m = m.With(chat.Para{Text: chat.T("poll.hands", "By", actor)})
	} else if actor != "" {
		m = m.With(chat.Para{Text: chat.T("poll.ended_early", "By", actor, "Why", s.poll.Why)})
	}
	return m.With(rollBlocks(s)...).With(handingOn(s)...)
}

// reasons are why the verdict is what it is, in plain sentences.
func reasons(s sheet) []chat.Text {
	if s.poll.Method != board.YesNo && s.poll.Outcome.Counted() {
		return optionReasons(s)
	}
	return []chat.Text{reason(s)}
}

// reason is why the verdict is what it is, in one plain sentence.
func reason(s sheet) chat.Text {
	t, rule := s.tally, s.poll.Terms.Rule
	args := []any{
		"Yes", t.Yes, "No", t.No, "Abstain", t.Abstain, "Members", t.Members, "Answers", s.voted,
		"Present", present(s), "Circular", s.poll.Terms.Procedure.Circular(), "Cast", t.Yes + t.No, "CastAbstain", t.Yes + t.No + t.Abstain,
		"Needed", board.Needed(rule, withPresent(s)), "Quorum", quorumNeeded(s), "Chair", chairLabel(t.Chair), "HasChair", s.poll.Terms.Tie == board.ChairDecides,
	}
	switch out := s.poll.Outcome; out {
	case board.Adopted, board.Rejected:
		if s.poll.Terms.Procedure == board.CircularAllAgree {
			return chat.T("poll.reason.all_agree", args...)
		}
		if t.Yes == 0 {
			return chat.T("poll.reason.no_yes", args...)
		}
		return chat.T("poll.reason."+string(out)+"."+string(rule), args...)
	case board.Inquorate:
		return chat.T("poll.reason.inquorate."+string(s.poll.Terms.Quorum), args...)
	case board.TooFewReplies:
		return chat.T("poll.reason.too_few_replies", append(args, "Replies", board.RepliesNeeded(t.Members))...)
	default:
		return chat.T("poll.reason."+string(out), args...)
	}
}

// basis says on what turnout and quorum the verdict rests.
func basis(s sheet) chat.Text {
	t := s.tally
	args := []any{"Answers", s.voted, "Members", t.Members, "Electors", s.electors(), "Present", t.Present, "Rule", ruleName(s),
		"Replies", board.RepliesNeeded(t.Members), "Quorum", quorumNeeded(s), "Voting", s.voted - t.Invalid, "Besides", chat.T("poll.basis.besides", "Recused", s.count.Recused, "Vacant", s.vacant())}
	switch {
	case s.poll.Outcome == board.TooFewReplies || s.poll.Outcome == board.Inquorate: // the reason has said the rest
		return chat.T("poll.basis.rule", args...)
	case s.poll.Purpose == board.Informal:
		return chat.T("poll.basis.informal", args...)
	case s.poll.Outcome == board.Objected:
		return chat.T("poll.basis.objected", args...)
	case s.poll.Terms.Procedure.Circular():
		return chat.T("poll.basis."+string(s.poll.Terms.Procedure), args...)
	case s.poll.Terms.SecondCall:
		return chat.T("poll.basis.second_call", args...)
	}
	return chat.T("poll.basis.meeting."+string(s.poll.Terms.Quorum), args...)
}

// handingOn says what happens with the result, and offers what can be done.
func handingOn(s sheet) []chat.Block {
	switch out := s.poll.Outcome; {
	case s.poll.Purpose == board.Election && (out.Valid() || out == board.NeedsRunOff):
		return electedNext(s)
	case out == board.NeedsRunOff:
		return runOffNext(s)
	case s.poll.Purpose == board.Internal:
		return ownMatterNext(s)
	case out == "" && s.voted == 0:
		return nil
	case out == "":
		return []chat.Block{chat.Para{Text: chat.T("poll.next.informal")}}
	case out.Passed():
		return []chat.Block{chat.Para{Text: handedOn(s)}}
	case out == board.Objected:
		return []chat.Block{chat.Para{Text: chat.T("poll.next.objected")}}
	case out == board.NotAllAgree:
		return []chat.Block{chat.Para{Text: chat.T("poll.next.rejected")}, chat.Actions{button("poll.button.again", s.poll, "poll.copy")}}
	case !out.Counted():
		return []chat.Block{chat.Actions{button("poll.button.again", s.poll, "poll.copy")}}
	}
	return []chat.Block{chat.Para{Text: chat.T("poll.next.rejected")}}
}

// withPresent is the tally as the rule saw it: in writing, those who answered
// are the ones present.
func withPresent(s sheet) board.Tally {
	t := s.tally
	t.Present = present(s)
	return t
}

func present(s sheet) int {
	if s.poll.Terms.Procedure.Circular() {
		return s.voted
	}
	return s.tally.Present
}

func quorumNeeded(s sheet) int { return board.QuorumNeeded(s.poll.Terms.Quorum, s.tally.Members) }

func chairLabel(c board.Choice) chat.Text {
	if c == "" {
		return chat.T("poll.chair.none")
	}
	return choiceLabel(c)
}
