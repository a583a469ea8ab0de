package meetings

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// fill says in a form which meeting it is about, instead of asking. Into one that
// nobody has sent yet it puts what stands, and for which state of the meeting that
// is. refusal says what cannot be changed.
func (f *Meetings) fill(ctx context.Context, c *commands.Call, form *chat.Form, refusal func(board.Meeting) error) error {
	m, known, err := f.about(ctx, c, form)
	if err != nil || !known {
		return err
	}
	if err := refusal(m); err != nil {
		return err
	}
	if _, sent := c.Event.Do.(chat.Submit); sent {
		return nil
	}
	starts := ""
	if !m.Starts.IsZero() {
		starts = words.Printer{Language: c.Language}.Full(m.Starts)
	}
	stand := map[string]string{"starts": starts, "minutes": strconv.Itoa(m.Minutes), "place": m.Place, "video": m.Link, "dial_in": m.DialIn}
	ends := false
	for _, field := range form.Fields {
		ends = ends || field.Name == "ends" && field.Value != ""
	}
	for i, field := range form.Fields {
		if field.Value == "" && field.Mistake.IsZero() && (field.Name != "minutes" || !ends) {
			form.Fields[i].Value = stand[field.Name]
		}
	}
	if form.Fixed["stood_sequence"] == "" {
		form.Fixed["stood_sequence"] = strconv.Itoa(m.Sequence)
	}
	return nil
}

// about is the meeting of a form, which the form then names and asks no more; false
// where none is known yet.
func (f *Meetings) about(ctx context.Context, c *commands.Call, form *chat.Form) (m board.Meeting, known bool, err error) {
	number, at := form.Fixed["meeting"], -1
	for i, field := range form.Fields {
		if field.Name == "meeting" && field.Mistake.IsZero() {
			number, at = field.Value, i
		}
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return m, false, nil // not known yet: the form asks
	}
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		m, err = tx.MeetingNumber(c.Board.ID, n)
		return err
	})
	if err != nil {
		return m, false, err
	}
	if form.Fixed == nil {
		form.Fixed = map[string]string{}
	}
	form.Fixed["meeting"] = number
	form.About = chat.T("meeting.form.about", "Meeting", named(m), "Starts", m.Starts, "Dated", !m.Starts.IsZero(), "State", stateOf(m, c.Now))
	if at >= 0 {
		form.Fields = append(form.Fields[:at:at], form.Fields[at+1:]...)
	}
	return m, true, nil
}
