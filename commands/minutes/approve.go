package minutes

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// approve notes that the board approved the minutes, in which meeting, and with
// which changes.
func (f *Minutes) approve() commands.Command {
	finished := func(n board.Minutes) bool { return n.State == board.MinutesFinished }
	meeting := commands.Thing("meeting", f.finder(finished)).Required()
	where := f.meeting
	where.Open = nil
	approving := commands.Thing("approving", where)
	changes := commands.Text("changes").Long().Max(1000)
	confirm, otherwise := commands.Flag("confirm").Hidden(), commands.Flag("otherwise").Hidden()
	return commands.Command{
		Path: "meeting.minutes_approve", Right: board.Chairing, Params: []commands.Param{meeting, approving, changes, confirm, otherwise},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Pressed() && !confirm.Of(c) { // it cannot be taken back
				return f.ask(ctx, c, meeting.Of(c).ID, otherwise.Of(c))
			}
			var m, at board.Meeting
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if m, err = tx.LockMeeting(c.Board.ID, meeting.Of(c).ID); err != nil {
					return err
				}
				n, err := locked(tx, m)
				if err != nil {
					return err
				}
				if err := approvable(m, n); err != nil {
					return err
				}
				if at, err = approvedIn(tx, c, m, n, approving); err != nil {
					return err
				}
				last, err := tx.MinutesVersion(n.ID, n.Version)
				if err != nil {
					return err
				}
				edited := n.Edited.After(last.Made)
				n.State, n.Approved, n.ApprovedIn, n.Changes = board.MinutesApproved, c.Now, at.ID, changes.Of(c)
				if at.State == board.MeetingHeld {
					n.Approved = at.Opened
				}
				if n, _, err = f.keep(tx, c, m, n, !edited); err != nil {
					return err
				}
				if err := tx.SaveMinutes(n); err != nil {
					return err
				}
				if edited || n.Changes != "" { // they have read another text
					if err := f.send(tx, c, m); err != nil {
						return err
					}
				}
				if err := tx.Later(ApprovedKind, storage.JobKey(m.Board, m.ID), f.db.Now(), nil); err != nil {
					return err
				}
				return f.touch(tx, m)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("minutes.approve.done", "Meeting", commands.MeetingTitle(m), "In", commands.MeetingTitle(at), "Some", at.ID != 0, "Changes", changes.Of(c)),
				showButton(m), fileButton(m, asPDF)), nil
		},
	}
}

// approvable refuses to approve what is not finished, or approved already.
func approvable(m board.Meeting, n board.Minutes) error {
	switch n.State {
	case board.MinutesApproved:
		return approvedAlready(m)
	case board.MinutesDraft:
		return commands.Refuse("minutes.approve.draft", "Meeting", commands.MeetingTitle(m)).With(button("minutes.button.finish", m, "meeting.minutes_finish"), showButton(m))
	}
	return nil
}

// approvedIn is the meeting in which minutes are approved: the one that was
// named, else the one that is open, else the last one with them on its agenda;
// zero if there is none.
func approvedIn(tx *storage.Tx, c *commands.Call, m board.Meeting, n board.Minutes, named commands.ThingParam) (board.Meeting, error) {
	if !named.Given(c) {
		open, err := tx.OpenMeeting(c.Board.ID)
		if errors.Is(err, storage.ErrNotFound) {
			return treatedIn(tx, n, m)
		}
		return open, err
	}
	at, err := tx.Meeting(named.Of(c).ID)
	switch {
	case err != nil:
		return at, err
	case at.State != board.MeetingOpen && at.State != board.MeetingHeld:
		return at, commands.Mistake("approving", "minutes.approve.not_held", "Meeting", commands.MeetingTitle(at))
	case !at.Opened.After(m.Opened):
		return at, commands.Mistake("approving", "minutes.approve.not_later", "Meeting", commands.MeetingTitle(at))
	}
	return at, nil
}

// approvedPost is the post of ApprovedKind.
func (f *Minutes) approvedPost(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, n, err := of(tx, ids[1])
		if err != nil {
			return err
		}
		letter.Message = chat.Say(chat.T("minutes.approve.post", "Meeting", commands.MeetingTitle(m), "Changes", n.Changes)).With(chat.Actions{showButton(m)})
		return nil
	})
	return letter, err
}
