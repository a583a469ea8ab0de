package ideas

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// desk is the feature on a database with a board, two of its people and a
// bundle of what both sent.
type desk struct {
	*testing.T
	f      *Ideas
	db     *storage.DB
	board  board.Board
	people [2]board.Person
	bundle board.Idea
}

func newDesk(t *testing.T) *desk {
	begin, passed := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC), atomic.Int64{}
	clock := func() time.Time { return begin.Add(time.Duration(passed.Add(1)) * time.Second) }
	db, err := storage.Open(t.Context(), storagetest.SQLite(t), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := &desk{T: t, f: New(db, nil), db: db}
	d.write(func(tx *storage.Tx) (err error) {
		if d.board, err = tx.CreateBoard(board.Board{Name: "Beirat", Language: "de", Zone: "Europe/Berlin"}, nil, storage.Home{Platform: "console", Channel: "one"}); err != nil {
			return err
		}
		var sent []board.Idea
		for n, name := range []string{"erna", "otto"} {
			if d.people[n], err = tx.Meet("console", name, name); err != nil {
				return err
			}
			i, err := tx.CreateIdea(board.Idea{Board: d.board.ID, Kind: board.PlainIdea, Text: "von " + name, Sender: d.people[n].ID})
			if err != nil {
				return err
			}
			sent = append(sent, i)
		}
		d.bundle, err = tx.Bundle(board.Idea{Board: d.board.ID, Title: "Beides", Sender: d.people[0].ID}, sent)
		return err
	})
	return d
}

func (d *desk) write(do func(tx *storage.Tx) error) {
	d.Helper()
	if err := d.db.Write(d.Context(), storage.By{}, do); err != nil {
		d.Fatal(err)
	}
}

// vote is a vote about the bundle that is over, with the option that won.
func (d *desk) vote(state board.State, outcome board.Outcome, won int) storage.Job {
	d.Helper()
	var p board.Poll
	d.write(func(tx *storage.Tx) (err error) {
		p = board.Poll{Board: d.board.ID, Question: "?", Method: board.OneOf, State: state, Outcome: outcome, Opened: d.db.Now(),
			About: board.Subject{Kind: board.AboutIdea, ID: d.bundle.ID}}
		for n := range 3 {
			p.Options = append(p.Options, board.Option{Number: n + 1, Label: string(rune('A' + n)), Thing: board.ID(n + 1), Won: n+1 == won})
		}
		if p, err = tx.CreatePoll(p, nil); err != nil {
			return err
		}
		return tx.SavePoll(p)
	})
	return storage.Job{Kind: DecidedKind, Key: storage.JobKey(d.board.ID, p.ID)}
}

// waiting counts what was planned of a kind.
func (d *desk) waiting(kind string) int {
	d.Helper()
	jobs, err := d.db.Claim(d.Context(), []string{kind}, 100, time.Minute)
	if err != nil {
		d.Fatal(err)
	}
	for _, j := range jobs {
		if err := d.db.Finish(d.Context(), j); err != nil {
			d.Fatal(err)
		}
	}
	return len(jobs)
}

func (d *desk) measures() int {
	d.Helper()
	var measures []board.Measure
	err := d.db.Read(d.Context(), func(tx *storage.Tx) (err error) {
		measures, err = tx.Measures(d.board.ID)
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return len(measures)
}

func TestWorkThatIsDoneTwiceDecidesOnce(t *testing.T) {
	for name, c := range map[string]struct{ won, measures int }{
		"kept": {1, 1}, "put off": {2, 0}, "dropped": {3, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			job := d.vote(board.Closed, board.Adopted, c.won)
			for range 2 {
				if err := d.f.decided(t.Context(), job); err != nil {
					t.Fatal(err)
				}
			}
			if d.measures() != c.measures {
				t.Errorf("%d measures", d.measures())
			}
			if told := d.waiting(AnsweredKind); told != 2 {
				t.Errorf("%d letters to two senders", told)
			}
			if err := d.f.decided(t.Context(), job); err != nil || d.waiting(AnsweredKind) != 0 {
				t.Errorf("told again after they were told: %v", err)
			}
		})
	}
}

func TestWhatCameToNothingLeavesTheIdeaOpen(t *testing.T) {
	for name, c := range map[string]struct {
		state   board.State
		outcome board.Outcome
		letters int
	}{
		"tied":      {board.Closed, board.Tied, 2},
		"withdrawn": {board.Withdrawn, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			if err := d.f.decided(t.Context(), d.vote(c.state, c.outcome, 0)); err != nil {
				t.Fatal(err)
			}
			if told := d.waiting(UndecidedKind); told != c.letters {
				t.Errorf("%d letters", told)
			}
			if d.waiting(AnsweredKind) != 0 || d.measures() != 0 {
				t.Error("it was decided")
			}
		})
	}
}

func TestWhatWasAnsweredMeanwhileStays(t *testing.T) {
	d := newDesk(t)
	job := d.vote(board.Closed, board.Adopted, 1)
	d.write(func(tx *storage.Tx) error {
		answered := d.bundle
		answered.State, answered.Answer = board.IdeaDropped, "Nein."
		return tx.AnswerIdea(answered)
	})
	if err := d.f.decided(t.Context(), job); err != nil || d.measures() != 0 || d.waiting(AnsweredKind) != 0 {
		t.Errorf("%d measures, %v", d.measures(), err)
	}
}

func TestAVoteAboutNothingThatThereIsDecidesNothing(t *testing.T) {
	d := newDesk(t)
	d.bundle.ID += 1000
	if err := d.f.decided(t.Context(), d.vote(board.Closed, board.Adopted, 1)); !errors.Is(err, commands.ErrDropped) {
		t.Errorf("%v", err)
	}
}

func TestOfTwoWhoAnswerAtOnceOneDoes(t *testing.T) {
	d := newDesk(t)
	settle := func() error {
		return d.db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
			i, err := tx.LockIdea(d.bundle.ID)
			if err != nil {
				return err
			}
			if err := answerable(tx, i); err != nil {
				return err
			}
			i.State = board.IdeaKept
			_, err = d.f.settle(tx, i, settling{by: d.people[0].ID})
			return err
		})
	}
	var both sync.WaitGroup
	failed := make([]error, 2)
	for n := range failed {
		both.Go(func() { failed[n] = settle() })
	}
	both.Wait()
	if (failed[0] == nil) == (failed[1] == nil) {
		t.Errorf("%v and %v", failed[0], failed[1])
	}
	if d.measures() != 1 || d.waiting(AnsweredKind) != 1 { // who answers hears nothing
		t.Errorf("%d measures", d.measures())
	}
}
