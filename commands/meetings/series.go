package meetings

import (
	"context"
	"errors"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/when"
	"beirat/words"
)

// series shows, begins, changes or ends the series of meetings.
func (f *Meetings) series(shared params) commands.Command {
	rule := commands.Text("series_rule").Max(when.Limit)
	from := commands.Time("from").DayOnly()
	end := commands.Flag("end_series")
	change := commands.Flag("change_series").Hidden()
	return commands.Command{
		Path: "meeting.series", Right: board.Chairing,
		Params:   []commands.Param{rule, from, shared.minutes, shared.place, shared.link, shared.dialIn, end, shared.confirm, change},
		Check:    shared.sound,
		Needless: func(*commands.Call) []string { return []string{end.Name()} },
		Shape:    f.fillSeries,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			_, sent := c.Event.Do.(chat.Submit)
			details := from.Given(c) || shared.says(c)
			switch {
			case end.Of(c):
				return f.endSeries(ctx, c, shared)
			case change.Of(c):
				return chat.Reply{Form: c.Form("meeting.series", nil)}, nil
			case !rule.Given(c) && !details && !sent:
				return f.showSeries(ctx, c)
			}
			var s board.Series
			var dates []board.Meeting
			begun := false
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				before, err := tx.LockSeries(c.Board.ID)
				if err != nil && !errors.Is(err, storage.ErrNotFound) {
					return err
				}
				begun = before.ID == 0
				begin, err := f.resumes(tx, c, before)
				if err != nil {
					return err
				}
				if s, err = (seriesForm{shared, rule, from, sent}).over(c, before, begin); err != nil {
					return err
				}
				dates, err = f.renew(tx, c.Board, before, s)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			key := "meeting.series.changed"
			if begun {
				key = "meeting.series.begun"
			}
			return f.datesOf(ctx, c, chat.T(key, seriesArgs(s)...), dates)
		},
	}
}

// fillSeries puts the series that goes on into a form that nobody has sent yet.
func (f *Meetings) fillSeries(ctx context.Context, c *commands.Call, form *chat.Form) error {
	if _, sent := c.Event.Do.(chat.Submit); sent {
		return nil
	}
	var s board.Series
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		s, err = tx.Series(c.Board.ID)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	stand := map[string]string{"series_rule": words.Printer{Language: c.Language}.Print(ruleName(s)), "minutes": strconv.Itoa(s.Minutes),
		"place": s.Place, "video": s.Link, "dial_in": s.DialIn}
	for i, field := range form.Fields {
		if field.Value == "" && field.Mistake.IsZero() {
			form.Fields[i].Value = stand[field.Name]
		}
	}
	return nil
}

// seriesArgs is a series in words.
func seriesArgs(s board.Series) []any {
	return []any{"Rule", ruleName(s), "First", s.First, "Minutes", s.Minutes, "Place", s.Place, "N", board.SeriesAhead}
}

// ruleName is a rule as people say it: "zweiter Donnerstag jedes dritten Monats, 18:00 Uhr".
func ruleName(s board.Series) chat.Text {
	place := "last"
	if s.Rule.Place > 0 {
		place = strconv.Itoa(s.Rule.Place)
	}
	return chat.T("meeting.series.rule", "Place", chat.T("meeting.series.place."+place), "Weekday", chat.T("words.weekday."+strconv.Itoa((int(s.Rule.Weekday)+6)%7+1)),
		"Months", s.Rule.Months, "Hour", s.First)
}

// showSeries shows the series that goes on; where there is none, the form of one.
func (f *Meetings) showSeries(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var s board.Series
	var all []board.Meeting
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if s, err = tx.Series(c.Board.ID); err != nil {
			return err
		}
		all, err = tx.SeriesMeetings(s.ID)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return chat.Reply{Form: c.Form("meeting.series", nil)}, nil
	}
	if err != nil {
		return chat.Reply{}, err
	}
	return f.datesOf(ctx, c, chat.T("meeting.series.show", seriesArgs(s)...), ahead(all, c.Now))
}

// ahead are those still to be held.
func ahead(all []board.Meeting, now time.Time) []board.Meeting {
	var kept []board.Meeting
	for _, m := range all {
		if m.Ahead() && m.Starts.After(now) {
			kept = append(kept, m)
		}
	}
	return kept
}

// datesOf lists dates of a series, each with what is on that day.
func (f *Meetings) datesOf(ctx context.Context, c *commands.Call, title chat.Text, dates []board.Meeting) (chat.Reply, error) {
	message := chat.Say(title)
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		school, err := tx.SchoolHolidays(c.Board.ID)
		for _, m := range dates {
			marks := board.Marks(m.Starts, board.HolidaysOf(c.Board.Land), school, f.Custom)
			message = message.With(chat.Para{Text: chat.T("meeting.series.date", "Number", m.Number, "Starts", m.Starts,
				"State", chat.T("meeting.state."+string(m.State)), "Marks", commands.Marked(marks), "Marked", len(marks) > 0)})
		}
		return err
	})
	return chat.Reply{Messages: []chat.Message{message.With(chat.Actions{
		commands.Button(chat.T("meeting.series.button.change"), c.Board.ID, "meeting.series", "change_series", "yes"),
		commands.Button(chat.T("meeting.series.button.end"), c.Board.ID, "meeting.series", "end_series", "yes"),
		commands.Button(chat.T("meeting.button.list"), c.Board.ID, "meeting.list"),
	})}}, err
}

// endSeries ends the series: the dates that nobody has touched fall away. It asks
// first.
func (f *Meetings) endSeries(ctx context.Context, c *commands.Call, shared params) (chat.Reply, error) {
	var s board.Series
	gone := 0
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if err := tx.LockBoard(c.Board.ID); err != nil {
			return err
		}
		if s, err = tx.LockSeries(c.Board.ID); errors.Is(err, storage.ErrNotFound) {
			return commands.Refuse("meeting.series.none").With(commands.Button(chat.T("cmd.meeting.series.title"), c.Board.ID, "meeting.series"))
		}
		if err != nil {
			return err
		}
		free, _, err := parted(tx, s, c.Now)
		if gone = len(free); err != nil || !shared.confirm.Of(c) {
			return err
		}
		for _, m := range free {
			if err := f.callOff(tx, m); err != nil {
				return err
			}
		}
		s.Ended = f.db.Now()
		if err := tx.SaveSeries(s); err != nil {
			return err
		}
		return f.planSeries(tx, s)
	})
	switch {
	case err != nil:
		return chat.Reply{}, err
	case !shared.confirm.Of(c):
		yes := commands.Button(chat.T("meeting.series.end.yes"), c.Board.ID, "meeting.series", "end_series", "yes", "confirm", "yes")
		return asking(chat.T("meeting.series.end.ask", "Rule", ruleName(s), "N", gone), weighed{}, yes, commands.Button(chat.T("meeting.button.list"), c.Board.ID, "meeting.list")), nil
	}
	return done(chat.T("meeting.series.end.done", "Rule", ruleName(s), "N", gone), weighed{}, commands.Button(chat.T("meeting.button.list"), c.Board.ID, "meeting.list")), nil
}
