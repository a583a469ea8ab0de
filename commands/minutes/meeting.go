package minutes

import (
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Hear hears what happened to a meeting, in the transaction in which it did: when
// it ends its minutes are drafted, once, and the reminders to finish them planned.
func (f *Minutes) Hear(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	if change == board.MeetingRestored && m.State == board.MeetingOpen {
		if err := refuseReopening(tx, m); err != nil {
			return err
		}
		for which := range 2 {
			if err := tx.Drop(DueKind, dueKey(m, which)); err != nil {
				return err
			}
		}
		return nil
	}
	if change != board.MeetingEnded {
		return nil
	}
	_, err := tx.Minutes(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		_, err = tx.DraftMinutes(m)
	}
	if err != nil {
		return err
	}
	b, err := tx.Board(m.Board)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	for which, at := range profile.Quiet.MinutesReminders(m.Closed.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)) {
		if err := tx.Later(DueKind, dueKey(m, which), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// refuseReopening says that a meeting cannot go on, for everybody has its minutes
// already; nil if it can.
func refuseReopening(tx *storage.Tx, m board.Meeting) error {
	n, err := tx.Minutes(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err == nil && n.State != board.MinutesDraft {
		return commands.Refuse("minutes.reopen.finished", "Meeting", commands.MeetingTitle(m)).With(showButton(m))
	}
	return err
}

func dueKey(m board.Meeting, which int) string {
	return storage.JobKey(m.Board, m.ID) + "/" + strconv.Itoa(which)
}

// Part adds to the card of a meeting that everybody sees: where its minutes stand.
func (f *Minutes) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	if m.State != board.MeetingHeld {
		return nil, nil, nil
	}
	n, err := tx.Minutes(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	blocks := []chat.Block{chat.Para{Text: chat.T("minutes.card."+string(n.State), "Open", n.Open(), "Approved", n.Approved.In(m.Starts.Location()))}}
	if n.State == board.MinutesDraft {
		return blocks, nil, nil
	}
	return blocks, []chat.Button{showButton(m)}, nil
}

// Ways are what the one who calls can do with a meeting.
func (f *Minutes) Ways(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	if m.State == board.MeetingOpen && c.Who.Chairs() {
		return f.toApprove(tx, m)
	}
	if m.State != board.MeetingHeld {
		return nil, nil
	}
	n, err := tx.Minutes(m.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var ways []commands.Way
	offer := func(may bool, about string, b chat.Button) {
		if may {
			ways = append(ways, commands.Way{About: chat.T(about), Button: b})
		}
	}
	inside, chairs := c.Who.May(board.Inside), c.Who.Chairs()
	offer(n.Open() || inside, "minutes.way.show", showButton(m))
	offer(chairs && n.State != board.MinutesApproved, "minutes.way.edit", button("minutes.button.edit", m, "meeting.minutes_edit"))
	offer(chairs && n.State == board.MinutesDraft, "minutes.way.finish", button("minutes.button.finish", m, "meeting.minutes_finish"))
	offer(chairs && n.State == board.MinutesFinished, "minutes.way.approve", button("minutes.button.approve", m, "meeting.minutes_approve"))
	offer(inside && !chairs && n.State == board.MinutesFinished, "minutes.way.object", button("minutes.button.object", m, "meeting.minutes_object"))
	return ways, nil
}

// approvals is how many minutes are offered to be approved in a meeting.
const approvals = 3

// toApprove offers the minutes of earlier meetings, while one is held.
func (f *Minutes) toApprove(tx *storage.Tx, open board.Meeting) ([]commands.Way, error) {
	var ways []commands.Way
	err := earlier(tx, open, func(_ board.Minutes, m board.Meeting) {
		ways = append(ways, commands.Way{About: chat.T("minutes.way.approve_last", "Meeting", commands.MeetingTitle(m)),
			Button: button("minutes.button.approve", m, "meeting.minutes_approve")})
	})
	return ways[:min(len(ways), approvals)], err
}
