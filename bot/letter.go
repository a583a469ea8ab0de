package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/web"
)

// errElsewhere puts a job back that is about platforms which this process does
// not serve: another may, and nothing is left out because this one does not.
var errElsewhere = errors.New("no platform of the board is served here")

// letter makes work of a message that is written when it is due: sent to one
// person, kept to be told to them together with others, or posted in every home of
// the board. delivered hears what became of a private one; nil: nobody wants to know.
func (b *Bot) letter(write writer, delivered func(context.Context, storage.Job, string) error) work {
	return func(ctx context.Context, j storage.Job) error {
		l, err := write(ctx, j)
		if err != nil {
			return err
		}
		if l.Drop != "" {
			return fmt.Errorf("%w: %s", commands.ErrDropped, l.Drop)
		}
		if l.Person == 0 {
			return b.post(ctx, j, l)
		}
		switch forgotten, err := b.forgotten(ctx, l.Person); {
		case err != nil:
			return err
		case forgotten:
			return fmt.Errorf("%w: the person was forgotten", commands.ErrDropped)
		}
		if kept, err := b.keep(ctx, j, l); kept || err != nil {
			return err
		}
		state, err := b.deliver(ctx, j, l)
		waits := err != nil && (j.Attempt < attempts || errors.Is(err, errElsewhere))
		if waits || delivered == nil {
			return err
		}
		ctx, cancel := last(ctx)
		defer cancel()
		return errors.Join(err, delivered(ctx, j, state))
	}
}

// post says something in every home of a board: where there are several, by a
// job for each, so that none waits for another or repeats what it said.
func (b *Bot) post(ctx context.Context, j storage.Job, l commands.Letter) error {
	owner, homes, _, err := b.places(ctx, l.Board, "")
	if err != nil {
		return err
	}
	if len(homes) > 1 {
		return b.toHomes(ctx, j, owner.ID, homes)
	}
	for _, home := range homes {
		if err := b.postAt(ctx, j, owner, home, l.Message); err != nil {
			return err
		}
	}
	return nil
}

// postAt says something in one home.
func (b *Bot) postAt(ctx context.Context, j storage.Job, owner board.Board, home storage.Home, m chat.Message) error {
	if !b.served(home.Platform) {
		return errElsewhere
	}
	_, err := b.platforms[home.Platform].Send(ctx, chat.Outgoing{
		Key:   jobKey(j, home.Platform, home.Server, home.Channel),
		Again: again(j), Server: home.Server, Channel: home.Channel, Language: owner.Language, Message: m,
	})
	b.count(home.Platform, err)
	if err != nil {
		return fmt.Errorf("posting on %s: %w", home.Platform, err)
	}
	return nil
}

// localized is a platform that knows the language of its accounts.
type localized interface{ Locale(account string) string }

func platformLocale(p chat.Platform, account string) string {
	if knows, ok := p.(localized); ok {
		return knows.Locale(account)
	}
	return ""
}

func (b *Bot) addresses(ctx context.Context, id board.ID) (person board.Person, accounts []storage.Account, err error) {
	err = b.db.Read(ctx, func(tx *storage.Tx) error {
		if person, err = tx.Person(id); err != nil {
			return err
		}
		accounts, err = tx.Accounts(id)
		return err
	})
	return person, accounts, err
}

// forgotten tells whether nobody is reached by a person's id any more.
func (b *Bot) forgotten(ctx context.Context, person board.ID) (is bool, err error) {
	err = b.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		is, err = tx.Forgotten(person)
		return err
	})
	return is, err
}

func serverOn(homes []storage.Home, platform string) (string, bool) {
	for _, home := range homes {
		if home.Platform == platform {
			return home.Server, true
		}
	}
	return "", false
}

// reached records whether an account can be reached, when that changed, and
// tells the office if the person could not be at all.
func (b *Bot) reached(ctx context.Context, of board.ID, a storage.Account, sending error, nowhere bool) error {
	if (sending == nil) == a.Unreachable.IsZero() {
		return nil
	}
	ctx, cancel := last(ctx)
	defer cancel()
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if sending == nil {
			return tx.SetReachable(a.Platform, a.Account, "")
		}
		if err := tx.SetReachable(a.Platform, a.Account, sending.Error()); err != nil {
			return err
		}
		if !nowhere {
			return nil
		}
		return b.tellOffice(tx, unreachableKind, a.Platform+"/"+a.Account, trouble{Board: of, Person: a.Person, Platform: a.Platform})
	})
}

func (b *Bot) count(platform string, err error) {
	result := web.Sent
	switch {
	case errors.Is(err, chat.ErrUnreachable):
		result = web.Parked
	case err != nil:
		result = web.Retried
	}
	b.metrics.Send(platform, result)
}

func jobKey(j storage.Job, to ...string) string {
	return "job/" + strconv.FormatInt(j.ID, 10) + "/" + strings.Join(to, "/")
}

// serves tells whether anything can be said in one of the homes; where there
// is none, nothing has to be.
func (b *Bot) serves(homes []storage.Home) bool {
	return len(homes) == 0 || slices.ContainsFunc(homes, func(h storage.Home) bool { return b.served(h.Platform) })
}
