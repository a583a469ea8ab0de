package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// view is how a kind of entity looks now.
type view func(context.Context, board.ID) (commands.View, error)

// showKind is the work of making every shown message of an entity true. Key: entity.
const showKind = "show"

// show renders an entity's view now and makes every message that shows it
// equal. Where none is shown yet, one is sent.
func (b *Bot) show(ctx context.Context, j storage.Job) error {
	kind, id, err := parseEntity(j.Key)
	if err != nil {
		return err
	}
	look, known := b.views[kind]
	if !known {
		return fmt.Errorf("nobody knows how %q looks", j.Key)
	}
	view, err := look(ctx, id)
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

func parseEntity(entity string) (kind string, id board.ID, err error) {
	kind, number, _ := strings.Cut(entity, ":")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return "", 0, fmt.Errorf("entity %q: %w", entity, err)
	}
	return kind, board.ID(n), nil
}
