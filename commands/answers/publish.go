package answers

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// offerSummary plans that the chair hears that everything is answered, and may let
// everybody read what became of it. Who has just answered the last point has the
// button already.
func (f *Answers) offerSummary(tx *storage.Tx, r board.FeedbackRound, knows board.ID) error {
	b, err := tx.Board(r.Board)
	if err != nil {
		return err
	}
	at, err := f.awake(tx, b, f.db.Now())
	if err != nil {
		return err
	}
	_, chair, err := answerers(tx, r.Board, at)
	for _, person := range chair {
		if err == nil && person != knows {
			err = tx.Later(DoneKind, storage.JobKey(r.Board, r.ID, person), at, nil)
		}
	}
	return err
}

// doneLetter is the letter of DoneKind.
func (f *Answers) doneLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2]}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := tx.FeedbackRound(ids[1])
		if err != nil {
			return err
		}
		owed, err := tx.FeedbackOwed(r.ID)
		if err != nil {
			return err
		}
		who, err := tx.Standing(ids[0], ids[2])
		switch {
		case err != nil:
			return err
		case owed.Open() > 0:
			letter.Drop = "a point is open again"
		case !who.Chairs():
			letter.Drop = "does not chair any more"
		}
		letter.Line = chat.T("answer.all.line", "Round", called(r))
		letter.Message = chat.Say(chat.T("answer.all.letter", "Round", called(r), "N", owed.Points)).
			With(chat.Actions{button("answer.button.summary", r, "feedback.summary"), button("answer.button.publish", r, "feedback.summary", "publish", "yes")})
		return nil
	})
	return letter, err
}

// summaryPost is the post of SummaryKind.
func (f *Answers) summaryPost(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := tx.FeedbackRound(ids[1])
		if err != nil {
			return err
		}
		o, err := outcomeOf(tx, r)
		letter.Message = o.message().With(chat.Actions{button("answer.button.whole", r, "feedback.summary")})
		return err
	})
	return letter, err
}
