package reports

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// A card shows so many tasks at most, those that were rated worst, and so much of
// the title of each.
const (
	cardTasks = 4
	cardTitle = 50
)

// Part is what a report adds to the card of a round: its result when it is over.
// Everybody sees the card, so it tells medians, and no distribution and no point.
func (f *Reports) Part(tx *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error) {
	if r.State != board.FeedbackClosed {
		return nil, nil, nil
	}
	result, err := resultOf(tx, r)
	if err != nil {
		return nil, nil, err
	}
	var lines []chat.Text
	for _, t := range result.Worst(cardTasks) {
		lines = append(lines, chat.T("report.card.task", "Title", commands.Beginning(t.Title, cardTitle), "Median", median(t)))
	}
	blocks := []chat.Block{chat.Para{Text: chat.T("report.card", "Lines", lines, "Further", len(result.Tasks)-len(lines),
		"N", len(result.Points), "Severe", severities(result), "Survey", r.Kind.Survey())}}
	return blocks, []chat.Button{reportButton(r)}, nil
}

// Ways are what the one who calls can read about a round.
func (f *Reports) Ways(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error) {
	over := r.State == board.FeedbackClosed
	if !c.Who.May(board.Inside) || !over && (r.Anonymous || !c.Who.Chairs()) {
		return nil, nil
	}
	ways := []commands.Way{{About: chat.T("report.way.report", "Interim", !over), Button: reportButton(r)}}
	finished, err := finished(tx, r)
	if over && len(finished) > 1 {
		ways = append(ways, commands.Way{About: chat.T("report.way.compare", "N", len(finished), "Survey", r.Kind.Survey()), Button: compareButton(r)})
	}
	return ways, err
}

// Hear hears that a round is over: who sees to the board's affairs gets its result,
// when nobody sleeps. Of a survey the evaluation tells them, and leads to its report.
func (f *Reports) Hear(tx *storage.Tx, r board.FeedbackRound) error {
	if r.Kind.Survey() {
		return nil
	}
	b, err := tx.Board(r.Board)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(r.Board)
	if err != nil {
		return err
	}
	now := f.db.Now().In(f.db.Zone(b.Zone))
	people, err := tx.Coordinators(r.Board, now)
	if err != nil {
		return err
	}
	at := profile.Quiet.Next(now, board.HolidaysOf(b.Land))
	if at.IsZero() {
		at = now
	}
	for _, person := range people {
		if err := tx.Later(OverKind, storage.JobKey(r.Board, r.ID, person), at, nil); err != nil {
			return err
		}
	}
	return nil
}
