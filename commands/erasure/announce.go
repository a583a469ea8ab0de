package erasure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// notice is how long before they are forgotten somebody is told of it, who did not
// do it themselves: so long there is time to reach them.
const notice = time.Hour

// announce plans that somebody is told that they are to be forgotten, and then is.
func (f *Erasure) announce(tx *storage.Tx, s sheet) error {
	c := s.c
	key, now := storage.JobKey(c.Board.ID, s.asked.who.ID), f.db.Now()
	o := ordered{Version: 1, By: c.Who.Person.ID, Note: s.asked.note, At: now.Add(notice)}
	if err := tx.Later(AnnounceKind, key, now, o); err != nil {
		return err
	}
	return tx.Later(ForgetKind, key, o.At, o)
}

// ordered is that somebody is to be forgotten: who had it done, on which letter,
// and when it is done.
type ordered struct {
	Version int       `json:"v"`
	By      board.ID  `json:"by"`
	Note    string    `json:"note"`
	At      time.Time `json:"at"`
}

func orderOf(j storage.Job) (o ordered, err error) {
	if err := json.Unmarshal(j.Payload, &o); err != nil {
		return o, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return o, nil
}

// announceLetter is the letter of AnnounceKind.
func (f *Erasure) announceLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	o, err := orderOf(j)
	if err != nil {
		return letter, err
	}
	letter.Board, letter.Urgent = ids[0], true
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		if letter.Person, err = tx.NowID(ids[1]); err != nil {
			return err
		}
		by, err := tx.PersonName(o.By)
		letter.Message = chat.Say(chat.T("erasure.announce", "By", by, "Board", b.Name, "Note", o.Note, "At", o.At.In(f.db.Zone(b.Zone)))).
			With(chat.Actions{button("cmd.board.my_data.title", b.ID, "board.my_data")})
		return err
	})
	return letter, err
}

// forgetWork does the work of ForgetKind. Who has become a part of another board
// meanwhile decides for themselves.
func (f *Erasure) forgetWork(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	o, err := orderOf(j)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{Person: o.By}, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		who, err := tx.NowID(ids[1])
		if err != nil {
			return err
		}
		if err := tx.LockPerson(who); err != nil {
			return err
		}
		what, err := tx.Forgetting(who)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			return fmt.Errorf("%w: the person was forgotten", commands.ErrDropped)
		case err != nil:
			return err
		case len(what.Boards) > 1:
			return fmt.Errorf("%w: the person belongs to another board too", commands.ErrDropped)
		}
		language, _ := words.Match(b.Language)
		return f.erase(tx, erasing{person: who, as: former(what, language), note: o.Note, what: what, in: b.ID, by: o.By})
	})
}
