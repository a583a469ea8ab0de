package minutes

import (
	"errors"
	"slices"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// gather reads everything that the minutes of a meeting say now.
func (f *Minutes) gather(tx *storage.Tx, b board.Board, m board.Meeting, n board.Minutes) (record, error) {
	r := record{board: b, meeting: m, minutes: n}
	zone := f.db.Zone(b.Zone)
	r.meeting.Opened, r.meeting.Closed = in(m.Opened, zone), in(m.Closed, zone)
	r.minutes.Approved = in(n.Approved, zone)
	for _, read := range []func(*storage.Tx, *record) error{f.rules, f.people, f.guests, f.called, f.items, f.others} {
		if err := read(tx, &r); err != nil {
			return r, err
		}
	}
	return r, nil
}

// in is a time in a zone; zero stays zero.
func in(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

func (f *Minutes) rules(tx *storage.Tx, r *record) error {
	profile, err := tx.Profile(r.board.ID)
	r.quorum, r.statutory, r.days = profile.Quorum, profile.Base == board.StatutorySeats, profile.InvitationDays
	return err
}

func (f *Minutes) called(tx *storage.Tx, r *record) error {
	calls, err := tx.Invitations(r.meeting.ID)
	if err != nil {
		return err
	}
	filled := make([]board.ID, len(r.seats))
	for i, a := range r.seats {
		filled[i] = a.seat
	}
	zone := f.db.Zone(r.board.Zone)
	r.call = board.CallOf(r.meeting, calls, filled)
	r.call.At, r.call.Latest = in(r.call.At, zone), in(r.call.Latest, zone)
	items, err := tx.CalledItems(r.meeting.ID)
	if len(items) > 0 {
		r.first = items[0].At
	}
	return err
}

// items are what was on the agenda, with what came of each.
func (f *Minutes) items(tx *storage.Tx, r *record) error {
	items, err := itemsOf(tx, r.meeting)
	if err != nil {
		return err
	}
	texts, err := written(tx, *r)
	if err != nil {
		return err
	}
	recused, err := tx.ItemRecusals(r.meeting.ID)
	if err != nil {
		return err
	}
	r.course = texts[0]
	at := map[board.ID]int{}
	for _, i := range items {
		i.text = texts[i.ID]
		for _, a := range r.seats {
			if slices.ContainsFunc(recused, func(x board.ItemRecusal) bool { return x.Item == i.ID && x.Seat == a.seat }) {
				i.recused = append(i.recused, a.name)
			}
		}
		i.Presenter, i.unnamed = r.presenter(i.AgendaItem)
		if i.round, i.ideas, err = gathered(tx, i.ID); err != nil {
			return err
		}
		at[i.ID] = len(r.items)
		r.items = append(r.items, i)
	}
	if err := f.tasks(tx, r, at); err != nil {
		return err
	}
	return f.votes(tx, r, at)
}

// gathered tells whether ideas were gathered after an item, and how many came.
func gathered(tx *storage.Tx, item board.ID) (round bool, ideas int, err error) {
	_, err = tx.IdeaRound(item)
	if errors.Is(err, storage.ErrNotFound) {
		return false, 0, nil
	}
	if err != nil {
		return false, 0, err
	}
	came, err := tx.ItemIdeas(item)
	return true, len(came), err
}

func (f *Minutes) tasks(tx *storage.Tx, r *record, at map[board.ID]int) error {
	tasks, err := tx.MeetingTasks(r.meeting.ID)
	for _, t := range tasks {
		t.Due = in(t.Due, f.db.Zone(r.board.Zone))
		if i, is := at[t.Item]; is {
			r.items[i].tasks = append(r.items[i].tasks, t)
		} else {
			r.tasks = append(r.tasks, t)
		}
	}
	return err
}

// written are the texts of the items: what was written over the draft, else the
// notes that were taken.
func written(tx *storage.Tx, r record) (map[board.ID]string, error) {
	notes, err := tx.MeetingNotes(r.meeting.ID)
	if err != nil {
		return nil, err
	}
	texts, err := tx.MinutesTexts(r.minutes.ID)
	if err != nil {
		return nil, err
	}
	whole := map[board.ID]string{}
	for _, note := range notes {
		if whole[note.Item] != "" {
			whole[note.Item] += "\n\n"
		}
		whole[note.Item] += note.Text
	}
	for item, text := range texts {
		whole[item] = text
	}
	return whole, nil
}

// votes are those that were held in the meeting, and those that its items came
// from: on the items, and on none.
func (f *Minutes) votes(tx *storage.Tx, r *record, at map[board.ID]int) error {
	told := map[board.ID]bool{}
	add := func(id board.ID, to *[]commands.Minuted) error {
		if id == 0 || told[id] {
			return nil
		}
		told[id] = true
		v, err := f.vote(tx, id)
		*to = append(*to, v)
		return err
	}
	for i := range r.items {
		if err := add(r.items[i].Poll, &r.items[i].votes); err != nil {
			return err
		}
	}
	held, err := tx.MeetingPolls(r.meeting.ID)
	if err != nil {
		return err
	}
	for _, p := range held {
		to := &r.votes
		if i, is := at[p.Item]; is {
			to = &r.items[i].votes
		}
		if err := add(p.ID, to); err != nil {
			return err
		}
	}
	return nil
}

// others are the other meetings that the minutes speak of.
func (f *Minutes) others(tx *storage.Tx, r *record) error {
	approved, err := tx.MinutesApprovedIn(r.meeting.ID)
	if err != nil {
		return err
	}
	for _, n := range approved {
		m, err := tx.Meeting(n.Meeting)
		if err != nil {
			return err
		}
		r.approved = append(r.approved, m)
	}
	if id := r.minutes.ApprovedIn; id != 0 {
		if r.approvedIn, err = tx.Meeting(id); err != nil {
			return err
		}
	}
	r.next, err = tx.NextMeeting(r.board.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	return err
}
