package bot

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands/boards"
	"beirat/commands/reports"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// How much was said in a large round of feedback.
const (
	manyGivers = 1_000
	manySaid   = 10_000
)

// reviewed is an assembly with a large round of feedback by name that is over, and its id.
func reviewed(b *testing.B, database string) (assembly, board.ID) {
	a := assemble(b, database, manyGivers)
	var r board.FeedbackRound
	err := a.db.Write(b.Context(), storage.By{Person: a.seats[0].Holder.ID}, func(tx *storage.Tx) (err error) {
		asked := make([]board.ID, len(a.seats))
		for i, seat := range a.seats {
			asked[i] = seat.Holder.ID
		}
		draft := board.FeedbackRound{Board: a.board.ID, Kind: board.OnService, Service: "Online-Termine", Asked: board.AskedBoard, By: asked[0], Closes: a.db.Now().AddDate(0, 0, 7)}
		for n := range 5 {
			draft.Tasks = append(draft.Tasks, board.FeedbackTask{Title: fmt.Sprintf("Einen Termin im Amt %d buchen", n+1)})
		}
		if r, err = tx.CreateFeedbackRound(draft, asked); err != nil {
			return err
		}
		for i, person := range asked {
			ratings := map[int]board.Rating{}
			for _, task := range r.Tasks {
				ratings[task.Number] = board.Ratings()[(i*task.Number)%5]
			}
			if err := tx.SaveFeedbackRatings(r, person, ratings); err != nil {
				return err
			}
		}
		for i := range manySaid {
			point := board.FeedbackPoint{Task: i % 6, Severity: board.Severities()[i%4], Text: strings.Repeat(addedText, 1+i%4), Author: asked[(i*7)%manyGivers]}
			if _, err := tx.SaveFeedbackPoint(r, point); err != nil {
				return err
			}
		}
		r.Ended = a.db.Now()
		return tx.CloseFeedback(r)
	})
	if err != nil {
		b.Fatal(err)
	}
	return a, r.ID
}

// BenchmarkReport measures the report of a large round: what stands in the chat,
// and every kind of file.
func BenchmarkReport(b *testing.B) {
	for database, url := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		for what, line := range map[string]string{"chat": "/feedback bericht 1", "page": "/feedback bericht 1 seite=600"} {
			b.Run(database+"/"+what, func(b *testing.B) {
				a, _ := reviewed(b, url(b))
				measured(b, func(int) { a.say(b, 1, line) })
			})
		}
		for _, format := range []string{"csv", "json", "markdown", "html", "docx", "pdf"} {
			b.Run(database+"/"+format, func(b *testing.B) {
				a, round := reviewed(b, url(b))
				payload, err := json.Marshal(map[string]any{"platform": "bench", "format": format})
				if err != nil {
					b.Fatal(err)
				}
				letter, size := newFeatures(a.db, boards.Offers{}).letters()[reports.FileKind], 0
				measured(b, func(int) {
					l, err := letter(b.Context(), storage.Job{Key: fmt.Sprintf("%d/%d/%d/%s", a.board.ID, round, a.seats[1].Holder.ID, format), Payload: payload})
					if err != nil {
						b.Fatal(err)
					}
					size = 0
					for _, block := range l.Message.Blocks {
						if file, is := block.(chat.File); is {
							size += len(file.Content)
						}
					}
				})
				b.ReportMetric(float64(size)/1e6, "file-MB")
			})
		}
	}
}
