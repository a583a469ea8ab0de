package mattermost

import (
	"context"
	"fmt"
	"hash/maphash"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

const (
	heardFrom = "heard_from" // under which the moment is kept from which to hear again
	lanes     = 8
	laneMost  = 64               // what may wait in a lane before hearing pauses
	seenEvery = 5 * time.Minute  // how often the moment is kept from which to hear again
	seenAgain = 10 * time.Minute // how long before it may be in hand
	seenMost  = 24 * time.Hour   // what is older is not answered any more
	calmAfter = time.Minute      // a connection that held so long ended by chance
	takeMost  = 2                // times that a post is tried to be answered
	takeTime  = handleTime + 10*time.Second
)

// notAccepted is for who runs the program.
const notAccepted = "the token is not accepted, so nothing is heard or written: the bot is deactivated " +
	"(enable it in Mattermost's System Console, Integrations, Bot Accounts; the program then goes on by itself) " +
	"or the token was revoked (run \"beirat setup mattermost --new-token --write …\" and start the program again)"

// talk is the work of one Listen: what is written to the bot, each person's in
// its order, several persons' side by side.
type talk struct {
	*Mattermost
	host    Host
	me      account
	from    time.Time // what was written before it is answered or was never to be
	seed    maphash.Seed
	lanes   []chan heard
	working sync.WaitGroup
}

// Listen hears what people write to the bot, in direct messages and by its
// name in channels, and answers as direct messages. It connects again whenever
// the connection ends, catches up with what it missed, and returns when the
// context ends, after what it had in hand.
func (m *Mattermost) Listen(ctx context.Context, host Host) error {
	t := &talk{Mattermost: m, host: host, from: time.Now(), seed: maphash.MakeSeed()}
	for range lanes {
		lane := make(chan heard, laneMost)
		t.lanes = append(t.lanes, lane)
		t.working.Go(func() {
			for h := range lane {
				t.answer(ctx, h)
			}
		})
	}
	defer t.working.Wait()
	defer func() {
		for _, lane := range t.lanes {
			close(lane)
		}
	}()
	pause := backoff.NewExponentialBackOff()
	said := false // that the token is not accepted: once, not with every try
	for {
		began := time.Now()
		err := t.connected(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if time.Since(began) > calmAfter {
			pause.Reset()
		}
		next := pause.NextBackOff()
		switch unknown := refused(err, http.StatusUnauthorized); {
		case !unknown:
			m.log.Warn("not connected to the server", "error", err, "again", next)
			said = false
		case !said:
			m.log.Error(notAccepted)
			said = true
		}
		if rest(ctx, next) != nil {
			return nil
		}
	}
}

// connected is one connection, from its beginning to its end.
func (t *talk) connected(ctx context.Context) error {
	me, err := t.people.bot(ctx)
	if err != nil {
		return err
	}
	t.me = me
	s, err := t.dial(ctx)
	if err != nil {
		// The server only closes a connection with a token that it does not know.
		if _, asked := t.server.me(ctx); refused(asked, http.StatusUnauthorized) {
			return asked
		}
		return err
	}
	defer s.close()
	// Connected first, then caught up: nothing is between the two.
	if err := t.catchUp(ctx); err != nil {
		return err
	}
	t.log.Info("connected to the server")
	t.heard.Store(true)
	defer t.heard.Store(false)
	kept := time.Now()
	for {
		h, is, err := s.next()
		if err != nil {
			return err
		}
		if time.Since(kept) > seenEvery {
			kept = time.Now()
			t.keepFrom(ctx, kept)
		}
		if is {
			t.hear(ctx, h)
		}
	}
}

// hear puts a post that is meant for the bot into the lane of its author.
func (t *talk) hear(ctx context.Context, h heard) {
	var meant bool
	if h.text, meant = t.meant(h); !meant {
		return
	}
	lane := t.lanes[maphash.String(t.seed, h.post.UserId)%uint64(len(t.lanes))]
	select {
	case lane <- h:
	case <-ctx.Done():
	}
}

// catchUp hears what was written while nobody listened; what was in hand when
// an earlier run ended, too.
func (t *talk) catchUp(ctx context.Context) error {
	now := time.Now()
	value, known, err := t.options.Memory.Recall(ctx, Name, heardFrom)
	if err != nil {
		return fmt.Errorf("recalling from when to hear: %w", err)
	}
	if known {
		millis, err := strconv.ParseInt(string(value), 10, 64)
		if err != nil {
			return fmt.Errorf("recalling from when to hear: %w", err)
		}
		t.from = time.UnixMilli(millis)
	}
	if oldest := now.Add(-seenMost); t.from.Before(oldest) {
		t.from = oldest
	}
	channels, err := t.server.channels(ctx)
	if err != nil {
		return fmt.Errorf("asking for the bot's channels: %w", err)
	}
	for _, channel := range channels {
		if channel.LastPostAt < t.from.UnixMilli() {
			continue
		}
		posts, err := t.server.since(ctx, channel.Id, t.from)
		if err != nil {
			return fmt.Errorf("asking for what was written: %w", err)
		}
		for _, post := range slices.Backward(posts) {
			if post.CreateAt >= t.from.UnixMilli() {
				t.hear(ctx, heard{post: post, team: channel.TeamId, channelType: channel.Type})
			}
		}
	}
	t.keepFrom(ctx, now)
	return nil
}

// keepFrom keeps the moment from which to hear again: a while before now, for
// what is in hand, but not before the very first.
func (t *talk) keepFrom(ctx context.Context, now time.Time) {
	if again := now.Add(-seenAgain); again.After(t.from) {
		t.from = again
	}
	value := strconv.AppendInt(nil, t.from.UnixMilli(), 10)
	if err := t.options.Memory.Remember(ctx, Name, heardFrom, value); err != nil {
		t.log.Error("keeping from when to hear", "error", err)
	}
}

// answer answers a post that is meant for the bot; of several replicas one
// does, and where that one died over it another, later. It ends what it began
// although the context ends.
func (t *talk) answer(listening context.Context, h heard) {
	if listening.Err() != nil { // what is not begun is caught up with
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(listening), handleTime)
	defer cancel()
	author, err := t.people.account(ctx, h.post.UserId)
	if err != nil {
		t.log.Error("what was written is not answered", "error", err)
		return
	}
	if author.Bot || author.Gone {
		return
	}
	ours, later, err := t.take(ctx, "post/"+h.post.Id)
	switch {
	case err != nil:
		t.log.Error("what was written is not answered", "error", err)
		return
	case later > 0:
		t.working.Go(func() {
			if t.server.rest(listening, later) == nil {
				t.answer(listening, h)
			}
		})
		return
	case !ours:
		return
	}
	x := exchange{account: author, channel: h.post.ChannelId}
	x.event = chat.Event{ID: h.post.Id, Platform: Name, Actor: author.actor(), Do: chat.Typing{Text: h.text}}
	if h.channelType == model.ChannelTypeDirect {
		x.event.Files = t.attached(ctx, h.post.FileIds)
	}
	if h.channelType == model.ChannelTypeOpen || h.channelType == model.ChannelTypePrivate {
		x.event.Place = chat.Place{Server: h.team, Channel: h.post.ChannelId}
	}
	reply := t.host.Handle(ctx, x.event)
	t.write(ctx, x, reply.Language, t.allTypable(ctx, t.said(ctx, t.host, x, reply), x.reader(reply.Language)))
	if err := t.options.Memory.Answered(ctx, Name, "post/"+h.post.Id, nil); err != nil {
		t.log.Error("that a post is answered was not kept", "error", err)
	}
}

// take claims a post. Another may have it in hand: then it is worth another look
// after a while, for who was killed over a post leaves it claimed and without
// an answer. So what is cut off is done once more; that it was done to its end
// and only not noted is possible, but rarer than that nobody answered.
func (t *talk) take(ctx context.Context, key string) (ours bool, later time.Duration, err error) {
	for n := range takeMost {
		claim := key
		if n > 0 {
			claim += "/" + strconv.Itoa(n)
		}
		now := time.Now()
		first, since, answer, err := t.options.Memory.Once(ctx, Name, claim, strconv.FormatInt(now.UnixMilli(), 10))
		if err != nil || first || answer != nil {
			return first, 0, err
		}
		millis, err := strconv.ParseInt(since, 10, 64)
		if err != nil { // claimed by an earlier version, so long ago
			continue
		}
		if left := time.UnixMilli(millis).Add(takeTime).Sub(now); left > 0 {
			return false, left, nil
		}
	}
	return false, 0, nil
}
