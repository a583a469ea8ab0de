package proceedings

import (
	"context"
	"encoding/json"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// news is that a meeting became quorate, or is so no longer.
type news struct {
	Quorate bool `json:"quorate"`
}

// changing does what changes who is at a meeting, and tells everybody if it
// makes the meeting quorate, or so no longer.
func (f *Proceedings) changing(tx *storage.Tx, before room, change func() error) (room, error) {
	if err := change(); err != nil {
		return before, err
	}
	after, err := f.look(tx, before.meeting)
	if err != nil {
		return after, err
	}
	if err := f.showLater(tx, after.meeting); err != nil {
		return after, err
	}
	if after.meeting.State != board.MeetingOpen || before.quorate() == after.quorate() {
		return after, nil
	}
	now := f.db.Now()
	return after, tx.Later(QuorumKind, storage.JobKey(after.meeting.Board, after.meeting.ID)+"/"+moment(now), now, news{Quorate: after.quorate()})
}

// QuorumNews is the post of QuorumKind; it is dropped where it is otherwise again.
func (f *Proceedings) QuorumNews(ctx context.Context, j storage.Job) (commands.Letter, error) {
	var n news
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return commands.Letter{}, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return f.post(ctx, j, func(r room) (commands.Letter, bool) {
		message := chat.Say(chat.T("proceeding.quorum.news", "Meeting", commands.MeetingTitle(r.meeting), "Quorate", n.Quorate), r.standing())
		if called := r.called(); n.Quorate && !called.IsZero() {
			message = message.With(chat.Para{Text: called})
		}
		return commands.Letter{Message: message}, r.quorate() == n.Quorate
	})
}
