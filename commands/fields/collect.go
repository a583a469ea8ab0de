package fields

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// collect asks everybody, until a time, for fields and contributions; while it
// runs, it moves that time.
func (f *Fields) collect() commands.Command {
	closes := commands.Time("closes").Required().Future()
	return commands.Command{
		Path: "field.collect", Right: board.Chairing, Params: []commands.Param{closes},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				now   board.Collection
				until = closes.Of(c)
				said  = "field.collect.done"
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if last := c.Board.Term.End(); !last.IsZero() && until.After(last) {
					return commands.Mistake(closes.Name(), "field.collect.beyond_term", "Last", c.Board.Term.Last)
				}
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				now, err = tx.Collecting(c.Board.ID)
				switch {
				case errors.Is(err, storage.ErrNotFound):
					now, err = tx.StartCollection(board.Collection{Board: c.Board.ID, Person: c.Who.Person.ID, Closes: until})
					if err != nil {
						return err
					}
					return f.planCollection(tx, c.Board, now, call{What: begun})
				case err != nil:
					return err
				case now.Closes.Equal(until): // pressed twice
					return nil
				}
				now.Closes, said = until, "field.collect.moved"
				if err := tx.SaveCollection(now); err != nil {
					return err
				}
				return f.planCollection(tx, c.Board, now, call{What: moved, By: c.Who.Person.ID})
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T(said, "Closes", until), commands.Button(chat.T("cmd.field.finish.title"), c.Board.ID, "field.finish")), nil
		},
	}
}

// finish ends a collection before its time.
func (f *Fields) finish(shared params) commands.Command {
	return commands.Command{
		Path: "field.finish", Right: board.Chairing, Params: []commands.Param{shared.confirm},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			said := "field.finish.done"
			var now board.Collection
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err = tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				now, err = tx.Collecting(c.Board.ID)
				switch {
				case errors.Is(err, storage.ErrNotFound):
					return commands.Refuse("field.finish.none")
				case err != nil:
					return err
				case c.Pressed() && !shared.confirm.Of(c):
					said = "field.finish.ask"
					return nil
				}
				return f.end(tx, now, f.db.Now(), c.Who.Person.ID)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			text := chat.T(said, "Closes", now.Closes.In(c.Now.Location()))
			if said == "field.finish.ask" {
				return say(text, commands.Button(chat.T("field.finish.yes"), c.Board.ID, "field.finish", "confirm", "yes")), nil
			}
			return say(text), nil
		},
	}
}

// called is what everybody is told of a collection, as its sentence "field.call."
// is called.
type called string

const (
	begun called = "begun"
	moved called = "moved"
	ended called = "ended"
)

// call is the payload of CallKind.
type call struct {
	What called   `json:"what"`
	By   board.ID `json:"by,omitempty"`
}

func (f *Fields) planCall(tx *storage.Tx, running board.Collection, c call) error {
	now := f.db.Now()
	return tx.Later(CallKind, storage.JobKey(running.Board, running.ID)+"/"+string(c.What)+"/"+strconv.FormatInt(now.UnixNano(), 10), now, c)
}

