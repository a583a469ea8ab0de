package feedback

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// ask is the letter of AskKind: what to try, and how to say what came of it.
func (f *Feedback) ask(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.toAsked(ctx, j, func(s sheet, _ int, letter *commands.Letter) {
		m := chat.Say(chat.T("feedback.ask", "Service", s.round.Service, "Anonymous", s.round.Anonymous))
		if s.round.Anonymous { // the first line shows on locked screens
			m = m.With(chat.Para{Text: s.title()})
		}
		m = m.With(s.contents()...).With(chat.Para{Text: chat.T("feedback.ask.until", "Closes", s.closes(), "Now", s.now, "Anonymous", s.round.Anonymous)})
		letter.Message = m.With(chat.Actions{giveButton(s.round), moreButton(s.round)})
	})
}

// nudge is the letter of NudgeKind.
func (f *Feedback) nudge(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.toAsked(ctx, j, func(s sheet, drafts int, letter *commands.Letter) {
		letter.Reminder = true
		letter.Message = chat.Say(chat.T("feedback.nudge", "Service", s.round.Service, "Number", s.round.Number, "Anonymous", s.round.Anonymous,
			"Drafts", drafts, "Closes", s.closes(), "Now", s.now))
		if s.round.Anonymous {
			letter.Message = letter.Message.With(chat.Para{Text: s.title()})
		}
		letter.Message = letter.Message.With(chat.Actions{giveButton(s.round), showButton(s.round)})
	})
}

// toAsked writes to one who was asked in a round and has something to do there:
// who gave nothing, or holds drafts.
func (f *Feedback) toAsked(ctx context.Context, j storage.Job, write func(s sheet, drafts int, letter *commands.Letter)) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheetOf(tx, ids[1])
		if err != nil {
			return err
		}
		to, err := tx.NowID(ids[2])
		if err != nil {
			return err
		}
		letter = commands.Letter{Board: ids[0], Person: to, Before: s.round.Closes}
		asked, gave, err := tx.FeedbackStanding(s.round, to)
		if err != nil {
			return err
		}
		drafts, err := draftsOf(tx, s.round, to)
		switch {
		case err != nil:
			return err
		case !s.open():
			letter.Drop = "the round is over"
			return nil
		case !asked || gave && drafts == 0:
			letter.Drop = "nothing is missing"
			return nil
		}
		letter.Line = taskLine(s.round, s.closes())
		write(s, drafts, &letter)
		return nil
	})
	return letter, err
}

// taskLine says in a line which feedback is asked for.
func taskLine(r board.FeedbackRound, closes any) chat.Text {
	return chat.T("feedback.task", "Number", r.Number, "Service", r.Service, "Closes", closes)
}

// happening is what everybody is told of, as its sentence "feedback.notice." is called.
type happening string

const (
	extended happening = "extended"
	ended    happening = "ended"
)

// notice is what happened to a round, for everybody.
type notice struct {
	What happening `json:"what"`
	By   board.ID  `json:"by"` // 0: the clock
}

func (f *Feedback) planNotice(tx *storage.Tx, r board.FeedbackRound, n notice) error {
	now := f.db.Now()
	return tx.Later(NoticeKind, storage.JobKey(r.Board, r.ID)+"/"+string(n.What)+"/"+strconv.FormatInt(now.UnixNano(), 10), now, n)
}

// notice is the post of NoticeKind.
func (f *Feedback) notice(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var n notice
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheetOf(tx, ids[1])
		if err != nil {
			return err
		}
		name := ""
		if n.By != 0 {
			if name, err = tx.PersonName(n.By); err != nil {
				return err
			}
		}
		letter = commands.Letter{Board: ids[0], Message: chat.Say(chat.T("feedback.notice."+string(n.What), "Number", s.round.Number, "Service", s.round.Service,
			"By", name, "Closes", s.closes(), "Gave", s.gave, "N", s.asked)).With(chat.Actions{showButton(s.round)})}
		return nil
	})
	return letter, err
}
