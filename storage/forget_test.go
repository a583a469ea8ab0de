package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// What somebody is found by.
const (
	theirName    = "Xaverius-Quirin Abendroth"
	theirAccount = "xaverius.quirin.4711"
	theirMail    = "x.q.abendroth@example.org"
)

// traced is a database in which somebody left traces wherever one can.
func traced(t *testing.T, url string) (*secretVote, board.Person) {
	v := newSecretVote(t, url, false)
	var who board.Person
	b := v.poll.Board
	v.write(0, func(tx *storage.Tx) (err error) {
		if who, err = tx.Meet("console", theirAccount, theirName); err != nil {
			return err
		}
		m, err := tx.CreateMeeting(board.Meeting{Board: b, Title: "Sitzung", Kind: board.Ordinary, State: board.MeetingFixed, Starts: v.at.Add(time.Hour), Minutes: 60, By: who.ID})
		if err != nil {
			return err
		}
		if err := tx.TakeSeat(v.all[0].Seat, who.ID, "Abendroth-Werke"); err != nil {
			return err
		}
		_, guested := tx.InviteGuest(board.MeetingGuest{Board: b, Meeting: m.ID, Name: theirName, Mail: theirMail, Person: who.ID})
		_, mailed := tx.InviteGuest(board.MeetingGuest{Board: b, Meeting: m.ID, Name: "Frau " + theirName, Mail: theirMail})
		other, met := tx.Meet("console", "other", "other")
		coded := errors.Join(mailed, met, tx.OfferLink(storage.Link{Person: other.ID, Platform: "console", Account: "other", Sum: "sum", Expires: v.at.Add(time.Hour)}),
			tx.ShowLink("sum", "console/"+theirAccount))
		_, tasked := tx.CreateMeetingTask(board.MeetingTask{Board: b, Title: "Aufgabe", Owner: who.ID, Name: theirName})
		return errors.Join(guested, coded, tasked, tx.SetRole(b, who.ID, board.Office, true), tx.SetAway(b, who.ID, board.Absence{From: v.at, Until: v.at.Add(time.Hour)}),
			tx.SetReachable("console", theirAccount, theirName+" blocks"),
			tx.SaveShown(storage.Shown{Entity: "poll:1", View: "private", Platform: "console", Account: theirAccount, Ref: "1"}),
			tx.Later("waiting", "1/a", v.at.Add(time.Hour), map[string]string{"name": theirName, "account": theirAccount}),
			tx.Later("unreachable", "1/7/console/"+theirAccount, v.at.Add(time.Hour), nil),
			tx.MissLink("console", theirAccount), tx.MissLink("console", "other"), tx.SetLanguage(who.ID, "en"))
	})
	ctx := context.Background()
	_, _, _, used := v.db.Once(ctx, "letters", "9", "console/"+theirAccount)
	_, _, _, answered := v.db.Once(ctx, "form", "1", "{\"by\":\""+theirAccount+"\"}")
	_, _, _, others := v.db.Once(ctx, "form", "2", "other") // of an empty table a server notes nothing anew
	err := errors.Join(used, answered, others, v.db.Remember(ctx, "console", "form/other", []byte("half")), v.db.Remember(ctx, "console", "form/"+theirAccount, []byte("half")),
		v.db.Remember(ctx, "console", "post/1", fmt.Appendf(nil, "{\"text\":%q}", "Sitz für "+theirName)))
	if err != nil {
		t.Fatal(err)
	}
	return v, who
}

// whole are all bytes of a database; of a server what its tables hold.
func whole(t *testing.T, v *secretVote) []byte {
	if strings.HasPrefix(v.url, "sqlite:") {
		return raw(t, v)
	}
	return []byte(storagetest.Dump(t, v.url))
}

// planned is what a server has noted of the values in its tables, for planning;
// nothing of a file.
func planned(t *testing.T, url string) string {
	t.Helper()
	if strings.HasPrefix(url, "sqlite:") {
		return ""
	}
	handle, err := sqlx.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	var noted string
	if err := handle.Get(&noted, "SELECT COALESCE(STRING_AGG(CONCAT(most_common_vals, histogram_bounds), ' '), '') FROM pg_stats WHERE schemaname = current_schema()"); err != nil {
		t.Fatal(err)
	}
	return noted
}

// analyzed lets a server note what it plans by, as it does by itself now and then.
func analyzed(t *testing.T, url string) {
	t.Helper()
	if strings.HasPrefix(url, "sqlite:") {
		return
	}
	handle, err := sqlx.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	if _, err := handle.Exec("ANALYZE"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(planned(t, url), theirName) {
		t.Error("the server never noted the name")
	}
}

func TestOfWhoIsForgottenNoByteIsLeft(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v, who := traced(t, fresh())
		for _, word := range []string{theirName, theirAccount, theirMail} {
			if !bytes.Contains(whole(t, v), []byte(word)) {
				t.Fatalf("%s was never there", word)
			}
		}
		analyzed(t, v.url)
		v.write(0, func(tx *storage.Tx) error { _, err := tx.Forget(who.ID, "ehemaliges Mitglied", ""); return err })
		if err := v.db.ShredAll(context.Background()); err != nil {
			t.Fatal(err)
		}
		noted := planned(t, v.url)
		for _, word := range []string{theirName, "Abendroth", theirAccount, theirMail} {
			for line := range strings.Lines(storagetest.Dump(t, v.url)) {
				if strings.Contains(line, word) {
					t.Errorf("%s is still there: %s", word, line)
				}
			}
			if bytes.Contains(whole(t, v), []byte(word)) {
				t.Errorf("the bytes of %s are still there", word)
			}
			if strings.Contains(noted, word) {
				t.Errorf("the server plans by %s", word)
			}
		}
	})
}

// about are the lines of a dump that tell of nobody in particular.
func about(t *testing.T, v *secretVote, id board.ID) (lines []string) {
	for line := range strings.Lines(storagetest.Dump(t, v.url)) {
		if strings.HasPrefix(line, "account ") && !strings.Contains(line, fmt.Sprintf("person_id=\"%d\"", id)) {
			lines = append(lines, line[strings.Index(line, "platform="):])
		}
	}
	return lines
}

func TestWhatBelongsToOthersStaysAsItWas(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v, who := traced(t, fresh())
		before := about(t, v, who.ID)
		v.write(0, func(tx *storage.Tx) error { _, err := tx.Forget(who.ID, "ehemaliges Mitglied", ""); return err })
		if diff := cmp.Diff(before, about(t, v, who.ID)); diff != "" || len(before) != 12 {
			t.Errorf("%d accounts of others: %s", len(before), diff)
		}
	})
}

func TestForgettingThatIsInterruptedForgetsNothing(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v, who := traced(t, fresh())
		before := storagetest.Dump(t, v.url)
		broken := errors.New("power cut")
		err := v.db.Write(context.Background(), storage.By{}, func(tx *storage.Tx) error {
			if _, err := tx.Forget(who.ID, "jemand", ""); err != nil {
				return err
			}
			return broken
		})
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		if strings.HasPrefix(v.url, "sqlite:") {
			if diff := cmp.Diff(before, storagetest.Dump(t, v.url)); diff != "" {
				t.Error(diff)
			}
		}
		v.write(0, func(tx *storage.Tx) error { _, err := tx.Forget(who.ID, "jemand", ""); return err })
	})
}
