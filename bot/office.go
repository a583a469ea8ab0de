package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// The work of telling the office; letters.
const (
	unreachableKind = "office.unreachable" // somebody cannot be written to; key: board/office person/platform/account
	parkedKind      = "office.parked"      // a job was given up; key: board/office person/job
)

// trouble is what the office is told: whom the bot could not write to, or what
// it gave up.
type trouble struct {
	Board    board.ID `json:"board"`
	Office   board.ID `json:"office"`
	Person   board.ID `json:"person,omitempty"`
	Platform string   `json:"platform,omitempty"`
	Job      int64    `json:"job,omitempty"`
}

// tellOffice plans a private message to everyone who holds the office, but not
// to the one it is about.
func (b *Bot) tellOffice(tx *storage.Tx, kind, about string, t trouble) error {
	holders, err := tx.RoleHolders(t.Board)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.Role != board.Office || h.Person.ID == t.Person {
			continue
		}
		t.Office = h.Person.ID
		if err := tx.Later(kind, fmt.Sprintf("%d/%d/%s", t.Board, t.Office, about), b.db.Now(), t); err != nil {
			return err
		}
	}
	return nil
}

// park puts a job aside and tells the office. What could not be told to the
// office is not told to it again.
func (b *Bot) park(ctx context.Context, j storage.Job, why error) error {
	b.log.Error("job parked", "job", j.ID, "kind", j.Kind, "key", j.Key, "attempt", j.Attempt, "error", why)
	if j.Kind != parkedKind && j.Kind != unreachableKind {
		err := b.tellOfPark(ctx, j)
		if err != nil {
			b.log.Error("office not told", "job", j.ID, "error", err)
		}
	}
	return b.db.Park(ctx, j, why.Error())
}

func (b *Bot) tellOfPark(ctx context.Context, j storage.Job) error {
	of, err := b.concerned(ctx, j)
	if err != nil {
		return err
	}
	t := trouble{Board: of, Job: j.ID}
	if j.Kind == homeKind {
		h, err := homeworkOf(j)
		if err != nil {
			return err
		}
		t.Platform = h.Platform
	}
	return b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		return b.tellOffice(tx, parkedKind, strconv.FormatInt(j.ID, 10), t)
	})
}

// concerned is the board that a job is about: that of the thing that is shown,
// or of the poll; the key of every other job begins with it.
func (b *Bot) concerned(ctx context.Context, j storage.Job) (board.ID, error) {
	if j.Kind == showKind {
		shown, err := b.look(ctx, j.Key)
		return shown.Board, err
	}
	first, _, _ := strings.Cut(j.Key, "/")
	id, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("board of job %d: %w", j.ID, err)
	}
	if !strings.HasPrefix(j.Kind, "poll.") {
		return board.ID(id), nil
	}
	var poll board.Poll
	err = b.db.Read(ctx, func(tx *storage.Tx) (err error) {
		poll, err = tx.Poll(board.ID(id))
		return err
	})
	return poll.Board, err
}

func (b *Bot) unreachableLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	t, err := troubleOf(j)
	if err != nil {
		return commands.Letter{}, err
	}
	var person board.Person
	err = b.db.Read(ctx, func(tx *storage.Tx) (err error) {
		person, err = tx.Person(t.Person)
		return err
	})
	return commands.Letter{Board: t.Board, Person: t.Office, Urgent: true,
		Message: chat.Say(chat.T("program.unreachable", "Name", person.Name, "Platform", commands.PlatformName(t.Platform)))}, err
}

func (b *Bot) parkedLetter(_ context.Context, j storage.Job) (commands.Letter, error) {
	t, err := troubleOf(j)
	m := chat.Say(chat.T("program.parked", "Job", t.Job))
	if t.Platform != "" {
		m = chat.Say(chat.T("program.parked_home", "Platform", commands.PlatformName(t.Platform), "Job", t.Job)).
			With(chat.Actions{commands.Button(chat.T("cmd.board.home.title"), t.Board, homePath)})
	}
	return commands.Letter{Board: t.Board, Person: t.Office, Urgent: true, Message: m}, err
}

func troubleOf(j storage.Job) (t trouble, err error) {
	if err := json.Unmarshal(j.Payload, &t); err != nil {
		return t, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return t, nil
}