// planCollection plans the end and the reminders of a collection, instead of
// those that were planned for another time, and tells everybody.
func (f *Fields) planCollection(tx *storage.Tx, b board.Board, running board.Collection, c call) error {
	if err := f.unplan(tx, running); err != nil {
		return err
	}
	if err := errors.Join(f.planCall(tx, running, c), tx.Later(EndKind, storage.JobKey(b.ID, running.ID), running.Closes, nil)); err != nil {
		return err
	}
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	zone, now := f.db.Zone(b.Zone), f.db.Now()
	for i, at := range profile.Quiet.Reminders(running.Opened.In(zone), running.Closes.In(zone), board.HolidaysOf(b.Land)) {
		if at.After(now) {
			if err := tx.Later(ReminderKind, storage.JobKey(b.ID, running.ID, board.ID(i+1)), at, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *Fields) unplan(tx *storage.Tx, running board.Collection) error {
	of := storage.JobKey(running.Board, running.ID)
	return errors.Join(tx.Drop(EndKind, of), tx.DropAll(ReminderKind, of+"/"), tx.DropAll(NudgeKind, of+"/"))
}

// end ends a collection that the caller has locked, and tells everybody.
func (f *Fields) end(tx *storage.Tx, running board.Collection, at time.Time, by board.ID) error {
	running.Ended = at
	return errors.Join(tx.SaveCollection(running), f.unplan(tx, running), f.planCall(tx, running, call{What: ended, By: by}))
}

// EndDue does the work of EndKind.
func (f *Fields) EndDue(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		running, err := tx.LockCollection(ids[1])
		if err != nil || !running.Ended.IsZero() {
			return err
		}
		if f.db.Now().Before(running.Closes) { // moved in the same moment
			return tx.Later(EndKind, j.Key, running.Closes, nil)
		}
		return f.end(tx, running, running.Closes, 0)
	})
}

// silentIn are those who have given nothing in a collection.
func silentIn(tx *storage.Tx, b board.Board, running board.Collection) ([]board.Person, error) {
	seats, err := tx.Seats(b.ID)
	if err != nil {
		return nil, err
	}
	fields, err := tx.Fields(b.ID, 0, everything)
	if err != nil {
		return nil, err
	}
	contributed, err := tx.Contributors(b.ID, running.Opened)
	return running.Silent(seats, fields, contributed, b.Term), err
}

// Remind does the work of ReminderKind: a letter to each who has given nothing
// and is not away. One that comes late, into quiet hours, waits.
func (f *Fields) Remind(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		running, err := tx.LockCollection(ids[1])
		if err != nil {
			return err
		}
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		profile, err := tx.Profile(b.ID)
		if err != nil {
			return err
		}
		at := profile.Quiet.Next(f.db.Now().In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land))
		if !running.Ended.IsZero() || !at.Before(running.Closes) || b.Term.Ended(at) {
			return fmt.Errorf("%w: the collection is over", commands.ErrDropped)
		}
		silent, err := silentIn(tx, b, running)
		if err != nil {
			return err
		}
		away, err := tx.Away(b.ID)
		if err != nil {
			return err
		}
		for _, p := range silent {
			if away[p.ID].Covers(at) {
				continue
			}
			if err := tx.Later(NudgeKind, storage.JobKey(b.ID, running.ID, p.ID, board.ID(at.Unix()/60)), at, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// Nudge is the letter of NudgeKind: to one who has given nothing yet.
func (f *Fields) Nudge(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.aboutCollection(ctx, j, 3, func(tx *storage.Tx, b board.Board, running board.Collection, ids []board.ID) (commands.Letter, error) {
		to, err := tx.NowID(ids[2])
		if err != nil {
			return commands.Letter{}, err
		}
		letter := commands.Letter{Person: to, Reminder: true, Before: running.Closes}
		if !running.Ended.IsZero() {
			letter.Drop = "the collection is over"
			return letter, nil
		}
		silent, err := silentIn(tx, b, running)
		if !hasPerson(silent, to) {
			letter.Drop = "has given something"
		}
		if err != nil {
			return letter, err
		}
		away, err := tx.Away(b.ID)
		if away[to].Covers(f.db.Now()) {
			letter.Drop = "has gone away meanwhile"
		}
		zone := f.db.Zone(b.Zone)
		letter.Message = withButtons(chat.Say(chat.T("field.nudge", "Closes", running.Closes.In(zone), "Now", f.db.Now().In(zone))), giveButtons(b.ID)...)
		return letter, err
	})
}

// Call is the post of CallKind.
func (f *Fields) Call(ctx context.Context, j storage.Job) (commands.Letter, error) {
	var told call
	if err := json.Unmarshal(j.Payload, &told); err != nil {
		return commands.Letter{}, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return f.aboutCollection(ctx, j, 2, func(tx *storage.Tx, b board.Board, running board.Collection, _ []board.ID) (commands.Letter, error) {
		fields, err := tx.Fields(b.ID, 0, everything)
		if err != nil {
			return commands.Letter{}, err
		}
		added := 0
		for _, one := range fields {
			added += one.Contributions()
		}
		var by board.Person
		if told.By != 0 {
			if by, err = tx.Person(told.By); err != nil {
				return commands.Letter{}, err
			}
		}
		row := giveButtons(b.ID)
		if told.What == ended {
			row = row[1:]
		}
		return commands.Letter{Message: withButtons(chat.Say(chat.T("field.call."+string(told.What), "Closes", running.Closes.In(f.db.Zone(b.Zone)),
			"Fields", len(fields), "N", added, "By", by.Name)), row...)}, nil
	})
}

// aboutCollection writes about the collection that is the second of a job's ids.
func (f *Fields) aboutCollection(ctx context.Context, j storage.Job, n int, write func(*storage.Tx, board.Board, board.Collection, []board.ID) (commands.Letter, error)) (letter commands.Letter, err error) {
	ids, err := j.IDs(n)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		running, err := tx.Collection(ids[1])
		if err != nil {
			return err
		}
		letter, err = write(tx, b, running, ids)
		letter.Board = b.ID
		return err
	})
	return letter, err
}
