package polls

import (
	"context"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// secretButtons are what a secret vote shows instead of the choices: one button
// that everybody may press, and one more.
func secretButtons(p board.Poll, more chat.Button) chat.Actions {
	return chat.Actions{button("poll.ballot.button", p, "poll.ballot"), more}
}

// withheld says why the counts of a secret vote stay unpublished (P08): they
// would reveal how somebody voted.
func withheld() chat.Text { return chat.T("poll.withheld") }

// settledByTurnout are the outcomes whose reason holds no counts but turnout,
// so that it can be told where the counts are withheld.
func settledByTurnout(p board.Poll) bool {
	switch p.Outcome {
	case board.Objected, board.TooFewReplies:
		return true
	case board.Inquorate:
		return p.Terms.Quorum != board.HalfVoting
	}
	return false
}

// secretPossible refuses a secret vote where nothing can be pressed: a typed
// line stays in the conversation, with the choice in it.
func (f *Polls) secretPossible(p board.Poll) error {
	if f.Typed && p.Secret {
		return commands.Refuse("poll.secret.typed")
	}
	return nil
}

// remarks are what does not apply to this vote though it was asked for, or is
// the board's rule (P09, P19); for the one who opens it and for the public.
func remarks(p board.Poll) []chat.Text {
	var said []chat.Text
	for _, note := range p.Notes() {
		said = append(said, chat.T("poll.note."+string(note), "Secret", p.Secret, "Options", p.Method != board.YesNo))
	}
	return said
}

// secrecy tells plainly how secret a secret vote is, and what it is not.
func (f *Polls) secrecy(shared params) commands.Command {
	return commands.Command{
		Path: "poll.secrecy", Right: board.Everyone, Params: []commands.Param{shared.any},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			p, err := f.load(ctx, shared.any.Of(c).ID)
			if err != nil {
				return chat.Reply{}, err
			}
			if !p.Secret {
				return chat.Reply{}, commands.Refuse("poll.secrecy.open", "Number", p.Number).With(showButton(p))
			}
			chats, err := f.chats(ctx, c)
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("poll.secrecy.title"), chat.T("poll.secrecy.kept"), chat.T("poll.secrecy.told"))
			if p.Receipts {
				m = m.With(chat.Para{Text: chat.T("poll.secrecy.receipts")})
			}
			if p.Method != board.YesNo && p.Method != board.OneOf {
				m = m.With(chat.Para{Text: chat.T("poll.secrecy.papers")})
			}
			return chat.Reply{Messages: []chat.Message{m.With(
				chat.Para{Text: chat.T("poll.secrecy.operator", "Chats", chats)}, chat.Para{Text: chat.T("poll.secrecy.not_approved")},
				chat.Actions{showButton(p)},
			)}}, nil
		},
	}
}

// chats say of every platform on which the board votes what those could see who
// run it, the caller's own first.
func (f *Polls) chats(ctx context.Context, c *commands.Call) ([]chat.Text, error) {
	platforms := []string{c.Event.Platform}
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		homes, err := tx.Homes(c.Board.ID)
		for _, home := range homes {
			platforms = append(platforms, home.Platform)
		}
		return err
	})
	var said []chat.Text
	for _, platform := range platforms {
		key := "poll.secrecy.chat." + platform
		if !words.Has(words.German, key) {
			key = "poll.secrecy.chat"
		}
		if t := chat.T(key); !slices.ContainsFunc(said, func(other chat.Text) bool { return other.Key == t.Key }) {
			said = append(said, t)
		}
	}
	return said, err
}

// urn lists the papers of a secret vote that is over, with the codes by which
// their owners find them; for the board, where the counts may be seen.
func (f *Polls) urn(shared params) commands.Command {
	return commands.Command{
		Path: "poll.urn", Right: board.Inside, Params: []commands.Param{shared.any},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, _, err := f.seen(ctx, tx, c, shared.any.Of(c).ID)
				if err != nil {
					return err
				}
				if no := urnClosed(s); no != nil {
					return no
				}
				papers, err := tx.Papers(s.poll)
				m = published(s, papers)
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// urnClosed says why the papers cannot be seen; nil if they can.
func urnClosed(s sheet) error {
	var no *commands.Error
	switch {
	case !s.poll.Secret:
		no = commands.Refuse("poll.urn.not_secret", "Number", s.poll.Number)
	case s.poll.State != board.Closed:
		no = commands.Refuse("poll.urn.sealed", "Number", s.poll.Number, "Closes", s.local(over(s.poll)))
	case !s.sight.Counts:
		no = &commands.Error{Text: withheld()}
	default:
		return nil
	}
	return no.With(showButton(s.poll))
}

func published(s sheet, papers []storage.Paper) chat.Message {
	table := chat.Table{Caption: chat.T("poll.urn.title", "Number", s.poll.Number, "Question", s.poll.Question, "Receipts", s.poll.Receipts)}
	if s.poll.Receipts {
		table.Head = []chat.Text{chat.T("poll.urn.code")}
	}
	table.Head = append(table.Head, chat.T("poll.urn.paper"))
	for _, paper := range papers {
		var row []chat.Text
		if s.poll.Receipts {
			row = append(row, chat.Written(paper.Receipt))
		}
		table.Rows = append(table.Rows, append(row, label(s.poll, paper.Choice)))
	}
	return chat.Message{Blocks: []chat.Block{table, chat.Actions{showButton(s.poll)}}}
}
