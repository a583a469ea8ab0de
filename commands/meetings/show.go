package meetings

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is a meeting for one reader.
func (f *Meetings) show(meeting commands.ThingParam) commands.Command {
	return commands.Command{
		Path: "meeting.show", Right: board.Everyone, Params: []commands.Param{meeting},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var message chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				m, err := tx.Meeting(meeting.Of(c).ID)
				if err != nil {
					return err
				}
				var buttons []chat.Button
				if message, buttons, err = f.whole(tx, m); err != nil {
					return err
				}
				message = message.With(chat.Actions(append(buttons, button("meeting.button.more", m, "meeting.more"))))
				return nil
			})
			return chat.Reply{Messages: []chat.Message{message}}, err
		},
	}
}

// more is what the reader can do with a meeting, as sentences with their consequence.
func (f *Meetings) more(meeting commands.ThingParam) commands.Command {
	return commands.Command{
		Path: "meeting.more", Right: board.Everyone, Params: []commands.Param{meeting},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var message chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				m, err := tx.Meeting(meeting.Of(c).ID)
				if err != nil {
					return err
				}
				message = chat.Say(chat.T("meeting.more.title", "Meeting", named(m)))
				for _, ask := range f.Ways {
					ways, err := ask(tx, c, m)
					if err != nil {
						return err
					}
					for _, way := range ways {
						message = message.With(chat.Para{Text: way.About}, chat.Actions{way.Button})
					}
				}
				message = message.With(chat.Actions{showButton(m)})
				return nil
			})
			return chat.Reply{Messages: []chat.Message{message}}, err
		},
	}
}
