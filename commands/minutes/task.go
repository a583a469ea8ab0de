package minutes

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// overdue is after how many days minutes that are not finished are late.
const overdue = 7

// Tasks are the minutes that chair and office have not finished.
func (f *Minutes) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.Chairs() {
		return nil, nil
	}
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		return f.unfinished(tx, c, func(m board.Meeting, due time.Time) {
			tasks = append(tasks, commands.Task{Text: chat.T("minutes.task.finish", "Meeting", commands.MeetingTitle(m)),
				Buttons: []chat.Button{button("minutes.button.finish", m, "meeting.minutes_finish"), showButton(m)}, Due: due})
		})
	})
	return tasks, err
}

// Office are the minutes that wait to be finished or approved, for the office's sheet.
func (f *Minutes) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	var lines []commands.OfficeLine
	err := f.unfinished(tx, c, func(m board.Meeting, due time.Time) {
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Text: chat.T("minutes.office.finish", "Meeting", commands.MeetingTitle(m)),
			Due: due, Buttons: []chat.Button{button("minutes.button.finish", m, "meeting.minutes_finish")}})
	})
	return lines, err
}

// unfinished goes through the drafts of a board, with when they are late.
func (f *Minutes) unfinished(tx *storage.Tx, c *commands.Call, do func(m board.Meeting, due time.Time)) error {
	waiting, err := tx.UnapprovedMinutes(c.Board.ID, selectable)
	if err != nil {
		return err
	}
	for _, n := range waiting {
		if n.State != board.MinutesDraft {
			continue
		}
		m, err := tx.Meeting(n.Meeting)
		if err != nil {
			return err
		}
		closed := m.Closed.In(c.Now.Location())
		do(m, time.Date(closed.Year(), closed.Month(), closed.Day()+overdue, 0, 0, 0, 0, closed.Location()))
	}
	return nil
}

// Offers are the minutes of earlier meetings that this one could approve, for its agenda.
func (f *Minutes) Offers(tx *storage.Tx, _ board.Board, m board.Meeting) ([]commands.AgendaOffer, error) {
	var offers []commands.AgendaOffer
	err := earlier(tx, m, func(n board.Minutes, of board.Meeting) {
		offers = append(offers, commands.AgendaOffer{Source: storage.Entity("minutes", n.ID), Title: chat.T("minutes.offer.title", "Meeting", commands.MeetingTitle(of)),
			About: chat.T("minutes.offer.about"), Kind: board.Voting, Minutes: 5})
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
