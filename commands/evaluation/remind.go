package evaluation

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Begin plans that the end of every board's term is looked at in time, where that
// is not planned yet.
func (f *Evaluation) Begin(ctx context.Context) error {
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		for _, b := range boards {
			if err == nil {
				err = f.planLook(tx, b)
			}
		}
		return err
	})
}

// Seated is told when a seat got another holder or voter: a board that was just
// founded is looked after from then on.
func (f *Evaluation) Seated(tx *storage.Tx, of, _ board.ID) error {
	b, err := tx.Board(of)
	if err != nil {
		return err
	}
	return f.planLook(tx, b)
}

func (f *Evaluation) planLook(tx *storage.Tx, b board.Board) error {
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	at := profile.Quiet.EvaluationLook(b.Term, f.db.Now().In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land))
	return tx.Later(LookKind, storage.JobKey(b.ID), at, nil)
}

// look does the work of LookKind: those who coordinate the board are told that the
// end of its term is near, six, three and one month before, once each.
func (f *Evaluation) look(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		if err := f.planLook(tx, b); err != nil {
			return err
		}
		months := b.Term.EvaluationDue(f.db.Now())
		if months == 0 {
			return nil
		}
		if first, err := tx.TellEvaluation(b.ID, b.Term.Last, months); err != nil || !first {
			return err
		}
		return f.tellNear(tx, b, months)
	})
}

func (f *Evaluation) tellNear(tx *storage.Tx, b board.Board, months int) error {
	at, err := f.awake(tx, b.ID)
	if err != nil {
		return err
	}
	people, err := tx.Coordinators(b.ID, at)
	for _, person := range people {
		if err == nil {
			err = tx.Later(NearKind, storage.JobKey(b.ID, person)+"/"+b.Term.Last.Format("20060102")+"/"+strconv.Itoa(months), at, nil)
		}
	}
	return err
}

// nearLetter is the letter of NearKind.
func (f *Evaluation) nearLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.letter(ctx, j, 2, func(_ *storage.Tx, _ []board.ID, s state, letter *commands.Letter) error {
		switch s.step() {
		case toGoOn, toEnd:
			letter.Drop = "the council has decided"
			return nil
		case toSurvey, toAnswer, toVote, toBallot, toDecide:
		}
		if s.over() {
			letter.Drop = "the term is over"
			return nil
		}
		letter.Reminder = true
		m := chat.Say(chat.T("evaluation.near", "Last", s.board.Term.Last, "Now", s.now, "End", s.board.Term.End()), s.next())
		letter.Message = reply(m, append(s.steps(), stateButton(s.board.ID))...).Messages[0]
		return nil
	})
}

// surveyedLetter is the letter of SurveyedKind.
func (f *Evaluation) surveyedLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.letter(ctx, j, 3, func(_ *storage.Tx, ids []board.ID, s state, letter *commands.Letter) error {
		if s.survey.ID != ids[1] || s.step() != toVote {
			letter.Drop = "the evaluation has gone on"
			return nil
		}
		m := chat.Say(chat.T("evaluation.surveyed", "Gave", s.gave, "N", s.asked), s.next())
		letter.Message = reply(m, append(s.steps(), reportButton(s.survey), figuresButton(s.board.ID), stateButton(s.board.ID))...).Messages[0]
		return nil
	})
}
