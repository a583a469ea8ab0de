package minutes

import (
	"context"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

const (
	itemsAPage = 12 // so many items are offered in one message
	inRow      = 4  // so many buttons stand beside each other
)

// choose offers the items whose text can be written.
func (f *Minutes) choose(ctx context.Context, c *commands.Call, meeting board.ID, page int) (reply chat.Reply, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, n, err := of(tx, meeting)
		if err != nil {
			return err
		}
		if n.State == board.MinutesApproved {
			return approvedAlready(m)
		}
		items, err := itemsOf(tx, m)
		if err != nil {
			return err
		}
		items = append([]item{{}}, items...)
		from := min((page-1)*itemsAPage, (len(items)-1)/itemsAPage*itemsAPage)
		until := min(from+itemsAPage, len(items))
		var lines []chat.Text
		var row []chat.Button
		for _, i := range items[from:until] {
			lines = append(lines, itemName(i))
			b := button("minutes.button.item", m, "meeting.minutes_edit", "top", number(i.number))
			b.Label.Args = map[string]any{"Number": i.number}
			row = append(row, b)
		}
		if until < len(items) {
			row = append(row, button("minutes.button.further", m, "meeting.minutes_edit", "minutes_page", number(from/itemsAPage+2)))
		}
		message := chat.Say(chat.T("minutes.edit.choose", "Meeting", commands.MeetingTitle(m))).With(chat.Para{Text: chat.T("minutes.lines", "Lines", lines)})
		for some := range slices.Chunk(row, inRow) {
			message = message.With(chat.Actions(some))
		}
		reply = chat.Reply{Messages: []chat.Message{message}}
		return nil
	})
	return reply, err
}
