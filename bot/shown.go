package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// skew is how far the clocks of two machines may be apart.
const skew = 2 * time.Second

// showKind is the work of making every shown message of an entity true. Key: entity.
const showKind = "show"

// show renders an entity's view now and makes every message that shows it
// equal. Where none is shown yet, or somebody has deleted it, one is sent. Of
// several homes each is a job of its own.
func (b *Bot) show(ctx context.Context, j storage.Job) error {
	view, err := b.look(ctx, j.Key)
	if err != nil {
		return err
	}
	owner, homes, shown, err := b.places(ctx, view.Board, j.Key)
	if err != nil {
		return err
	}
	again := view.Changes
	if len(homes) > 1 {
		if err := b.toHomes(ctx, j, view.Board, homes); err != nil {
			return err
		}
		homes = nil
	}
	if !b.serves(homes) {
		return errElsewhere
	}
	for _, home := range homes {
		err := b.showAt(ctx, j, owner, home, shown, view)
		if early, is := errors.AsType[*tooEarly](err); is {
			again = sooner(again, early.until)
		} else if err != nil {
			return err
		}
	}
	if again.IsZero() {
		return nil
	}
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.Later(showKind, j.Key, again, nil) })
}

// look renders what an entity looks like now.
func (b *Bot) look(ctx context.Context, entity string) (commands.View, error) {
	kind, id, err := parseEntity(entity)
	if err != nil {
		return commands.View{}, err
	}
	look, known := b.views[kind]
	if !known {
		return commands.View{}, fmt.Errorf("nobody knows how %q looks", entity)
	}
	return look(ctx, id)
}

// tooEarly puts off the change of a message that was changed a moment ago.
type tooEarly struct{ until time.Time }

func (e *tooEarly) Error() string { return "it was changed a moment ago" }

// sooner is the earlier of two times; zero is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// showAt makes one message true, or sends it.
func (b *Bot) showAt(ctx context.Context, j storage.Job, owner board.Board, home storage.Home, shown []storage.Shown, view commands.View) error {
	platform, served := b.platforms[home.Platform]
	if !served {
		return nil
	}
	out := chat.Outgoing{
		Key:   "show/" + j.Key + "/" + home.Platform + "/" + home.Server + "/" + home.Channel,
		Again: again(j), Server: home.Server, Channel: home.Channel, Language: owner.Language, Message: view.Message,
	}
	now := storage.Shown{Entity: j.Key, View: "card", Platform: home.Platform, Server: home.Server, Channel: home.Channel, Hash: digest(out)}
	before, stands := standing(shown, now)
	if !stands {
		return b.showFirst(ctx, platform, out, now)
	}
	if before.Hash == now.Hash {
		return nil
	}
	// What failed before has waited, and what a killed program left is not put off.
	// A clock that is further ahead than machines may be is not gone by.
	if since := b.db.Now().Sub(before.At); !again(j) && since < b.tempo.between && since > -skew {
		return &tooEarly{before.At.Add(b.tempo.between)}
	}
	now.Ref = before.Ref
	err := b.edit(ctx, platform, now, out)
	if errors.Is(err, chat.ErrGone) {
		out.Key += "/instead/" + before.Ref // the same however often this is tried
		return b.showFirst(ctx, platform, out, now)
	}
	return err
}

// showFirst sends a message where none stands.
func (b *Bot) showFirst(ctx context.Context, platform chat.Platform, out chat.Outgoing, now storage.Shown) error {
	ref, err := platform.Send(ctx, out)
	b.count(platform.Name(), err)
	if err != nil {
		return fmt.Errorf("showing %s on %s: %w", now.Entity, platform.Name(), err)
	}
	now.Ref = ref
	if !out.Again {
		return b.saveShown(ctx, now)
	}
	// An earlier try may have been shown unheard, with what was true then.
	unsure := now
	unsure.Hash = ""
	if err := b.saveShown(ctx, unsure); err != nil {
		return err
	}
	return b.edit(ctx, platform, now, out)
}

func (b *Bot) edit(ctx context.Context, platform chat.Platform, now storage.Shown, out chat.Outgoing) error {
	err := platform.Edit(ctx, now.Ref, out)
	b.count(platform.Name(), err)
	if err != nil {
		return fmt.Errorf("keeping %s true on %s: %w", now.Entity, platform.Name(), err)
	}
	return b.saveShown(ctx, now)
}

// again tells whether an earlier try of a job may have been shown unheard.
func again(j storage.Job) bool { return j.Attempt > 1 || j.LastError != "" }

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

func parseEntity(entity string) (kind string, id board.ID, err error) {
	kind, number, _ := strings.Cut(entity, ":")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return "", 0, fmt.Errorf("entity %q: %w", entity, err)
	}
	return kind, board.ID(n), nil
}
