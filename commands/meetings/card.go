package meetings

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// onCard is how many buttons everybody sees below a card, with that for more.
const onCard = 4

// Card is the shown view of a meeting.
func (f *Meetings) Card(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(id)
		if err != nil {
			return err
		}
		message, buttons, err := f.whole(tx, m)
		if err != nil {
			return err
		}
		buttons = append(buttons[:min(len(buttons), onCard-1)], button("meeting.button.more", m, "meeting.more"))
		view.Board, view.Message = m.Board, message.With(chat.Actions(buttons))
		return nil
	})
	return view, err
}

// whole is everything that everybody may know of a meeting.
func (f *Meetings) whole(tx *storage.Tx, m board.Meeting) (chat.Message, []chat.Button, error) {
	message := chat.Say(chat.T("meeting.card.title", "Meeting", named(m), "State", stateOf(m, f.db.Now()), "Kind", kindOf(m)), whenIs(m), where(m))
	if m.State == board.MeetingCancelled && m.Why != "" {
		message = message.With(chat.Para{Text: chat.T("meeting.card.why", "Why", m.Why)})
	}
	var buttons []chat.Button
	for _, part := range f.Parts {
		blocks, row, err := part(tx, m)
		if err != nil {
			return message, nil, err
		}
		message, buttons = message.With(blocks...), append(buttons, row...)
	}
	return message, buttons, nil
}

func whenIs(m board.Meeting) chat.Text {
	return chat.T("meeting.card.when", "Starts", m.Starts, "Ends", m.Ends(), "Dated", !m.Starts.IsZero())
}

func where(m board.Meeting) chat.Text {
	return chat.T("meeting.card.where", "Form", chat.T("meeting.form."+string(m.Form())), "Place", m.Place, "Link", m.Link, "DialIn", m.DialIn)
}

// venue is where a meeting is, without how people take part.
func venue(m board.Meeting) chat.Text {
	return chat.T("meeting.venue", "Place", m.Place, "Link", m.Link, "DialIn", m.DialIn)
}
