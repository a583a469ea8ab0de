package agendas

import (
	"context"
	"errors"
	"net/mail"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// inviting is what is said of a guest.
type inviting struct {
	params
	name         commands.TextParam
	organisation commands.TextParam
	mail         commands.TextParam
	impulse      commands.TextParam
	person       commands.PersonParam
	named        commands.FlagParam
}

// guest invites somebody without a seat to a meeting, with an account or without.
// Naming a guest of the meeting again changes what is known of them.
func (f *Agendas) guest(shared params) commands.Command {
	p := inviting{
		params: shared, name: commands.Text("guest_name").Max(120).Required(), organisation: commands.Text("organisation").Max(160).Named(),
		mail: commands.Text("mail").Max(254).Named(), impulse: commands.Text("impulse").Max(titleMost).Named(), person: commands.Person("person"),
		named: commands.Flag("named"),
	}
	return commands.Command{
		Path: "meeting.guest", Right: board.Chairing,
		Params: []commands.Param{p.name, p.organisation, p.mail, p.impulse, p.minutes, p.person, p.named, p.meeting},
		Check: func(c *commands.Call) []*commands.Error {
			if _, err := mail.ParseAddress(p.mail.Of(c)); p.mail.Given(c) && err != nil {
				return []*commands.Error{commands.Mistake(p.mail.Name(), "agenda.guest.mail", "Typed", p.mail.Of(c))}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				to, err := f.lockMeant(tx, c, p.meeting)
				if err != nil {
					return err
				}
				if to.ID == 0 {
					return commands.Refuse("meeting.none_yet")
				}
				g, err := f.invite(tx, c, to, p)
				if err != nil {
					return err
				}
				i, err := f.impulse(tx, c, to, g, p)
				if err != nil {
					return err
				}
				m = invitedGuest(c, to, g, i)
				return errors.Join(f.changed(tx, to), f.call(tx, to, g))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// call calls a guest with an account to a meeting that was called already.
func (f *Agendas) call(tx *storage.Tx, to board.Meeting, g board.MeetingGuest) error {
	if g.Person == 0 {
		return nil // the office writes to them
	}
	who, err := tx.Person(g.Person)
	if err != nil {
		return err
	}
	return f.Call(tx, to, who)
}

// mostGuests is how many may be invited to a meeting.
const mostGuests = 50

// invite keeps the guest, new or as they are known already.
func (f *Agendas) invite(tx *storage.Tx, c *commands.Call, to board.Meeting, p inviting) (g board.MeetingGuest, err error) {
	have, err := tx.MeetingGuests(to.ID)
	if err != nil {
		return g, err
	}
	g = board.MeetingGuest{Board: c.Board.ID, Meeting: to.ID, Name: p.name.Of(c)}
	at := slices.IndexFunc(have, func(other board.MeetingGuest) bool { return commands.Fold(other.Name) == commands.Fold(g.Name) })
	switch {
	case at >= 0:
		g = have[at]
	case len(have) >= mostGuests:
		return g, commands.Refuse("agenda.guest.many", "Most", mostGuests)
	}
	if p.organisation.Given(c) {
		g.Organisation = p.organisation.Of(c)
	}
	if p.mail.Given(c) {
		g.Mail = p.mail.Of(c)
	}
	if p.named.Given(c) {
		g.Named = p.named.Of(c)
	}
	if p.person.Given(c) {
		if g, err = f.withAccount(tx, c, to, g, p); err != nil {
			return g, err
		}
	}
	if g.ID == 0 {
		return tx.InviteGuest(g)
	}
	return g, tx.SaveGuest(g)
}

// withAccount gives a guest the role of one, until the end of the day after the
// meeting. Who belongs to the board is no guest of it.
func (f *Agendas) withAccount(tx *storage.Tx, c *commands.Call, to board.Meeting, g board.MeetingGuest, p inviting) (board.MeetingGuest, error) {
	who := p.person.Of(c)
	if newcomer, is := c.Newcomers[who.Name]; is && who.ID == 0 {
		var err error
		if who, err = tx.Meet(c.Event.Platform, newcomer.Account, newcomer.Name); err != nil {
			return g, err
		}
	}
	standing, err := tx.Standing(c.Board.ID, who.ID)
	if err != nil {
		return g, err
	}
	if standing.May(board.Inside) {
		return g, commands.Mistake(p.person.Name(), "agenda.guest.belongs", "Name", who.Name)
	}
	if g.Person != 0 && g.Person != who.ID {
		if err := f.endStay(tx, g); err != nil {
			return g, err
		}
	}
	g.Person = who.ID
	return f.stays(tx, to, g, standing.Has(board.Guest))
}

// impulse puts the short talk of a guest on the agenda; zero if there is none.
func (f *Agendas) impulse(tx *storage.Tx, c *commands.Call, to board.Meeting, g board.MeetingGuest, p inviting) (i board.AgendaItem, err error) {
	if !p.impulse.Given(c) {
		return i, nil
	}
	i = board.AgendaItem{Board: c.Board.ID, Meeting: to.ID, Kind: board.Impulse, Title: p.impulse.Of(c), Minutes: p.minutes.Of(c), Guest: g.ID, Public: true,
		State: board.ItemSet, Proposer: c.Who.Person.ID}
	there, err := f.alike(tx, to, i)
	if err != nil {
		return i, err
	}
	if there.ID != 0 {
		there.Kind, there.Guest, there.State = board.Impulse, g.ID, board.ItemSet
		if p.minutes.Given(c) {
			there.Minutes = p.minutes.Of(c)
		}
		if err := tx.SaveItem(there); err != nil {
			return i, err
		}
		return tx.Item(there.ID)
	}
	if i.Late, err = invited(tx, to); err != nil {
		return i, err
	}
	if i, err = tx.CreateItem(i); err != nil {
		return i, err
	}
	if err := settle(tx, to, i.ID); err != nil {
		return i, err
	}
	return tx.Item(i.ID) // with its number
}

// guestName is a guest as a sentence calls them.
func guestName(g board.MeetingGuest) chat.Text {
	return chat.T("agenda.guest.name", "Name", g.Name, "Organisation", g.Organisation)
}

// invitedGuest says what was kept, and what is to be sent.
func invitedGuest(c *commands.Call, to board.Meeting, g board.MeetingGuest, i board.AgendaItem) chat.Message {
	m := say("agenda.guest.done", "Guest", guestName(g), "Meeting", name(to), "Title", i.Title, "Number", i.Position, "Account", g.Person != 0,
		"Until", g.Until.Add(-time.Minute).In(c.Now.Location()), "Timed", !g.Until.IsZero())
	if g.Person == 0 {
		m = m.With(chat.Para{Text: chat.T("agenda.guest.copy", "Mail", g.Mail)}, chat.Para{Text: mailText(c.Board, to, g, i)})
	}
	row := chat.Actions{button("agenda.button.guests", c.Board.ID, to, "meeting.guests"), agendaButton(c.Board.ID, to)}
	if !to.Starts.IsZero() {
		row = append(row, commands.MeetingButton("agenda.button.calendar", to, "meeting.calendar", "for_guest", "yes"))
	}
	return m.With(row)
}

// mailText is what the office sends to a guest, ready to copy.
func mailText(b board.Board, m board.Meeting, g board.MeetingGuest, i board.AgendaItem) chat.Text {
	return chat.T("agenda.guest.mail_text", "Name", g.Name, "Board", b.Name, "Meeting", name(m), "Dated", !m.Starts.IsZero(), "Starts", m.Starts, "Ends", m.Ends(),
		"Place", m.Place, "Link", m.Link, "DialIn", m.DialIn, "Title", i.Title, "Minutes", i.Minutes, "Number", i.Position, "Named", g.Named)
}
