package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// unreachableKind is the work of telling the office that somebody cannot be
// written to. Key: board/office person/platform/account; a letter.
const unreachableKind = "office.unreachable"

// unreachable is whom the bot could not write to.
type unreachable struct {
	Board    board.ID `json:"board"`
	Office   board.ID `json:"office"`
	Person   board.ID `json:"person"`
	Platform string   `json:"platform"`
}

// tellOffice plans a private message to everyone who holds the office.
func (b *Bot) tellOffice(tx *storage.Tx, of board.ID, a storage.Account) error {
	holders, err := tx.RoleHolders(of)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.Role != board.Office || h.Person.ID == a.Person {
			continue
		}
		key := fmt.Sprintf("%d/%d/%s/%s", of, h.Person.ID, a.Platform, a.Account)
		news := unreachable{Board: of, Office: h.Person.ID, Person: a.Person, Platform: a.Platform}
		if err := tx.Later(unreachableKind, key, b.db.Now(), news); err != nil {
			return err
		}
	}
	return nil
}

func (b *Bot) unreachableLetter(ctx context.Context, j storage.Job) (l commands.Letter, err error) {
	var news unreachable
	if err := json.Unmarshal(j.Payload, &news); err != nil {
		return l, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	err = b.db.Read(ctx, func(tx *storage.Tx) error {
		person, err := tx.Person(news.Person)
		l = commands.Letter{Board: news.Board, Person: news.Office,
			Message: chat.Say(chat.T("program.unreachable", "Name", person.Name, "Platform", news.Platform))}
		return err
	})
	return l, err
}
