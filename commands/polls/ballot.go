package polls

import (
	"errors"
	"strconv"
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

// label is what a ballot of the poll says, in words: "Ja", "Radweg",
// "1. Radweg, 2. Bücherei, dann alle anderen".
func label(p board.Poll, c board.Choice) chat.Text {
	marks := p.Marks(c)
	if len(marks) == 0 {
		return choiceLabel(c)
	}
	switch p.Method {
	case board.OneOf:
		return chat.Written(marks[0].Option.Label)
	case board.Ranked:
		return rankingLabel(p, marks)
	}
	said := make([]chat.Text, len(marks))
	left := p.Terms.Budget
	for i, mark := range marks {
		left -= mark.Points
		said[i] = chat.T("poll.paper.quoted", "Label", mark.Option.Label)
		if p.Method == board.Points {
			said[i] = chat.T("poll.paper.points", "Label", mark.Option.Label, "N", mark.Points)
		}
	}
	return chat.T("poll.paper.list", "Said", said, "Left", left)
}

// choiceLabel is a choice that is a word.
func choiceLabel(c board.Choice) chat.Text { return chat.T("value.vote." + string(c) + ".label") }

// rankingLabel says the places of a ranking. What it does not name stands
// below, which is said where it is more than one option.
func rankingLabel(p board.Poll, marks []board.Mark) chat.Text {
	var places []chat.Text
	for i := 0; i < len(marks); {
		var tied []string
		place := marks[i].Place
		for ; i < len(marks) && marks[i].Place == place; i++ {
			tied = append(tied, marks[i].Option.Label)
		}
		places = append(places, chat.T("poll.paper.place", "Place", place, "Labels", tied, "Tied", len(tied) > 1))
	}
	rest := unnamed(p, marks)
	if len(rest) == 1 {
		places = append(places, chat.T("poll.paper.place", "Place", len(p.Options), "Labels", rest, "Tied", false))
	}
	return chat.T("poll.paper.ranking", "Places", places, "Others", len(rest) > 1)
}

// unnamed are the options that a ballot does not name.
func unnamed(p board.Poll, marks []board.Mark) []string {
	named := map[int]bool{}
	for _, mark := range marks {
		named[mark.Option.Number] = true
	}
	var rest []string
	for _, o := range p.Options {
		if !named[o.Number] {
			rest = append(rest, o.Label)
		}
	}
	return rest
}

type ballotParam = commands.ChoiceParam[board.Choice]

// written is what somebody wrote on a ballot of the poll. Yes and no are words
// of a yes-no vote only; elsewhere an option may be called so.
func written(c *commands.Call, p board.Poll, vote ballotParam) string {
	said := vote.Of(c)
	if p.Method != board.YesNo && (said == board.Yes || said == board.No) {
		return c.Raw(vote.Name())
	}
	return string(said)
}

// unread is the mistake of a ballot that is none, at its field; nil for any
// other error. Of a yes-no vote it is the one of its words.
func unread(p board.Poll, err error, word *commands.Error) *commands.Error {
	var flaw *board.BallotError
	if !errors.As(err, &flaw) {
		return nil
	}
	if p.Method == board.YesNo {
		return word
	}
	return commands.Mistake(word.Field, "poll.ballot.flaw."+string(flaw.Flaw), "Typed", commands.Cut(flaw.Typed),
		"Option", flaw.Option.Number, "Label", flaw.Option.Label, "Other", flaw.Other.Number,
		"N", flaw.N, "Most", flaw.Most, "Options", len(p.Options))
}

// fewOptions of a choice stand as buttons on the card, if their labels are short.
const (
	fewOptions = 3
	shortLabel = 24 // characters
)

// optionButtons are the options themselves where they are few and short, and
// else one that opens the ballot.
func optionButtons(p board.Poll, more chat.Button) chat.Actions {
	if p.Method != board.OneOf || len(p.Options) == 0 || len(p.Options) > fewOptions {
		return chat.Actions{openBallot(p), more}
	}
	var row chat.Actions
	for _, o := range p.Options {
		if utf8.RuneCountInString(o.Label) > shortLabel {
			return chat.Actions{openBallot(p), more}
		}
		b := button("poll.button.vote", p, "poll.vote", "vote", strconv.Itoa(o.Number))
		b.Label = chat.Written(o.Label)
		row = append(row, b)
	}
	if len(row) < fewOptions {
		row = append(row, abstainButton(p))
	}
	return append(row, more)
}

func openBallot(p board.Poll) chat.Button { return button("poll.button.vote", p, "poll.vote") }

func abstainButton(p board.Poll) chat.Button {
	return button("value.vote.abstain.label", p, "poll.vote", "vote", string(board.Abstain))
}
