package setup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"beirat/board"
	"beirat/bot/survey"
	"beirat/storage"
)

// ledger is the database as setup needs it: looked at first, and only made,
// locked and brought up to date where something is to be written.
type ledger struct {
	url    string
	now    func() time.Time
	db     *storage.DB
	unlock func() error
}

// look opens what is there, to read. A database that is not there yet, or has
// no tables, is an empty one.
func (l *ledger) look(ctx context.Context) error {
	if path, isFile := strings.CutPrefix(l.url, "sqlite:"); isFile {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	db, err := storage.Open(ctx, l.url, l.now)
	if err != nil {
		return err
	}
	have, _, err := db.Version(ctx)
	if err != nil || have == 0 {
		return errors.Join(err, db.Close())
	}
	l.db = db
	return nil
}

// open sees to it that there is a database, and that nobody else writes to it
// if something is to be written.
func (l *ledger) open(ctx context.Context, write bool) (err error) {
	if l.db != nil && !write || l.unlock != nil {
		return nil
	}
	if l.unlock, err = storage.Lock(l.url); err != nil {
		return err
	}
	if l.db == nil {
		if l.db, err = storage.Open(ctx, l.url, l.now); err != nil {
			return err
		}
	}
	return l.db.Migrate(ctx)
}

func (l *ledger) close() error {
	var errs []error
	if l.db != nil {
		errs = append(errs, l.db.Close())
	}
	if l.unlock != nil {
		errs = append(errs, l.unlock())
	}
	return errors.Join(errs...)
}

// Remember, Recall, Recollect, Forget and Once make it the memory of the platform's setup.
func (l *ledger) Remember(ctx context.Context, space, name string, value []byte) error {
	return l.db.Remember(ctx, space, name, value)
}

// Recall finds nothing in a database that is not there yet.
func (l *ledger) Recall(ctx context.Context, space, name string) ([]byte, bool, error) {
	if l.db == nil {
		return nil, false, nil
	}
	return l.db.Recall(ctx, space, name)
}

func (l *ledger) Forget(ctx context.Context, space, name string) error {
	return l.db.Forget(ctx, space, name)
}

// Recollect finds nothing in a database that is not there yet.
func (l *ledger) Recollect(ctx context.Context, space, prefix string) (map[string][]byte, error) {
	if l.db == nil {
		return nil, nil
	}
	return l.db.Recollect(ctx, space, prefix)
}

// Once claims nothing: setup answers nobody.
func (l *ledger) Once(context.Context, string, string, string) (bool, string, []byte, error) {
	return false, "", nil, errors.New("setup takes no events")
}

// homes are the channels on a platform that are a board's.
func (l *ledger) homes(ctx context.Context, platform string) (homes []survey.Home, err error) {
	if l.db == nil {
		return nil, nil
	}
	err = l.db.Read(ctx, func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		if err != nil {
			return err
		}
		for _, b := range boards {
			of, err := tx.Homes(b.ID)
			if err != nil {
				return err
			}
			for _, h := range of {
				if h.Platform != platform {
					continue
				}
				people, err := seated(tx, b.ID, platform)
				if err != nil {
					return err
				}
				homes = append(homes, survey.Home{Board: b.Name, Server: h.Server, Channel: h.Channel, People: people})
			}
		}
		return nil
	})
	return homes, err
}

// seated are the accounts on a platform of those who do something on a board,
// each once.
func seated(tx *storage.Tx, of board.ID, platform string) (people []survey.Seated, err error) {
	seats, err := tx.Seats(of)
	if err != nil {
		return nil, err
	}
	roles, err := tx.RoleHolders(of)
	if err != nil {
		return nil, err
	}
	var all []board.Person
	for _, s := range seats {
		all = append(all, s.Holder, s.Delegate)
	}
	for _, h := range roles {
		if h.Role != board.Admin {
			all = append(all, h.Person)
		}
	}
	met := map[board.ID]bool{0: true} // a seat may be vacant
	for _, person := range all {
		if met[person.ID] {
			continue
		}
		met[person.ID] = true
		accounts, err := tx.Accounts(person.ID)
		if err != nil {
			return nil, err
		}
		for _, a := range accounts {
			if a.Platform == platform {
				people = append(people, survey.Seated{ID: a.Account, Name: a.Name})
			}
		}
	}
	return people, nil
}

// founded tells whether a channel of a platform has a board.
func (l *ledger) founded(ctx context.Context, platform, server, channel string) (bool, error) {
	if l.db == nil {
		return false, nil
	}
	err := l.db.Read(ctx, func(tx *storage.Tx) error {
		_, err := tx.BoardAt(platform, server, channel)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
