package minutes

import (
	"context"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// overdue is after how many days minutes that are not finished are late.
const overdue = 7

// Tasks are the minutes that chair and office have not finished, and those that
// were on the agenda since and whose approval is not noted.
func (f *Minutes) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.Chairs() {
		return nil, nil
	}
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		return waiting(tx, c, func(w waits) {
			tasks = append(tasks, commands.Task{Text: chat.T("minutes.task."+string(w.state), "Meeting", commands.MeetingTitle(w.meeting)),
				Buttons: []chat.Button{w.button(), showButton(w.meeting)}, Due: w.due})
		})
	})
	return tasks, err
}

// Office are the same, for the office's sheet.
func (f *Minutes) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	var lines []commands.OfficeLine
	err := waiting(tx, c, func(w waits) {
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Text: chat.T("minutes.office."+string(w.state), "Meeting", commands.MeetingTitle(w.meeting)),
			Due: w.due, Buttons: []chat.Button{w.button()}})
	})
	return lines, err
}

// waits are minutes of which something is to be done: a draft to be finished, or
// a version whose approval is to be noted.
type waits struct {
	meeting board.Meeting
	state   board.MinutesState
	due     time.Time
}

func (w waits) button() chat.Button {
	if w.state == board.MinutesDraft {
		return button("minutes.button.finish", w.meeting, "meeting.minutes_finish")
	}
	return button("minutes.button.approve", w.meeting, "meeting.minutes_approve")
}

// waiting goes through what is to be done about minutes of a board.
func waiting(tx *storage.Tx, c *commands.Call, do func(waits)) error {
	all, err := tx.UnapprovedMinutes(c.Board.ID, selectable)
	if err != nil {
		return err
	}
	late := func(m board.Meeting) time.Time {
		closed := m.Closed.In(c.Now.Location())
		return time.Date(closed.Year(), closed.Month(), closed.Day()+overdue, 0, 0, 0, 0, closed.Location())
	}
	for _, n := range all {
		m, err := tx.Meeting(n.Meeting)
		if err != nil {
			return err
		}
		if n.State == board.MinutesDraft {
			do(waits{m, n.State, late(m)})
			continue
		}
		since, err := treatedIn(tx, n, m)
		if err != nil {
			return err
		}
		if since.ID != 0 {
			do(waits{m, n.State, late(since)})
		}
	}
	return nil
}

// usual is what the usual item on the last minutes is made of.
const usual = "template:minutes"

// source is what an item of the agenda on minutes is made of.
func source(n board.Minutes) string { return storage.Entity("minutes", n.ID) }

// treatedIn is the last meeting that was held since, with minutes on its agenda;
// zero if there was none.
func treatedIn(tx *storage.Tx, n board.Minutes, m board.Meeting) (board.Meeting, error) {
	all, err := tx.Meetings(n.Board, selectable)
	if err != nil {
		return board.Meeting{}, err
	}
	for _, later := range all { // the latest first
		if later.State != board.MeetingHeld || !later.Opened.After(m.Opened) {
			continue
		}
		agenda, err := tx.Agenda(later.ID)
		if err != nil {
			return board.Meeting{}, err
		}
		if slices.ContainsFunc(agenda, func(i board.AgendaItem) bool { return i.Source == source(n) || i.Source == usual }) {
			return later, nil
		}
	}
	return board.Meeting{}, nil
}

// Offers are the minutes of earlier meetings that this one could approve, for its agenda.
func (f *Minutes) Offers(tx *storage.Tx, _ board.Board, m board.Meeting) ([]commands.AgendaOffer, error) {
	var offers []commands.AgendaOffer
	err := earlier(tx, m, func(n board.Minutes, of board.Meeting) {
		offers = append(offers, commands.AgendaOffer{Source: source(n), Title: chat.T("minutes.offer.title", "Meeting", commands.MeetingTitle(of)),
			About: chat.T("minutes.offer.about", "Meeting", commands.MeetingTitle(of)), Kind: board.Voting, Minutes: 5})
	})
	return offers, err
}

// earlier goes through the minutes that are finished and could be approved in a
// meeting, the earliest first.
func earlier(tx *storage.Tx, m board.Meeting, do func(n board.Minutes, of board.Meeting)) error {
	waiting, err := tx.UnapprovedMinutes(m.Board, selectable)
	if err != nil {
		return err
	}
	for i := len(waiting) - 1; i >= 0; i-- {
		n := waiting[i]
		if n.State != board.MinutesFinished || n.Meeting == m.ID {
			continue
		}
		of, err := tx.Meeting(n.Meeting)
		if err != nil {
			return err
		}
		do(n, of)
	}
	return nil
}
