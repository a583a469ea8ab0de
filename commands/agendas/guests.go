package agendas

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// step is what is done about a guest.
type step string

const (
	copyMail   step = "text"
	copyThanks step = "thanks"
	mayName    step = "named"
	mayNotName step = "unnamed"
	dropGuest  step = "remove"
	dropMail   step = "forget_mail" // how they are reached, when they ask for it
)

func steps() []step { return []step{copyMail, copyThanks, mayName, mayNotName, dropGuest, dropMail} }

// guests shows who is invited to a meeting, with what can be done about each.
func (f *Agendas) guests(p params) commands.Command {
	who, what := commands.Text("guest_name").Max(120), commands.Choice("guest_step", steps()...)
	visitor := commands.Number("guest_entry", 1, 1<<53).Hidden()
	return commands.Command{
		Path: "meeting.guests", Right: board.Chairing, Params: []commands.Param{p.meeting, who, what, visitor, p.confirm},
		Do: func(ctx context.Context, c *commands.Call) (r chat.Reply, err error) {
			err = f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				m, err := f.meant(tx, c, p.meeting)
				if err != nil {
					return err
				}
				if m.ID == 0 {
					return commands.Refuse("meeting.none_yet")
				}
				if m, err = tx.LockMeeting(c.Board.ID, m.ID); err != nil {
					return err
				}
				all, err := tx.MeetingGuests(m.ID)
				if err != nil {
					return err
				}
				if !visitor.Given(c) && !who.Given(c) && !what.Given(c) {
					r = guestList(c, m, all)
					return nil
				}
				g, err := oneGuest(all, board.ID(visitor.Of(c)), who.Of(c))
				if err != nil {
					return err
				}
				r, err = f.attend(tx, c, m, g, what.Of(c), p.confirm.Of(c))
				return err
			})
			return r, err
		},
	}
}

