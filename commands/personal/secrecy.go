package personal

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// SecrecyKind is the work of reminding a member, once, of the duty of secrecy
// that they have not taken note of; a letter. Key: board/person.
const SecrecyKind = "personal.secrecy"

// remindAfter is how long somebody has who got a seat before they are reminded.
const remindAfter = 7 * 24 * time.Hour

// secrecy shows the duty of members to keep to themselves what is not public
// (VwVfG § 84), and takes note that somebody read it. It is no precondition for
// anything. Those who coordinate see how many did, and can remind the others.
func (f *Personal) secrecy() commands.Command {
	noted, remind := commands.Flag("noted"), commands.Flag("secrecy_remind")
	return commands.Command{
		Path: "board.privacy_secrecy", Right: board.Inside, Params: []commands.Param{noted, remind},
		Needless: func(c *commands.Call) []string {
			if c.Who.Chairs() {
				return nil
			}
			return []string{remind.Name()}
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case remind.Of(c) && !c.Who.Chairs():
				return chat.Reply{}, commands.Refuse("refused.chairing")
			case remind.Of(c):
				return f.remindAll(ctx, c)
			case noted.Of(c):
				return f.note(ctx, c)
			}
			s, err := f.duty(ctx, c)
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{s.message(c)}}, nil
		},
	}
}

// duty is who has taken note of the duty, and what the reader said.
type duty struct {
	said    board.Acknowledgement
	owing   []board.Seat   // of which somebody has not
	people  []board.Person // those
	members int            // how many owe it
}

func (f *Personal) duty(ctx context.Context, c *commands.Call) (d duty, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if d, err = owing(tx, c.Board.ID); err != nil {
			return err
		}
		d.said, err = tx.Acknowledged(c.Board.ID, c.Who.Person.ID, board.SecrecyNotice)
		return err
	})
	return d, err
}

// owing are the seats whose holder, or who votes for them, has not taken note of
// the duty as the text is now.
func owing(tx *storage.Tx, of board.ID) (d duty, err error) {
	seats, err := tx.Seats(of)
	if err != nil {
		return d, err
	}
	said, err := tx.Acknowledging(of, board.SecrecyNotice)
	counted := map[board.ID]bool{}
	for _, s := range seats {
		open := false
		for _, who := range []board.Person{s.Holder, s.Delegate} {
			if who.ID == 0 || counted[who.ID] {
				continue
			}
			counted[who.ID] = true
			if !said[who.ID] {
				open, d.people = true, append(d.people, who)
			}
		}
		if open {
			d.owing = append(d.owing, s)
		}
	}
	d.members = len(counted)
	return d, err
}

// message is the duty, with what the reader said, and for those who coordinate
// how many others did.
func (d duty) message(c *commands.Call) chat.Message {
	m := chat.Say(chat.T("personal.secrecy.title"), chat.T("personal.secrecy.duty"), chat.T("personal.secrecy.basis"),
		chat.T("personal.secrecy.now", "Said", d.said.Holds(), "At", inZone(d.said.At, c), "Again", d.said.Version > 0, "Version", board.SecrecyNotice.Version()))
	var row chat.Actions
	if !d.said.Holds() {
		row = append(row, notedButton(c.Board.ID))
	}
	if c.Who.Chairs() {
		m = m.With(chat.Para{Text: chat.T("personal.secrecy.count", "Done", d.members-len(d.people), "N", d.members, "Seats", seatNames(d.owing))})
		if len(d.people) > 0 {
			row = append(row, remindButton(c.Board.ID, len(d.people)))
		}
	}
	if len(row) == 0 {
		return m
	}
	return m.With(row)
}

func notedButton(of board.ID) chat.Button {
	return button(chat.T("personal.secrecy.button.noted"), of, "board.privacy_secrecy", "noted", "yes")
}

func remindButton(of board.ID, n int) chat.Button {
	return button(chat.T("personal.secrecy.button.remind", "N", n), of, "board.privacy_secrecy", "secrecy_remind", "yes")
}

func inZone(t time.Time, c *commands.Call) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(c.Now.Location())
}

// seatNames say seats by their group and their place in it.
func seatNames(seats []board.Seat) []chat.Text {
	names := make([]chat.Text, len(seats))
	for i, s := range seats {
		group := chat.T("group." + s.Group.Key)
		if s.Group.Name != "" {
			group = chat.Written(s.Group.Name)
		}
		names[i] = chat.T("personal.secrecy.seat", "Group", group, "Place", s.Position, "One", s.Group.Seats == 1)
	}
	return names
}

// note keeps that the reader has taken note.
func (f *Personal) note(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	fresh := false
	who := c.Who.Person // the transaction may be tried again
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if c.Who.Person, err = tx.Acting(who, storage.Account{Platform: c.Event.Platform, Account: c.Event.Actor.Account, Name: c.Event.Actor.Name}); err != nil {
			return err
		}
		if fresh, err = tx.Acknowledge(c.Board.ID, c.Who.Person.ID, board.SecrecyNotice); err != nil {
			return err
		}
		return tx.Drop(SecrecyKind, storage.JobKey(c.Board.ID, c.Who.Person.ID))
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("personal.secrecy.noted", "Fresh", fresh))}}, nil
}

// remindAll plans a letter to everybody who has not taken note.
func (f *Personal) remindAll(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	n := 0
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		d, err := owing(tx, c.Board.ID)
		if err != nil {
			return err
		}
		n = len(d.people)
		for _, who := range d.people {
			if err := f.plan(tx, c.Board, who.ID, f.db.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("personal.secrecy.reminded", "N", n))}}, nil
}

func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }
