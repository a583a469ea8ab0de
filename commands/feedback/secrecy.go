package feedback

import (
	"context"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// secrecy tells plainly how anonymous an anonymous round is, and what it is not.
func (f *Feedback) secrecy() commands.Command {
	round := f.round().Hidden()
	return commands.Command{
		Path: "feedback.secrecy", Right: board.Everyone, Hidden: true, Params: []commands.Param{round},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				r, err := tx.FeedbackRound(round.Of(c).ID)
				if err != nil {
					return err
				}
				if !r.Anonymous {
					m = chat.Say(chat.T("feedback.secrecy.named", "Number", r.Number)).With(chat.Actions{showButton(r)})
					return nil
				}
				chats, err := chatsOf(tx, c)
				m = chat.Say(chat.T("feedback.secrecy.title"), chat.T("feedback.secrecy.kept"), chat.T("feedback.secrecy.shown"), chat.T("feedback.secrecy.key"),
					chat.T("feedback.secrecy.names"), chat.T("feedback.secrecy.operator", "Chats", chats)).With(chat.Actions{giveButton(r), showButton(r)})
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// chatsOf say of every platform on which the board is what those could see who run
// it, the caller's own first.
func chatsOf(tx *storage.Tx, c *commands.Call) ([]chat.Text, error) {
	platforms := []string{c.Event.Platform}
	homes, err := tx.Homes(c.Board.ID)
	for _, home := range homes {
		platforms = append(platforms, home.Platform)
	}
	var all []chat.Text
	for _, platform := range platforms {
		key := "feedback.secrecy.chat." + platform
		if !words.Has(words.German, key) {
			key = "feedback.secrecy.chat"
		}
		if t := chat.T(key); !slices.ContainsFunc(all, func(other chat.Text) bool { return other.Key == t.Key }) {
			all = append(all, t)
		}
	}
	return all, err
}
