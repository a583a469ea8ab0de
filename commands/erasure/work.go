package erasure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// Overwrite plans that what was deleted in a board is overwritten in the files of
// the database too.
func (f *Erasure) Overwrite(tx *storage.Tx, of board.ID) error {
	return tx.Later(ShredKind, storage.JobKey(of), f.db.Now(), nil)
}

// leftLetter is the letter of LeftKind: a seat is vacant, and nobody is named who
// left it.
func (f *Erasure) leftLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(4)
	if err != nil {
		return letter, err
	}
	letter.Board, letter.Person = ids[0], ids[1]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		seat, err := tx.Seat(ids[2])
		if err != nil {
			return err
		}
		if !seat.Vacant() {
			letter.Drop = "the seat has another holder"
		}
		by, err := tx.PersonName(ids[3])
		letter.Message = chat.Say(chat.T("erasure.left", "Group", groupName(seat.Group), "By", by)).
			With(chat.Actions{button("cmd.board.seat_add.title", ids[0], "board.seat_add")})
		return err
	})
	return letter, err
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

// tellRoles plans that those who coordinate a board, and who set it up, hear which
// roles somebody had who is forgotten; all of the board where there is nobody.
func (f *Erasure) tellRoles(tx *storage.Tx, of, by board.ID, had []board.Role) error {
	if len(had) == 0 {
		return nil
	}
	people, err := tx.Coordinators(of, f.db.Now())
	if err != nil {
		return err
	}
	holders, err := tx.RoleHolders(of)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.Role == board.Admin && !slices.Contains(people, h.Person.ID) {
			people = append(people, h.Person.ID)
		}
	}
	if len(people) == 0 {
		people = []board.ID{0}
	}
	for _, to := range people {
		if err := tx.Later(RolesKind, storage.JobKey(of, to, by), f.db.Now(), left{Version: 1, Roles: had}); err != nil {
			return err
		}
	}
	return nil
}

// left are the roles that somebody had.
type left struct {
	Version int          `json:"v"`
	Roles   []board.Role `json:"roles"`
}

// rolesLetter is the letter of RolesKind: which roles somebody had, who is not
// named, and which of them nobody has now.
func (f *Erasure) rolesLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	var l left
	if err := json.Unmarshal(j.Payload, &l); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	letter.Board, letter.Person, letter.Urgent = ids[0], ids[1], true
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		holders, err := tx.RoleHolders(ids[0])
		if err != nil {
			return err
		}
		var vacant vacancy
		for _, role := range leading() {
			if !slices.ContainsFunc(holders, func(h storage.Holding) bool { return h.Role == role }) {
				vacant.roles = append(vacant.roles, role)
			}
		}
		by, err := tx.PersonName(ids[2])
		letter.Message = chat.Say(chat.T("erasure.roles", "By", by, "Roles", roleNames(l.Roles), "Any", len(vacant.roles) > 0,
			"Vacant", roleNames(vacant.roles), "Leaderless", vacant.has(board.Chair, board.Office), "Locked", vacant.has(leading()...)))
		return err
	})
	return letter, err
}

// Begin plans the nights of all boards.
func (f *Erasure) Begin(ctx context.Context) error {
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		for _, b := range boards {
			if err == nil {
				err = f.planNight(tx, b)
			}
		}
		return err
	})
}

// Seated is told when a seat got another holder: a board that was just founded is
// looked after from then on.
func (f *Erasure) Seated(tx *storage.Tx, of, _ board.ID) error {
	b, err := tx.Board(of)
	if err != nil {
		return err
	}
	return f.planNight(tx, b)
}

// planNight plans the next three o'clock in the board's zone, at which nobody is
// disturbed; not every board at the same minute.
func (f *Erasure) planNight(tx *storage.Tx, b board.Board) error {
	now := f.db.Now().In(f.db.Zone(b.Zone))
	at := time.Date(now.Year(), now.Month(), now.Day()+1, 3, int(b.ID%60), 0, 0, now.Location())
	return tx.Later(NightKind, storage.JobKey(b.ID), at, nil)
}

// night does the work of NightKind.
func (f *Erasure) night(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	if err := f.db.ExpireShared(ctx); err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		periods, err := tx.RetentionPeriods(b.ID)
		if err != nil {
			return err
		}
		deleted := 0
		for _, p := range periods {
			n, err := tx.Expire(b.ID, p, f.db.Now())
			if err != nil {
				return err
			}
			deleted += n
		}
		if deleted > 0 {
			if err := f.Overwrite(tx, b.ID); err != nil {
				return err
			}
		}
		return f.planNight(tx, b)
	})
}
