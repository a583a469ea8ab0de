package strategy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// draft is a version of the strategy that is not kept yet.
type draft struct {
	document documents.Document // without its facts
	phase    board.Phase
	last     board.Strategy      // the version before; zero: there is none
	named    map[board.ID]string // who consents to be named
	people   []board.ID          // who of them is named
	sum      string
}

// errMoved says that something changed while a version was compiled.
var errMoved = errors.New("the strategy changed while it was compiled")

// compile makes a new version of what stands now, if that differs from the last
// one. The text is gathered outside of the transaction that keeps it, so that
// nobody waits for a long one.
func (f *Strategy) compile(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	if !c.Who.May(board.MembersAndChair) {
		return chat.Reply{}, commands.Refuse("refused.members_and_chair")
	}
	var s board.Strategy
	var made bool
	err := errMoved
	for try := 0; try < 3 && errors.Is(err, errMoved); try++ {
		s, made, err = f.compileOnce(ctx, c)
		if errors.Is(err, errMoved) { // what came in between is there to be read when another write is done
			err = errors.Join(err, f.db.Write(ctx, by(c), func(tx *storage.Tx) error { return tx.LockBoard(c.Board.ID) }))
		}
	}
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(chat.T("strategy.compile.done", "Version", s.Version, "New", made, "Made", s.Made.In(c.Now.Location())))
	return chat.Reply{Messages: []chat.Message{m.With(fileButtons(s))}}, nil
}

func (f *Strategy) compileOnce(ctx context.Context, c *commands.Call) (s board.Strategy, made bool, err error) {
	var d draft
	now := f.db.Now().In(f.db.Zone(c.Board.Zone))
	err = f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		d, err = f.draft(tx, c.Board)
		return err
	})
	if err != nil {
		return s, false, err
	}
	if len(d.document.Blocks) == 0 {
		return s, false, commands.Refuse("strategy.compile.empty")
	}
	if d.sum = d.document.Checksum(); d.sum == d.last.Checksum {
		return d.last, false, nil
	}
	s = board.Strategy{Board: c.Board.ID, Version: d.last.Version + 1, Checksum: d.sum, Phase: d.phase, Person: c.Who.Person.ID, Made: now}
	if s.Content, err = d.store(s); err != nil {
		return s, false, err
	}
	err = f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		s, made, err = f.keep(tx, d, s)
		return err
	})
	return s, made, err
}

// store is the document of a version as it is stored.
func (d draft) store(s board.Strategy) (string, error) {
	d.document.Facts, d.document.Made = facts(d.document.Language, s), s.Made
	d.document.Running = words.Printer{Language: d.document.Language}.Say("strategy.document.running", map[string]any{"Board": d.document.Subtitle, "Version": s.Version})
	content, err := json.Marshal(d.document)
	if err != nil {
		return "", fmt.Errorf("store version %d of the strategy: %w", s.Version, err)
	}
	return string(content), nil
}

// keep keeps a compiled version, unless somebody has just compiled the same.
// errMoved if another one came before it, or somebody has just said whether they
// want to be named.
func (f *Strategy) keep(tx *storage.Tx, d draft, s board.Strategy) (kept board.Strategy, made bool, err error) {
	if err := tx.LockBoard(s.Board); err != nil {
		return s, false, err
	}
	last, err := newest(tx, s.Board)
	if err != nil {
		return s, false, err
	}
	if last.Checksum == s.Checksum {
		return last, false, nil
	}
	named, err := tx.Consenting(s.Board)
	if err != nil {
		return s, false, err
	}
	if last.ID != d.last.ID || !maps.Equal(named, d.named) {
		return s, false, errMoved
	}
	if s, err = tx.SaveStrategy(s, d.people); err != nil {
		return s, false, err
	}
	if last.ID != 0 { // says from now on that there is a newer one
		if err := tx.Later(show, entity(last.ID), f.db.Now(), nil); err != nil {
			return s, false, err
		}
	}
	return s, true, tx.Later(show, entity(s.ID), f.db.Now(), nil)
}

// newest is the last version, without its content; zero if there is none.
func newest(tx *storage.Tx, of board.ID) (board.Strategy, error) {
	last, err := tx.Strategies(of, 0, 1)
	if err != nil || len(last) == 0 {
		return board.Strategy{}, err
	}
	return last[0], nil
}

// facts stand below the title of a version.
func facts(l words.Language, s board.Strategy) []documents.Fact {
	said := words.Printer{Language: l}
	fact := func(name string, value chat.Text) documents.Fact {
		return documents.Fact{Name: said.Print(chat.T("strategy.document." + name)), Value: said.Print(value)}
	}
	all := []documents.Fact{
		fact("version", chat.T("strategy.document.version.value", "Version", s.Version)),
		fact("date", chat.T("strategy.document.date.value", "Made", s.Made)),
	}
	if s.Phase != "" {
		all = append(all, fact("phase", phaseName(s.Phase)))
	}
	return append(all, fact("nature", chat.T("strategy.document.nature.value")), fact("checksum", chat.Written(s.Checksum)))
}

// parse is the document of a version as it was stored.
func parse(s board.Strategy, zone *time.Location) (documents.Document, error) {
	var d documents.Document
	if err := json.Unmarshal([]byte(s.Content), &d); err != nil {
		return d, fmt.Errorf("version %d of the strategy of board %d: %w", s.Version, s.Board, err)
	}
	d.Made = d.Made.In(zone)
	return d, nil
}
