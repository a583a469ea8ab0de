package bot

import (
	"context"
	"fmt"
	"time"

	"beirat/board"
	"beirat/bot/console"
	"beirat/commands/boards"
	"beirat/storage"
	"beirat/words"
)

// fillDemo fills an empty database with a board to try things out: buerger1 to
// buerger5, gewerbe1 to gewerbe5, stadt (chair, seat of the city),
// geschaeftsstelle (office, no seat) and gast. A database that has a board is
// left as it is.
func fillDemo(ctx context.Context, db *storage.DB, language, zone string) error {
	if language == "" {
		language = string(words.German)
	}
	return db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		existing, err := tx.Boards()
		if err != nil || len(existing) > 0 {
			return err
		}
		b := board.Board{Name: "Digitalbeirat", Language: language, Zone: zone, Land: "NW"}
		b.Term = demoTerm(db.Now().In(db.Zone(b.Zone)))
		b, err = tx.CreateBoard(b, boards.Groups(), storage.Home{Platform: console.Name, Channel: console.Channel})
		if err != nil {
			return err
		}
		if err := demoSeats(tx, b.ID); err != nil {
			return err
		}
		if err := demoRoles(tx, b.ID); err != nil {
			return err
		}
		return demoTold(tx, b.ID)
	})
}

// demoTerm are the 24 months that began on the last 9 December but so that
// there is at least a year to go.
func demoTerm(now time.Time) board.Term {
	start := time.Date(now.Year(), time.December, 9, 0, 0, 0, 0, now.Location())
	if start.After(now) {
		start = start.AddDate(-1, 0, 0)
	}
	return board.NewTerm(start, 24)
}

func demoSeats(tx *storage.Tx, of board.ID) error {
	seats, err := tx.Seats(of)
	if err != nil {
		return err
	}
	names := map[string]string{"citizens": "buerger%d", "business": "gewerbe%d"}
	for _, seat := range seats {
		name := "stadt"
		if pattern, numbered := names[seat.Group.Key]; numbered {
			name = fmt.Sprintf(pattern, seat.Position)
		}
		person, err := tx.Meet(console.Name, name, name)
		if err != nil {
			return err
		}
		if err := tx.TakeSeat(seat.ID, person.ID, ""); err != nil {
			return err
		}
	}
	return nil
}

func demoRoles(tx *storage.Tx, of board.ID) error {
	for _, given := range []struct {
		name string
		role board.Role
	}{{"stadt", board.Chair}, {"geschaeftsstelle", board.Office}, {"gast", board.Guest}} {
		person, err := tx.Meet(console.Name, given.name, given.name)
		if err != nil {
			return err
		}
		if err := tx.SetRole(of, person.ID, given.role, true); err != nil {
			return err
		}
	}
	return nil
}

// demoTold keeps that everybody was given the notice on what is stored, as in a
// board that has been at work for a while.
func demoTold(tx *storage.Tx, of board.ID) error {
	seats, err := tx.Seats(of)
	if err != nil {
		return err
	}
	holders, err := tx.RoleHolders(of)
	if err != nil {
		return err
	}
	var people []board.ID
	for _, seat := range seats {
		people = append(people, seat.Holder.ID)
	}
	for _, h := range holders {
		people = append(people, h.Person.ID)
	}
	for _, id := range people { // who has both is told once
		if _, err := tx.Acknowledge(of, id, board.PrivacyNotice); err != nil {
			return err
		}
	}
	return nil
}
