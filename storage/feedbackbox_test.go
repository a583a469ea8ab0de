package storage_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// boxed is an anonymous round with something in its box.
func (v *secretVote) boxed() board.FeedbackRound {
	v.Helper()
	storage.Unshuffled(v.db)
	var r board.FeedbackRound
	v.write(0, func(tx *storage.Tx) (err error) {
		people := make([]board.ID, len(v.all))
		for i, e := range v.all {
			people[i] = e.Person.ID
		}
		r, err = tx.CreateFeedbackRound(board.FeedbackRound{Board: v.poll.Board, Kind: board.OnService, Service: "Online-Termine", Anonymous: true, Asked: board.AskedBoard,
			Closes: v.at.Add(24 * time.Hour), Tasks: []board.FeedbackTask{{Title: "Buchen"}, {Title: "Absagen"}}}, people)
		return err
	})
	return r
}

// slip is what somebody gives; two of one number are the same to the letter.
func slip(n int) board.FeedbackSlip {
	s := board.FeedbackSlip{Points: []board.FeedbackPoint{
		{Task: n % 3, Severity: board.Severities()[n%4], Text: fmt.Sprintf("PUNKT-%02d", n), Attachment: fmt.Sprintf("file%02d", n), Lock: board.FeedbackLock(fmt.Sprint("KEY", n), fmt.Sprint("salt", n))},
	}}
	if n < 6 {
		s.Ratings = map[int]board.Rating{1: board.Rating(n%5 + 1), 2: board.Rating((n+2)%5 + 1)}
	}
	return s
}

// gives is a giving as the program does it; times are those of the givings, whoever
// gives.
func (v *secretVote) gives(r board.FeedbackRound, person int, s board.FeedbackSlip) {
	v.Helper()
	v.mu.Lock()
	v.at = v.at.Add(time.Minute)
	v.mu.Unlock()
	v.write(v.all[person].Person.ID, func(tx *storage.Tx) error {
		if _, err := tx.LockFeedbackRound(r.ID); err != nil {
			return err
		}
		for _, p := range s.Points {
			if _, err := tx.KeepAttachment(board.Attachment{ID: p.Attachment, Board: r.Board, Name: "bild.png", Type: board.PNG, Content: bytes.Repeat([]byte(p.Text), 2000)}); err != nil {
				return err
			}
		}
		if err := tx.PutIntoFeedbackBox(r, v.all[person].Person.ID, s); err != nil {
			return err
		}
		return tx.Later("show", storage.Entity("feedback", r.ID), v.at, nil)
	})
}

func (v *secretVote) closeFeedback(r board.FeedbackRound) {
	v.Helper()
	v.write(0, func(tx *storage.Tx) error { r.Ended = v.at; return tx.CloseFeedback(r) })
	v.shred()
}

func TestWhoHasAllOfTheDatabaseLearnsNeitherWhoGaveWhichFeedbackNorInWhatOrder(t *testing.T) {
	as := []int{0, 1, 2, 3, 4, 5}
	for name, other := range map[string]struct{ people, slips []int }{
		"the same feedback in another order": {[]int{5, 3, 1, 0, 2, 4}, []int{5, 3, 1, 0, 2, 4}},
		"other feedback in another order":    {[]int{2, 0, 5, 4, 1, 3}, []int{1, 2, 0, 5, 3, 4}},
	} {
		t.Run(name, func(t *testing.T) {
			onBothKinds(t, func(t *testing.T, fresh func() string) {
				for _, over := range []bool{false, true} {
					give := func(people, slips []int) *secretVote {
						v := newSecretVote(t, fresh(), true)
						r := v.boxed()
						for i, person := range people {
							v.gives(r, person, slip(slips[i]))
						}
						if over { // a further point comes from somebody
							v.gives(r, people[0], slip(6))
							v.closeFeedback(r)
						}
						return v
					}
					one, two := give(as, as), give(other.people, other.slips)
					dump := storagetest.Dump(t, one.url)
					if !strings.Contains(dump, "PUNKT-03") || !strings.Contains(dump, "\naudit ") || strings.Contains(dump, "\nfeedback_box ") == over {
						t.Fatal(dump)
					}
					ones, twos := strings.Split(dump, "\n"), strings.Split(storagetest.Dump(t, two.url), "\n")
					if !over { // what lies in it while it runs says when a file came
						ones, twos = without(ones, "attachment "), without(twos, "attachment ")
					}
					if diff := cmp.Diff(ones, twos); diff != "" {
						t.Error("over: ", over, diff)
					}
					if over && one.db.Kind() == "sqlite" && !bytes.Equal(raw(t, one), raw(t, two)) {
						t.Error("the files differ")
					}
				}
			})
		})
	}
}

func without(lines []string, prefix string) (kept []string) {
	for _, line := range lines {
		if !strings.HasPrefix(line, prefix) {
			kept = append(kept, line)
		}
	}
	return kept
}

func TestOfAFeedbackBoxNothingIsLeftButItsLastState(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		v := newSecretVote(t, fresh(), true)
		r := v.boxed()
		for i := range 6 {
			s := slip(i)
			s.Points[0].Attachment = ""
			v.write(0, func(tx *storage.Tx) error { return tx.PutIntoFeedbackBox(r, v.all[i].Person.ID, s) })
		}
		if found := bytes.Count(raw(t, v), []byte("PUNKT-00")); found < 2 {
			t.Fatalf("%d states of the box before the end: this test sees nothing", found)
		}
		v.closeFeedback(r)
		left := raw(t, v)
		for i := range 6 {
			if found := bytes.Count(left, fmt.Appendf(nil, "PUNKT-%02d", i)); found != 1 {
				t.Errorf("the point %d is there %d times", i, found)
			}
		}
		if bytes.Contains(left, []byte(`"severity"`)) {
			t.Error("the box itself is still there")
		}
	})
}
