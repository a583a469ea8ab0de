package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/storage"

	"github.com/cenkalti/backoff/v5"
)

const (
	lease    = time.Minute
	batch    = 32
	attempts = 12 // then a job is parked
	idle     = 15 * time.Second
)

// work does one job; nil ends it.
type work func(context.Context, storage.Job) error

// works is what every kind of job does. A kind that is not here waits: an
// older program must not eat a newer one's work.
func (b *Bot) works() map[string]work {
	return map[string]work{
		showKind:           b.show,
		polls.CloseKind:    b.polls.CloseDue,
		polls.ReminderKind: b.polls.Remind,
		polls.InviteKind:   b.letter(b.polls.Invitation, b.polls.Delivered),
		polls.NudgeKind:    b.letter(b.polls.Nudge, nil),
		polls.ResultKind:   b.letter(b.polls.Result, nil),
		polls.NoticeKind:   b.letter(b.polls.Notice, nil),
		boards.NoticeKind:  b.letter(b.boards.Notice, nil),
		unreachableKind:    b.letter(b.unreachableLetter, nil),
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

// Work does everything that is due now, and what becomes due by it.
func (b *Bot) Work(ctx context.Context) error {
	for {
		jobs, err := b.db.Claim(ctx, b.kinds(), batch, b.lease)
		if err != nil {
			return fmt.Errorf("claiming jobs: %w", err)
		}
		if len(jobs) == 0 {
			return nil
		}
		for _, j := range jobs {
			if err := b.do(ctx, j); err != nil {
				return err
			}
		}
	}
}

// Run works until the context ends: when something was planned, when
// something falls due, and from time to time in case neither was heard.
func (b *Bot) Run(ctx context.Context) error {
	wake := b.db.Wake()
	for {
		if err := b.Work(ctx); err != nil && ctx.Err() == nil {
			b.log.Error("work failed", "error", err)
		}
		timer := time.NewTimer(b.pause(ctx))
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// pause is how long nothing falls due, by the database's own clock.
func (b *Bot) pause(ctx context.Context) time.Duration {
	due, waits, err := b.db.NextDue(ctx, b.kinds())
	if err != nil || !waits {
		return idle
	}
	return min(idle, max(time.Millisecond, due.Sub(b.db.Now())))
}

// NextDue is when the next job falls due.
func (b *Bot) NextDue(ctx context.Context) (time.Time, bool, error) {
	return b.db.NextDue(ctx, b.kinds())
}

// do does one job and records what became of it. The error is the
// database's, or the end of the context.
func (b *Bot) do(ctx context.Context, j storage.Job) error {
	err := b.try(ctx, j)
	switch {
	case err == nil:
		return b.db.Finish(ctx, j)
	case ctx.Err() != nil:
		return ctx.Err() // the lease ends, and another takes it
	case errors.Is(err, errDropped):
		b.log.Info("job dropped", "kind", j.Kind, "key", j.Key, "why", err)
		return b.db.Finish(ctx, j)
	case j.Attempt >= attempts:
		b.log.Error("job parked", "kind", j.Kind, "key", j.Key, "attempt", j.Attempt, "error", err)
		return b.db.Park(ctx, j, err.Error())
	}
	b.log.Warn("job failed", "kind", j.Kind, "key", j.Key, "attempt", j.Attempt, "error", err)
	return b.db.Retry(ctx, j, b.db.Now().Add(wait(j.Attempt)), err.Error())
}

// try keeps one broken job from stopping the others.
func (b *Bot) try(ctx context.Context, j storage.Job) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("job panicked: %v", broken)
		}
	}()
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
