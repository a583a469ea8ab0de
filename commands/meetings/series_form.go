package meetings

import (
	"errors"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
	"beirat/when"
)

// resumes is from when on a series that was changed has its dates: from the month
// of the first meeting that nobody has touched; a new one from now on.
func (f *Meetings) resumes(tx *storage.Tx, c *commands.Call, s board.Series) (time.Time, error) {
	begin := c.Now
	if c.Board.Term.Start.After(begin) {
		begin = c.Board.Term.Start
	}
	if s.ID == 0 {
		return begin, nil
	}
	free, _, err := parted(tx, s, c.Now)
	if err != nil || len(free) == 0 {
		return begin, err
	}
	year, month, _ := free[0].Starts.Date()
	if first := time.Date(year, month, 1, 0, 0, 0, 0, begin.Location()); first.After(begin) {
		begin = first
	}
	return begin, nil
}

// seriesForm is what somebody says of a series.
type seriesForm struct {
	params
	rule commands.TextParam
	from commands.TimeParam
	sent bool // by a form, which says all of it
}

// over is a series with what was said put over it. Its dates are from begin on,
// unless a day is named.
func (form seriesForm) over(c *commands.Call, s board.Series, begin time.Time) (board.Series, error) {
	said := when.Series{Place: s.Rule.Place, Weekday: s.Rule.Weekday, Months: s.Rule.Months, Hour: s.First.Hour(), Minute: s.First.Minute()}
	var err error
	switch {
	case form.rule.Given(c):
		if said, err = when.UnderstandSeries(form.rule.Of(c)); err != nil {
			return s, refusedSeries(form.rule.Name(), err)
		}
	case s.ID == 0:
		return s, commands.Mistake(form.rule.Name(), "commands.missing")
	}
	if form.from.Given(c) {
		begin = form.from.Of(c)
		if !begin.AddDate(0, 0, 1).After(c.Now) {
			return s, commands.Mistake(form.from.Name(), "commands.past_day", "time", begin)
		}
		if begin.Before(c.Now) {
			begin = c.Now
		}
	}
	s.Board, s.Rule = c.Board.ID, board.SeriesRule{Place: said.Place, Weekday: said.Weekday, Months: said.Months}
	if s.First, err = s.Rule.First(begin, said.Hour, said.Minute); err != nil {
		return s, err
	}
	if term := c.Board.Term; !term.Begun(s.First) || term.Ended(s.First) {
		return s, commands.Mistake(form.from.Name(), "meeting.outside_term", "First", term.Start, "Last", term.Last, "Begun", term.Begun(s.First))
	}
	switch {
	case form.minutes.Given(c):
		s.Minutes = form.minutes.Of(c)
	case s.Minutes == 0:
		s.Minutes = usual
	}
	for _, one := range []struct {
		param commands.TextParam
		value *string
	}{{form.place, &s.Place}, {form.link, &s.Link}, {form.dialIn, &s.DialIn}} {
		if form.sent || one.param.Given(c) {
			*one.value = one.param.Of(c)
		}
	}
	return s, nil
}

// refusedSeries says what of a rule was not understood.
func refusedSeries(field string, err error) error {
	var refusal *when.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	switch refusal.Reason {
	case when.SeriesDay, when.SeriesPlace, when.SeriesPeriod, when.SeriesClock:
		return commands.Mistake(field, "meeting.series.refused."+refusal.Reason)
	case when.NoSuchTime:
		return commands.Mistake(field, "meeting.series.refused.no_such_time", "Time", refusal.Args["time"])
	}
	return commands.Mistake(field, "meeting.series.refused.unknown")
}
