package minutes

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// object is what a member says against minutes that are not approved: chair and
// office read it, and it is kept with them.
func (f *Minutes) object() commands.Command {
	meeting := commands.Thing("meeting", f.finder()).Required()
	top := commands.Number("top", 0, 999)
	text := commands.Text("text").Required().Long()
	return commands.Command{
		Path: "meeting.minutes_object", Right: board.Inside, Params: []commands.Param{meeting, text, top},
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error { return f.fill(ctx, c, form) },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m board.Meeting
			var i item
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
				if twice, err := saidAlready(tx, c, n, i, text.Of(c)); err != nil || twice {
					return err
				}
				said, err := tx.ObjectToMinutes(m.Board, board.MinutesObjection{Minutes: n.ID, Item: i.ID, Text: text.Of(c)})
				if err != nil {
					return err
				}
				return f.tellOfObjection(tx, c, m, i, said)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("minutes.object.done", "Item", objectedTo(i.number, i.Title)), showButton(m)), nil
		},
	}
}

// saidAlready tells whether the same person has objected to the same in the same
// words: a form that is sent twice says it once.
func saidAlready(tx *storage.Tx, c *commands.Call, n board.Minutes, i item, text string) (bool, error) {
	all, err := tx.MinutesObjections(n.ID)
	return slices.ContainsFunc(all, func(o board.MinutesObjection) bool {
		return o.Item == i.ID && o.Person == c.Who.Person.ID && o.Text == text
	}), err
}

// objectedTo is what an objection is about: an item, or the minutes as a whole.
func objectedTo(number int, title string) chat.Text {
	return chat.T("minutes.item.objected", "Number", number, "Title", title)
}

// objected is the payload of ObjectionKind.
type objected struct {
	Objection board.ID `json:"objection"`
	Number    int      `json:"number"` // of the item
	Title     string   `json:"title"`
}

// tellOfObjection plans that chair and office read it, but for the one who wrote it.
func (f *Minutes) tellOfObjection(tx *storage.Tx, c *commands.Call, m board.Meeting, i item, o board.MinutesObjection) error {
	people, err := tx.Coordinators(m.Board, f.db.Now())
	if err != nil {
		return err
	}
	at, err := f.awake(tx, c.Board)
	if err != nil {
		return err
	}
	title := i.Title
	if !i.Public { // it would show where nobody has unlocked anything
		title = ""
	}
	for _, person := range people {
		if person == c.Who.Person.ID {
			continue
		}
		if err := tx.Later(ObjectionKind, storage.JobKey(m.Board, m.ID, person, o.ID), at, objected{o.ID, i.number, title}); err != nil {
			return err
		}
	}
	return nil
}

// objectionLetter is the letter of ObjectionKind.
func (f *Minutes) objectionLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var o objected
	if err := json.Unmarshal(j.Payload, &o); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, n, err := of(tx, ids[1])
		if err != nil {
			return err
		}
		all, err := tx.MinutesObjections(n.ID)
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: ids[0], Person: ids[2]}
		for _, one := range all {
			if one.ID != o.Objection {
				continue
			}
			name, err := tx.PersonName(one.Person)
			if err != nil {
				return err
			}
			letter.Message = chat.Say(chat.T("minutes.objection.letter", "Meeting", commands.MeetingTitle(m), "By", name,
				"Item", objectedTo(o.Number, o.Title), "Text", one.Text)).
				With(chat.Actions{button("minutes.button.edit", m, "meeting.minutes_edit", "top", number(o.Number)), showButton(m)})
		}
		return nil
	})
	return letter, err
}
