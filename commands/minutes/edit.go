package minutes

import (
	"context"
	"hash/crc32"
	"slices"
	"strconv"
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// edit writes the text of an item anew. Its form holds what stands, and what was
// written on an older text never takes the place of a newer one unseen.
func (f *Minutes) edit() commands.Command {
	meeting := commands.Thing("meeting", f.finder()).Required()
	top := commands.Number("top", 0, 999)
	text := commands.Text("text").Long()
	read := commands.Number("edition", 0, 1<<30).Hidden()
	page := commands.Number("minutes_page", 1, 1<<20).Hidden()
	return commands.Command{
		Path: "meeting.minutes_edit", Right: board.Chairing, Params: []commands.Param{meeting, top, text, read, page},
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error { return f.fill(ctx, c, form) },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			_, sent := c.Event.Do.(chat.Submit)
			if !top.Given(c) {
				return f.choose(ctx, c, meeting.Of(c).ID, max(1, page.Of(c)))
			}
			if !sent && !text.Given(c) {
				if err := f.exists(ctx, meeting.Of(c).ID, top.Of(c)); err != nil {
					return chat.Reply{}, err
				}
				return chat.Reply{Form: c.Form("meeting.minutes_edit", map[string]string{"meeting": number(meeting.Of(c).Number), "top": number(top.Of(c))})}, nil
			}
			var m board.Meeting
			var i item
			var meanwhile, same, finished bool
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if m, err = tx.LockMeeting(c.Board.ID, meeting.Of(c).ID); err != nil {
					return err
				}
				n, err := locked(tx, m)
				if err != nil {
					return err
				}
				if n.State == board.MinutesApproved {
					return approvedAlready(m)
				}
				if i, err = f.itemOf(tx, m, n, top.Of(c)); err != nil {
					return err
				}
				after := text.Of(c)
				if adds := sent && tooLong(i.text); adds {
					after = i.text + "\n\n" + after
				}
				same = i.text == after
				if meanwhile = sent && read.Given(c) && read.Of(c) != mark(i.text); meanwhile || same {
					return nil
				}
				finished = n.State == board.MinutesFinished
				return tx.SaveMinutesText(n, i.ID, after)
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case same:
				return say(chat.T("minutes.edit.same"), showButton(m)), nil
			case meanwhile:
				return onNewer(c, m, i), nil
			}
			return say(chat.T("minutes.edit.done", "Item", itemName(i), "Finished", finished),
				button("minutes.button.edit_other", m, "meeting.minutes_edit"), button("minutes.button.finish", m, "meeting.minutes_finish"), showButton(m)), nil
		},
	}
}

// formLength is how many characters a form holds on every platform.
const formLength = 3000

// tooLong tells whether a text does not fit into a form: then what is sent there
// is added below it, so that nothing is lost.
func tooLong(text string) bool { return utf8.RuneCountInString(text) > formLength }

// mark tells texts apart.
func mark(text string) int { return int(crc32.ChecksumIEEE([]byte(text)) >> 2) }

func approvedAlready(m board.Meeting) error {
	return commands.Refuse("minutes.approved_already", "Meeting", commands.MeetingTitle(m)).With(showButton(m))
}

// itemName is an item as it is called: "TOP 3, „Radwege“", or the course of the
// whole meeting.
func itemName(i item) chat.Text {
	return chat.T("minutes.item.name", "Number", i.number, "Title", i.Title)
}

// itemOf is an item by its number, with the text that stands; 0 is the course
// of the whole meeting.
func (f *Minutes) itemOf(tx *storage.Tx, m board.Meeting, n board.Minutes, number int) (item, error) {
	texts, err := written(tx, record{meeting: m, minutes: n})
	if err != nil || number == 0 {
		return item{text: texts[0]}, err
	}
	items, err := itemsOf(tx, m)
	if err != nil {
		return item{}, err
	}
	if number > len(items) {
		return item{}, commands.Mistake("top", "minutes.item.unknown", "Number", number, "N", len(items))
	}
	i := items[number-1]
	i.text = texts[i.ID]
	return i, nil
}

func (f *Minutes) exists(ctx context.Context, meeting board.ID, number int) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		m, n, err := of(tx, meeting)
		if err != nil {
			return err
		}
		if n.State == board.MinutesApproved {
			return approvedAlready(m)
		}
		_, err = f.itemOf(tx, m, n, number)
		return err
	})
}

// fill puts what stands into a form that nobody has sent yet, and says what it is
// about.
func (f *Minutes) fill(ctx context.Context, c *commands.Call, form *chat.Form) error {
	value := func(name string) (int, bool) {
		text := form.Fixed[name]
		for _, field := range form.Fields {
			if field.Name == name && text == "" {
				text = field.Value
			}
		}
		n, err := strconv.Atoi(text)
		return n, err == nil
	}
	which, known := value("meeting")
	top, chosen := value("top")
	if !known {
		return nil
	}
	_, sent := c.Event.Do.(chat.Submit)
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.MeetingNumber(c.Board.ID, which)
		if err != nil {
			return nil // the form asks
		}
		n, err := tx.Minutes(m.ID)
		if err != nil {
			return nil
		}
		if form.Fixed == nil {
			form.Fixed = map[string]string{}
		}
		if !chosen {
			form.About = chat.T("minutes.form.meeting", "Meeting", commands.MeetingTitle(m))
			form.Fixed["meeting"] = number(which)
			form.Fields = slices.DeleteFunc(form.Fields, func(field chat.Field) bool { return field.Name == "meeting" && field.Mistake.IsZero() })
			return nil
		}
		i, err := f.itemOf(tx, m, n, top)
		if err != nil {
			return nil
		}
		about := itemName(i)
		if c.Command.Path != "meeting.minutes_edit" {
			about = objectedTo(i.number, i.Title)
		}
		form.About = chat.T("minutes.form.about", "Meeting", commands.MeetingTitle(m), "Item", about, "Long", c.Command.Path == "meeting.minutes_edit" && tooLong(i.text))
		form.Fixed["meeting"], form.Fixed["top"] = number(which), number(top)
		kept := form.Fields[:0:0]
		for _, field := range form.Fields {
			switch {
			case (field.Name == "meeting" || field.Name == "top") && field.Mistake.IsZero():
				continue
			case field.Name == "text" && !sent && field.Value == "" && c.Command.Path == "meeting.minutes_edit" && !tooLong(i.text):
				field.Value = i.text
			}
			kept = append(kept, field)
		}
		form.Fields = kept
		if !sent {
			form.Fixed["edition"] = number(mark(i.text))
		}
		return nil
	})
}

// onNewer is the form with what the person wrote, for the text that another has
// written meanwhile.
func onNewer(c *commands.Call, m board.Meeting, i item) chat.Reply {
	form := c.Form("meeting.minutes_edit", map[string]string{"meeting": number(m.Number), "top": number(i.number), "text": c.Raw("text"), "edition": number(mark(i.text))})
	for at := range form.Fields {
		if form.Fields[at].Name == "text" {
			form.Fields[at].Mistake = chat.T("minutes.edit.meanwhile", "Text", commands.Beginning(i.text, 300))
		}
	}
	return chat.Reply{Form: form}
}
