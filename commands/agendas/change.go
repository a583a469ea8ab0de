package agendas

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// move puts an item of an agenda in another place.
func (f *Agendas) move(p params) commands.Command {
	position := commands.Number("position", 1, mostItems).Required()
	return commands.Command{
		Path: "meeting.agenda_move", Right: board.Chairing, Params: []commands.Param{p.item, position, p.meeting, p.entry},
		Do: func(ctx context.Context, c *commands.Call) (r chat.Reply, err error) {
			err = f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				i, m, err := f.chosen(tx, c, p)
				if err != nil {
					return err
				}
				if i.Position == 0 || m.ID == 0 {
					return commands.Refuse("agenda.move.waits", "Title", i.Title).With(agendaButton(c.Board.ID, m))
				}
				if no := over(c.Board.ID, m); no != nil {
					return no
				}
				all, err := tx.Agenda(m.ID)
				if err != nil {
					return err
				}
				if position.Of(c) > len(all) {
					return commands.Mistake(position.Name(), "agenda.move.beyond", "Last", len(all))
				}
				if err := errors.Join(tx.OrderAgenda(m, board.MovedItem(all, i.ID, position.Of(c))), f.changed(tx, m)); err != nil {
					return err
				}
				s, err := f.look(tx, c, m)
				if c.Pressed() {
					r = s.ordering()
				} else {
					r = s.whole()
				}
				return err
			})
			return r, err
		},
	}
}

// errAsk: nothing was said yet, so the form opens with what stands.
var errAsk = errors.New("nothing to change yet")

