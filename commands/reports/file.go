package reports

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// ready is how many points a report may have so that its file is made while the
// person waits. One with more is made as work, and sent.
const ready = 1000

// order is a file that somebody waits for; the payload of FileKind.
type order struct {
	Platform string `json:"platform"`
	Format   format `json:"format"`
}

// answer is the report as files, or that they will come.
func (f *Reports) answer(ctx context.Context, c *commands.Call, s sheet, o order) (chat.Reply, error) {
	if len(s.result.Points) <= ready {
		m, err := s.files(o.Format, c.Now)
		return say(m), err
	}
	err := f.db.Write(ctx, storage.By{Person: c.Who.Person.ID, Log: c.Log}, func(tx *storage.Tx) error {
		return tx.Later(FileKind, storage.JobKey(s.board.ID, s.round.ID, c.Who.Person.ID)+"/"+string(o.Format), f.db.Now(), o)
	})
	return say(chat.Say(chat.T("report.file.coming", "Round", called(s.round), "Format", formatName(o.Format)))), err
}

// fileLetter is the letter of FileKind.
func (f *Reports) fileLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var o order
	if err := json.Unmarshal(j.Payload, &o); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2], On: o.Platform, Urgent: true}
	s, err := f.sheetFor(ctx, ids)
	if no, is := errors.AsType[*commands.Error](err); is { // they may have left the board since
		letter.Message = chat.Say(no.Text)
		return letter, nil
	}
	if err != nil {
		return letter, err
	}
	letter.Message, err = s.files(o.Format, f.db.Now().In(s.zone))
	return letter, err
}

// sheetFor reads a round for one person: the ids are board, round, person.
func (f *Reports) sheetFor(ctx context.Context, ids []board.ID) (s sheet, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, ids[2])
		if err != nil {
			return err
		}
		if s, err = f.sheet(tx, b, who, ids[1]); err != nil {
			return err
		}
		return s.readAuthors(tx, s.result.Points)
	})
	return s, err
}

// files are the report in a format.
func (s sheet) files(as format, now time.Time) (chat.Message, error) {
	said := words.Printer{Language: words.Language(s.board.Language)}
	name := said.Print(chat.T("report.file.name", "Number", s.round.Number))
	about := chat.T("report.file.about", "Round", called(s.round), "Format", formatName(as))
	switch as {
	case asTable:
		return s.tables(name), nil
	case asJSON:
		file := chat.File{Name: name + ".json", Type: "application/json", Content: s.export().JSON(), About: about}
		return chat.Message{Blocks: []chat.Block{file}}, nil
	}
	made, err := s.document(now).As(documents.Format(as))
	if err != nil {
		return chat.Message{}, fmt.Errorf("report of the round with id %d as %s: %w", s.round.ID, as, err)
	}
	file := chat.File{Name: name + "." + made.Ending, Type: made.Type, Content: made.Content, About: about}
	return chat.Message{Blocks: []chat.Block{file}}, nil
}

// tables are the report for spreadsheets: the ratings, and the points.
func (s sheet) tables(name string) chat.Message {
	const tableType = "text/csv; charset=utf-8"
	x := s.export()
	m := chat.Message{}
	if ratings := x.RatingsCSV(); ratings != nil {
		m = m.With(chat.File{Name: name + "-ratings.csv", Type: tableType, Content: ratings, About: chat.T("report.file.ratings", "Round", called(s.round))})
	}
	if points := x.PointsCSV(); points != nil {
		m = m.With(chat.File{Name: name + "-points.csv", Type: tableType, Content: points, About: chat.T("report.file.points", "Round", called(s.round))})
	}
	if len(m.Blocks) == 0 {
		return chat.Say(chat.T("report.file.nothing", "Round", called(s.round)))
	}
	return m
}

// export is the report in the machine's words.
func (s sheet) export() board.FeedbackExport {
	said := words.Printer{Language: words.Language(s.board.Language)}
	x := board.NewFeedbackExport(s.round, s.result)
	x.Board, x.Zone = s.board.Name, s.board.Zone
	x.Opened, x.Closes, x.Ended = s.stamp(s.round.Opened), s.stamp(s.round.Closes), s.stamp(s.round.Ended)
	for i, p := range s.result.Points {
		x.Points[i].Author = said.Print(s.outside(p))
		if a := s.answers[p.ID]; a.State != "" {
			x.Points[i].Answer = &board.FeedbackReplied{State: a.State, Reason: a.Reason, Link: a.Link, Given: s.stamp(a.Given)}
		}
		for _, q := range s.questions[p.ID] {
			x.Points[i].Questions = append(x.Points[i].Questions, board.FeedbackEnquiry{Text: q.Text, Replies: q.Replies})
		}
	}
	return x
}

// stamp is a time as machines read it, in the board's zone; nothing for none.
func (s sheet) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(s.zone).Format(time.RFC3339)
}

func formatName(as format) chat.Text { return chat.T("value.as." + string(as) + ".label") }
