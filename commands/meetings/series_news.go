package meetings

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

// findSeriesNews does the work of SeriesNewsKind.
func (f *Meetings) findSeriesNews(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if err := tx.LockBoard(ids[0]); err != nil {
			return err
		}
		s, err := tx.SeriesByID(ids[1])
		if err != nil {
			return err
		}
		if !s.Ended.IsZero() && s.Told.IsZero() {
			return fmt.Errorf("%w: it ended before anybody was told of it", commands.ErrDropped)
		}
		changed, now := !s.Told.IsZero(), f.db.Now()
		s.Told = now
		if err := tx.SaveSeries(s); err != nil {
			return err
		}
		people, err := tx.Everybody(s.Board)
		for _, person := range people {
			key := storage.JobKey(s.Board, s.ID, person) + "/" + strconv.FormatInt(now.Unix(), 10)
			if err := tx.Later(SeriesLetterKind, key, now, seriesNews{changed}); err != nil {
				return err
			}
		}
		return err
	})
}

// seriesNews is the payload of SeriesLetterKind.
type seriesNews struct {
	Changed bool `json:"changed"`
}

// seriesLetter is the letter of SeriesLetterKind.
func (f *Meetings) seriesLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var n seriesNews
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if letter.Person, err = tx.NowID(ids[2]); err != nil {
			return err
		}
		s, err := tx.SeriesByID(ids[1])
		if err != nil {
			return err
		}
		who, err := tx.Standing(ids[0], letter.Person)
		if err != nil {
			return err
		}
		if !who.May(board.Inside) {
			letter.Drop = "no part of the board any more"
		}
		all, err := tx.SeriesMeetings(s.ID)
		if err != nil {
			return err
		}
		dates := ahead(all, f.db.Now())
		letter.Message = chat.Say(chat.T("meeting.series.letter", append(seriesArgs(s), "Some", len(dates) > 0, "Changed", n.Changed, "Ended", !s.Ended.IsZero())...))
		for _, m := range dates {
			letter.Message = letter.Message.With(chat.Para{Text: chat.T("meeting.series.date", "Number", m.Number, "Starts", m.Starts, "State", chat.T("meeting.state."+string(m.State)), "Marked", false)})
		}
		letter.Message = letter.Message.With(chat.Actions{commands.Button(chat.T("meeting.button.list"), s.Board, "meeting.list")})
		return nil
	})
	return letter, err
}
