package storage_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"

	"github.com/google/go-cmp/cmp"
)

// TestWhoRepliesNamelesslyAndInWhichOrderIsInNoDatabase: of three questions about a
// point of an anonymous round each has its reply, by other people and in another
// order. Nothing that is left differs.
func TestWhoRepliesNamelesslyAndInWhichOrderIsInNoDatabase(t *testing.T) {
	onBothKinds(t, func(t *testing.T, fresh func() string) {
		left := func(order, people []int) *secretVote {
			v := newSecretVote(t, fresh(), true)
			r, asked := v.askedNamelessly()
			for i, question := range order {
				v.at = v.at.Add(1e9)
				v.write(v.all[people[i]].Person.ID, func(tx *storage.Tx) error {
					if _, err := tx.LockFeedbackRound(r.ID); err != nil {
						return err
					}
					return tx.ReplyNamelessly(r, asked[question].ID, fmt.Sprint("Erwiderung ", question))
				})
			}
			v.shred()
			return v
		}
		one, two := left([]int{0, 1, 2}, []int{0, 1, 2}), left([]int{2, 0, 1}, []int{5, 5, 3})
		dump := storagetest.Dump(t, one.url)
		if strings.Count(dump, "Erwiderung") != 3 {
			t.Fatal(dump)
		}
		if diff := cmp.Diff(strings.Split(dump, "\n"), strings.Split(storagetest.Dump(t, two.url), "\n")); diff != "" {
			t.Error(diff)
		}
		if one.db.Kind() == "sqlite" && !bytes.Equal(raw(t, one), raw(t, two)) {
			t.Error("the files differ")
		}
	})
}

// askedNamelessly is an anonymous round that is over, with three questions about
// its one point.
func (v *secretVote) askedNamelessly() (r board.FeedbackRound, asked []board.FeedbackQuestion) {
	v.Helper()
	v.write(0, func(tx *storage.Tx) (err error) {
		r, err = tx.CreateFeedbackRound(board.FeedbackRound{Board: v.poll.Board, Kind: board.OnService, Service: "Termine", Anonymous: true, Closes: v.at},
			[]board.ID{v.all[0].Person.ID})
		if err != nil {
			return err
		}
		err = tx.PutIntoFeedbackBox(r, v.all[0].Person.ID, board.FeedbackSlip{Points: []board.FeedbackPoint{{Text: "Zu klein", Lock: board.FeedbackLock("KEY", "SALT")}}})
		if err != nil {
			return err
		}
		r.Ended = v.at
		if err := tx.CloseFeedback(r); err != nil {
			return err
		}
		r.State = board.FeedbackClosed
		points, err := tx.FeedbackPoints(r)
		if err != nil {
			return err
		}
		for i := range 3 {
			q, err := tx.AskFeedback(r, board.FeedbackQuestion{Point: points[0].ID, Text: fmt.Sprint("Frage ", i), By: v.all[10].Person.ID})
			if err != nil {
				return err
			}
			asked = append(asked, q)
		}
		return nil
	})
	if err := v.db.Shred(context.Background()); err != nil {
		v.Fatal(err)
	}
	return r, asked
}
