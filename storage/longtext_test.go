package storage_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"

	"beirat/board"
	"beirat/storage"
	"beirat/storage/storagetest"

	"github.com/jmoiron/sqlx"
)

// TestInWhatOrderLongTextsAndFilesCameIsNotInPostgreSQL: what is long lies in a table
// beside, under numbers that are given one after the other and stay when a table is
// written anew. What came with anonymous feedback must lie there in an order that
// is not that of its coming.
func TestInWhatOrderLongTextsAndFilesCameIsNotInPostgreSQL(t *testing.T) {
	for name, order := range map[string][]int{"as they are called": {0, 1, 2}, "backwards": {2, 1, 0}, "mixed": {1, 2, 0}} {
		t.Run(name, func(t *testing.T) {
			v := newSecretVote(t, storagetest.Postgres(t), true)
			r := v.boxed()
			for _, n := range order {
				v.write(0, func(tx *storage.Tx) error {
					file, err := tx.KeepAttachment(board.Attachment{ID: fmt.Sprint("file", n), Board: r.Board, Name: "bild.png", Type: board.PNG, Content: []byte(long(n))})
					if err != nil {
						return err
					}
					return tx.PutIntoFeedbackBox(r, v.all[n].Person.ID, board.FeedbackSlip{Points: []board.FeedbackPoint{{Text: fmt.Sprint("Punkt ", n), Attachment: file.ID, Lock: board.FeedbackLock("KEY", "SALT")}}})
				})
			}
			v.closeFeedback(r)
			if diff := inOrder(v.beside("attachment")); diff != "" {
				t.Errorf("files: %s", diff)
			}
			asked := v.asked(r)
			for _, n := range order {
				v.write(0, func(tx *storage.Tx) error { return tx.ReplyNamelessly(r, asked[n], long(n)) })
			}
			v.shred()
			if diff := inOrder(v.beside("feedback_question")); diff != "" {
				t.Errorf("replies: %s", diff)
			}
		})
	}
}

// asked are questions about the points of a round that is over.
func (v *secretVote) asked(r board.FeedbackRound) (ids []board.ID) {
	v.Helper()
	r.State = board.FeedbackClosed
	v.write(0, func(tx *storage.Tx) error {
		points, err := tx.FeedbackPoints(r)
		for _, p := range points {
			q, err := tx.AskFeedback(r, board.FeedbackQuestion{Point: p.ID, Text: "Wo?", By: v.all[10].Person.ID})
			if err != nil {
				return err
			}
			ids = append(ids, q.ID)
		}
		return err
	})
	return ids
}

// long is a text that no compression makes short; it begins with its number.
func long(n int) string {
	var text bytes.Buffer
	fmt.Fprintf(&text, "LANG-%d ", n)
	for i := range 100 {
		sum := sha256.Sum256(fmt.Append(nil, n, i))
		text.WriteString(hex.EncodeToString(sum[:]))
	}
	return text.String()
}

// beside are the beginnings of what is long in a table, in the order of its numbers.
func (v *secretVote) beside(table string) (numbers []byte) {
	v.Helper()
	db, err := sqlx.Connect("postgres", v.url)
	if err != nil {
		v.Fatal(err)
	}
	defer db.Close()
	var name string
	if err := db.Get(&name, "SELECT CAST(reltoastrelid::regclass AS text) FROM pg_class WHERE oid = CAST($1 AS regclass)", table); err != nil {
		v.Fatal(err)
	}
	var parts [][]byte
	if err := db.Select(&parts, "SELECT chunk_data FROM "+name+" WHERE chunk_seq = 0 ORDER BY chunk_id"); err != nil {
		v.Fatal(err)
	}
	for _, part := range parts {
		at := bytes.Index(part, []byte("LANG-"))
		if at < 0 {
			v.Fatalf("something else lies beside %s: %q", table, part[:20])
		}
		numbers = append(numbers, part[at+5])
	}
	if len(numbers) != 3 {
		v.Fatalf("%d long texts lie beside %s: this test sees nothing", len(numbers), table)
	}
	return numbers
}

func inOrder(numbers []byte) string {
	if slices.IsSorted(numbers) {
		return ""
	}
	return fmt.Sprintf("they lie as %q", numbers)
}
