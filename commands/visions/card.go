package visions

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// sheet is a statement with everything that is said of it.
type sheet struct {
	board.Statement
	board       board.Board
	round       board.VisionRound
	suggestions []board.Suggestion
	poll        board.Poll // that runs about it; zero: none
	zone        *time.Location
}

func (f *Visions) sheet(tx *storage.Tx, id board.ID) (s sheet, err error) {
	if s.Statement, err = tx.Statement(id); err != nil {
		return s, err
	}
	if s.board, err = tx.Board(s.Board); err != nil {
		return s, err
	}
	s.zone = f.db.Zone(s.board.Zone)
	if s.round, err = tx.VisionRound(s.Round); err != nil {
		return s, err
	}
	if s.Poll != 0 {
		if s.poll, err = tx.Poll(s.Poll); err != nil {
			return s, err
		}
	}
	s.suggestions, err = tx.Suggestions(id)
	return s, err
}

// pair is the sheet of a suggestion's statement, and the suggestion.
func (f *Visions) pair(tx *storage.Tx, suggestion board.ID) (sheet, board.Suggestion, error) {
	g, err := tx.Suggestion(suggestion)
	if err != nil {
		return sheet{}, g, err
	}
	s, err := f.sheet(tx, g.Statement)
	return s, g, err
}

// title says which statement it is, and where it stands.
func (s sheet) title() chat.Text {
	return chat.T("vision.statement.title", "Number", s.Number, "Group", s.Group, "State", s.state())
}

func (s sheet) state() chat.Text {
	if s.Poll != 0 {
		return chat.T("vision.state.voted", "Poll", s.poll.Number)
	}
	return chat.T("vision.state."+string(s.State), "At", s.Ended.In(s.zone))
}

// facts are who wrote it, and what waits.
func (s sheet) facts() chat.Text {
	return chat.T("vision.statement.facts", "Author", s.Author.Name, "At", s.Proposed.In(s.zone), "Version", s.Version,
		"N", len(waitingFor(s.suggestions)), "Open", s.State == board.StatementOpen)
}

// statementCard is a statement as it stands in the channel.
func (f *Visions) statementCard(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheet(tx, id)
		if err != nil {
			return err
		}
		text := commands.Beginning(s.Text, commands.CardLength)
		m := chat.Say(s.title(), chat.Written(text), s.facts())
		more := statementButton("vision.button.more", s.Statement, "vision.show")
		if text != s.Text {
			more.Label = chat.T("vision.button.whole")
		}
		row := chat.Actions{more}
		m = m.With(s.archived()...)
		if s.worked() && s.Changeable() == nil {
			row = chat.Actions{statementButton("cmd.vision.suggest.title", s.Statement, "vision.suggest"), more}
		}
		view = commands.View{Board: s.Board, Message: m.With(row)}
		return nil
	})
	return view, err
}

// worked tells whether its term is not over, so that it is worked on.
func (s sheet) worked() bool { return s.Archived == 0 }

// archived says of which earlier term it is; nothing of the present one.
func (s sheet) archived() []chat.Block {
	if s.worked() {
		return nil
	}
	return []chat.Block{chat.Para{Text: chat.T("term.archived.card", "Number", s.Archived)}}
}

// whole is a statement with its whole text, what waits, and what the reader may do.
func (s sheet) whole(c *commands.Call) chat.Message {
	m := chat.Say(s.title(), roundTitle(s.round), chat.Written(s.Text), s.facts()).With(s.archived()...)
	waiting := waitingFor(s.suggestions)
	var row chat.Actions
	for _, g := range waiting {
		m = m.With(chat.Para{Text: chat.T("vision.statement.suggestion", "Number", g.Number, "Author", g.Author.Name, "Reason", brief(g.Reason, 200), "Old", g.Version != s.Version)})
		if len(row) < 5 {
			row = append(row, changeButton(g))
		}
	}
	may, open := c.Who.May(board.MembersAndChair), s.worked() && s.Changeable() == nil
	offer := func(is bool, label, path string) {
		if is {
			row = append(row, statementButton(label, s.Statement, path))
		}
	}
	offer(open && may && c.Who.Person.ID != s.Author.ID, "cmd.vision.suggest.title", "vision.suggest")
	offer(open && may && c.Who.Person.ID == s.Author.ID, "vision.button.rewrite", "vision.suggest")
	offer(open && s.Decides(c.Who) && len(waiting) == 0, "cmd.vision.finish.title", "vision.finish")
	offer(open && s.Decides(c.Who), "cmd.vision.withdraw.title", "vision.withdraw")
	if s.Poll != 0 {
		row = append(row, pollButton(s.poll))
	}
	offer(s.Version > 1 || len(s.suggestions) > 0, "cmd.vision.history.title", "vision.history")
	return m.With(append(row, listButton(s.Board)))
}

