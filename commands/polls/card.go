package polls

import (
	"time"

	"beirat/board"
	"beirat/chat"
)

// card is what a poll looks like; one that everyone sees has the ballot buttons.
func card(s sheet, ballot bool) chat.Message {
	m := chat.Say(title(s))
	if s.poll.Text != "" {
		m = m.With(chat.Para{Text: chat.Written(s.poll.Text)})
	}
	if s.poll.Reasons != "" {
		m = m.With(chat.Para{Text: chat.T("poll.card.reasons", "Reasons", s.poll.Reasons)})
	}
	m = m.With(optionList(s.poll)...)
	switch s.poll.State {
	case board.Withdrawn:
		return m.With(chat.Para{Text: chat.T("poll.card.withdrawn", "Ended", s.local(s.poll.Ended))})
	case board.Planned:
		return plannedCard(m, s)
	case board.Closed:
		m = m.With(chat.Para{Text: chat.T("poll.card.ended", "Ended", s.local(s.poll.Ended), "Outcome", outcome(s.poll))})
		m = withAnswer(m.With(chat.Para{Text: counts(s)}), s)
		return m.With(chat.Actions{button("poll.button.result", s.poll, "poll.show")})
	}
	m = m.With(chat.Para{Text: terms(s)}).With(methodBlocks(s.poll)...).With(chat.Para{Text: deadline(s)})
	if !s.accepts() {
		return m.With(chat.Para{Text: chat.T("poll.card.counting")})
	}
	m = m.With(chat.Para{Text: turnout(s)})
	if s.sight.Counts {
		m = m.With(chat.Para{Text: counts(s)})
	}
	if !ballot {
		return m.With(chat.Actions{moreButton(s.poll)})
	}
	return m.With(ballotButtons(s.poll, moreButton(s.poll)))
}

func title(s sheet) chat.Text {
	return chat.T("poll.title", "Number", s.poll.Number, "Question", s.poll.Question)
}

// terms says in one line what kind of vote it is.
func terms(s sheet) chat.Text {
	return chat.T("poll.card.terms",
		"Kind", chat.T("poll.kind."+string(s.poll.Purpose)+"."+string(s.poll.Terms.Procedure)),
		"Rule", ruleName(s), "Informal", s.poll.Purpose == board.Informal, "Secret", s.poll.Secret, "RollCall", s.poll.RollCall)
}

// ruleName is the rule as people call it. Where all must agree there is no other.
func ruleName(s sheet) chat.Text {
	if s.poll.Method != board.YesNo {
		return optionRule(s.poll)
	}
	if s.poll.Terms.Procedure == board.CircularAllAgree {
		return chat.T("poll.rule.all_agree")
	}
	return chat.T("poll.rule." + string(s.poll.Terms.Rule))
}

func deadline(s sheet) chat.Text {
	return chat.T("poll.card.deadline", "Closes", s.local(s.poll.Closes), "Now", s.now,
		"LastDay", s.poll.Closes.Sub(s.now) < 24*time.Hour, "Typed", s.typed, "Over", !s.accepts())
}

// turnout says how many have voted, and when the counts are shown.
func turnout(s sheet) chat.Text {
	return chat.T("poll.card.turnout", "Voted", s.voted, "N", s.electors(), "Results", chat.T("poll.results."+string(s.poll.Results)))
}

// counts are the figures, the missing ones too.
func counts(s sheet) chat.Text {
	if s.sight.Withheld {
		return withheld()
	}
	if s.poll.Method != board.YesNo {
		return optionCounts(s)
	}
	return chat.T("poll.counts", "Yes", s.tally.Yes, "No", s.tally.No, "Abstain", s.tally.Abstain,
		"Invalid", s.tally.Invalid, "Technical", s.technical(), "Missing", s.silent())
}

// invitation is the private message to each who may vote.
func invitation(s sheet) chat.Message {
	m := chat.Say(title(s))
	if s.poll.Text != "" {
		m = m.With(chat.Para{Text: chat.Written(s.poll.Text)})
	}
	if s.poll.Method != board.YesNo {
		m = m.With(optionList(s.poll)...).With(chat.Para{Text: methodLine(s.poll)})
	}
	if s.poll.RollCall && !s.poll.Secret {
		m = m.With(chat.Para{Text: chat.T("poll.rollcall.ahead")})
	}
	return m.With(chat.Para{Text: chat.T("poll.invitation", "Closes", s.local(s.poll.Closes), "Now", s.now)},
		ballotButtons(s.poll, moreButton(s.poll)))
}

// reminder is the private message to one who has not voted.
func reminder(s sheet) chat.Message {
	return chat.Say(chat.T("poll.reminder", "Number", s.poll.Number, "Question", s.poll.Question, "Closes", s.local(s.poll.Closes), "Now", s.now)).
		With(ballotButtons(s.poll, button("poll.button.show", s.poll, "poll.show")))
}
