package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// homeKind is the work of doing in one home of a board what another job does in
// all: to post, or to keep a card true. A home that cannot be reached, or that
// this process does not serve, holds up no other, and what was done in one is
// not repeated for the sake of another.
const homeKind = "home"

// homework is the job that is done in one home.
type homework struct {
	Board    board.ID        `json:"board"`
	Platform string          `json:"platform"`
	Server   string          `json:"server"`
	Channel  string          `json:"channel"`
	Job      int64           `json:"job"`
	Kind     string          `json:"kind"`
	Key      string          `json:"key"`
	RunAt    time.Time       `json:"run_at"`
	Payload  json.RawMessage `json:"payload,omitempty"`
	Again    bool            `json:"again,omitempty"` // it may have been done in a home before it was parted
}

// home is the channel.
func (h homework) home() storage.Home {
	return storage.Home{Board: h.Board, Platform: h.Platform, Server: h.Server, Channel: h.Channel}
}

// toHomes plans a job for each home.
func (b *Bot) toHomes(ctx context.Context, j storage.Job, of board.ID, homes []storage.Home) error {
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		for _, home := range homes {
			h := homework{Board: of, Platform: home.Platform, Server: home.Server, Channel: home.Channel,
				Job: j.ID, Kind: j.Kind, Key: j.Key, RunAt: j.RunAt, Payload: j.Payload, Again: again(j)}
			if err := tx.Later(homeKind, h.name(), b.db.Now(), h); err != nil {
				return err
			}
		}
		return nil
	})
}

// name is the key of the job. A card is shown as it is when that is done, however
// often it was asked for; every post is one of its own.
func (h homework) name() string {
	name := []string{strconv.FormatInt(int64(h.Board), 10), h.Kind, h.Key, h.Platform, h.Server, h.Channel}
	if h.Kind != showKind {
		name = append(name, strconv.FormatInt(h.Job, 10))
	}
	return strings.Join(name, "/")
}

// atHome does the work of one home, if it still is one.
func (b *Bot) atHome(ctx context.Context, j storage.Job) error {
	h, err := homeworkOf(j)
	if err != nil {
		return err
	}
	var homes []storage.Home
	err = b.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		homes, err = tx.Homes(h.Board)
		return err
	})
	if err != nil {
		return err
	}
	if !slices.Contains(homes, h.home()) {
		return fmt.Errorf("%w: the channel on %s is no home any more", commands.ErrDropped, h.Platform)
	}
	inner := storage.Job{ID: h.Job, Kind: h.Kind, Key: h.Key, RunAt: h.RunAt, Payload: h.Payload,
		Attempt: j.Attempt, LastError: j.LastError, Asked: j.Asked, Created: j.Created}
	if h.Again {
		inner.Attempt++
	}
	if h.Kind == showKind {
		return b.showIn(ctx, inner, j, h.home())
	}
	return b.postIn(ctx, inner, h.home())
}

func homeworkOf(j storage.Job) (h homework, err error) {
	if err := json.Unmarshal(j.Payload, &h); err != nil {
		return h, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return h, nil
}

// postIn says a letter in one home.
func (b *Bot) postIn(ctx context.Context, inner storage.Job, home storage.Home) error {
	write, known := b.letters()[inner.Kind]
	if !known {
		return fmt.Errorf("nobody writes the letters of %q", inner.Kind)
	}
	l, err := write(ctx, inner)
	if err != nil {
		return err
	}
	if l.Drop != "" {
		return fmt.Errorf("%w: %s", commands.ErrDropped, l.Drop)
	}
	var owner board.Board
	err = b.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		owner, err = tx.Board(home.Board)
		return err
	})
	if err != nil {
		return err
	}
	return b.postAt(ctx, inner, owner, home, l.Message)
}

// showIn makes the card of one home true.
func (b *Bot) showIn(ctx context.Context, inner, j storage.Job, home storage.Home) error {
	view, err := b.look(ctx, inner.Key)
	if err != nil {
		return err
	}
	owner, _, shown, err := b.places(ctx, home.Board, inner.Key)
	if err != nil {
		return err
	}
	if !b.served(home.Platform) {
		return errElsewhere
	}
	err = b.showAt(ctx, inner, owner, home, shown, view)
	if early, is := errors.AsType[*tooEarly](err); is {
		return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.Later(homeKind, j.Key, early.until, nil) })
	}
	return err
}
