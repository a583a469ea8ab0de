package commands

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"beirat/chat"
	"beirat/when"
	"beirat/words"
)

// TimeParam takes a moment or a day, as people write it.
type TimeParam struct {
	param[when.Reading]
	future  bool
	dayOnly bool
}

// Time is a moment, understood at Call.Now.
func Time(name string) TimeParam {
	return TimeParam{param: param[when.Reading]{Declaration{Name: name, Kind: KindTime}}}
}

// Required makes the moment necessary.
func (p TimeParam) Required() TimeParam { p.d.Required = true; return p }

// Optional says what is meant when nothing is given: a text like any that
// people type, a length from now on as "7d" or "36h", or "" for nothing.
func (p TimeParam) Optional(text string) TimeParam { p.d.Default = text; return p }

// Future refuses what is past or now.
func (p TimeParam) Future() TimeParam { p.future = true; return p }

// DayOnly takes a day and refuses a time of day.
func (p TimeParam) DayOnly() TimeParam { p.dayOnly = true; return p }

// Hidden keeps the moment out of forms and documents.
func (p TimeParam) Hidden() TimeParam { p.d.Hidden = true; return p }

// Of is the moment that is meant as a deadline, in the zone of Call.Now: a day
// without a time means its last minute, and its beginning where only days are
// taken. It is zero if nothing is given and there is no default.
func (p TimeParam) Of(c *Call) time.Time {
	reading := p.Reading(c)
	if reading.Time.IsZero() || p.dayOnly {
		return reading.Time
	}
	return reading.Deadline()
}

// Reading is what was understood; zero if nothing is given.
func (p TimeParam) Reading(c *Call) when.Reading { return p.param.Of(c) }

// Day tells whether a day without a time of day was given.
func (p TimeParam) Day(c *Call) bool { return p.Reading(c).Day }

// Text is what was typed; empty if nothing was.
func (p TimeParam) Text(c *Call) string { return c.Raw(p.d.Name) }

func (p TimeParam) read(_ context.Context, c *Call, raw string) (any, error) {
	reading, err := understand(strings.TrimRight(strings.TrimSpace(clean(raw)), ",;"), c.Now)
	var refusal *when.Refusal
	switch {
	case errors.As(err, &refusal):
		return nil, &Error{Field: p.d.Name, Text: refused(c.book, refusal)}
	case err != nil:
		return nil, fmt.Errorf("understand a time: %w", err)
	case p.dayOnly && !reading.Day:
		return nil, Mistake(p.d.Name, "commands.day_only", "time", reading.Time)
	case !p.future:
		return reading, nil
	case reading.Day && !reading.Deadline().After(c.Now):
		return nil, Mistake(p.d.Name, "commands.past_day", "time", reading.Time)
	case !reading.Day && !reading.Time.After(c.Now):
		return nil, Mistake(p.d.Name, "commands.past", "time", reading.Time)
	}
	return reading, nil
}

// understand reads also the short lengths in which defaults are written.
func understand(text string, now time.Time) (when.Reading, error) {
	if reading, ok := short(text, now); ok {
		return reading, nil
	}
	return when.Understand(text, now)
}

func short(text string, now time.Time) (when.Reading, bool) {
	if len(text) < 2 || len(text) > 5 {
		return when.Reading{}, false
	}
	n, err := strconv.ParseUint(text[:len(text)-1], 10, 16)
	if err != nil {
		return when.Reading{}, false
	}
	days := int(n)
	switch text[len(text)-1] {
	case 'h':
		return when.Reading{Time: now.Add(time.Duration(n) * time.Hour).Truncate(time.Minute)}, true
	case 'w':
		days *= 7
	case 'd':
	default:
		return when.Reading{}, false
	}
	year, month, day := now.Date()
	return when.Reading{Time: time.Date(year, month, day+days, 0, 0, 0, 0, now.Location()), Day: true}, true
}

// timelike tells whether a text is a time, or a time that cannot be. It does
// not depend on when it is asked.
func timelike(text string) bool {
	someday := time.Date(2026, time.January, 1, 12, 0, 0, 0, time.UTC)
	_, err := understand(text, someday)
	var refusal *when.Refusal
	if !errors.As(err, &refusal) {
		return err == nil
	}
	return refusal.Reason != when.Unknown && refusal.Reason != when.Empty && refusal.Reason != when.TooLong
}

// refused makes the sentence of a refusal: "when." and its reason, where a
// day or a month that is not named has another sentence.
func refused(b *Book, refusal *when.Refusal) chat.Text {
	args := make(map[string]any, len(refusal.Args))
	key := "when." + refusal.Reason
	for name, arg := range refusal.Args {
		switch arg := arg.(type) {
		case time.Month:
			args[name], args[name+"Number"] = "", int(arg)
			if arg != 0 {
				args[name] = chat.T("words.month." + strconv.Itoa(int(arg)))
			}
		case time.Weekday:
			args[name] = chat.T("words.weekday." + strconv.Itoa((int(arg)+6)%7+1))
		default:
			args[name] = arg
		}
	}
	if !b.has(words.German, key) {
		key = "when." + when.Unknown
		args = map[string]any{"text": ""}
	}
	return chat.Text{Key: key, Args: args}
}
