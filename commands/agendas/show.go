package agendas

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// side is what of an agenda is looked at.
type side string

const (
	toOrder   side = "order"
	proposals side = "proposals"
	offered   side = "offers"
	asPDF     side = "pdf"
	asWord    side = "docx"
)

func sides() []side { return []side{toOrder, proposals, offered, asPDF, asWord} }

// show is the whole agenda for one reader, or a side of it.
func (f *Agendas) show(p params) commands.Command {
	view := commands.Choice("agenda_view", sides()...)
	return commands.Command{
		Path: "meeting.agenda_show", Right: board.Everyone, Params: []commands.Param{p.meeting, view},
		Do: func(ctx context.Context, c *commands.Call) (r chat.Reply, err error) {
			err = f.db.Read(ctx, func(tx *storage.Tx) error {
				m, err := f.meant(tx, c, p.meeting)
				if err != nil {
					return err
				}
				s, err := f.look(tx, c, m)
				if err != nil {
					return err
				}
				r, err = f.sided(tx, s, view.Of(c))
				return err
			})
			return r, err
		},
	}
}

// sight is an agenda as one reader sees it.
type sight struct {
	c       *commands.Call
	m       board.Meeting // zero: what waits for the next one
	all     []board.AgendaItem
	items   []board.AgendaItem // that the reader may see
	pending []board.AgendaItem // proposed, inside the board only
	guests  map[board.ID]board.MeetingGuest
	people  map[board.ID]string // who proposed, by name
	// objected are the numbers of the polls on the agenda that somebody wants to
	// talk about first.
	objected map[board.ID]int
	inside   bool
	chairs   bool
}

func (f *Agendas) look(tx *storage.Tx, c *commands.Call, m board.Meeting) (s sight, err error) {
	s = sight{c: c, m: m, inside: c.Who.May(board.Inside), chairs: c.Who.Chairs(), people: map[board.ID]string{}}
	if m.ID != 0 {
		s.all, err = tx.Agenda(m.ID)
	} else if s.inside {
		s.all, err = tx.WaitingItems(c.Board.ID)
	}
	if err != nil {
		return s, err
	}
	if s.items, err = readable(tx, c, s.all); err != nil {
		return s, err
	}
	if s.guests, err = guestsOf(tx, m.ID); err != nil || !s.inside {
		return s, err
	}
	if s.objected, err = objectedOn(tx, s.all); err != nil {
		return s, err
	}
	waiting, err := tx.ProposedItems(c.Board.ID)
	for _, i := range waiting {
		if i.Meeting != m.ID && i.Meeting != 0 {
			continue
		}
		s.pending = append(s.pending, i)
		if s.people[i.Proposer], err = tx.PersonName(i.Proposer); err != nil {
			return s, err
		}
	}
	return s, err
}

func objectedOn(tx *storage.Tx, items []board.AgendaItem) (map[board.ID]int, error) {
	numbers := map[board.ID]int{}
	for _, i := range items {
		if i.Poll == 0 {
			continue
		}
		p, err := tx.Poll(i.Poll)
		if err != nil {
			return nil, err
		}
		if p.Outcome == board.Objected {
			numbers[p.ID] = p.Number
		}
	}
	return numbers, nil
}

func guestsOf(tx *storage.Tx, meeting board.ID) (map[board.ID]board.MeetingGuest, error) {
	all := map[board.ID]board.MeetingGuest{}
	if meeting == 0 {
		return all, nil
	}
	guests, err := tx.MeetingGuests(meeting)
	for _, g := range guests {
		all[g.ID] = g
	}
	return all, err
}

func (f *Agendas) sided(tx *storage.Tx, s sight, wanted side) (chat.Reply, error) {
	switch wanted {
	case toOrder, offered:
		if !s.chairs {
			return chat.Reply{}, commands.Refuse("agenda.chair_only").With(agendaButton(s.c.Board.ID, s.m))
		}
		if no := over(s.c.Board.ID, s.m); no != nil {
			return chat.Reply{}, no
		}
		if wanted == offered {
			return f.offers(tx, s)
		}
		return s.ordering(), nil
	case proposals:
		if !s.inside {
			return chat.Reply{}, commands.Refuse("agenda.inside_only").With(agendaButton(s.c.Board.ID, s.m))
		}
		return s.proposals(), nil
	case asPDF, asWord:
		return s.file(wanted)
	}
	return s.whole(), nil
}

// whole is the agenda as a message, with what the reader can do.
func (s sight) whole() chat.Reply {
	m := say("agenda.title", "Meeting", name(s.m), "Planned", s.m.ID != 0, "N", len(s.items))
	for _, i := range s.items {
		m = m.With(chat.Para{Text: s.line(i, true)})
	}
	if hidden := len(s.all) - len(s.items); hidden > 0 {
		m = m.With(chat.Para{Text: chat.T("agenda.hidden", "N", hidden)})
	}
	m = m.With(s.remarks()...)
	if len(s.pending) > 0 {
		m = m.With(chat.Para{Text: chat.T("agenda.pending", "N", len(s.pending), "Chairs", s.chairs)},
			chat.Actions{button("agenda.button.proposals", s.c.Board.ID, s.m, "meeting.agenda_show", "agenda_view", string(proposals))})
	}
	for _, row := range s.rows() {
		m = m.With(row)
	}
	return reply(m)
}

// remarks are what the one who plans should know of the whole.
func (s sight) remarks() []chat.Block {
	var blocks []chat.Block
	if s.inside && s.m.ID != 0 {
		blocks = tooLong(s.m, s.all)
	}
	if s.chairs && board.PublicAfterPrivate(s.all) {
		blocks = append(blocks, chat.Para{Text: chat.T("agenda.public_after")})
	}
	return blocks
}

