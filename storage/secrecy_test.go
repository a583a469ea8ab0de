package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// secretVote is a database with one poll in which eleven may vote.
type secretVote struct {
	*testing.T
	url  string
	db   *storage.DB
	mu   sync.Mutex
	at   time.Time
	poll board.Poll
	all  []board.Elector
}

func newSecretVote(t *testing.T, url string, secret bool) *secretVote {
	v := &secretVote{T: t, url: url, at: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)}
	v.db = opened(t, url, v.now)
	storage.ForgetMigrating(v.db)
	v.write(0, func(tx *storage.Tx) error {
		home, err := tx.CreateBoard(board.Board{Name: "Beirat", Zone: "Europe/Berlin"}, []board.Group{{Key: "all", Seats: 11}},
			storage.Home{Platform: "console", Channel: "board"})
		if err != nil {
			return err
		}
		seats, err := tx.Seats(home.ID)
		if err != nil {
			return err
		}
		for i, seat := range seats {
			person, err := tx.Meet("console", fmt.Sprint("person", i), "")
			if err != nil {
				return err
			}
			if err := tx.TakeSeat(seat.ID, person.ID, ""); err != nil {
				return err
			}
			v.all = append(v.all, board.Elector{Seat: seat.ID, Person: person})
		}
		v.poll, err = tx.CreatePoll(board.Poll{Board: home.ID, Question: "Frage", Method: board.YesNo, Secret: secret, State: board.Open,
			Opened: v.at, Closes: v.at.Add(time.Hour)}, v.all)
		return err
	})
	return v
}

func (v *secretVote) now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.at
}

func (v *secretVote) write(person board.ID, do func(tx *storage.Tx) error) {
	v.Helper()
	if err := v.db.Write(context.Background(), storage.By{Person: person, Log: "LOG1"}, do); err != nil {
		v.Fatal(err)
	}
}

// cast is a ballot as the program casts it; times are those of the ballots,
// whoever casts them.
func (v *secretVote) cast(elector int, paper storage.Paper) {
	v.Helper()
	e := v.all[elector]
	v.mu.Lock()
	v.at = v.at.Add(time.Minute)
	v.mu.Unlock()
	v.write(e.Person.ID, func(tx *storage.Tx) error {
		if _, err := tx.LockPoll(v.poll.ID, true); err != nil {
			return err
		}
		if err := tx.PutIntoUrn(v.poll.ID, e.Seat, paper); err != nil {
			return err
		}
		return tx.Later("show", storage.Entity("poll", v.poll.ID), v.at, nil)
	})
}

// close ends the poll as the program does, and forgets what was before.
func (v *secretVote) close() {
	v.Helper()
	v.write(0, func(tx *storage.Tx) error {
		p, err := tx.LockPoll(v.poll.ID, true)
		if err != nil {
			return err
		}
		p.State, p.Ended = board.Closed, v.at
		if err := tx.EraseOrder(p.ID); err != nil {
			return err
		}
		return tx.SavePoll(p)
	})
	v.shred()
}

func (v *secretVote) shred() {
	v.Helper()
	if err := v.db.Shred(context.Background()); err != nil {
		v.Fatal(err)
	}
}

func onBothKinds(t *testing.T, do func(t *testing.T, fresh func() string)) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) { do(t, func() string { return kind(t) }) })
	}
}

func TestWhoHasAllOfTheDatabaseLearnsNeitherWhoVotedHowNorInWhatOrder(t *testing.T) {
	choices := []board.Choice{board.Yes, board.No, board.Yes, board.Abstain, board.No, board.Yes}
	as := []int{0, 1, 2, 3, 4, 5}
	for _, receipts := range []bool{false, true} {
		for name, other := range map[string]struct{ people, papers []int }{
			"other choices in the same order":      {as, []int{5, 3, 1, 0, 2, 4}},
			"the same choices in another order":    {[]int{5, 3, 1, 0, 2, 4}, []int{5, 3, 1, 0, 2, 4}},
			"other choices in another order":       {[]int{2, 0, 5, 4, 1, 3}, []int{1, 2, 0, 5, 3, 4}},
			"the other way round, of the same":     {[]int{5, 4, 3, 2, 1, 0}, []int{5, 4, 3, 2, 1, 0}},
			"the other way round, of other people": {[]int{5, 4, 3, 2, 1, 0}, as},
		} {
			t.Run(fmt.Sprint(name, " receipts ", receipts), func(t *testing.T) {
				onBothKinds(t, func(t *testing.T, fresh func() string) {
					vote := func(people, papers []int) *secretVote {
						v := newSecretVote(t, fresh(), true)
						for i, person := range people {
							paper := storage.Paper{Choice: choices[papers[i]]}
							if receipts {
								paper.Receipt = fmt.Sprintf("QX%d", papers[i]*7%6)
							}
							v.cast(person, paper)
						}
						v.close()
						return v
					}
					one, two := vote(as, as), vote(other.people, other.papers)
					dump := storagetest.Dump(t, one.url)
					if !strings.Contains(dump, "\nurn ") || !strings.Contains(dump, "\nroll ") || !strings.Contains(dump, "\naudit ") {
						t.Fatal(dump)
					}
					if diff := cmp.Diff(strings.Split(dump, "\n"), strings.Split(storagetest.Dump(t, two.url), "\n")); diff != "" {
						t.Error(diff)
					}
					if one.db.Kind() == "sqlite" && !bytes.Equal(raw(t, one), raw(t, two)) {
						t.Error("the files differ")
					}
				})
			})
		}
	}
}

