package storage

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// plan collects the work that a transaction plans. It is written last, in the
// order of kind and key, so that transactions that plan the same job wait for
// each other as short as can be, and never in a circle.
type plan struct {
	jobs    map[jobName]*wish
	dropped []jobName // all of a kind whose key begins so
}

type jobName struct{ kind, key string }

type wish struct {
	drop    bool // what waited before
	add     bool
	asked   int64
	at      int64
	payload []byte
}

func (p *plan) wish(kind, key string) *wish {
	if p.jobs == nil {
		p.jobs = map[jobName]*wish{}
	}
	name := jobName{kind, key}
	if p.jobs[name] == nil {
		p.jobs[name] = &wish{}
	}
	return p.jobs[name]
}

// soonest is the first time for which work is planned; false if none is.
func (p *plan) soonest() (at int64, planned bool) {
	for _, w := range p.jobs {
		if w.add && (!planned || w.at < at) {
			at, planned = w.at, true
		}
	}
	return at, planned
}

// Later plans work for a time. A job of the same kind and key that waits
// already is asked for again: it runs at the earlier of both times, with this
// payload unless it is nil; one that is being worked on runs once more, not
// before at; one that was parked waits again. The payload is kept as JSON.
func (tx *Tx) Later(kind, key string, at time.Time, payload any) error {
	if err := tx.ready(); err != nil {
		return err
	}
	if tx.reading {
		return ErrReadOnly
	}
	w := tx.plan.wish(kind, key)
	if payload != nil {
		text, err := json.Marshal(payload)
		if err != nil {
			return fmt.Errorf("payload of job %s %s: %w", kind, key, err)
		}
		w.payload = text
	}
	if !w.add || milli(at) < w.at {
		w.at = milli(at)
	}
	w.add = true
	w.asked++
	return nil
}

// Drop cancels a waiting job. One that is being worked on is not stopped, but
// runs no more. No such job is no error.
func (tx *Tx) Drop(kind, key string) error {
	if err := tx.ready(); err != nil {
		return err
	}
	if tx.reading {
		return ErrReadOnly
	}
	*tx.plan.wish(kind, key) = wish{drop: true}
	return nil
}

// DropAll cancels every waiting job of a kind whose key begins with prefix.
func (tx *Tx) DropAll(kind, prefix string) error {
	if err := tx.ready(); err != nil {
		return err
	}
	if tx.reading {
		return ErrReadOnly
	}
	maps.DeleteFunc(tx.plan.jobs, func(name jobName, _ *wish) bool {
		return name.kind == kind && strings.HasPrefix(name.key, prefix)
	})
	tx.plan.dropped = append(tx.plan.dropped, jobName{kind, prefix})
	return nil
}

func (tx *Tx) flush() error {
	for _, name := range tx.plan.dropped {
		_, err := tx.exec("DELETE FROM job WHERE kind = ? AND done_at = 0 AND SUBSTR(job_key, 1, ?) = ?", name.kind, len([]rune(name.key)), name.key)
		if err != nil {
			return fmt.Errorf("drop jobs %s %s…: %w", name.kind, name.key, err)
		}
	}
	names := slices.SortedFunc(maps.Keys(tx.plan.jobs), func(a, b jobName) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(len(a.key), len(b.key)), cmp.Compare(a.key, b.key))
	})
	for _, name := range names {
		if err := tx.grant(name, tx.plan.jobs[name]); err != nil {
			return fmt.Errorf("plan job %s %s: %w", name.kind, name.key, err)
		}
	}
	return nil
}

func (tx *Tx) grant(name jobName, w *wish) error {
	if w.drop {
		if _, err := tx.exec("DELETE FROM job WHERE kind = ? AND job_key = ? AND done_at = 0", name.kind, name.key); err != nil {
			return err
		}
	}
	if !w.add {
		return nil
	}
	var payload any
	if w.payload != nil {
		payload = w.payload
	}
	return tx.must(`INSERT INTO job (kind, job_key, run_at, due_at, asked, payload, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, job_key) WHERE done_at = 0 DO UPDATE SET
			asked = job.asked + excluded.asked,
			payload = COALESCE(excluded.payload, job.payload),
			again_at = CASE WHEN job.lease_until = 0 THEN 0
				WHEN job.again_at = 0 OR excluded.run_at < job.again_at THEN excluded.run_at ELSE job.again_at END,
			run_at = CASE WHEN job.parked_at <> 0 OR (job.lease_until = 0 AND excluded.run_at < job.run_at) THEN excluded.run_at ELSE job.run_at END,
			due_at = CASE WHEN job.parked_at <> 0 OR (job.lease_until = 0 AND excluded.run_at < job.run_at) THEN excluded.run_at ELSE job.due_at END,
			attempt = CASE WHEN job.parked_at <> 0 THEN 0 ELSE job.attempt END,
			parked_at = 0`,
		name.kind, name.key, w.at, w.at, w.asked, payload, tx.now())
}
