package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/commands/boards"
	"beirat/storage"
)

// hearing is what a letter to a person has to heed, at a moment in the board's
// zone.
type hearing struct {
	owner  board.Board
	digest board.Digest
	quiet  board.Quiet // of the board
	now    time.Time
	off    board.Holidays
}

// put is what becomes of a letter: it is sent, or kept to be told with others at
// a time, or left out.
type put struct {
	with storage.Bundling // empty: it is sent
	at   time.Time
	drop string
}

// put decides. window is how long reminders wait for each other.
func (h hearing) put(l commands.Letter, window time.Duration) put {
	if l.Urgent || l.On != "" {
		return put{}
	}
	if next := h.digest.Next(h.now, h.off); !next.IsZero() && h.digest.Waits(l.Before, next) {
		return put{with: storage.WithDigest, at: next}
	}
	own := board.Quiet{FromHour: h.digest.Quiet.FromHour, ToHour: h.digest.Quiet.ToHour}
	if h.digest.Own && own.Covers(h.now, h.off) {
		at := own.Next(h.now, h.off)
		switch {
		case l.Before.IsZero() || at.Before(l.Before):
			return put{with: storage.WithReminders, at: at}
		case l.Reminder:
			return put{drop: "the person's quiet hours last until it is over"}
		}
		return put{}
	}
	if !l.Reminder {
		return put{}
	}
	at := h.now.Add(window)
	if !l.Before.IsZero() && l.Before.Before(at.Add(window)) || h.quiet.Covers(at, h.off) || h.digest.Own && own.Covers(at, h.off) {
		return put{}
	}
	return put{with: storage.WithReminders, at: at}
}

// keep keeps a letter that shall be told together with others, and tells whether
// it did. What was tried before stays what it was then.
func (b *Bot) keep(ctx context.Context, j storage.Job, l commands.Letter) (bool, error) {
	if l.Urgent || l.On != "" {
		return false, nil
	}
	if again(j) {
		return b.keptBefore(ctx, j)
	}
	h, err := b.hearing(ctx, l.Board, l.Person)
	if err != nil {
		return false, err
	}
	p := h.put(l, b.tempo.gather)
	switch {
	case p.drop != "":
		return false, fmt.Errorf("%w: %s", commands.ErrDropped, p.drop)
	case p.with == "":
		return false, nil
	}
	return true, b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if err := tx.KeepLetter(storage.Kept{Board: l.Board, Person: l.Person, With: p.with, Job: j}); err != nil {
			return err
		}
		if p.with == storage.WithDigest {
			return boards.PlanDigest(tx, h.owner, l.Person, h.digest, h.now)
		}
		return tx.Later(boards.RemindersKind, storage.JobKey(l.Board, l.Person), p.at, nil)
	})
}

func (b *Bot) keptBefore(ctx context.Context, j storage.Job) (kept bool, err error) {
	err = b.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		kept, err = tx.LetterKept(j.ID)
		return err
	})
	return kept, err
}

func (b *Bot) hearing(ctx context.Context, of, person board.ID) (h hearing, err error) {
	err = b.db.Read(ctx, func(tx *storage.Tx) error {
		if h.digest, err = tx.Digest(of, person); err != nil {
			return err
		}
		if h.owner, err = tx.Board(of); err != nil {
			return err
		}
		profile, err := tx.Profile(of)
		h.quiet = profile.Quiet
		return err
	})
	h.now, h.off = b.db.Now().In(b.db.Zone(h.owner.Zone)), board.HolidaysOf(h.owner.Land)
	return h, err
}

// gathered is a letter that is told together with others.
type gathered struct {
	kept   storage.Kept
	letter commands.Letter
}

// gather writes the letters that wait for a person, without those that have
// become needless. A job that is tried again has the same in its hand.
func (b *Bot) gather(ctx context.Context, j storage.Job, with storage.Bundling) (of, to board.ID, all []storage.Kept, told []gathered, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return 0, 0, nil, nil, err
	}
	err = b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if to, err = tx.NowID(ids[1]); err != nil {
			return err
		}
		all, err = tx.GatherLetters(ids[0], to, with, j.ID)
		return err
	})
	if err != nil {
		return 0, 0, nil, nil, err
	}
	told, err = b.written(ctx, all)
	return ids[0], to, all, told, err
}

// written are the letters of kept ones, without those that have become needless.
func (b *Bot) written(ctx context.Context, all []storage.Kept) (told []gathered, err error) {
	for _, kept := range all {
		write, known := b.writers[kept.Job.Kind]
		if !known {
			return nil, fmt.Errorf("nobody writes the letters of %q", kept.Job.Kind)
		}
		l, err := write(ctx, kept.Job)
		if errors.Is(err, commands.ErrDropped) || errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("writing letter %s %s: %w", kept.Job.Kind, kept.Job.Key, err)
		}
		if l.Drop == "" && l.Person != 0 {
			told = append(told, gathered{kept, l})
		}
	}
	return told, nil
}

