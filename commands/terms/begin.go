package terms

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

// Kinds of jobs. Their keys begin with the ID of the board.
const (
	// BeginKind: the planned term begins. Key: board.
	BeginKind = "term.begin"
	// PlannedKind: which term is planned is told to all. Key: board/first day; a post.
	PlannedKind = "term.planned"
	// DroppedKind: that it is not planned any more is told to all. Key: board/who took it back/first day; a post.
	DroppedKind = "term.dropped"
	// BegunKind: that it has begun is told to all. Key: board/the term before; a post.
	BegunKind = "term.begun"
	// ThanksKind: somebody gets their certificate of the term that is over. Key: board/term/person.
	ThanksKind = "term.thanks"
)

// Begin lets the planned term of a board begin if its first day has come. It is
// asked before anything is done in a board that has one planned for then, so that
// it has begun by the clock even where nobody had worked on the job.
func (f *Terms) Begin(ctx context.Context, of board.ID) error {
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		if err := tx.LockBoard(of); err != nil {
			return err
		}
		b, err := tx.Board(of)
		if err != nil {
			return err
		}
		n, err := tx.NextTerm(of)
		switch {
		case errors.Is(err, storage.ErrNotFound): // taken back, or begun
			return nil
		case err != nil:
			return err
		case !n.Due(f.db.Now()): // planned for later meanwhile
			return tx.Later(BeginKind, storage.JobKey(of), n.Term.Start, nil)
		}
		return f.begin(tx, b, n)
	})
}

func (f *Terms) beginWork(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	return f.Begin(ctx, ids[0])
}

// begin lets a term begin, after what still ran in the one before has ended, and
// plans that everybody hears of it: the board, and whoever served in the one
// before. Nobody is woken up for that.
func (f *Terms) begin(tx *storage.Tx, b board.Board, n board.NextTerm) error {
	for _, end := range f.Ends {
		if err := end(tx, b.ID, b.Term.End()); err != nil {
			return err
		}
	}
	past, err := tx.BeginTerm(b, n)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return err
	}
	at := f.db.Now()
	if awake := profile.Quiet.Next(at.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)); !awake.IsZero() {
		at = awake
	}
	if err := tx.Later(BegunKind, storage.JobKey(b.ID, past.ID), at, nil); err != nil {
		return err
	}
	seats, err := tx.TermSeats(past.ID)
	if err != nil {
		return err
	}
	for _, s := range seats {
		if err := tx.Later(ThanksKind, storage.JobKey(b.ID, past.ID, s.Person.ID), at, nil); err != nil {
			return err
		}
	}
	return f.touch(tx, b.ID)
}

// touch makes true what is shown of what the term made, which says now that it is
// archived, and offers nothing more.
func (f *Terms) touch(tx *storage.Tx, of board.ID) error {
	fields, err := tx.Fields(of, 0, everything)
	if err != nil {
		return err
	}
	statements, err := tx.Statements(of)
	if err != nil {
		return err
	}
	rounds, err := tx.VisionRounds(of, everything)
	if err != nil {
		return err
	}
	var shown []string
	for _, one := range fields {
		shown = append(shown, storage.Entity("field", one.ID))
	}
	for _, one := range statements {
		suggestions, err := tx.Suggestions(one.ID)
		if err != nil {
			return err
		}
		shown = append(shown, storage.Entity("statement", one.ID))
		for _, g := range suggestions {
			shown = append(shown, storage.Entity("suggestion", g.ID))
		}
	}
	for _, one := range rounds {
		groups, err := tx.WorkingGroups(one.ID)
		if err != nil {
			return err
		}
		for _, g := range groups {
			shown = append(shown, storage.Entity("vision_group", g.ID))
		}
	}
	for _, entity := range shown {
		if err := tx.Later("show", entity, f.db.Now(), nil); err != nil {
			return err
		}
	}
	return nil
}

const everything = 1 << 20

func (f *Terms) plannedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(1)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	var before replaced
	if len(j.Payload) > 0 {
		if err := json.Unmarshal(j.Payload, &before); err != nil {
			return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
		}
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		n, err := tx.NextTerm(ids[0])
		if errors.Is(err, storage.ErrNotFound) {
			letter.Drop = "the next term is not planned any more"
			return nil
		}
		if err != nil {
			return err
		}
		if j.Key != storage.JobKey(ids[0])+"/"+n.Term.Start.Format(time.DateOnly) {
			letter.Drop = "it is planned for another day by now"
			return nil
		}
		by, err := tx.PersonName(n.By)
		texts := []chat.Text{chat.T("term.post.planned", "By", by, "Start", n.Term.Start, "Last", n.Term.Last, "Basis", n.Basis)}
		if !before.Start.IsZero() {
			zone := n.Term.Start.Location()
			texts = append(texts, chat.T("term.post.replaces", "Start", before.Start.In(zone), "Last", before.Last.In(zone)))
		}
		letter.Message = chat.Say(texts...)
		return err
	})
	return letter, err
}

func (f *Terms) droppedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	day := j.Key[len(storage.JobKey(ids...))+1:]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		start, err := time.ParseInLocation(time.DateOnly, day, f.db.Zone(b.Zone))
		if err != nil {
			return fmt.Errorf("key %q of a job: %w", j.Key, err)
		}
		by, err := tx.PersonName(ids[1])
		letter.Message = chat.Say(chat.T("term.post.dropped", "By", by, "Start", start))
		return err
	})
	return letter, err
}

func (f *Terms) begunLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		past, err := termByID(tx, b.ID, ids[1])
		if err != nil {
			return err
		}
		seats, err := tx.Seats(b.ID)
		if err != nil {
			return err
		}
		vacant := 0
		for _, s := range seats {
			if s.Vacant() {
				vacant++
			}
		}
		letter.Message = chat.Say(
			chat.T("term.post.begun", "Number", past.Number+1, "Start", b.Term.Start, "Last", b.Term.Last, "Basis", past.Basis),
			chat.T("term.post.follows", "Number", past.Number, "Vacant", vacant, "All", vacant == len(seats)),
		).With(chat.Actions{archiveButton(b.ID, past.Number), button("term.button.chronicle", b.ID, "board.term_chronicle", "term", strconv.Itoa(past.Number))})
		return nil
	})
	return letter, err
}

// termByID is an archived term of a board; ErrNotFound if it is none.
func termByID(tx *storage.Tx, of, id board.ID) (board.PastTerm, error) {
	all, err := tx.PastTerms(of)
	for _, one := range all {
		if one.ID == id {
			return one, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("term with id %d of board %d: %w", id, of, storage.ErrNotFound)
	}
	return board.PastTerm{}, err
}