// raw are all bytes that the database has in files.
func raw(t *testing.T, v *secretVote) (all []byte) {
	t.Helper()
	if path, isFile := strings.CutPrefix(v.url, "sqlite:"); isFile {
		for _, suffix := range []string{"", "-wal", "-journal"} {
			content, err := os.ReadFile(path + suffix)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			all = append(all, content...)
		}
		return all
	}
	handle, err := sqlx.Open("postgres", v.url)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	if _, err := handle.Exec("CHECKPOINT"); err != nil {
		t.Skip("only a superuser can read the files of the server: ", err)
	}
	var files [][]byte
	err = handle.Select(&files, `SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class
		WHERE relkind IN ('r', 'i', 't') AND relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace) AND pg_relation_filepath(oid) IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(files...)
}

func TestOfAnUrnNothingIsLeftButItsLastState(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v := newSecretVote(t, fresh(), true)
		for i := range v.all {
			v.cast(i, storage.Paper{Receipt: fmt.Sprintf("ZETTEL-%02d", i), Choice: board.Yes})
		}
		if found := bytes.Count(raw(t, v), []byte("ZETTEL-00")); found < 2 {
			t.Fatalf("%d states of the urn before the end: this test sees nothing", found)
		}
		v.close()
		left := raw(t, v)
		for i := range v.all {
			if found := bytes.Count(left, fmt.Appendf(nil, "ZETTEL-%02d", i)); found != 1 {
				t.Errorf("the paper %d is there %d times", i, found)
			}
		}
	})
}

func TestOfBallotsThatWereDiscardedNothingIsLeft(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v := newSecretVote(t, fresh(), false)
		named := func(i int) []byte { return fmt.Appendf(nil, "1=5,2=4711%02d", i) }
		for i, e := range v.all {
			v.write(e.Person.ID, func(tx *storage.Tx) error {
				_, err := tx.Cast(board.Ballot{Poll: v.poll.ID, Seat: e.Seat, Person: e.Person.ID, Choice: board.Choice(named(i)), Note: "NOTIZ"})
				return err
			})
		}
		if !bytes.Contains(raw(t, v), named(3)) {
			t.Fatal("this test does not see a ballot that is there")
		}
		v.write(0, func(tx *storage.Tx) error { return tx.MakeSecret(v.poll.ID) })
		v.shred()
		left := raw(t, v)
		for i := range v.all {
			if bytes.Contains(left, named(i)) {
				t.Errorf("the ballot %d is still there", i)
			}
		}
		if bytes.Contains(left, []byte("NOTIZ")) {
			t.Error("what was noted with a ballot is still there")
		}
	})
}

func TestShreddingWaitsForWhoeverMightStillSeeTheOld(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v := newSecretVote(t, fresh(), true)
		v.cast(0, storage.Paper{Choice: board.Yes})
		err := v.db.Read(context.Background(), func(tx *storage.Tx) error {
			if _, err := tx.Boards(); err != nil {
				return err
			}
			v.cast(1, storage.Paper{Choice: board.Yes})
			if err := v.db.Shred(context.Background()); !errors.Is(err, storage.ErrBusy) {
				t.Errorf("beside one who began before: %v", err)
			}
			v.cast(2, storage.Paper{Choice: board.Yes})
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		v.shred()
	})
}

func TestShreddingGoesOnBesideVotes(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v := newSecretVote(t, fresh(), true)
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				for n := range 10 {
					err := v.db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
						return tx.Later("show", fmt.Sprint(i, n), time.Time{}, nil)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 3 {
			v.shred()
		}
		all.Wait()
		waiting, _, _, err := v.db.Backlog(context.Background())
		if err != nil || waiting != 40 {
			t.Errorf("%d of 40 were kept: %v", waiting, err)
		}
	})
}