// reminders tells what waited for a moment: one letter as it is, several as one.
func (b *Bot) reminders(ctx context.Context, j storage.Job) error {
	of, to, all, told, err := b.gather(ctx, j, storage.WithReminders)
	if err != nil {
		return err
	}
	theirs, others := ofPerson(told, to)
	for _, one := range others { // it is somebody else's now, as the vote of a seat
		if err := b.tell(ctx, j, one.kept.Job.ID, one.letter, []gathered{one}); err != nil {
			return err
		}
	}
	if len(theirs) == 0 {
		return b.toldAll(ctx, j, nil)
	}
	l := commands.Letter{Board: of, Person: to, Message: theirs[0].letter.Message}
	if len(theirs) > 1 {
		l.Message = boards.Bundle(lettersOf(theirs))
	}
	if err := b.tell(ctx, j, all[0].Job.ID, l, theirs); err != nil {
		return err
	}
	return b.toldAll(ctx, j, nil)
}

// ofPerson are those that are still for a person, and the others.
func ofPerson(told []gathered, to board.ID) (theirs, others []gathered) {
	for _, one := range told {
		if one.letter.Person == to {
			theirs = append(theirs, one)
		} else {
			others = append(others, one)
		}
	}
	return theirs, others
}

// tell sends a message under the name of a job that never sent another, and
// records what became of the letters in it.
func (b *Bot) tell(ctx context.Context, j storage.Job, as int64, l commands.Letter, told []gathered) error {
	sending := j
	sending.ID = as
	state, err := b.deliver(ctx, sending, l)
	if waits := err != nil && (j.Attempt < attempts || errors.Is(err, errElsewhere)); waits {
		return err
	}
	ctx, cancel := last(ctx)
	defer cancel()
	for _, one := range told {
		if hears := b.delivered()[one.kept.Job.Kind]; hears != nil {
			err = errors.Join(err, hears(ctx, one.kept.Job, state))
		}
	}
	return err
}

// toldAll notes that what a job gathered is told, together with what is planned then.
func (b *Bot) toldAll(ctx context.Context, j storage.Job, then func(*storage.Tx) error) error {
	ctx, cancel := last(ctx)
	defer cancel()
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if err := tx.LettersTold(j.ID); err != nil || then == nil {
			return err
		}
		return then(tx)
	})
}

// overview tells a person what has gathered for their digest, and what is open,
// and plans the next one.
func (b *Bot) overview(ctx context.Context, j storage.Job) error {
	of, to, all, told, err := b.gather(ctx, j, storage.WithDigest)
	if err != nil {
		return err
	}
	h, err := b.hearing(ctx, of, to)
	if err != nil {
		return err
	}
	c, err := b.reader(ctx, h.owner, to, h.now)
	if err != nil {
		return err
	}
	theirs, others := ofPerson(told, to)
	for _, one := range others {
		if err := b.tell(ctx, j, one.kept.Job.ID, one.letter, []gathered{one}); err != nil {
			return err
		}
	}
	m, says, err := b.boards.Overview(ctx, c, h.digest, lettersOf(theirs))
	if err != nil {
		return err
	}
	if says {
		as := j.ID
		if len(all) > 0 {
			as = all[0].Job.ID
		}
		if err := b.tell(ctx, j, as, commands.Letter{Board: of, Person: to, Message: m}, theirs); err != nil {
			return err
		}
	}
	return b.toldAll(ctx, j, func(tx *storage.Tx) error {
		if !c.Who.May(board.Inside) {
			return nil
		}
		return boards.PlanDigest(tx, h.owner, to, h.digest, h.now)
	})
}

// reader is somebody who does nothing now and is only written to.
func (b *Bot) reader(ctx context.Context, owner board.Board, person board.ID, now time.Time) (*commands.Call, error) {
	c := &commands.Call{Board: owner, Now: now}
	err := b.db.Read(ctx, func(tx *storage.Tx) (err error) {
		c.Who, err = tx.Standing(owner.ID, person)
		return err
	})
	c.Language = language(c.Who.Person, chat.Actor{}, owner)
	return c, err
}

func lettersOf(told []gathered) []commands.Letter {
	letters := make([]commands.Letter, len(told))
	for i, one := range told {
		letters[i] = one.letter
	}
	return letters
}

// lastNews is what the last digest told the one who calls.
func (b *Bot) lastNews(ctx context.Context, c *commands.Call) ([]commands.Letter, error) {
	var all []storage.Kept
	err := b.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		all, err = tx.LastDigest(c.Board.ID, c.Who.Person.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	told, err := b.written(ctx, all)
	told, _ = ofPerson(told, c.Who.Person.ID)
	return lettersOf(told), err
}
