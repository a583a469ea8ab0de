package feedback

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Takes are the buttons by which somebody gives a file that they sent to the bot
// with a point: of each round that runs and in which they were asked. In an
// anonymous one that is a picture.
func (f *Feedback) Takes(tx *storage.Tx, c *commands.Call, u commands.Upload) ([]chat.Button, error) {
	rounds, err := tx.OpenFeedbackRounds(c.Board.ID)
	if err != nil {
		return nil, err
	}
	var row []chat.Button
	for _, r := range rounds {
		no, err := f.refused(tx, c, r)
		if err != nil {
			return nil, err
		}
		if no != nil || len(row) == mostButtons || r.Anonymous && (f.Typed || !u.IsZero() && !board.IsPicture(u.Type)) {
			continue
		}
		b := button("feedback.button.with_file", r, "feedback.point", "file", u.Token)
		if r.Anonymous {
			b = button("feedback.button.with_file", r, "feedback.box", "unsealed", opened, "file", u.Token)
		}
		b.Label = chat.T("feedback.button.with_file", "Number", r.Number)
		row = append(row, b)
	}
	return row, nil
}