// suggestionParts say what a suggestion changes: against the text it was made
// for, and that there is another one by now.
func (s sheet) suggestionParts(g board.Suggestion, say func([]board.Edit) chat.Text) chat.Message {
	m := chat.Say(chat.T("vision.suggestion.title", "Number", g.Number, "Statement", s.Number, "Author", g.Author.Name, "State", s.suggestionState(g)),
		say(board.Difference(g.Before, g.Text)))
	if g.Reason != "" {
		m = m.With(chat.Para{Text: chat.T("vision.suggestion.reason", "Reason", g.Reason)})
	}
	if g.Why != "" && g.State == board.SuggestionDeclined {
		m = m.With(chat.Para{Text: chat.T("vision.suggestion.why", "Why", g.Why)})
	}
	if g.State == board.SuggestionOpen && g.Version != s.Version {
		m = m.With(chat.Para{Text: chat.T("vision.suggestion.old", "Statement", s.Number)})
	}
	return m
}

func (s sheet) suggestionState(g board.Suggestion) chat.Text {
	if g.State == board.SuggestionOpen && s.Poll != 0 && s.poll.About == (board.Subject{Kind: board.AboutSuggestion, ID: g.ID}) {
		return chat.T("vision.state.voted", "Poll", s.poll.Number)
	}
	return chat.T("vision.suggestion.state."+string(g.State), "At", g.Decided.In(s.zone), "By", g.Why)
}

// suggestionCard is a suggestion as it stands in the channel.
func (f *Visions) suggestionCard(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, g, err := f.pair(tx, id)
		if err != nil {
			return err
		}
		m := s.suggestionParts(g, commands.Changes)
		var row chat.Actions
		m = m.With(s.archived()...)
		if s.worked() && g.Acceptable(s.Statement) == nil {
			row = append(row, suggestionButton("cmd.vision.accept.title", g, "vision.accept"), suggestionButton("cmd.vision.decline.title", g, "vision.decline"))
		}
		view = commands.View{Board: s.Board, Message: m.With(append(row, suggestionButton("vision.button.more", g, "vision.change")))}
		return nil
	})
	return view, err
}

// suggestion is a suggestion with what the reader may do about it.
func (s sheet) suggestion(c *commands.Call, g board.Suggestion) chat.Message {
	m := s.suggestionParts(g, commands.Difference)
	var row chat.Actions
	offer := func(is bool, label, path string) {
		if is {
			row = append(row, suggestionButton(label, g, path))
		}
	}
	decides, may := s.Decides(c.Who), c.Who.May(board.MembersAndChair)
	now, waits := s.worked() && g.Acceptable(s.Statement) == nil, s.worked() && g.Declinable(s.Statement) == nil
	offer(now && decides, "cmd.vision.accept.title", "vision.accept")
	if waits && !now && may {
		row = append(row, carryButton(s.Statement, g))
	}
	offer(waits && decides, "cmd.vision.decline.title", "vision.decline")
	offer(now && may, "cmd.vision.decide.title", "vision.decide")
	offer(waits && c.Who.Person.ID == g.Author.ID, "cmd.vision.retract.title", "vision.retract")
	if s.Poll != 0 {
		row = append(row, pollButton(s.poll))
	}
	return m.With(append(row, moreButton(s.Statement)))
}
