package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"beirat/commands"
	"beirat/commands/boards"
	"beirat/commands/calendars"
	"beirat/commands/invitations"
	"beirat/commands/polls"
	"beirat/storage"

	"github.com/cenkalti/backoff/v5"
)

const (
	lease    = time.Minute
	batch    = 32
	attempts = 12 // then a job is parked
	idle     = 15 * time.Second
	soonest  = time.Millisecond // another process may be about to take what is due
	patience = lease / 2        // with one job
	calm     = 2 * time.Second  // after the database failed, not to fill the log
	later    = time.Minute      // until a job that this process cannot do is looked at again
)

// letters are the kinds of jobs that say something, with who writes it.
func (b *Bot) letters() map[string]writer {
	letters := b.features.letters()
	letters[unreachableKind] = b.unreachableLetter
	letters[parkedKind] = b.parkedLetter
	return letters
}

// works is what every kind of job does. A kind that is not here waits: an
// older program must not eat a newer one's work.
func (b *Bot) works() map[string]work {
	works := b.features.works()
	works[showKind], works[homeKind], works[sweepKind] = b.show, b.atHome, b.sweep
	works[calendars.AnnounceKind] = b.announce
	works[boards.RemindersKind], works[boards.DigestKind] = b.reminders, b.overview
	for kind, write := range b.letters() {
		works[kind] = b.letter(write, b.delivered()[kind])
	}
	return works
}

// delivered are those who want to know what became of a letter, by its kind.
func (b *Bot) delivered() map[string]func(context.Context, storage.Job, string) error {
	return map[string]func(context.Context, storage.Job, string) error{
		polls.InviteKind: b.polls.Delivered, invitations.InviteKind: b.features.invitations.Delivered,
	}
}

func (b *Bot) kinds() []string {
	kinds := make([]string, 0, len(b.work))
	for kind := range b.work {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

// Work does everything that is due now, and what becomes due by it. When the
// context ends, what was begun is recorded, and the rest is given back.
func (b *Bot) Work(ctx context.Context) error { return b.labour(ctx, nil) }

// labour is Work that also looks up when something was planned meanwhile.
func (b *Bot) labour(ctx context.Context, wake <-chan struct{}) error {
	c := b.crew()
	for {
		err := c.fill(ctx)
		if err == nil && len(c.working) == 0 {
			return nil
		}
		if err == nil {
			err = c.wait(ctx, wake)
		}
		if err != nil {
			return errors.Join(err, c.rest(ctx))
		}
	}
}

// giveBack lets others do at once what was claimed and not begun.
func (b *Bot) giveBack(ctx context.Context, jobs []storage.Job) error {
	ctx, cancel := last(ctx)
	defer cancel()
	for _, j := range jobs {
		if err := b.db.Retry(ctx, j, b.db.Now(), j.LastError); err != nil {
			return fmt.Errorf("giving back job %d: %w", j.ID, err) // their leases end by themselves
		}
	}
	return nil
}

// last is for recording what was done when the context has ended.
func last(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
}

// Run works until the context ends: when something falls due, and from time to
// time in case it was not heard that something was planned.
func (b *Bot) Run(ctx context.Context) error {
	wake := b.db.Wake()
	pause := b.pause(ctx, b.kinds())
	for {
		planned := wake
		if pause <= soonest {
			planned = nil // it is due: who plans more does not put it off
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-planned:
			timer.Stop()
			pause = b.pause(ctx, b.kinds())
			continue
		case <-timer.C:
		}
		err := b.labour(ctx, wake)
		if pause = b.pause(ctx, b.kinds()); err != nil && ctx.Err() == nil {
			b.log.Error("work failed", "error", err)
			pause = calm
		}
	}
}

// pause is how long nothing of these kinds falls due, by the database's own
// clock.
func (b *Bot) pause(ctx context.Context, kinds []string) time.Duration {
	due, waits, err := b.db.NextDue(ctx, kinds)
	switch {
	case err != nil:
		return calm
	case !waits:
		return idle
	}
	return min(idle, max(soonest, due.Sub(b.db.Now())))
}

// NextDue is when the next job falls due.
func (b *Bot) NextDue(ctx context.Context) (time.Time, bool, error) {
	return b.db.NextDue(ctx, b.kinds())
}

// do does one job and records what became of it, also when the context ends
// meanwhile. The error is the database's, or the end of the context.
func (b *Bot) do(ctx context.Context, j storage.Job) error {
	if ctx.Err() != nil {
		return errors.Join(ctx.Err(), b.giveBack(ctx, []storage.Job{j}))
	}
	err := b.try(ctx, j)
	over := ctx.Err()
	ctx, cancel := last(ctx)
	defer cancel()
	switch {
	case err == nil:
		return b.db.Finish(ctx, j)
	case over != nil:
		return errors.Join(over, b.giveBack(ctx, []storage.Job{j}))
	case errors.Is(err, commands.ErrDropped):
		b.log.Info("job dropped", "job", j.ID, "kind", j.Kind, "key", j.Key, "why", err)
		return b.db.Finish(ctx, j)
	case errors.Is(err, errElsewhere):
		b.log.Warn("job waits", "job", j.ID, "kind", j.Kind, "key", j.Key, "why", err)
		return b.db.Retry(ctx, j, b.db.Now().Add(later), err.Error())
	case j.Attempt >= attempts:
		return b.park(ctx, j, err)
	}
	b.log.Warn("job failed", "job", j.ID, "kind", j.Kind, "key", j.Key, "attempt", j.Attempt, "error", err)
	return b.db.Retry(ctx, j, b.db.Now().Add(b.tempo.rest(j.Attempt)), err.Error())
}

// try keeps one broken job from stopping the others.
func (b *Bot) try(ctx context.Context, j storage.Job) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			b.log.Error("job panicked", "job", j.ID, "kind", j.Kind, "key", j.Key, "panic", cause(broken, false), "calls", calls(false))
			err = fmt.Errorf("job panicked: %s", cause(broken, false))
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return b.work[j.Kind](ctx, j)
}

// wait is how long a job rests after so many attempts: seconds first, then
// minutes, at most a quarter of an hour.
func wait(attempt int) time.Duration {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval, pauses.Multiplier = 2*time.Second, 15*time.Minute, 3
	pause := pauses.NextBackOff()
	for range attempt - 1 {
		pause = pauses.NextBackOff()
	}
	return pause
}
