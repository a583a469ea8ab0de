package boards

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// The work of telling several letters together. Who works on it is the whole
// program, which knows who writes them.
const (
	DigestKind    = "digest"    // key: board/person/time; at the time somebody chose
	RemindersKind = "reminders" // key: board/person; a little after the first of them
)

// defaultHour is when a digest comes if no hour was said.
const defaultHour = 8

// digestParams are the choices of how somebody hears from a board.
type digestParams struct {
	rhythm    commands.ChoiceParam[board.Rhythm]
	hour      commands.NumberParam
	day       commands.ChoiceParam[string]
	quietFrom commands.NumberParam
	quietTo   commands.NumberParam
	shared    commands.FlagParam // the board's quiet hours again
	all       commands.FlagParam // what the last digest told, all of it
}

// digest lets somebody choose to hear at once, or of everything together once a
// day or a week, and when not at all.
func (f *Boards) digest() commands.Command {
	p := digestParams{
		rhythm: commands.Choice("rhythm", board.Rhythms()...).Required(), hour: commands.Number("hour", 0, 23), day: commands.Choice("weekday", weekdays()...),
		quietFrom: commands.Number("quiet_from", 0, 23), quietTo: commands.Number("quiet_to", 0, 23),
		shared: commands.Flag("shared").Hidden(), all: commands.Flag("all").Hidden(),
	}
	return commands.Command{
		Path: "board.digest", Right: board.Inside, Params: []commands.Param{p.rhythm, p.hour, p.day, p.quietFrom, p.quietTo, p.shared, p.all},
		Check: p.check, Shape: f.shapeDigest,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if p.all.Of(c) {
				return f.wholeDigest(ctx, c)
			}
			var d board.Digest
			err := f.write(ctx, c, func(tx *storage.Tx) (err error) {
				before, err := tx.Digest(c.Board.ID, c.Who.Person.ID)
				if err != nil {
					return err
				}
				d = p.over(c, before)
				if d.Together() && d.Own && d.Quiet.Covers(hour(d.Hour), board.Holidays{}) {
					return commands.Mistake(p.hour.Name(), "board.digest.quiet_hour", "Hour", hour(d.Hour), "From", hour(d.Quiet.FromHour), "To", hour(d.Quiet.ToHour))
				}
				return f.chooseDigest(tx, c, d)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{digestChosen(c, d)}}, nil
		},
	}
}

// weekdays are the days of the week as values, Monday first.
func weekdays() []string {
	return []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
}

// check refuses half of the quiet hours.
func (p digestParams) check(c *commands.Call) []*commands.Error {
	switch from, to := p.quietFrom.Given(c), p.quietTo.Given(c); {
	case from && !to:
		return []*commands.Error{commands.Mistake(p.quietTo.Name(), "board.digest.quiet_half")}
	case to && !from:
		return []*commands.Error{commands.Mistake(p.quietFrom.Name(), "board.digest.quiet_half")}
	}
	return nil
}

// over is what was chosen before with what was said put over it.
func (p digestParams) over(c *commands.Call, d board.Digest) board.Digest {
	if !d.Together() {
		d.Hour, d.Weekday = defaultHour, time.Monday
	}
	d.Rhythm = p.rhythm.Of(c)
	if p.hour.Given(c) {
		d.Hour = p.hour.Of(c)
	}
	for i, day := range weekdays() {
		if p.day.Of(c) == day {
			d.Weekday = time.Weekday((i + 1) % 7)
		}
	}
	if p.quietFrom.Given(c) {
		d.Own, d.Quiet = true, board.Quiet{FromHour: p.quietFrom.Of(c), ToHour: p.quietTo.Of(c)}
	}
	if p.shared.Of(c) {
		d.Own, d.Quiet = false, board.Quiet{}
	}
	return d
}

// chooseDigest keeps the choice, plans the first digest, and lets everything that
// waits be told now: it may come too late for the new time.
func (f *Boards) chooseDigest(tx *storage.Tx, c *commands.Call, d board.Digest) error {
	who := c.Who.Person.ID
	if err := tx.SaveDigest(c.Board.ID, who, d); err != nil {
		return err
	}
	key := storage.JobKey(c.Board.ID, who)
	if err := tx.DropAll(DigestKind, key+"/"); err != nil {
		return err
	}
	waits, err := tx.ReleaseLetters(c.Board.ID, who)
	if err != nil {
		return err
	}
	if waits {
		if err := tx.Later(RemindersKind, key, f.db.Now(), nil); err != nil {
			return err
		}
	}
	return PlanDigest(tx, c.Board, who, d, c.Now)
}

// PlanDigest plans the first digest of a person after now, which is in the
// board's zone; none of who hears at once.
func PlanDigest(tx *storage.Tx, b board.Board, person board.ID, d board.Digest, now time.Time) error {
	at := d.Next(now, board.HolidaysOf(b.Land))
	if at.IsZero() {
		return nil
	}
	return tx.Later(DigestKind, storage.JobKey(b.ID, person)+"/"+strconv.FormatInt(at.Unix(), 10), at, nil)
}

// digestChosen says what holds now.
func digestChosen(c *commands.Call, d board.Digest) chat.Message {
	next := d.Next(c.Now, board.HolidaysOf(c.Board.Land))
	m := chat.Say(chat.T("board.digest.chosen."+string(d.Rhythm), "Hour", hour(d.Hour), "Day", weekdayName(d.Weekday), "Next", next))
	row := chat.Actions{}
	if d.Own {
		m = m.With(chat.Para{Text: chat.T("board.digest.quiet", "From", hour(d.Quiet.FromHour), "To", hour(d.Quiet.ToHour), "Never", d.Quiet.FromHour == d.Quiet.ToHour)})
		row = append(row, button("board.digest.button.shared", c.Board.ID, "board.digest", "rhythm", string(d.Rhythm), "shared", "yes"))
	}
	if d.Together() {
		row = append(row, button("board.digest.button.at_once", c.Board.ID, "board.digest", "rhythm", string(board.HeardAtOnce)))
	}
	if len(row) > 0 {
		m = m.With(row)
	}
	return m
}

// hour is a full hour as a moment of some day, for saying what the clock shows.
func hour(h int) time.Time { return time.Date(2026, time.January, 1, h, 0, 0, 0, time.UTC) }

func weekdayName(day time.Weekday) chat.Text {
	return chat.T("words.weekday." + strconv.Itoa((int(day)+6)%7+1))
}

// shapeDigest shows in the form what holds now.
func (f *Boards) shapeDigest(ctx context.Context, c *commands.Call, form *chat.Form) error {
	var d board.Digest
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		d, err = tx.Digest(c.Board.ID, c.Who.Person.ID)
		return err
	})
	if err != nil {
		return err
	}
	now := map[string]string{"rhythm": string(d.Rhythm)}
	if d.Together() {
		now["hour"], now["weekday"] = strconv.Itoa(d.Hour), weekdays()[(int(d.Weekday)+6)%7]
	}
	if d.Own {
		now["quiet_from"], now["quiet_to"] = strconv.Itoa(d.Quiet.FromHour), strconv.Itoa(d.Quiet.ToHour)
	}
	held := c.Form("board.digest", now)
	for i, field := range form.Fields {
		for _, other := range held.Fields {
			if other.Name == field.Name && field.Value == "" {
				form.Fields[i].Value = other.Value
			}
		}
	}
	return nil
}
