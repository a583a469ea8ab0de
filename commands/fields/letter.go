package fields

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// How long a letter waits for more of its kind, so that many are one.
const (
	newsWait   = 10 * time.Minute
	markedWait = time.Minute
)

// planNews plans that those who work on a field hear of what was added to it at
// a time, or is from then on, but for the one who did.
func (f *Fields) planNews(tx *storage.Tx, one board.Field, author board.ID, at time.Time) error {
	seats, err := tx.Seats(one.Board)
	if err != nil {
		return err
	}
	for _, p := range one.WorkedBy(seats) {
		if p.ID == author {
			continue
		}
		if err := tx.Later(NewsKind, storage.JobKey(one.Board, one.ID, p.ID), at.Add(newsWait), nil); err != nil {
			return err
		}
	}
	return nil
}

// planMarked plans that the author of a contribution hears what came of it,
// unless it is their own doing.
func (f *Fields) planMarked(tx *storage.Tx, c *commands.Call, added board.Contribution) error {
	if added.Author.ID == c.Who.Person.ID {
		return nil
	}
	return tx.Later(MarkedKind, storage.JobKey(c.Board.ID, added.Field, added.Author.ID), added.Marked.Add(markedWait), nil)
}

// News is the letter of NewsKind: to one who works on a field, what others have
// added or changed since the letter was planned.
func (f *Fields) News(ctx context.Context, j storage.Job) (commands.Letter, error) {
	since := j.RunAt.Add(-newsWait)
	return f.aboutField(ctx, j, func(tx *storage.Tx, s seen, to board.ID) (commands.Letter, error) {
		if !hasPerson(s.field.WorkedBy(s.seats), to) || s.field.Takes() != nil {
			return commands.Letter{Drop: "does not work on the field any more"}, nil
		}
		list, err := tx.Contributions(s.field.ID, 0, everything)
		m, n := f.digest(s, list, func(a board.Contribution) (chat.Text, bool) {
			fresh := !a.Written.Before(since) || !a.Edited.Before(since)
			key := "field.news.added"
			if a.Written.Before(since) {
				key = "field.news.edited"
			}
			return chat.T(key, "Number", a.Number, "By", person(a.Author, a.Group), "Text", commands.Beginning(a.Text, lineMost)), fresh && a.Author.ID != to
		})
		if n == 0 {
			return commands.Letter{Drop: "was taken back"}, err
		}
		head := chat.Say(chat.T("field.news", "N", n, "Number", s.field.Number, "Title", s.field.Title))
		return commands.Letter{Message: withButtons(head.With(m.Blocks...), button("field.button.review", s.field, "field.review"), showButton(s.field))}, err
	})
}

// Marked is the letter of MarkedKind: to the author, what came of contributions.
func (f *Fields) Marked(ctx context.Context, j storage.Job) (commands.Letter, error) {
	since := j.RunAt.Add(-markedWait)
	return f.aboutField(ctx, j, func(tx *storage.Tx, s seen, to board.ID) (commands.Letter, error) {
		if s.field.Into != 0 { // with the contributions
			var err error
			if s.field, err = tx.Field(s.field.Into); err != nil {
				return commands.Letter{}, err
			}
		}
		list, err := tx.Contributions(s.field.ID, 0, everything)
		m, n := f.digest(s, list, func(a board.Contribution) (chat.Text, bool) {
			return chat.T("field.marked."+string(a.Mark), "Number", a.Number, "By", a.MarkedBy.Name, "Text", commands.Beginning(a.Text, lineMost), "Reason", a.Reason),
				a.Author.ID == to && !a.Marked.IsZero() && !a.Marked.Before(since)
		})
		if n == 0 {
			return commands.Letter{Drop: "changed or taken back meanwhile"}, err
		}
		head := chat.Say(chat.T("field.marked", "N", n, "Number", s.field.Number, "Title", s.field.Title))
		return commands.Letter{Message: withButtons(head.With(m.Blocks...), showButton(s.field))}, err
	})
}

// told is how many contributions a letter tells of one by one.
const told = 5

// digest says of each contribution that is news a line, of many that there are
// further ones, and how many there are.
func (f *Fields) digest(s seen, list []board.Contribution, line func(board.Contribution) (chat.Text, bool)) (m chat.Message, n int) {
	for _, added := range list {
		text, news := line(added)
		if !news {
			continue
		}
		if n++; n <= told {
			m = m.With(chat.Para{Text: text})
		}
	}
	if n > told {
		m = m.With(chat.Para{Text: chat.T("field.news.further", "N", n-told)})
	}
	return m, n
}

