package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/commands/polls"
	"beirat/storage"
	"beirat/web"
	"beirat/words"
)

// showKind is the work of making every shown message of an entity true. Key: entity.
const showKind = "show"

// errElsewhere puts a job back that is about platforms which this process does
// not serve: another may, and nothing is left out because this one does not.
var errElsewhere = errors.New("no platform of the board is served here")

// show renders an entity's view now and makes every message that shows it
// equal. Where none is shown yet, one is sent.
func (b *Bot) show(ctx context.Context, j storage.Job) error {
	kind, id, err := parseEntity(j.Key)
	if err != nil {
		return err
	}
	if kind != polls.Entity {
		return fmt.Errorf("nobody knows how %q looks", j.Key)
	}
	view, err := b.polls.Card(ctx, id)
	if err != nil {
		return err
	}
	owner, homes, shown, err := b.places(ctx, view.Board, j.Key)
	if err != nil {
		return err
	}
	if !b.serves(homes) {
		return errElsewhere
	}
	for _, home := range homes {
		if err := b.showAt(ctx, j, owner, home, shown, view); err != nil {
			return err
		}
	}
	if view.Changes.IsZero() {
		return nil
	}
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.Later(showKind, j.Key, view.Changes, nil) })
}

// serves tells whether anything can be said in one of the homes; where there
// is none, nothing has to be.
func (b *Bot) serves(homes []storage.Home) bool {
	return len(homes) == 0 || slices.ContainsFunc(homes, func(h storage.Home) bool { return b.platforms[h.Platform] != nil })
}

// showAt makes one message true, or sends it.
func (b *Bot) showAt(ctx context.Context, j storage.Job, owner board.Board, home storage.Home, shown []storage.Shown, view commands.View) error {
	platform, served := b.platforms[home.Platform]
	if !served {
		return nil
	}
	out := chat.Outgoing{
		Key:    "show/" + j.Key + "/" + home.Platform + "/" + home.Server + "/" + home.Channel,
		Server: home.Server, Channel: home.Channel, Language: owner.Language, Message: view.Message,
	}
	now := storage.Shown{Entity: j.Key, View: "card", Platform: home.Platform, Server: home.Server, Channel: home.Channel, Hash: digest(out)}
	before, stands := standing(shown, now)
	if stands && before.Hash == now.Hash {
		return nil
	}
	now.Ref = before.Ref
	if !stands {
		ref, err := platform.Send(ctx, out)
		b.count(home.Platform, err)
		if err != nil {
			return fmt.Errorf("showing %s on %s: %w", j.Key, home.Platform, err)
		}
		now.Ref = ref
		if j.Attempt == 1 && j.LastError == "" {
			return b.saveShown(ctx, now)
		}
		// An earlier try may have been shown unheard, with what was true then.
		unsure := now
		unsure.Hash = ""
		if err := b.saveShown(ctx, unsure); err != nil {
			return err
		}
	}
	err := platform.Edit(ctx, now.Ref, out)
	b.count(home.Platform, err)
	if err != nil {
		return fmt.Errorf("keeping %s true on %s: %w", j.Key, home.Platform, err)
	}
	return b.saveShown(ctx, now)
}

// saveShown records what stands on a platform, also when the context has ended.
func (b *Bot) saveShown(ctx context.Context, s storage.Shown) error {
	ctx, cancel := last(ctx)
	defer cancel()
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.SaveShown(s) })
}

func standing(shown []storage.Shown, at storage.Shown) (storage.Shown, bool) {
	for _, s := range shown {
		if s.View == at.View && s.Platform == at.Platform && s.Server == at.Server && s.Channel == at.Channel && s.Account == at.Account {
			return s, true
		}
	}
	return storage.Shown{}, false
}

