package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/storage"
)

// crew does claimed jobs, several at once. What everybody sees of one poll is
// said in the order in which it was wanted; a platform that is slow does not
// hold up what needs none. A crew belongs to one goroutine.
type crew struct {
	bot     *Bot
	waiting []storage.Job   // claimed; for a hand or for their turn
	working map[string]bool // lanes
	sending int             // of those working
	renewed time.Time       // the leases of those that wait
	glanced time.Time       // when silent work was looked for in vain, by the wall
	ended   chan ended
}

// ended is a job that is over. The error is one that ends the work.
type ended struct {
	job storage.Job
	err error
}

// spare are the hands that never wait for a platform.
const spare = 2

// glance is how long it is not looked again whether there is work for the spare
// hands alone: where much waits for a platform, a look walks past all of it.
const glance = 100 * time.Millisecond

func (b *Bot) crew() *crew {
	return &crew{bot: b, working: map[string]bool{}, renewed: b.db.Now(), ended: make(chan ended, b.tempo.hands)}
}

// lane is the name of what a job must not overtake: everything public about
// one poll or board is said in order, in each home by itself; everything else
// needs none.
func lane(j storage.Job) string {
	if j.Kind == homeKind {
		if h, err := homeworkOf(j); err == nil {
			return lane(storage.Job{Kind: h.Kind, Key: h.Key}) + " in " + strings.Join([]string{h.Platform, h.Server, h.Channel}, "/")
		}
	}
	about, _, _ := strings.Cut(strings.TrimPrefix(j.Key, "poll:"), "/")
	switch j.Kind {
	case showKind, polls.ResultKind, polls.NoticeKind:
		return "poll/" + about
	case boards.NoticeKind:
		return "board/" + about
	}
	return j.Kind + "/" + j.Key
}

// silent tells work that says nothing to anybody and only plans or forgets.
func silent(kind string) bool {
	return kind == polls.CloseKind || kind == polls.ReminderKind || kind == polls.ShredKind || kind == sweepKind
}

// mostSending is how many jobs may wait for platforms at once.
func (c *crew) mostSending() int { return max(1, c.bot.tempo.hands-spare) }

// kinds are the kinds that there is a hand for; none if all have enough to do.
func (c *crew) kinds() []string {
	switch {
	case len(c.working)+len(c.waiting) < c.bot.tempo.hands:
		return c.bot.kinds()
	case c.spared() && time.Since(c.glanced) >= glance:
		return slices.DeleteFunc(c.bot.kinds(), func(kind string) bool { return !silent(kind) })
	}
	return nil
}

// spared tells whether there are hands only for what waits for no platform.
func (c *crew) spared() bool {
	says := c.sending
	for _, j := range c.waiting {
		if !silent(j.Kind) {
			says++
		}
	}
	inHand, hands := len(c.working)+len(c.waiting), c.bot.tempo.hands
	return inHand >= hands && hands > spare && inHand-says < spare
}

// fill claims what is due and begins it, as long as there is a hand for more.
func (c *crew) fill(ctx context.Context) error {
	for {
		if err := c.renew(ctx); err != nil {
			return err
		}
		c.begin(ctx)
		kinds := c.kinds()
		if len(kinds) == 0 {
			return nil
		}
		jobs, err := c.bot.db.Claim(ctx, kinds, batch, c.bot.lease)
		if err != nil {
			return fmt.Errorf("claiming jobs: %w", err)
		}
		if len(jobs) == 0 {
			if c.spared() {
				c.glanced = time.Now()
			}
			return nil
		}
		c.waiting = append(c.waiting, jobs...)
	}
}

// begin gives every free hand a job.
func (c *crew) begin(ctx context.Context) {
	passed := map[string]bool{} // lanes in which somebody waits already
	c.waiting = slices.DeleteFunc(c.waiting, func(j storage.Job) bool {
		lane, says := lane(j), !silent(j.Kind)
		if len(c.working) >= c.bot.tempo.hands || c.working[lane] || passed[lane] || says && c.sending >= c.mostSending() {
			passed[lane] = true
			return false
		}
		c.working[lane] = true
		if says {
			c.sending++
		}
		go func() { c.ended <- ended{j, c.bot.do(ctx, j)} }()
		return true
	})
}

// renew keeps the leases of those that wait.
func (c *crew) renew(ctx context.Context) error {
	now := c.bot.db.Now()
	if now.Sub(c.renewed) <= c.bot.lease/3 {
		return nil
	}
	c.renewed = now
	for _, j := range c.waiting {
		if err := c.bot.db.Renew(ctx, j.ID, c.bot.lease); err != nil && !errors.Is(err, storage.ErrNotFound) {
			return fmt.Errorf("renewing the lease of job %d: %w", j.ID, err)
		}
	}
	return nil
}

// wait lasts until a job has ended, work was planned, or something falls due
// that there is a hand for.
func (c *crew) wait(ctx context.Context, wake <-chan struct{}) error {
	pause := c.bot.lease / 3
	switch {
	case wake == nil:
	case c.spared():
		pause = min(pause, glance)
	default:
		if kinds := c.kinds(); len(kinds) > 0 {
			pause = min(pause, c.bot.pause(ctx, kinds))
		}
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case e := <-c.ended:
		return c.over(e)
	case <-wake:
	case <-timer.C:
	}
	return nil
}

// over takes note of a job that has ended.
func (c *crew) over(e ended) error {
	delete(c.working, lane(e.job))
	if !silent(e.job.Kind) {
		c.sending--
	}
	return e.err
}

// rest waits for those that work and gives back what was not begun.
func (c *crew) rest(ctx context.Context) error {
	var errs []error
	for len(c.working) > 0 {
		errs = append(errs, c.over(<-c.ended))
	}
	return errors.Join(append(errs, c.bot.giveBack(ctx, c.waiting))...)
}