// oneGuest is the guest who is meant: the only one, where nobody is named.
func oneGuest(all []board.MeetingGuest, id board.ID, name string) (board.MeetingGuest, error) {
	var found []board.MeetingGuest
	for _, g := range all {
		if g.ID == id || id == 0 && strings.Contains(commands.Fold(g.Name), commands.Fold(name)) {
			found = append(found, g)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	names := make([]string, len(all))
	for i, g := range all {
		names[i] = g.Name
	}
	if len(all) == 0 || id != 0 {
		return board.MeetingGuest{}, commands.Refuse("agenda.guest.gone")
	}
	return board.MeetingGuest{}, commands.Mistake("guest_name", "agenda.guest.which", "Names", names)
}

func guestButton(label string, m board.Meeting, g board.MeetingGuest, s step, pairs ...string) chat.Button {
	return commands.MeetingButton(label, m, "meeting.guests", append(pairs, "guest_entry", strconv.FormatInt(int64(g.ID), 10), "guest_step", string(s))...)
}

func guestList(c *commands.Call, m board.Meeting, all []board.MeetingGuest) chat.Reply {
	message := say("agenda.guests", "N", len(all), "Meeting", name(m))
	for _, g := range all {
		var row chat.Actions
		switch {
		case m.State == board.MeetingCancelled:
			row = append(row, guestButton("guest.button.cancelled", m, g, copyMail))
		case m.State == board.MeetingHeld:
			row = append(row, guestButton("agenda.button.thanks", m, g, copyThanks))
		case m.Ahead():
			row = append(row, guestButton("agenda.button.text", m, g, copyMail))
		}
		if g.Named {
			row = append(row, guestButton("agenda.button.unnamed", m, g, mayNotName))
		} else {
			row = append(row, guestButton("agenda.button.named", m, g, mayName))
		}
		if m.Ahead() {
			row = append(row, guestButton("agenda.button.drop_guest", m, g, dropGuest))
		} else if g.Mail != "" {
			row = append(row, guestButton("agenda.button.drop_mail", m, g, dropMail))
		}
		message = message.With(chat.Para{Text: chat.T("agenda.guests.one", "Guest", guestName(g), "Mail", g.Mail, "Named", g.Named, "Account", g.Person != 0)}, row)
	}
	row := []chat.Button{agendaButton(c.Board.ID, m)}
	if over(c.Board.ID, m) == nil {
		row = append([]chat.Button{commands.MeetingButton("agenda.button.guest", m, "meeting.guest")}, row...)
	}
	return reply(message, row...)
}

// attend does what is to be done about a guest.
func (f *Agendas) attend(tx *storage.Tx, c *commands.Call, m board.Meeting, g board.MeetingGuest, what step, sure bool) (chat.Reply, error) {
	back := commands.MeetingButton("agenda.button.guests", m, "meeting.guests")
	item, err := impulseOf(tx, m, g)
	if err != nil {
		return chat.Reply{}, err
	}
	switch what {
	case copyThanks:
		return reply(say("agenda.guest.copy_thanks", "Mail", g.Mail).With(chat.Para{Text: thanksText(c.Board, m, g, item)}), back), nil
	case mayName, mayNotName:
		g.Named = what == mayName
		return reply(say("agenda.guest.naming", "Name", g.Name, "Named", g.Named), back), errors.Join(tx.SaveGuest(g), f.changed(tx, m))
	case dropMail:
		g.Mail = ""
		return reply(say("agenda.guest.unmailed", "Name", g.Name), back), errors.Join(tx.SaveGuest(g), f.overwrite(tx, g), f.changed(tx, m))
	case dropGuest:
		if no := over(c.Board.ID, m); no != nil {
			return chat.Reply{}, no // who was there stands in the minutes
		}
		if c.Pressed() && !sure {
			return reply(say("agenda.guest.ask", "Guest", guestName(g)), guestButton("agenda.button.remove_yes", m, g, dropGuest, "confirm", "yes"), back), nil
		}
		if err := errors.Join(f.endStay(tx, g), tx.RemoveGuest(g), f.overwrite(tx, g)); err != nil {
			return chat.Reply{}, err
		}
		row := []chat.Button{back}
		if err := unguest(tx, m, g); err != nil {
			return chat.Reply{}, err
		}
		if item.ID != 0 {
			row = append(row, itemButton("agenda.button.remove_item", item, "meeting.agenda_remove"))
		}
		return reply(say("agenda.guest.removed", "Name", g.Name, "Title", item.Title, "Number", item.Position), row...), f.changed(tx, m)
	}
	if m.State == board.MeetingCancelled {
		return reply(say("agenda.guest.copy", "Mail", g.Mail).With(chat.Para{Text: cancelledText(c.Board, m, g)}), back), nil
	}
	message := say("agenda.guest.copy", "Mail", g.Mail).With(chat.Para{Text: mailText(c.Board, m, g, item)})
	if !m.Starts.IsZero() {
		return reply(message, commands.MeetingButton("agenda.button.calendar", m, "meeting.calendar", "for_guest", "yes"), back), nil
	}
	return reply(message, back), nil
}

// overwrite lets nothing stay of how a guest was reached.
func (f *Agendas) overwrite(tx *storage.Tx, g board.MeetingGuest) error {
	if f.Overwrite == nil {
		return nil
	}
	return f.Overwrite(tx, g.Board)
}

// impulseOf is the item that a guest presents; zero if there is none.
func impulseOf(tx *storage.Tx, m board.Meeting, g board.MeetingGuest) (board.AgendaItem, error) {
	all, err := tx.Agenda(m.ID)
	if err != nil {
		return board.AgendaItem{}, err
	}
	at := slices.IndexFunc(all, func(i board.AgendaItem) bool { return i.Guest == g.ID })
	if at < 0 {
		return board.AgendaItem{}, nil
	}
	return all[at], nil
}

// unguest lets the items of a guest who does not come be nobody's.
func unguest(tx *storage.Tx, m board.Meeting, g board.MeetingGuest) error {
	all, err := tx.Agenda(m.ID)
	for _, i := range all {
		if i.Guest != g.ID {
			continue
		}
		i.Guest = 0
		err = errors.Join(err, tx.SaveItem(i))
	}
	return err
}

// thanksText is what the office sends to a guest afterwards, ready to copy.
func thanksText(b board.Board, m board.Meeting, g board.MeetingGuest, i board.AgendaItem) chat.Text {
	return chat.T("agenda.guest.thanks_text", "Name", g.Name, "Board", b.Name, "Meeting", name(m), "Title", i.Title)
}

// cancelledText is what the office sends to a guest of a meeting that is not held,
// ready to copy.
func cancelledText(b board.Board, m board.Meeting, g board.MeetingGuest) chat.Text {
	return chat.T("guest.cancelled_text", "Name", g.Name, "Board", b.Name, "Meeting", name(m), "Why", m.Why)
}

// How long a text to a guest stands on the office's sheet.
const (
	textsAhead  = 120 * 24 * time.Hour
	thanksAfter = 14 * 24 * time.Hour
)

// Office are the texts to guests that those who coordinate send: Beirat sends no
// mail.
func (f *Agendas) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	near, err := tx.MeetingsBetween(c.Board.ID, c.Now.Add(-thanksAfter), c.Now.Add(textsAhead))
	if err != nil {
		return nil, err
	}
	var lines []commands.OfficeLine
	for _, m := range near {
		if m.State == board.MeetingOpen || m.State == board.MeetingCancelled && m.Starts.Before(c.Now) {
			continue
		}
		guests, err := tx.MeetingGuests(m.ID)
		if err != nil {
			return nil, err
		}
		for _, g := range guests {
			item, err := impulseOf(tx, m, g)
			if err != nil {
				return nil, err
			}
			line := commands.OfficeLine{Section: commands.OfficeTexts, Due: m.Starts, Buttons: []chat.Button{commands.MeetingButton("agenda.button.guests", m, "meeting.guests")}}
			switch m.State {
			case board.MeetingCancelled:
				if g.Person != 0 {
					continue // Beirat writes to them
				}
				line.Text, line.Copy = chat.T("guest.office.cancelled", "Guest", guestName(g), "Meeting", name(m), "Mail", g.Mail), []chat.Text{cancelledText(c.Board, m, g)}
			case board.MeetingHeld:
				line.Text, line.Copy = chat.T("agenda.office.thanks", "Guest", guestName(g), "Meeting", name(m), "Mail", g.Mail), []chat.Text{thanksText(c.Board, m, g, item)}
			default:
				line.Text, line.Copy = chat.T("agenda.office.invite", "Guest", guestName(g), "Meeting", name(m), "Mail", g.Mail), []chat.Text{mailText(c.Board, m, g, item)}
			}
			lines = append(lines, line)
		}
	}
	return lines, nil
}
