package strategy

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/storage/storagetest"
	"beirat/words"
)

// hall is a board whose first member has defined a field of action.
type hall struct {
	*testing.T
	*Strategy
	board  board.Board
	writer board.Person
	call   commands.Call
}

// inHall makes one; chapter is the only chapter of the strategy.
func inHall(t *testing.T, database string, chapter Chapter) hall {
	t.Helper()
	ctx := t.Context()
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	db, err := storage.Open(ctx, database, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := hall{T: t, Strategy: New(db, nil, chapter)}
	h.must(db.Migrate(ctx))
	h.write(func(tx *storage.Tx) error {
		if h.board, err = tx.CreateBoard(board.Board{Name: "Digitalbeirat", Language: "de", Zone: "Europe/Berlin"},
			[]board.Group{{Key: "citizens", Seats: 2}}, storage.Home{Platform: "console", Channel: "hall"}); err != nil {
			return err
		}
		h.writer, err = tx.Meet("console", "ada", "Ada Lovelace")
		return err
	})
	h.write(func(tx *storage.Tx) error {
		seats, err := tx.Seats(h.board.ID)
		if err != nil {
			return err
		}
		if err := tx.TakeSeat(seats[0].ID, h.writer.ID, ""); err != nil {
			return err
		}
		_, err = tx.DefineField(board.Field{Board: h.board.ID, Title: "Mobilität", Text: "Bus und Rad.",
			Definers: []board.Definer{{Person: h.writer, Seat: seats[0].ID, Group: seats[0].Group}}}, now)
		return err
	})
	h.call = commands.Call{Board: h.board, Now: now.In(db.Zone("Europe/Berlin")), Language: words.German,
		Who: board.Standing{Person: h.writer, Roles: []board.Role{board.Chair}}}
	return h
}

func (h hall) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h hall) write(do func(tx *storage.Tx) error) {
	h.Helper()
	h.must(h.db.Write(context.Background(), storage.By{Person: h.writer.ID}, do))
}

func (h hall) read(do func(tx *storage.Tx) error) {
	h.Helper()
	h.must(h.db.Read(context.Background(), do))
}

func (h hall) compiles() chat.Reply {
	h.Helper()
	c := h.call
	reply, err := h.compile(context.Background(), &c)
	h.must(err)
	return reply
}

func (h hall) versions() (list []board.Strategy) {
	h.Helper()
	h.read(func(tx *storage.Tx) (err error) {
		list, err = tx.Strategies(h.board.ID, 0, 100)
		return err
	})
	return list
}

func (h hall) names() (people []board.ID) {
	h.Helper()
	h.read(func(tx *storage.Tx) (err error) {
		people, err = tx.StrategyNamed(h.versions()[0].ID)
		return err
	})
	return people
}

// still is a chapter that never changes.
func still(*storage.Tx, board.Board, words.Language, map[board.ID]string) ([]documents.Block, error) {
	return []documents.Block{documents.Heading{Level: 1, Text: "Handlungsfelder"}, documents.P("Bus und Rad.")}, nil
}

var databases = map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres}

func TestOfManyWhoCompileAtOnceOneMakesAVersion(t *testing.T) {
	for name, fresh := range databases {
		t.Run(name, func(t *testing.T) {
			h := inHall(t, fresh(t), still)
			var all sync.WaitGroup
			made := make([]error, 8)
			for i := range made {
				all.Go(func() {
					c := h.call
					_, made[i] = h.compile(context.Background(), &c)
				})
			}
			all.Wait()
			if err := errors.Join(made...); err != nil {
				t.Error(err)
			}
			if list := h.versions(); len(list) != 1 {
				t.Errorf("%d versions", len(list))
			}
		})
	}
}

// TestWhoConsentsWhileAVersionIsCompiledIsNamedInIt, and who takes it back is not.
func TestWhoConsentsWhileAVersionIsCompiledIsNamedInIt(t *testing.T) {
	for name, fresh := range databases {
		t.Run(name, func(t *testing.T) {
			var h hall
			var says []bool
			text := "Bus und Rad."
			h = inHall(t, fresh(t), func(*storage.Tx, board.Board, words.Language, map[board.ID]string) ([]documents.Block, error) {
				if len(says) > 0 {
					given := says[0]
					says = says[1:]
					h.write(func(tx *storage.Tx) error {
						return tx.SaveConsent(board.Consent{Board: h.board.ID, Person: h.writer.ID, Given: given, Version: board.ConsentText})
					})
				}
				return []documents.Block{documents.P(text)}, nil
			})
			says = []bool{true}
			h.compiles()
			if !slices.Equal(h.names(), []board.ID{h.writer.ID}) {
				t.Errorf("named are %v", h.names())
			}
			says, text = []bool{false}, "Bus, Rad und Bahn."
			h.compiles()
			if len(h.versions()) != 2 || len(h.names()) != 0 {
				t.Errorf("of %d versions the last names %v", len(h.versions()), h.names())
			}
		})
	}
}

