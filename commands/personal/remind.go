package personal

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// plan plans the letter about the duty of secrecy for a time, or for when the
// board's quiet hours after that are over.
func (f *Personal) plan(tx *storage.Tx, b board.Board, person board.ID, at time.Time) error {
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	if awake := profile.Quiet.Next(at.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)); !awake.IsZero() {
		at = awake
	}
	return tx.Later(SecrecyKind, storage.JobKey(b.ID, person), at, nil)
}

// Seated is told when a seat got another holder or voter, who is reminded a week
// later if they have not taken note of the duty of secrecy by then.
func (f *Personal) Seated(tx *storage.Tx, of, seat board.ID) error {
	b, err := tx.Board(of)
	if err != nil {
		return err
	}
	s, err := tx.Seat(seat)
	if err != nil || s.Voter().ID == 0 {
		return err
	}
	said, err := tx.Acknowledged(of, s.Voter().ID, board.SecrecyNotice)
	if err != nil || said.Holds() {
		return err
	}
	return f.plan(tx, b, s.Voter().ID, f.db.Now().Add(remindAfter))
}

// secrecyLetter is the letter of SecrecyKind.
func (f *Personal) secrecyLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[1], Reminder: true}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, ids[1])
		if err != nil {
			return err
		}
		said, err := tx.Acknowledged(b.ID, ids[1], board.SecrecyNotice)
		switch {
		case err != nil:
			return err
		case !who.Seated():
			letter.Drop = "no longer a member"
		case said.Holds():
			letter.Drop = "they have taken note"
		}
		letter.Message = chat.Say(chat.T("personal.secrecy.letter", "Board", b.Name), chat.T("personal.secrecy.duty"), chat.T("personal.secrecy.free")).
			With(chat.Actions{notedButton(b.ID), button(chat.T("cmd.board.privacy_secrecy.title"), b.ID, "board.privacy_secrecy")})
		return nil
	})
	return letter, err
}

// Office is what the office should know: of which seats nobody has taken note of
// the duty of secrecy, a week after they were filled.
func (f *Personal) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	d, err := owing(tx, c.Board.ID)
	if err != nil || len(d.people) == 0 {
		return nil, err
	}
	var late []board.Seat
	for _, s := range d.owing {
		tenures, err := tx.Tenures(c.Board.ID, s.Voter().ID)
		if err != nil {
			return nil, err
		}
		if last := len(tenures) - 1; last >= 0 && c.Now.Sub(tenures[last].From) >= 2*remindAfter {
			late = append(late, s)
		}
	}
	if len(late) == 0 {
		return nil, nil
	}
	return []commands.OfficeLine{{Section: commands.OfficePeople, Text: chat.T("personal.office.secrecy", "Seats", seatNames(late)),
		Buttons: []chat.Button{remindButton(c.Board.ID, len(d.people))}}}, nil
}
