package agendas

import (
	"context"
	"errors"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// usual is an item of a template.
type usual struct {
	name    string // its title is the sentence "agenda.template." with it
	kind    board.ItemKind
	minutes int
	last    bool // it stands behind what is there already
	asks    bool // what is voted on is the sentence "agenda.template." with its name and ".question"
}

// template is what stands on every agenda of a kind of meeting.
type template string

const (
	ordinary    template = "ordinary"
	constituent template = "constituent"
	lastTime    template = "last" // what stood on the agenda of the last meeting
)

func templates() []template { return []template{ordinary, constituent, lastTime} }

func (t template) items() []usual {
	if t == constituent {
		return []usual{
			{name: "welcome", kind: board.Other, minutes: 10}, {name: "introductions", kind: board.Other, minutes: 30},
			{name: "goal", kind: board.Report, minutes: 20}, {name: "rules", kind: board.Voting, minutes: 20, asks: true},
			{name: "plan", kind: board.Deliberation, minutes: 15, last: true}, {name: "other", kind: board.Other, minutes: 10, last: true},
		}
	}
	return []usual{
		{name: "welcome", kind: board.Other, minutes: 5}, {name: "minutes", kind: board.Voting, minutes: 5},
		{name: "tasks", kind: board.Report, minutes: 10}, {name: "administration", kind: board.Report, minutes: 10},
		{name: "dates", kind: board.Other, minutes: 5, last: true}, {name: "other", kind: board.Other, minutes: 10, last: true},
	}
}

// usually is the template of a meeting.
func usually(m board.Meeting) template {
	if m.Kind == board.Constituent {
		return constituent
	}
	return ordinary
}

// fill puts the usual items on an agenda, around what stands there.
func (f *Agendas) fill(p params) commands.Command {
	which := commands.Choice("agenda_template", templates()...)
	return commands.Command{
		Path: "meeting.agenda_fill", Right: board.Chairing, Params: []commands.Param{which, p.meeting},
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
				from := which.Of(c)
				if !which.Given(c) {
					from = usually(to)
				}
				var came int
				if from == lastTime {
					came, err = f.likeLast(tx, c, to)
				} else {
					came, err = f.insert(tx, c.Board, to, from, c.Who.Person.ID)
				}
				if err != nil {
					return err
				}
				if err := f.changed(tx, to); err != nil {
					return err
				}
				m, err = f.filled(tx, c, to, came)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// filled says what came, above the whole agenda.
func (f *Agendas) filled(tx *storage.Tx, c *commands.Call, to board.Meeting, came int) (chat.Message, error) {
	s, err := f.look(tx, c, to)
	if err != nil {
		return chat.Message{}, err
	}
	m := say("agenda.fill.done", "N", came)
	return m.With(s.whole().Messages[0].Blocks...), nil
}

// insert puts what a template has and the agenda has not on it, and tells how
// many came.
func (f *Agendas) insert(tx *storage.Tx, b board.Board, to board.Meeting, t template, by board.ID) (came int, err error) {
	standing, err := tx.Agenda(to.ID)
	if err != nil {
		return 0, err
	}
	late, err := invited(tx, to)
	if err != nil {
		return 0, err
	}
	said := words.Printer{Language: words.Language(b.Language)}
	var first, last []board.ID
	for _, u := range t.items() {
		i := board.AgendaItem{Board: b.ID, Meeting: to.ID, Kind: u.kind, Minutes: u.minutes, Title: said.Print(chat.T("agenda.template." + u.name)),
			Source: templateSource(u.name), Template: true, Public: true, State: board.ItemSet, Proposer: by, Late: late}
		if u.asks {
			i.Text = said.Print(chat.T("agenda.template." + u.name + ".question"))
		}
		if slices.ContainsFunc(standing, func(have board.AgendaItem) bool {
			return have.Source == i.Source || commands.Fold(have.Title) == commands.Fold(i.Title)
		}) {
			continue
		}
		if len(standing)+came >= mostItems {
			break
		}
		if i, err = tx.CreateItem(i); err != nil {
			return came, err
		}
		if came++; u.last {
			last = append(last, i.ID)
		} else {
			first = append(first, i.ID)
		}
	}
	if came == 0 {
		return 0, nil
	}
	return came, tx.OrderAgenda(to, around(standing, first, last))
}

// closing tells whether an item stands at the end of every usual agenda.
func closing(i board.AgendaItem) bool {
	for _, t := range []template{ordinary, constituent} {
		if slices.ContainsFunc(t.items(), func(u usual) bool { return u.last && i.Source == templateSource(u.name) }) {
			return true
		}
	}
	return false
}

// settle puts an item that came to an agenda last in its place: a public one
// before what closes the meeting, and before the part that is not public.
func settle(tx *storage.Tx, m board.Meeting, id board.ID) error {
	if m.ID == 0 {
		return nil
	}
	all, err := tx.Agenda(m.ID)
	if err != nil || len(all) == 0 || all[len(all)-1].ID != id || !all[len(all)-1].Public {
		return err
	}
	end := len(all) - 1
	for end > 0 && (closing(all[end-1]) || !all[end-1].Public) {
		end--
	}
	if end == len(all)-1 {
		return nil
	}
	return tx.OrderAgenda(m, board.MovedItem(all, id, end+1))
}

// around is the order of what stands, with what comes before and behind it: a
// welcome that stands already stays the first.
func around(standing []board.AgendaItem, first, last []board.ID) []board.ID {
	order := slices.Clone(first)
	for at, i := range standing {
		if at == 0 && i.Source == templateSource("welcome") {
			order = slices.Insert(order, 0, i.ID)
			continue
		}
		order = append(order, i.ID)
	}
	return append(order, last...)
}

// likeLast takes over the items of the last meeting that was held, without what
// belonged to it alone: its votes, guests and documents.
func (f *Agendas) likeLast(tx *storage.Tx, c *commands.Call, to board.Meeting) (came int, err error) {
	held, err := lastHeld(tx, c.Board.ID)
	if err != nil {
		return 0, err
	}
	if held.ID == 0 {
		return 0, commands.Mistake("agenda_template", "agenda.fill.no_last")
	}
	before, err := tx.Agenda(held.ID)
	if err != nil {
		return 0, err
	}
	late, err := invited(tx, to)
	if err != nil {
		return 0, err
	}
	for _, i := range before {
		if i.Poll != 0 || i.Guest != 0 || i.Source != "" && !isTemplate(i.Source) {
			continue
		}
		one := board.AgendaItem{Board: i.Board, Meeting: to.ID, Kind: i.Kind, Title: i.Title, Minutes: i.Minutes, Presenter: i.Presenter, Public: i.Public,
			Source: i.Source, Template: true, State: board.ItemSet, Proposer: c.Who.Person.ID, Late: late}
		there, err := f.alike(tx, to, one)
		if err != nil {
			return came, err
		}
		if there.ID != 0 {
			continue
		}
		if _, err := tx.CreateItem(one); err != nil {
			return came, err
		}
		came++
	}
	return came, nil
}

// lastHeld is the latest meeting of a board that was held; zero if there is none.
func lastHeld(tx *storage.Tx, of board.ID) (last board.Meeting, err error) {
	all, err := tx.Meetings(of, searched)
	if errors.Is(err, storage.ErrNotFound) {
		return last, nil
	}
	for _, m := range all {
		if m.State == board.MeetingHeld && m.Starts.After(last.Starts) {
			last = m
		}
	}
	return last, err
}