// aboutField writes a letter about the field that a job's key names, to the
// person it names, as who they are now.
func (f *Fields) aboutField(ctx context.Context, j storage.Job, write func(*storage.Tx, seen, board.ID) (commands.Letter, error)) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		var s seen
		if s.field, err = tx.Field(ids[1]); err != nil {
			return err
		}
		if s.seats, err = tx.Seats(ids[0]); err != nil {
			return err
		}
		to, err := tx.NowID(ids[2])
		if err != nil {
			return err
		}
		letter, err = write(tx, s, to)
		letter.Board, letter.Person = ids[0], to
		return err
	})
	return letter, err
}

func hasPerson(people []board.Person, id board.ID) bool {
	for _, p := range people {
		if p.ID == id {
			return true
		}
	}
	return false
}

// MergerAsked is the letter of MergerKind: to one who is to agree.
func (f *Fields) MergerAsked(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.aboutMerger(ctx, j, 3, func(tx *storage.Tx, m merging, ids []board.ID) (commands.Letter, error) {
		to, err := tx.NowID(ids[2])
		if err != nil {
			return commands.Letter{}, err
		}
		letter := commands.Letter{Person: to}
		if board.MayMerge(m.first, m.second) != nil || !hasPerson(m.merger.Missing(m.first, m.second, m.seats), to) {
			letter.Drop = "there is nothing to agree to any more"
			return letter, nil
		}
		by, err := tx.Person(m.merger.Person)
		row := append(m.agreeButtons(ids[0]), m.bothButtons()...)
		letter.Message = withButtons(chat.Say(chat.T("field.merge.letter", append(m.args(), "By", by.Name)...)), row...)
		return letter, err
	})
}

// mergerAnswer is what somebody answered to the proposal of a merger.
type mergerAnswer struct {
	By  board.ID `json:"by"`
	Yes bool     `json:"yes"`
}

// MergerAnswered is the letter of AnsweredKind: to the one who proposed it.
func (f *Fields) MergerAnswered(ctx context.Context, j storage.Job) (commands.Letter, error) {
	var answer mergerAnswer
	if err := json.Unmarshal(j.Payload, &answer); err != nil {
		return commands.Letter{}, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return f.aboutMerger(ctx, j, 2, func(tx *storage.Tx, m merging, _ []board.ID) (commands.Letter, error) {
		by, err := tx.Person(answer.By)
		key := "field.merge.declined"
		if answer.Yes {
			key = "field.merge.agreed"
		}
		return commands.Letter{Person: m.merger.Person, Message: withButtons(chat.Say(chat.T(key, append(m.args(), "By", by.Name)...)), showButton(m.first))}, err
	})
}

// aboutMerger writes a letter about the merger that is the second of a job's ids.
func (f *Fields) aboutMerger(ctx context.Context, j storage.Job, n int, write func(*storage.Tx, merging, []board.ID) (commands.Letter, error)) (letter commands.Letter, err error) {
	ids, err := j.IDs(n)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		var m merging
		if m.merger, err = tx.Merger(ids[1]); err != nil {
			return err
		}
		if m.first, err = tx.Field(m.merger.First); err != nil {
			return err
		}
		if m.second, err = tx.Field(m.merger.Second); err != nil {
			return err
		}
		if m.seats, err = tx.Seats(ids[0]); err != nil {
			return err
		}
		letter, err = write(tx, m, ids)
		letter.Board = ids[0]
		return err
	})
	return letter, err
}

// happening is what everybody is told of, as its sentence "field.notice." is called.
type happening string

const (
	withdrawn happening = "withdrawn"
	merged    happening = "merged"
)

// notice is what happened to a field, for everybody.
type notice struct {
	What  happening `json:"what"`
	By    board.ID  `json:"by"`
	Why   string    `json:"why,omitempty"`
	Other int       `json:"other,omitempty"` // number of another field
}

func (f *Fields) planNotice(tx *storage.Tx, one board.Field, n notice) error {
	now := f.db.Now()
	return errors.Join(tx.Later(show, entity(one.ID), now, nil),
		tx.Later(NoticeKind, storage.JobKey(one.Board, one.ID)+"/"+string(n.What)+"/"+strconv.FormatInt(now.UnixNano(), 10), now, n))
}

// Notice is the post of NoticeKind.
func (f *Fields) Notice(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var n notice
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		one, err := tx.Field(ids[1])
		if err != nil {
			return err
		}
		by, err := tx.Person(n.By)
		letter.Board = one.Board
		letter.Message = withButtons(chat.Say(chat.T("field.notice."+string(n.What), "Number", one.Number, "Title", one.Title, "By", by.Name,
			"Why", n.Why, "Other", n.Other, "Names", names(one), "N", one.Contributions())), showButton(one))
		return err
	})
	return letter, err
}