// tooLong says of an agenda that takes longer than its meeting how long both are.
func tooLong(m board.Meeting, items []board.AgendaItem) []chat.Block {
	sum := board.AgendaMinutes(items)
	if sum <= m.Minutes || m.Minutes == 0 {
		return nil
	}
	return []chat.Block{chat.Para{Text: chat.T("agenda.too_long", "Need", time.Duration(sum)*time.Minute, "Have", time.Duration(m.Minutes)*time.Minute,
		"Dated", !m.Starts.IsZero(), "End", m.Starts.Add(time.Duration(sum)*time.Minute), "Planned", m.Ends())}}
}

// rows are the buttons below an agenda.
func (s sight) rows() []chat.Actions {
	of := s.c.Board.ID
	to := func(label string, view side) chat.Button {
		return button(label, of, s.m, "meeting.agenda_show", "agenda_view", string(view))
	}
	open := over(of, s.m) == nil
	var rows []chat.Actions
	switch {
	case s.chairs && open:
		rows = append(rows, chat.Actions{button("agenda.button.add", of, s.m, "meeting.agenda_add"), to("agenda.button.order", toOrder), to("agenda.button.offers", offered)})
		if s.m.ID != 0 {
			rows = append(rows, chat.Actions{button("agenda.button.fill", of, s.m, "meeting.agenda_fill"), button("agenda.button.guest", of, s.m, "meeting.guest"),
				button("agenda.button.guests", of, s.m, "meeting.guests")})
		}
	case s.c.Who.May(board.MembersAndChair) && open:
		rows = append(rows, chat.Actions{button("agenda.button.propose", of, s.m, "meeting.agenda_add")})
	}
	if s.m.ID == 0 {
		return rows
	}
	files := chat.Actions{to("agenda.button.pdf", asPDF), to("agenda.button.docx", asWord)}
	if len(s.items) == 0 {
		files = nil
	}
	return append(rows, append(files, commands.MeetingButton("agenda.button.meeting", s.m, "meeting.show")))
}

// line is an item as the reader sees it; whole: with its text and documents.
func (s sight) line(i board.AgendaItem, whole bool) chat.Text {
	text, documents := i.Text, i.Documents
	if !whole {
		text, documents = "", ""
	}
	return chat.T("agenda.item", "Number", i.Position, "Title", i.Title, "Kind", kindName(i.Kind), "Impulse", i.Kind == board.Impulse || i.Guest != 0, "Minutes", i.Minutes,
		"By", s.presenter(i), "Private", !i.Public, "Late", i.Late && s.inside, "Text", commands.Beginning(text, commands.CardLength), "Documents", documents)
}

// presenter is who presents an item: a guest by name only where they may be named.
func (s sight) presenter(i board.AgendaItem) chat.Text {
	g, is := s.guests[i.Guest]
	if !is || i.Guest == 0 {
		return chat.Written(i.Presenter)
	}
	own := g.Person != 0 && g.Person == s.c.Who.Person.ID
	if !s.inside && !g.Named && !own {
		return chat.T("agenda.a_guest")
	}
	return guestName(g)
}

func kindName(k board.ItemKind) chat.Text { return chat.T("value.item_kind." + string(k) + ".label") }

// ordering is the agenda for the one who orders it: an item a row.
func (s sight) ordering() chat.Reply {
	m := say("agenda.ordering", "Meeting", name(s.m), "Planned", s.m.ID != 0, "N", len(s.items))
	for at, i := range s.items {
		m = m.With(chat.Para{Text: s.line(i, false)}, s.steps(at))
	}
	m = m.With(s.remarks()...)
	return reply(m, agendaButton(s.c.Board.ID, s.m))
}

// steps are what can be done with an item.
func (s sight) steps(at int) chat.Actions {
	i := s.items[at]
	var row chat.Actions
	if s.m.ID != 0 && at > 0 {
		row = append(row, itemButton("agenda.button.up", i, "meeting.agenda_move", "position", strconv.Itoa(i.Position-1)))
	}
	if s.m.ID != 0 && at < len(s.items)-1 {
		row = append(row, itemButton("agenda.button.down", i, "meeting.agenda_move", "position", strconv.Itoa(i.Position+1)))
	}
	row = append(row, itemButton("agenda.button.edit", i, "meeting.agenda_edit"), itemButton("agenda.button.remove", i, "meeting.agenda_remove"))
	if more, is := s.further(i); is {
		row = append(row, more)
	}
	return row
}

// further is what is done with an item besides: the vote on it in the meeting,
// or the ideas after an impulse.
func (s sight) further(i board.AgendaItem) (chat.Button, bool) {
	open := s.m.State == board.MeetingOpen
	switch {
	case i.Kind == board.Impulse && i.Public:
		return itemButton("agenda.button.ideas", i, "meeting.ideas"), true
	case i.Kind == board.Voting && i.Poll == 0 && open:
		return commands.Button(chat.T("agenda.button.vote"), i.Board, "poll.create", "question", question(i), "procedure", "meeting", "whole", "yes"), true
	case i.Kind == board.Voting && i.Poll != 0 && open && s.objected[i.Poll] != 0:
		return commands.Button(chat.T("agenda.button.again"), i.Board, "poll.copy", "poll", strconv.Itoa(s.objected[i.Poll]), "change", "yes"), true
	}
	return chat.Button{}, false
}

// question is what is voted on at an item.
func question(i board.AgendaItem) string {
	if i.Text != "" && len([]rune(i.Text)) <= 300 {
		return i.Text
	}
	return i.Title
}
