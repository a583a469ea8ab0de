package boards

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// NoticeKind is the work of telling everybody what changed in the board.
// Key: board/what/when; a post.
const NoticeKind = "board.notice"

// notice is what changed, by whom, and on what basis.
type notice struct {
	Board  board.ID `json:"board"`
	What   string   `json:"what"` // "rules", "term", "delegate", "chair", "seat", "home", "unhome"
	By     board.ID `json:"by"`   // zero: somebody the installation did not know yet
	Why    string   `json:"why,omitempty"`
	Seat   board.ID `json:"seat,omitempty"`
	Person board.ID `json:"person,omitempty"`
	// Platform is that of a home.
	Platform string `json:"platform,omitempty"`
}

func (f *Boards) planNotice(tx *storage.Tx, b board.ID, n notice) error {
	n.Board = b
	now := f.db.Now()
	return tx.Later(NoticeKind, fmt.Sprintf("%d/%s/%s", b, n.What, strconv.FormatInt(now.UnixNano(), 10)), now, n)
}

// Notice is the post of NoticeKind.
func (f *Boards) Notice(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var n notice
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(n.Board)
		if err != nil {
			return err
		}
		by, err := tx.Person(n.By)
		if err != nil {
			return err
		}
		args := []any{"By", by.Name, "Why", n.Why, "Start", b.Term.Start, "Last", b.Term.Last}
		if n.Seat != 0 {
			seat, err := tx.Seat(n.Seat)
			if err != nil {
				return err
			}
			args = append(args, "Group", groupName(seat.Group), "Holder", seat.Holder.Name, "Delegate", seat.Delegate.Name)
		}
		if n.Platform != "" {
			args = append(args, "Platform", commands.PlatformName(n.Platform))
		}
		if n.Person != 0 {
			person, err := tx.Person(n.Person)
			if err != nil {
				return err
			}
			args = append(args, "Name", person.Name)
		}
		letter = commands.Letter{Board: b.ID, Message: chat.Say(chat.T("board.notice."+n.What, args...))}
		return nil
	})
	return letter, err
}
