package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

func TestPostgreSQLReplicasWakeEachOther(t *testing.T) {
	url := storagetest.Postgres(t)
	here, there := opened(t, url, time.Now), opened(t, url, time.Now)
	wake := there.Wake()
	// Listening begins in the background, so the first notices may come too soon: plan until one is heard.
	deadline := time.After(20 * time.Second)
	for n := 0; ; n++ {
		err := here.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error { return tx.Later("show", fmt.Sprint(n), time.Now(), nil) })
		if err != nil {
			t.Fatal(err)
		}
		select {
		case <-wake:
			return
		case <-deadline:
			t.Fatal("never woken")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func TestPostgreSQLReplicasNeverShareAJob(t *testing.T) {
	url := storagetest.Postgres(t)
	replicas := []*storage.DB{opened(t, url, time.Now), opened(t, url, time.Now)}
	err := replicas[0].Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
		for i := range 200 {
			if err := tx.Later("show", fmt.Sprint(i), time.Now().Add(-time.Minute), nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	taken := map[int64]int{}
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			for {
				jobs, err := replicas[i%2].Claim(context.Background(), []string{"show"}, 7, time.Minute)
				if err != nil {
					t.Error(err)
				}
				if len(jobs) == 0 {
					return
				}
				mu.Lock()
				for _, j := range jobs {
					taken[j.ID]++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for id, times := range taken {
		if times != 1 {
			t.Errorf("job %d: %d times", id, times)
		}
	}
	if len(taken) != 200 {
		t.Errorf("%d of 200 were claimed", len(taken))
	}
}

func TestPostgreSQLTransactionsThatBlockEachOtherBothSucceed(t *testing.T) {
	db := opened(t, storagetest.Postgres(t), time.Now)
	var people []board.Person
	for i := range 2 {
		people = append(people, meet(t, db, fmt.Sprint(i)))
	}
	var both sync.WaitGroup
	both.Add(2)
	var first sync.Map
	var all sync.WaitGroup
	for i := range 2 {
		all.Go(func() {
			err := db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
				if err := tx.SetLanguage(people[i].ID, "de"); err != nil {
					return err
				}
				if _, again := first.LoadOrStore(i, true); !again { // on the first try both hold one before they want the other
					both.Done()
					both.Wait()
				}
				return tx.SetLanguage(people[1-i].ID, "en")
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestPostgreSQLConnectionsThatWereCutAreReplaced(t *testing.T) {
	url := storagetest.Postgres(t)
	db := opened(t, url, time.Now)
	for i := range 3 {
		meet(t, db, fmt.Sprint(i))
	}
	handle, err := sqlx.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	if _, err := handle.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
		t.Fatal(err)
	}
	meet(t, db, "after")
	if err := db.Ping(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestPostgreSQLPlansManyOfTheSameFromManyAtOnce(t *testing.T) {
	db := opened(t, storagetest.Postgres(t), time.Now)
	var all sync.WaitGroup
	for i := range 32 {
		all.Go(func() {
			for range 10 {
				err := db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
					return errors.Join(tx.Later("show", fmt.Sprint("a", i%2), time.Now(), nil), tx.Later("show", fmt.Sprint("a", 1-i%2), time.Now(), nil))
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	jobs, err := db.Claim(context.Background(), []string{"show"}, 10, time.Minute)
	if err != nil || len(jobs) != 2 || jobs[0].Asked != 320 || jobs[1].Asked != 320 {
		t.Errorf("%+v %v", jobs, err)
	}
}

// TestPostgreSQLSortsTextsByTheirBytes: whatever order of texts a server has, the
// same ballots and names stand in the same order.
func TestPostgreSQLSortsTextsByTheirBytes(t *testing.T) {
	r := load(t, "postgres", storagetest.Postgres(t), "testdata/released/postgres/before-votes.sql")
	db := r.migrated(t)
	r.do(t, func(handle *sqlx.DB) error {
		_, err := handle.Exec(`ALTER TABLE ballot ALTER COLUMN choice TYPE TEXT COLLATE "und-x-icu"; ALTER TABLE template ALTER COLUMN folded TYPE TEXT COLLATE "und-x-icu"`)
		if err != nil && strings.Contains(err.Error(), "does not exist") {
			t.Skip("this server has no orders of texts beside its own")
		}
		return err
	})
	err := db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
		for seat, choice := range map[board.ID]board.Choice{1: "1=3", 2: "10>1", 3: "1>2", 4: "Z"} {
			if _, err := tx.Cast(board.Ballot{Poll: 2, Seat: seat, Person: seat, Choice: choice}); err != nil {
				return err
			}
		}
		for _, name := range []string{"é", "z", "1b", "1.c"} {
			if err := tx.SaveTemplate(1, name, nil); err != nil {
				return err
			}
		}
		piles, err := tx.Piles(board.Poll{ID: 2})
		if want := []board.Pile{{Choice: "10>1", N: 1}, {Choice: "1=3", N: 1}, {Choice: "1>2", N: 1}, {Choice: "Z", N: 1}}; err != nil || !slices.Equal(piles, want) {
			t.Errorf("%v %v", piles, err)
		}
		templates, err := tx.Templates(1)
		var names []string
		for _, template := range templates {
			names = append(names, template.Name)
		}
		if want := []string{"1.c", "1b", "z", "é"}; err != nil || !slices.Equal(names, want) {
			t.Errorf("%q %v", names, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