// edit changes an item: the chair any, who proposed one their own until it is
// decided on.
func (f *Agendas) edit(p params) commands.Command {
	all := []commands.Param{p.item, p.title, p.kind, p.minutes, p.text, p.presenter, p.documents, p.public}
	return commands.Command{
		Path: "meeting.agenda_edit", Right: board.MembersAndChair, Params: append(all, p.meeting, p.entry),
		Needless: func(c *commands.Call) []string {
			if p.entry.Given(c) {
				return []string{p.item.Name(), p.meeting.Name()}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				m chat.Message
				i board.AgendaItem
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				var to board.Meeting
				var err error
				if i, to, err = f.chosen(tx, c, p); err != nil {
					return err
				}
				if no := mayChange(c, i, to); no != nil {
					return no
				}
				now := p.over(c, i)
				_, sent := c.Event.Do.(chat.Submit)
				switch {
				case now == i && !sent:
					return errAsk
				case now == i:
					m, err = f.placedOr(tx, "agenda.edit.same", i, to)
					return err
				}
				if i.State == board.ItemSet && (now.Title != i.Title || now.Kind != i.Kind || now.Text != i.Text || now.Public != i.Public) {
					late, err := invited(tx, to)
					if err != nil {
						return err
					}
					now.Late = now.Late || late
				}
				if err := errors.Join(tx.SaveItem(now), f.changed(tx, to), f.showAnyRound(tx, now)); err != nil {
					return err
				}
				m, err = f.placedOr(tx, "agenda.edit.done", now, to)
				return err
			})
			switch {
			case errors.Is(err, errAsk):
				return chat.Reply{Form: editForm(c, i)}, nil
			case err != nil:
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// placedOr says where an item stands, or that it waits for a decision.
func (f *Agendas) placedOr(tx *storage.Tx, key string, i board.AgendaItem, to board.Meeting) (chat.Message, error) {
	if i.State == board.ItemProposed {
		return say("agenda.edit.proposed", "Title", i.Title).With(chat.Actions{agendaButton(i.Board, to)}), nil
	}
	return f.placed(tx, key, i, to)
}

// mayChange says why the one who calls may not change an item; nil if they may.
func mayChange(c *commands.Call, i board.AgendaItem, m board.Meeting) error {
	own := i.State == board.ItemProposed && i.Proposer == c.Who.Person.ID
	if !c.Who.Chairs() && !own {
		return commands.Refuse("agenda.not_yours", "Title", i.Title).With(agendaButton(i.Board, m))
	}
	if i.State == board.ItemProposed {
		return nil
	}
	return over(i.Board, m)
}

// over is the item with what was said of it. A form says everything: what is
// empty in it is to be empty.
func (p params) over(c *commands.Call, i board.AgendaItem) board.AgendaItem {
	_, whole := c.Event.Do.(chat.Submit)
	if p.title.Given(c) {
		i.Title = p.title.Of(c)
	}
	if p.kind.Given(c) {
		i.Kind = p.kind.Of(c)
	}
	if p.public.Given(c) {
		i.Public = p.public.Of(c)
	}
	if p.minutes.Given(c) || whole {
		i.Minutes = p.minutes.Of(c)
	}
	for _, text := range []struct {
		said commands.TextParam
		into *string
	}{{p.text, &i.Text}, {p.presenter, &i.Presenter}, {p.documents, &i.Documents}} {
		if text.said.Given(c) || whole {
			*text.into = text.said.Of(c)
		}
	}
	return i
}

// editForm is the form with what stands.
func editForm(c *commands.Call, i board.AgendaItem) *chat.Form {
	values := map[string]string{
		"entry": strconv.FormatInt(int64(i.ID), 10), "title": i.Title, "item_kind": string(i.Kind), "item_text": i.Text,
		"presenter": i.Presenter, "documents": i.Documents, "public": "no",
	}
	if i.Public {
		values["public"] = "yes"
	}
	if i.Minutes > 0 {
		values["minutes"] = strconv.Itoa(i.Minutes)
	}
	return c.Form("meeting.agenda_edit", values)
}

// remove takes an item off the agenda, or declines what was proposed: then who
// proposed it hears why.
func (f *Agendas) remove(p params) commands.Command {
	return commands.Command{
		Path: "meeting.agenda_remove", Right: board.MembersAndChair, Params: []commands.Param{p.item, p.reason, p.meeting, p.entry, p.confirm},
		Needless: func(c *commands.Call) []string {
			if p.entry.Given(c) {
				return []string{p.item.Name(), p.meeting.Name()}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				m    chat.Message
				form *chat.Form
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				i, from, err := f.chosen(tx, c, p)
				if err != nil {
					return err
				}
				if no := mayChange(c, i, from); no != nil {
					return no
				}
				others := i.State == board.ItemProposed && i.Proposer != c.Who.Person.ID && i.Proposer != 0
				switch {
				case others && !p.reason.Given(c) && c.Pressed():
					form = c.Form("meeting.agenda_remove", map[string]string{"entry": strconv.FormatInt(int64(i.ID), 10)})
					return nil
				case others && !p.reason.Given(c):
					return commands.Mistake(p.reason.Name(), "agenda.remove.why")
				case !others && c.Pressed() && !p.confirm.Of(c):
					m = say("agenda.remove.ask", "Title", i.Title, "Own", i.State == board.ItemProposed).
						With(chat.Actions{itemButton("agenda.button.remove_yes", i, "meeting.agenda_remove", "confirm", "yes"), agendaButton(i.Board, from)})
					return nil
				}
				m, err = f.drop(tx, c, i, from, p.reason.Of(c))
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if form != nil {
				return chat.Reply{Form: form}, nil
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// drop takes an item away. A round of ideas on it ends.
func (f *Agendas) drop(tx *storage.Tx, c *commands.Call, i board.AgendaItem, from board.Meeting, reason string) (m chat.Message, err error) {
	proposed := i.State == board.ItemProposed
	i.State = board.ItemRemoved
	if err := errors.Join(tx.SaveItem(i), f.changed(tx, from)); err != nil {
		return m, err
	}
	if err := f.stopRound(tx, i); err != nil {
		return m, err
	}
	back := chat.Actions{agendaButton(i.Board, from)}
	switch {
	case !proposed:
		return say("agenda.remove.done", "Title", i.Title).With(back), nil
	case i.Proposer == c.Who.Person.ID:
		return say("agenda.remove.withdrawn", "Title", i.Title).With(back), nil
	}
	who, err := tx.PersonName(i.Proposer)
	if err != nil {
		return m, err
	}
	return say("agenda.remove.declined", "Title", i.Title, "Name", who).With(back), f.planDecided(tx, c, i, reason)
}
