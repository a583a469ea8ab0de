package proceedings

import (
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

const (
	inRow   = 4  // so many buttons stand beside each other
	offered = 20 // so many people have a button; of a larger board the others are typed
)

// sheet is what the chair sees of who is there: one button for each who is not
// yet, first those who said they would come.
func (r room) sheet(said ...chat.Text) chat.Message {
	message := chat.Say(append(said, r.standing())...)
	if here := r.here(); len(here) > 0 {
		message = message.With(chat.Para{Text: chat.T("proceeding.sheet.here", "Names", names(here))})
	}
	if beside := r.beside(); len(beside) > 0 {
		message = message.With(chat.Para{Text: chat.T("proceeding.sheet.beside", "Names", beside)})
	}
	coming, others := r.awaited()
	rest := "proceeding.sheet.missing"
	if len(coming) > 0 {
		rest = "proceeding.sheet.others"
	}
	message = message.With(r.buttons("proceeding.sheet.coming", coming)...).With(r.buttons(rest, others[:min(len(others), offered)])...)
	if guests := r.guestButtons(); len(guests) > 0 {
		message = message.With(chat.Para{Text: chat.T("proceeding.sheet.guests")}).With(rows(guests)...)
	}
	last := []chat.Button{commands.MeetingButton("proceeding.button.change", r.meeting, "meeting.present"), commands.MeetingButton("proceeding.button.items", r.meeting, "meeting.call", "sheet", "yes")}
	if len(coming) > 1 {
		last = append([]chat.Button{commands.MeetingButton("proceeding.button.all", r.meeting, "meeting.present", "presence", string(arrived), "accepted", "yes")}, last...)
	}
	return message.With(chat.Actions(last))
}

// awaited are the seats of those who are not there: who said they would come,
// and everybody else, those who are excused last.
func (r room) awaited() (coming, others []expected) {
	var excused []expected
	for _, s := range r.seats {
		if s.Vacant() || slices.ContainsFunc(r.here(), func(p board.Presence) bool { return p.Seat == s.ID }) {
			continue
		}
		at := slices.IndexFunc(r.attendances, func(a board.Attendance) bool { return a.Seat == s.ID && a.Person.ID == s.Voter().ID })
		one := expected{seat: s}
		switch {
		case at < 0:
			others = append(others, one)
		case r.attendances[at].Answer == board.Excused:
			excused = append(excused, one)
		default:
			one.online = r.attendances[at].Answer == board.ComesOnline
			coming = append(coming, one)
		}
	}
	return coming, append(others, excused...)
}

// expected is somebody who may still come.
type expected struct {
	seat   board.Seat
	online bool // as they said
}

func (e expected) presence() arrival {
	if e.online {
		return online
	}
	return arrived
}

func (r room) buttons(key string, people []expected) []chat.Block {
	if len(people) == 0 {
		return nil
	}
	var row []chat.Button
	for _, one := range people {
		button := commands.MeetingButton("proceeding.button.person", r.meeting, "meeting.present",
			"presence", string(one.presence()), "seat", strconv.FormatInt(int64(one.seat.ID), 10))
		button.Label = chat.T("proceeding.button.person", "Name", one.seat.Voter().Name, "Online", one.online)
		row = append(row, button)
	}
	return append([]chat.Block{chat.Para{Text: chat.T(key)}}, rows(row)...)
}

// guestButtons are for the guests who are not there yet.
func (r room) guestButtons() []chat.Button {
	var row []chat.Button
	for _, g := range r.guests {
		if times := r.times(board.Presence{Guest: g.ID}); len(times) > 0 && times[len(times)-1].Here() {
			continue
		}
		button := commands.MeetingButton("proceeding.button.person", r.meeting, "meeting.present", "presence", string(arrived), "visitor", strconv.FormatInt(int64(g.ID), 10))
		button.Label = chat.T("proceeding.button.person", "Name", g.Name, "Online", false)
		row = append(row, button)
	}
	return row[:min(len(row), offered)]
}

// rows puts a few buttons beside each other.
func rows(buttons []chat.Button) []chat.Block {
	var blocks []chat.Block
	for some := range slices.Chunk(buttons, inRow) {
		blocks = append(blocks, chat.Actions(some))
	}
	return blocks
}

func names(of []board.Presence) []string {
	list := make([]string, len(of))
	for i, p := range of {
		list[i] = p.Person.Name
	}
	return list
}

// peopleButton leads the chair to who is there.
func peopleButton(m board.Meeting) chat.Button {
	return commands.MeetingButton("proceeding.button.people", m, "meeting.present", "sheet", "yes")
}

// checkIn are the buttons by which people say themselves that they are there.
func checkIn(m board.Meeting) []chat.Button {
	here := commands.MeetingButton("proceeding.button.here", m, "meeting.present", "presence", string(arrived))
	far := commands.MeetingButton("proceeding.button.online", m, "meeting.present", "presence", string(online))
	switch m.Form() {
	case board.Online:
		return []chat.Button{far}
	case board.InPerson:
		return []chat.Button{here}
	}
	return []chat.Button{here, far}
}
