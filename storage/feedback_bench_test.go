package storage_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// BenchmarkFeedback is a round in which a thousand people give ten points each, by
// name one after the other, or at once into its box, and its end. A point has 300
// characters. "last" is one point more, when all the others are there: the box is
// written anew with each.
//
//	go test -run xxx -bench Feedback -benchtime 1x ./storage
func BenchmarkFeedback(b *testing.B) {
	const people, points = 1000, 10
	for _, anonymous := range []bool{false, true} {
		b.Run(fmt.Sprintf("anonymous=%t", anonymous), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				for range b.N {
					b.StopTimer()
					db := opened(b, url, time.Now)
					r, asked := roundOf(b, db, people, anonymous)
					b.StartTimer()
					begun := time.Now()
					if anonymous {
						for i, person := range asked {
							giveTen(b, db, r, person, i)
						}
					} else {
						for n := range people * points {
							giveOne(b, db, r, asked[n%people], n)
						}
					}
					b.ReportMetric(float64(time.Since(begun).Microseconds())/people/points, "µs/point")
					begun = time.Now()
					const more = 20
					for n := range more {
						giveOne(b, db, r, asked[n], people*points+n)
					}
					b.ReportMetric(float64(time.Since(begun).Microseconds())/more, "µs/last")
					begun = time.Now()
					r.Ended = begun
					change(b, db, 0, func(tx *storage.Tx) error { return tx.CloseFeedback(r) })
					b.ReportMetric(float64(time.Since(begun).Milliseconds()), "ms/close")
				}
			})
		})
	}
}

func change(b *testing.B, db *storage.DB, person board.ID, do func(tx *storage.Tx) error) {
	b.Helper()
	if err := db.Write(context.Background(), storage.By{Person: person}, do); err != nil {
		b.Fatal(err)
	}
}

func roundOf(b *testing.B, db *storage.DB, people int, anonymous bool) (r board.FeedbackRound, asked []board.ID) {
	b.Helper()
	change(b, db, 0, func(tx *storage.Tx) error {
		home, err := tx.CreateBoard(board.Board{Name: "Beirat", Zone: "Europe/Berlin"}, []board.Group{{Key: "all", Seats: 1}}, storage.Home{Platform: "console", Channel: "board"})
		if err != nil {
			return err
		}
		for i := range people {
			person, err := tx.Meet("console", fmt.Sprint("person", i), "")
			if err != nil {
				return err
			}
			asked = append(asked, person.ID)
		}
		r, err = tx.CreateFeedbackRound(board.FeedbackRound{Board: home.ID, Kind: board.OnService, Service: "Online-Termine", Anonymous: anonymous,
			Closes: time.Now().Add(time.Hour), Tasks: []board.FeedbackTask{{Title: "Buchen"}, {Title: "Absagen"}, {Title: "Finden"}}}, asked)
		return err
	})
	return r, asked
}

// giveTen is a slip with ratings and ten points.
func giveTen(b *testing.B, db *storage.DB, r board.FeedbackRound, person board.ID, i int) {
	b.Helper()
	slip := board.FeedbackSlip{Ratings: map[int]board.Rating{1: 2, 2: 3, 3: board.Rating(i%5 + 1)}}
	for n := range 10 {
		slip.Points = append(slip.Points, board.FeedbackPoint{Task: n%3 + 1, Severity: board.Severities()[n%4], Text: fmt.Sprint(i, n, strings.Repeat(" Zu klein", 33)),
			Lock: board.FeedbackLock("K7QF2MPX9WTB4HDC", fmt.Sprint("salt", i, n))})
	}
	change(b, db, person, func(tx *storage.Tx) error {
		if _, err := tx.LockFeedbackRound(r.ID); err != nil {
			return err
		}
		return tx.PutIntoFeedbackBox(r, person, slip)
	})
}

// giveOne is a point of a person, the first time with ratings.
func giveOne(b *testing.B, db *storage.DB, r board.FeedbackRound, person board.ID, n int) {
	b.Helper()
	p := board.FeedbackPoint{Task: n%3 + 1, Severity: board.Severities()[n%4], Text: fmt.Sprint(n, strings.Repeat(" Zu klein", 33)), Author: person}
	ratings := map[int]board.Rating{1: 2, 2: 3, 3: board.Rating(n%5 + 1)}
	change(b, db, person, func(tx *storage.Tx) error {
		if _, err := tx.LockFeedbackRound(r.ID); err != nil {
			return err
		}
		if r.Anonymous {
			p.Lock = board.FeedbackLock("K7QF2MPX9WTB4HDC", fmt.Sprint("salt", n))
			slip := board.FeedbackSlip{Points: []board.FeedbackPoint{p}}
			if n < 1000 {
				slip.Ratings = ratings
			}
			return tx.PutIntoFeedbackBox(r, person, slip)
		}
		if n < 1000 {
			if err := tx.SaveFeedbackRatings(r, person, ratings); err != nil {
				return err
			}
		}
		_, err := tx.SaveFeedbackPoint(r, p)
		return err
	})
}