func TestAVersionWithSomebodyWhoTookTheConsentBackIsForTheChairOnly(t *testing.T) {
	h := inHall(t, storagetest.SQLite(t), still)
	consents := func(given bool) {
		h.write(func(tx *storage.Tx) error {
			return tx.SaveConsent(board.Consent{Board: h.board.ID, Person: h.writer.ID, Given: given, Version: board.ConsentText})
		})
	}
	held := func(roles ...board.Role) (held bool) {
		h.read(func(tx *storage.Tx) (err error) {
			c := h.call
			c.Who.Roles = roles
			held, err = withheld(tx, c.Who, h.versions()[0])
			return err
		})
		return held
	}
	consents(true)
	h.compiles()
	if held() {
		t.Error("withheld while all consent")
	}
	consents(false)
	if !held() || held(board.Chair) || held(board.Office) {
		t.Errorf("withheld from everybody %t, from the chair %t, from the office %t", held(), held(board.Chair), held(board.Office))
	}
	payload, err := json.Marshal(order{Person: h.writer.ID, Platform: "console", Format: asMarkdown})
	h.must(err)
	letter, err := h.fileLetter(t.Context(), storage.Job{Key: storage.JobKey(h.board.ID, h.versions()[0].ID, h.writer.ID) + "/markdown", Payload: payload})
	h.must(err)
	if para, is := letter.Message.Blocks[0].(chat.Para); !is || para.Text.Key != "strategy.version.withheld" {
		t.Errorf("ordered before, and still written: %+v", letter.Message)
	}
	h.compiles()
	if held() {
		t.Error("the next version is withheld")
	}
}

func TestAPollOpensItsPhaseOnce(t *testing.T) {
	h := inHall(t, storagetest.SQLite(t), still)
	begun := h.db.Now()
	decided := func(outcome board.Outcome, about board.Phase) error {
		var p board.Poll
		h.write(func(tx *storage.Tx) (err error) {
			p, err = tx.CreatePoll(board.Poll{Board: h.board.ID, Purpose: board.Internal, Method: board.YesNo, State: board.Closed, Outcome: outcome, Opened: begun,
				About: board.Subject{Kind: board.AboutPhase, What: string(about)}}, nil)
			return err
		})
		job := storage.Job{Kind: decidedKind, Key: storage.JobKey(h.board.ID, p.ID)}
		first := h.phaseDecided(context.Background(), job)
		if err := h.phaseDecided(context.Background(), job); !errors.Is(err, commands.ErrDropped) {
			t.Errorf("decided twice: %v", err)
		}
		return first
	}
	if err := decided(board.Rejected, board.PhaseVision); !errors.Is(err, commands.ErrDropped) {
		t.Errorf("rejected: %v", err)
	}
	h.must(decided(board.Adopted, board.PhaseVision))
	h.must(decided(board.Adopted, board.PhaseFields))
	begun = begun.Add(-time.Hour)
	if err := decided(board.Adopted, board.PhaseVision); !errors.Is(err, commands.ErrDropped) {
		t.Errorf("the board went on since it was asked: %v", err)
	}
	var opened []board.PhaseOpening
	h.read(func(tx *storage.Tx) (err error) {
		opened, err = tx.Phases(h.board.ID, 10)
		return err
	})
	if len(opened) != 2 || opened[0].Phase != board.PhaseFields || opened[1].Phase != board.PhaseVision || opened[1].Poll == 0 || opened[1].Person != 0 {
		t.Errorf("opened %+v", opened)
	}
}

func TestALongFileIsWrittenAsWork(t *testing.T) {
	long := documents.P(strings.Repeat("Ein langer Satz. ", ready/16))
	h := inHall(t, storagetest.SQLite(t), func(*storage.Tx, board.Board, words.Language, map[board.ID]string) ([]documents.Block, error) {
		return []documents.Block{long}, nil
	})
	h.compiles()
	var s board.Strategy
	h.read(func(tx *storage.Tx) (err error) {
		s, err = tx.StrategyVersion(h.board.ID, 1)
		return err
	})
	before, _, _, err := h.db.Backlog(t.Context())
	h.must(err)
	for range 2 { // pressed twice
		c := h.call
		reply, err := h.file(t.Context(), &c, s, asMarkdown)
		h.must(err)
		if para, is := reply.Messages[0].Blocks[0].(chat.Para); !is || para.Text.Key != "strategy.file.coming" {
			t.Errorf("answered %+v", reply.Messages)
		}
	}
	after, _, _, err := h.db.Backlog(t.Context())
	h.must(err)
	if after != before+1 {
		t.Errorf("%d jobs, then %d", before, after)
	}
	payload, err := json.Marshal(order{Person: h.writer.ID, Platform: "console", Format: asMarkdown})
	h.must(err)
	letter, err := h.fileLetter(t.Context(), storage.Job{Key: storage.JobKey(h.board.ID, s.ID, h.writer.ID) + "/markdown", Payload: payload})
	h.must(err)
	file, is := letter.Message.Blocks[0].(chat.File)
	if !is || letter.Person != h.writer.ID || letter.On != "console" || len(file.Content) < ready {
		t.Errorf("the letter is to %d on %s", letter.Person, letter.On)
	}
}
