package agendas

import (
	"context"
	"errors"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// add puts an item on an agenda; one that a member adds is a proposal, on which
// the chair decides.
func (f *Agendas) add(p params) commands.Command {
	source := commands.Text("source").Max(60).Hidden()
	p.title = p.title.RequiredOr(source.Name())
	return commands.Command{
		Path: "meeting.agenda_add", Right: board.MembersAndChair,
		Params: []commands.Param{p.title, p.kind, p.minutes, p.text, p.presenter, p.documents, p.public, p.meeting, source},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				to, err := f.lockMeant(tx, c, p.meeting)
				if err != nil {
					return err
				}
				i := board.AgendaItem{Board: c.Board.ID, Meeting: to.ID, Kind: board.Deliberation, Title: p.title.Of(c), Text: p.text.Of(c), Minutes: p.minutes.Of(c),
					Presenter: p.presenter.Of(c), Documents: p.documents.Of(c), Public: !p.public.Given(c) || p.public.Of(c), State: board.ItemProposed, Proposer: c.Who.Person.ID}
				if p.kind.Given(c) {
					i.Kind = p.kind.Of(c)
				}
				if c.Who.Chairs() {
					i.State = board.ItemSet
				}
				if source.Given(c) {
					if i, err = f.ofOffer(tx, c, to, i, source.Of(c)); err != nil {
						return err
					}
				}
				m, err = f.enter(tx, c, to, i)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// lockMeant is meant, and holds the meeting. It refuses one that is over.
func (f *Agendas) lockMeant(tx *storage.Tx, c *commands.Call, named commands.ThingParam) (board.Meeting, error) {
	m, err := f.meant(tx, c, named)
	if err != nil || m.ID == 0 {
		return m, err
	}
	if m, err = tx.LockMeeting(c.Board.ID, m.ID); err != nil {
		return m, err
	}
	return m, over(c.Board.ID, m)
}

// invited tells whether the invitation to a meeting went out already, for the date
// that it has, so that what changes now was not on it.
func invited(tx *storage.Tx, m board.Meeting) (bool, error) {
	if m.ID == 0 {
		return false, nil
	}
	calls, err := tx.Invitations(m.ID)
	return slices.ContainsFunc(calls, func(call board.Invitation) bool { return call.Starts.Equal(m.Starts) }), err
}

// enter keeps a new item, and says where it stands.
func (f *Agendas) enter(tx *storage.Tx, c *commands.Call, to board.Meeting, i board.AgendaItem) (m chat.Message, err error) {
	standing, err := f.alike(tx, to, i)
	if err != nil {
		return m, err
	}
	if standing.ID != 0 {
		if standing.State == board.ItemProposed {
			return say("agenda.add.proposed_already", "Title", standing.Title).With(chat.Actions{agendaButton(i.Board, to)}), nil
		}
		return f.placed(tx, "agenda.add.already", standing, to)
	}
	if i.Late, err = invited(tx, to); err != nil {
		return m, err
	}
	if i.State == board.ItemProposed {
		i.Late = false
		if i, err = tx.CreateItem(i); err != nil {
			return m, err
		}
		return say("agenda.add.proposed", "Title", i.Title, "Meeting", name(to), "Planned", to.ID != 0).
			With(chat.Actions{itemButton("agenda.button.edit", i, "meeting.agenda_edit"), agendaButton(i.Board, to)}), f.planProposed(tx, i)
	}
	if i, err = tx.CreateItem(i); err != nil {
		return m, err
	}
	if err := errors.Join(settle(tx, to, i.ID), f.changed(tx, to)); err != nil {
		return m, err
	}
	return f.placed(tx, "agenda.add.done", i, to)
}

// alike is the item that is there already, of the same title or the same thing;
// zero if there is none. It is an error if there is no room for another.
func (f *Agendas) alike(tx *storage.Tx, to board.Meeting, i board.AgendaItem) (board.AgendaItem, error) {
	proposed, err := tx.ProposedItems(i.Board)
	if err != nil {
		return i, err
	}
	var all []board.AgendaItem
	if to.ID != 0 {
		all, err = tx.Agenda(to.ID)
	} else {
		all, err = tx.WaitingItems(i.Board)
	}
	if err != nil {
		return i, err
	}
	if len(all) >= mostItems || i.State == board.ItemProposed && len(proposed) >= mostItems {
		return i, commands.Refuse("agenda.full", "Most", mostItems).With(agendaButton(i.Board, to))
	}
	all = append(all, slices.DeleteFunc(proposed, func(other board.AgendaItem) bool { return other.Meeting != to.ID })...)
	at := slices.IndexFunc(all, func(other board.AgendaItem) bool {
		if i.Source != "" && other.Source != "" {
			return i.Source == other.Source
		}
		return commands.Fold(other.Title) == commands.Fold(i.Title)
	})
	if at < 0 {
		return board.AgendaItem{}, nil
	}
	return all[at], nil
}

// placed says where an item stands, with what is to be said of the whole agenda
// by now.
func (f *Agendas) placed(tx *storage.Tx, key string, i board.AgendaItem, m board.Meeting) (chat.Message, error) {
	i, err := tx.Item(i.ID) // with its number
	if err != nil {
		return chat.Message{}, err
	}
	message := say(key, "Title", i.Title, "Number", i.Position, "Meeting", name(m), "Planned", m.ID != 0)
	if i.Late && m.ID != 0 {
		message = message.With(chat.Para{Text: chat.T("agenda.late")})
	}
	if m.ID != 0 {
		all, err := tx.Agenda(m.ID)
		if err != nil {
			return message, err
		}
		message = message.With(tooLong(m, all)...)
		if board.PublicAfterPrivate(all) {
			message = message.With(chat.Para{Text: chat.T("agenda.public_after")})
		}
	}
	return message.With(chat.Actions{
		agendaButton(i.Board, m), itemButton("agenda.button.edit", i, "meeting.agenda_edit"), button("agenda.button.add_more", i.Board, m, "meeting.agenda_add"),
	}), nil
}

// missing tells whether something is not there, and passes other errors on.
func missing(err error) (bool, error) {
	if errors.Is(err, storage.ErrNotFound) {
		return true, nil
	}
	return false, err
}
