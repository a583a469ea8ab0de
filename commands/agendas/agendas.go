// Package agendas is what a meeting is about: its items, who presents them, the guests with
// their impulses, and what of the board's work waits to be talked about. It knows no platform.
package agendas

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Agendas is the feature.
type Agendas struct {
	db      *storage.DB
	meeting commands.Finder
	tell    Teller
	// Offers are what features have that could be talked about, in order. They are
	// set before the first event.
	Offers []Offerer
	// Send keeps an idea that came after an impulse, as one that was sent by
	// itself. It is set before the first event.
	Send Sender
	// Call calls a guest with an account to a meeting that was called already. It
	// is set before the first event.
	Call Caller
	// Overwrite plans that what was deleted of a guest is overwritten. It is set
	// before the first event; nil: nobody does.
	Overwrite func(tx *storage.Tx, of board.ID) error
}

type (
	// Teller tells everybody who hears it what happened to a meeting, and makes its
	// card true.
	Teller = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error
	// Offerer lists what a feature has for the agenda of a meeting.
	Offerer = func(tx *storage.Tx, b board.Board, m board.Meeting) ([]commands.AgendaOffer, error)
	// Caller calls somebody to a meeting, if it was called and they were not.
	Caller = func(tx *storage.Tx, m board.Meeting, who board.Person) error
	// Sender keeps an idea of the one who calls, and tells whether it is a new one.
	Sender = func(tx *storage.Tx, c *commands.Call, i board.Idea) (sent board.Idea, fresh bool, err error)
)

// New makes the feature on a database. meeting finds the meetings that people name.
func New(db *storage.DB, meeting commands.Finder, tell Teller) *Agendas {
	return &Agendas{db: db, meeting: meeting, tell: tell}
}

// Groups are none: the commands stand among those of the meetings.
func (f *Agendas) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Agendas) Commands() []commands.Command {
	shared := f.params()
	return []commands.Command{
		f.show(shared), f.add(shared), f.take(shared), f.move(shared), f.edit(shared), f.remove(shared), f.fill(shared),
		f.guest(shared), f.guests(shared), f.ideas(shared), f.idea(shared),
	}
}

// params are the parameters that several commands share.
type params struct {
	meeting   commands.ThingParam
	item      commands.ThingParam
	entry     commands.NumberParam // the ID of an item, for buttons: numbers change
	title     commands.TextParam
	kind      commands.ChoiceParam[board.ItemKind]
	text      commands.TextParam
	minutes   commands.NumberParam
	presenter commands.TextParam
	documents commands.TextParam
	public    commands.FlagParam
	confirm   commands.FlagParam
	reason    commands.TextParam
}

func (f *Agendas) params() params {
	return params{
		meeting:   commands.Thing("meeting", f.meeting).Named(),
		item:      commands.Thing("item", f.items()),
		entry:     commands.Number("entry", 1, 1<<53).Hidden(),
		title:     commands.Text("title").Max(titleMost),
		kind:      commands.Choice("item_kind", board.ItemKinds()...),
		text:      commands.Text("item_text").Long().Named(),
		minutes:   commands.Number("minutes", 1, 600),
		presenter: commands.Text("presenter").Max(120).Named(),
		documents: commands.Text("documents").Long().Max(1000).Named(),
		public:    commands.Flag("public"),
		confirm:   commands.Flag("confirm").Hidden(),
		reason:    commands.Text("reason").Max(1000).Named(),
	}
}

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Agendas) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		ProposedKind: f.proposed, DecidedKind: f.decided, IdeasKind: f.summary,
	}
}

// Works are the kinds of jobs that do something.
func (f *Agendas) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{ReleaseKind: f.release, LeaveKind: f.leave, CloseKind: f.closeDue}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Agendas) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.roundCard}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// changed makes the card of a meeting true.
func (f *Agendas) changed(tx *storage.Tx, m board.Meeting) error {
	if m.ID == 0 {
		return nil
	}
	return tx.Later(show, storage.Entity(meetingEntity, m.ID), f.db.Now(), nil)
}

// itemButton does a command on an item, whatever its number is by then.
func itemButton(label string, i board.AgendaItem, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), i.Board, path, append(pairs, "entry", strconv.FormatInt(int64(i.ID), 10))...)
}

// button does a command on a meeting; where there is none, on what waits.
func button(label string, of board.ID, m board.Meeting, path string, pairs ...string) chat.Button {
	if m.ID != 0 {
		return commands.MeetingButton(label, m, path, pairs...)
	}
	return commands.Button(chat.T(label), of, path, pairs...)
}

func agendaButton(of board.ID, m board.Meeting) chat.Button {
	return button("agenda.button.show", of, m, "meeting.agenda_show")
}

func say(key string, pairs ...any) chat.Message { return chat.Say(chat.T(key, pairs...)) }

func reply(m chat.Message, row ...chat.Button) chat.Reply {
	if len(row) > 0 {
		m = m.With(chat.Actions(row))
	}
	return chat.Reply{Messages: []chat.Message{m}}
}
