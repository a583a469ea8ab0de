package answers

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Tasks are what a person still owes here: chair and office the answers to the
// points of rounds that are over, an author of a named round the replies to what
// was asked back.
func (f *Answers) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		if c.Who.Chairs() {
			err := f.each(tx, c, func(o owes) {
				tasks = append(tasks, commands.Task{Text: chat.T("answer.task", o.args()...), Due: o.due,
					Buttons: []chat.Button{nextButton(o.round, 0), button("answer.button.open", o.round, "feedback.points", "point_state", string(openPile))}})
			})
			if err != nil {
				return err
			}
		}
		asked, err := tx.FeedbackAskedBack(c.Board.ID, c.Who.Person.ID)
		for _, one := range asked {
			tasks = append(tasks, commands.Task{Text: chat.T("answer.task.reply", "Number", one.Point.Number, "Round", called(one.Round)),
				Buttons: []chat.Button{replyButton(one.Round, one.Point.Number, 0), pointButton(one.Round, one.Point.Number)}})
		}
		return err
	})
	return tasks, err
}

// Office are the answers that the administration owes, for the office's sheet, and
// the open points as a text that the office hands on.
func (f *Answers) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	var lines []commands.OfficeLine
	var rounds []board.FeedbackRound
	err := f.each(tx, c, func(o owes) {
		rounds = append(rounds, o.round)
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeOwed, Text: chat.T("answer.office", o.args()...), Due: o.due,
			Buttons: []chat.Button{nextButton(o.round, 0)}})
	})
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		s := sheet{round: r}
		if err := s.read(tx, 0); err != nil {
			return nil, err
		}
		lines = append(lines, s.handedOn())
	}
	return lines, nil
}

// handedOnMost is how many open points the text to hand on has at most.
const handedOnMost = 20

// handedOn is the text with which the office asks others for answers: the open
// points in their words, without names.
func (s sheet) handedOn() commands.OfficeLine {
	open := s.open()
	line := commands.OfficeLine{Section: commands.OfficeTexts, Text: chat.T("answer.office.text", "Round", called(s.round)),
		Copy: []chat.Text{chat.T("answer.office.copy", "Service", s.round.Service, "N", len(open))}}
	for _, p := range open[:min(len(open), handedOnMost)] {
		line.Copy = append(line.Copy, chat.T("answer.office.copied", "Number", p.Number, "Severity", severityName(p.Severity), "Text", p.Text))
	}
	if more := len(open) - handedOnMost; more > 0 {
		line.Copy = append(line.Copy, chat.T("answer.office.copied_more", "N", more))
	}
	return line
}

// each goes through the rounds of a board to whose points answers are owed.
func (f *Answers) each(tx *storage.Tx, c *commands.Call, do func(owes)) error {
	all, err := tx.OwedFeedback(c.Board.ID)
	if err != nil {
		return err
	}
	for _, owed := range all {
		o := owes{FeedbackOwed: owed, now: c.Now}
		if o.round, err = tx.FeedbackRound(owed.Round); err != nil {
			return err
		}
		if o.due, _, err = f.dueOf(tx, c.Board, o.round); err != nil {
			return err
		}
		do(o)
	}
	return nil
}
