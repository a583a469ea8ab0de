package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands/calendars"
	"beirat/commands/meetings"
	"beirat/storage"
)

const (
	announceTries = 6           // of one announcement; the card says it all the same
	cardLater     = time.Minute // until it is looked again whether the card stands
)

// announce makes what platforms show of a meeting besides its card true, in every
// home on a platform that shows such things.
func (b *Bot) announce(ctx context.Context, j storage.Job) error {
	m, a, again, err := b.calendars.Announcement(ctx, j)
	if err != nil {
		return err
	}
	_, homes, shown, err := b.places(ctx, m.Board, storage.Entity(meetings.Entity, m.ID))
	if err != nil {
		return err
	}
	var failed []error
	for _, home := range homes {
		platform, can := b.platforms[home.Platform].(chat.Announcer)
		if !can || !b.served(home.Platform) {
			continue
		}
		a.Server, a.Channel = home.Server, home.Channel
		card, _ := standing(shown, storage.Shown{View: "card", Platform: home.Platform, Server: home.Server, Channel: home.Channel})
		a.Card = card.Ref
		switch err := b.announceAt(ctx, platform, home, m.ID, a); {
		case errors.Is(err, chat.ErrNoCard):
			again = sooner(again, b.db.Now().Add(cardLater))
		case errors.Is(err, chat.ErrNotAnnounced), err != nil && j.Attempt >= announceTries:
			b.log.Info("a meeting is not announced besides its card", "platform", home.Platform, "meeting", m.ID, "error", err)
		case err != nil:
			failed = append(failed, err)
		}
	}
	if err := errors.Join(failed...); err != nil {
		return err
	}
	if again.IsZero() {
		return nil
	}
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.Later(calendars.AnnounceKind, j.Key, again, nil) })
}

// announceAt announces in one home what was not announced there before.
func (b *Bot) announceAt(ctx context.Context, platform chat.Announcer, home storage.Home, meeting board.ID, a chat.Announcement) error {
	var before storage.Announced
	err := b.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		before, err = tx.AnnouncedOf(meeting, home)
		return err
	})
	says := announcementSum(a)
	if err != nil || before.Says == says {
		return err
	}
	a.Ref = before.Ref
	ref, err := platform.Announce(ctx, a)
	if err != nil {
		return fmt.Errorf("announcing meeting %d on %s: %w", meeting, home.Platform, err)
	}
	ctx, cancel := last(ctx)
	defer cancel()
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		return tx.SaveAnnounced(storage.Announced{Meeting: meeting, Home: home, Ref: ref, Says: says})
	})
}

// announcementSum tells announcements apart by what they say.
func announcementSum(a chat.Announcement) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %q %q %q", a.Card, a.Title, a.About, a.Place, a.State, a.Language)
	fmt.Fprintln(sum, a.Starts.Unix(), a.Ends.Unix())
	return hex.EncodeToString(sum.Sum(nil))
}
