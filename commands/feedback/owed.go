package feedback

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Tasks are what a person still owes: feedback in rounds that run, and drafts that
// were not sent.
func (f *Feedback) Tasks(ctx context.Context, c *commands.Call) (tasks []commands.Task, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		rounds, err := tx.OpenFeedbackRounds(c.Board.ID)
		if err != nil {
			return err
		}
		for _, r := range rounds {
			task, owed, err := f.taskOf(tx, c, r)
			if err != nil {
				return err
			}
			if owed {
				tasks = append(tasks, task)
			}
		}
		return nil
	})
	return tasks, err
}

func (f *Feedback) taskOf(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) (task commands.Task, owed bool, err error) {
	if !r.Takes(f.db.Now()) {
		return task, false, nil
	}
	asked, gave, err := tx.FeedbackStanding(r, c.Who.Person.ID)
	if err != nil || !asked {
		return task, false, err
	}
	drafts, err := draftsOf(tx, r, c.Who.Person.ID)
	closes := r.Closes.In(c.Now.Location())
	task = commands.Task{Text: taskLine(r, closes), Due: closes, Buttons: []chat.Button{giveButton(r), showButton(r)}}
	if gave && drafts > 0 {
		task.Text = chat.T("feedback.task.drafts", "Number", r.Number, "Service", r.Service, "Drafts", drafts, "Closes", closes)
	}
	return task, !gave || drafts > 0, err
}

// Office is what the office should know of rounds: which run, and how many gave.
func (f *Feedback) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	rounds, err := tx.OpenFeedbackRounds(c.Board.ID)
	if err != nil {
		return nil, err
	}
	var lines []commands.OfficeLine
	for _, r := range rounds {
		s, err := f.sheet(tx, r, c.Now)
		if err != nil {
			return nil, err
		}
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Due: s.closes(), Buttons: []chat.Button{showButton(r)},
			Text: chat.T("feedback.office", "Number", r.Number, "Service", r.Service, "Closes", s.closes(), "Gave", s.gave, "N", s.asked)})
	}
	return lines, nil
}

// offeredMost is how many rounds are looked at for an agenda.
const offeredMost = 5

// Offers are the rounds that could be talked about in a meeting: those that run,
// and the last one that is over.
func (f *Feedback) Offers(tx *storage.Tx, b board.Board, _ board.Meeting) ([]commands.AgendaOffer, error) {
	rounds, err := tx.FeedbackRounds(b.ID, 0, offeredMost)
	if err != nil {
		return nil, err
	}
	var offers []commands.AgendaOffer
	over := false
	for _, r := range rounds {
		open := r.Takes(f.db.Now())
		if r.Kind != board.OnService || !open && over {
			continue
		}
		over = over || !open
		offers = append(offers, commands.AgendaOffer{Source: storage.Entity(Entity, r.ID), Kind: board.FeedbackItem, Minutes: 20,
			Title: chat.T("feedback.offer.title", "Service", r.Service), About: chat.T("feedback.offer", "Number", r.Number, "Service", r.Service, "Open", open)})
	}
	return offers, nil
}