// places reads where an entity of a board is to be shown, and where it is.
func (b *Bot) places(ctx context.Context, id board.ID, entity string) (owner board.Board, homes []storage.Home, shown []storage.Shown, err error) {
	err = b.db.Read(ctx, func(tx *storage.Tx) error {
		if owner, err = tx.Board(id); err != nil {
			return err
		}
		if homes, err = tx.Homes(id); err != nil {
			return err
		}
		shown, err = tx.ShownOf(entity)
		return err
	})
	return owner, homes, shown, err
}

// digest tells messages apart by the words that people see and the buttons' meaning.
func digest(o chat.Outgoing) string {
	printer := words.Printer{Language: words.Language(o.Language)}
	say := func(t chat.Text) string { return printer.Print(t) }
	sum := sha256.New()
	fmt.Fprintln(sum, strings.Join(o.Message.Plain(say), "\n"))
	for _, button := range o.Message.Buttons() {
		fmt.Fprintln(sum, button.Action.Name, button.Action.Args)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// letter makes work of a message that is written when it is due: sent to one
// person, or posted in every home of the board. delivered hears what became of
// a private one; nil: nobody wants to know.
func (b *Bot) letter(write func(context.Context, storage.Job) (commands.Letter, error), delivered func(context.Context, storage.Job, string) error) work {
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

// post says something in every home of a board.
func (b *Bot) post(ctx context.Context, j storage.Job, l commands.Letter) error {
	owner, homes, _, err := b.places(ctx, l.Board, "")
	if err != nil {
		return err
	}
	if !b.serves(homes) {
		return errElsewhere
	}
	for _, home := range homes {
		platform, served := b.platforms[home.Platform]
		if !served {
			continue
		}
		_, err := platform.Send(ctx, chat.Outgoing{
			Key:    jobKey(j, home.Platform, home.Server, home.Channel),
			Server: home.Server, Channel: home.Channel, Language: owner.Language, Message: l.Message,
		})
		b.count(home.Platform, err)
		if err != nil {
			return fmt.Errorf("posting on %s: %w", home.Platform, err)
		}
	}
	return nil
}

// What became of a private message.
const (
	stateSent   = "sent"
	stateFailed = "failed"
)

// deliver sends a private message to every account that the person has on a
// platform where the board is at home. Who cannot be reached is recorded, and
// the office is told; the channel never is.
func (b *Bot) deliver(ctx context.Context, j storage.Job, l commands.Letter) (string, error) {
	owner, homes, _, err := b.places(ctx, l.Board, "")
	if err != nil {
		return stateFailed, err
	}
	if !b.serves(homes) {
		return stateFailed, errElsewhere
	}
	person, accounts, err := b.addresses(ctx, l.Person)
	if err != nil {
		return stateFailed, err
	}
	state := stateFailed
	for _, account := range accounts {
		server, athome := serverOn(homes, account.Platform)
		platform, served := b.platforms[account.Platform]
		if !athome || !served {
			continue
		}
		_, err := platform.Send(ctx, chat.Outgoing{
			Key:    jobKey(j, account.Platform, account.Account),
			Server: server, Account: account.Account, Message: l.Message,
			Language: string(language(person, chat.Actor{Locale: platformLocale(platform, account.Account)}, owner)),
		})
		b.count(account.Platform, err)
		switch {
		case err == nil:
			state = stateSent
		case errors.Is(err, chat.ErrUnreachable):
		default:
			return state, fmt.Errorf("writing to a person on %s: %w", account.Platform, err)
		}
		if err := b.reached(ctx, l.Board, account, err); err != nil {
			return state, err
		}
	}
	return state, nil
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

func serverOn(homes []storage.Home, platform string) (string, bool) {
	for _, home := range homes {
		if home.Platform == platform {
			return home.Server, true
		}
	}
	return "", false
}

// reached records whether an account can be reached, when that changed.
func (b *Bot) reached(ctx context.Context, of board.ID, a storage.Account, sending error) error {
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

func parseEntity(entity string) (kind string, id board.ID, err error) {
	kind, number, _ := strings.Cut(entity, ":")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return "", 0, fmt.Errorf("entity %q: %w", entity, err)
	}
	return kind, board.ID(n), nil
}
