package fields

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// merge makes one field of two: at once if the chair wants it, else as soon as
// everybody agrees who works on either.
func (f *Fields) merge(shared params) commands.Command {
	first := commands.Thing("first", commands.Finder{Open: f.mergeable, Number: f.numbered, Titled: f.titled, None: "field.no_own"}).Required()
	second := commands.Thing("second", commands.Finder{Open: f.open, Number: f.numbered, Titled: f.titled, None: "field.none_yet"}).Required()
	title := shared.title
	return commands.Command{
		Path: "field.merge", Right: board.MembersAndChair, Params: []commands.Param{first, second, title},
		Check: func(c *commands.Call) []*commands.Error {
			if onlyNumbers(title.Of(c)) { // "2 3 4"
				return []*commands.Error{commands.Mistake(second.Name(), "field.merge.always_two", "First", first.Of(c).Number, "Second", second.Of(c).Number)}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m merging
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if m, err = f.lockBoth(tx, c, first.Of(c).ID, second.Of(c).ID); err != nil {
					return err
				}
				m.merger.Title = title.Of(c)
				return f.propose(tx, c, &m)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return m.reply(c), nil
		},
	}
}

// mergeable are the fields that the caller may merge with another: all, to the chair.
func (f *Fields) mergeable(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	if c.Who.Chairs() {
		return f.open(ctx, c)
	}
	return f.worked(ctx, c)
}

// onlyNumbers tells whether a text consists of numbers and what parts them.
func onlyNumbers(text string) bool {
	return text != "" && strings.Trim(text, "0123456789 ,;+&#") == ""
}

// merging is what is done about two fields.
type merging struct {
	first, second board.Field
	seats         []board.Seat
	merger        board.Merger
	said          string // the key of the answer
	missing       []board.Person
}

func (m merging) args() []any {
	return []any{"First", m.first.Number, "FirstTitle", m.first.Title, "Second", m.second.Number, "SecondTitle", m.second.Title,
		"Title", m.merger.Title, "Missing", peopleNames(m.missing), "N", len(m.missing)}
}

func (m merging) reply(c *commands.Call) chat.Reply {
	if m.said == "field.merge.crossed" {
		return say(chat.T(m.said, m.args()...), m.agreeButtons(c.Board.ID)...)
	}
	return say(chat.T(m.said, m.args()...), showButton(m.first))
}

// agreeButtons let somebody agree or not.
func (m merging) agreeButtons(of board.ID) []chat.Button {
	answer := func(label, agree string) chat.Button {
		return commands.Button(chat.T(label), of, "field.agree", "first", strconv.Itoa(m.first.Number), "second", strconv.Itoa(m.second.Number), "willing", agree)
	}
	return []chat.Button{answer("field.merge.agree", "yes"), answer("field.merge.decline", "no")}
}

// bothButtons show either field.
func (m merging) bothButtons() []chat.Button {
	var row []chat.Button
	for _, one := range []board.Field{m.first, m.second} {
		b := showButton(one)
		b.Label = chat.T("field.list.show", "Number", one.Number)
		row = append(row, b)
	}
	return row
}

// lockBoth reads two fields that are to become one and holds them, always in the
// same order, so that nobody waits in a circle.
func (f *Fields) lockBoth(tx *storage.Tx, c *commands.Call, first, second board.ID) (m merging, err error) {
	ids := []board.ID{first, second}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		one, err := tx.LockField(id)
		if err != nil {
			return m, err
		}
		if id == first {
			m.first = one
		}
		if id == second {
			m.second = one
		}
	}
	m.seats, err = tx.Seats(c.Board.ID)
	m.merger = board.Merger{Board: c.Board.ID, First: first, Second: second, Person: c.Who.Person.ID}
	return m, err
}

// propose merges at once where nobody is missing, else asks those who are.
func (f *Fields) propose(tx *storage.Tx, c *commands.Call, m *merging) error {
	if err := mayMerge(tx, *m); err != nil {
		return kept(err, "second")
	}
	works := m.first.Works(c.Who, m.seats) || m.second.Works(c.Who, m.seats)
	if !works && !c.Who.Chairs() {
		return commands.Refuse("field.merge.not_yours", m.args()...).With(m.bothButtons()...)
	}
	asked, err := asked(tx, *m)
	if err != nil {
		return err
	}
	m.missing = m.merger.Missing(m.first, m.second, m.seats)
	m.merger.ID = asked.ID
	switch {
	case c.Who.Chairs():
		return f.carryOut(tx, c, m)
	case asked.ID != 0 && asked.Person == c.Who.Person.ID: // pressed twice
		m.missing = asked.Missing(m.first, m.second, m.seats)
		m.said = "field.merge.asked"
		return nil
	case asked.ID != 0:
		m.merger = asked
		if asked.First != m.first.ID {
			m.first, m.second = m.second, m.first
		}
		m.said = "field.merge.crossed"
		return nil
	case len(m.first.WorkedBy(m.seats)) == 0 || len(m.second.WorkedBy(m.seats)) == 0:
		return commands.Refuse("field.merge.chair", m.args()...).With(m.bothButtons()...)
	case len(m.missing) == 0:
		return f.carryOut(tx, c, m)
	}
	if m.merger, err = tx.AskMerger(m.merger); err != nil {
		return err
	}
	m.said = "field.merge.asked"
	for _, p := range m.missing {
		if err := tx.Later(MergerKind, storage.JobKey(c.Board.ID, m.merger.ID, p.ID), f.db.Now(), nil); err != nil {
			return err
		}
	}
	return nil
}

// mayMerge is the rule with its sentences.
func mayMerge(tx *storage.Tx, m merging) error {
	err := board.MayMerge(m.first, m.second)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, board.ErrFieldSame):
		return commands.Refuse("refused.field_same", "Number", m.first.Number)
	case m.first.Takes() != nil:
		return takes(tx, m.first)
	}
	return takes(tx, m.second)
}

// asked is what was proposed for these two fields, whichever was named first;
// zero if nothing was.
func asked(tx *storage.Tx, m merging) (board.Merger, error) {
	all, err := tx.Mergers(m.first.Board)
	for _, a := range all {
		if a.First == m.first.ID && a.Second == m.second.ID || a.First == m.second.ID && a.Second == m.first.ID {
			return a, err
		}
	}
	return board.Merger{}, err
}

// carryOut merges, and tells everybody.
func (f *Fields) carryOut(tx *storage.Tx, c *commands.Call, m *merging) error {
	m.said = "field.merge.done"
	if err := tx.MergeFields(m.merger, m.first, m.second); err != nil {
		return err
	}
	if m.merger.Title != "" {
		m.first.Title = m.merger.Title
	}
	now := f.db.Now()
	return errors.Join(tx.Later(show, entity(m.second.ID), now, nil),
		f.planNotice(tx, m.first, notice{What: merged, By: c.Who.Person.ID, Other: m.second.Number}))
}

// agree answers to the proposal of a merger.
func (f *Fields) agree() commands.Command {
	awaiting := func(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
		return f.found(ctx, func(tx *storage.Tx) ([]board.Field, error) {
			open, err := awaited(tx, c)
			fields := make([]board.Field, len(open))
			for i, m := range open {
				fields[i] = m.first
			}
			return fields, err
		})
	}
	first := commands.Thing("first", commands.Finder{Open: awaiting, Number: f.numbered, Titled: f.titled, None: "field.agree.none"}).Required()
	second := commands.Thing("second", commands.Finder{Number: f.numbered, Titled: f.titled, None: "field.agree.none"}).Hidden()
	yes := commands.Flag("willing").Optional(true)
	return commands.Command{
		Path: "field.agree", Right: board.MembersAndChair, Params: []commands.Param{first, yes, second},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m merging
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				open, err := awaited(tx, c)
				if err != nil {
					return err
				}
				i := slices.IndexFunc(open, func(m merging) bool {
					return m.first.ID == first.Of(c).ID && (!second.Given(c) || m.second.ID == second.Of(c).ID)
				})
				if i < 0 {
					return f.noLonger(tx, first.Of(c).ID)
				}
				merger := open[i].merger
				if m, err = f.lockBoth(tx, c, merger.First, merger.Second); err != nil {
					return err
				}
				m.merger = merger
				return f.answer(tx, c, &m, yes.Of(c))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return m.reply(c), nil
		},
	}
}

// noLonger says that there is nothing to agree to.
func (f *Fields) noLonger(tx *storage.Tx, id board.ID) error {
	one, err := tx.Field(id)
	if err != nil {
		return err
	}
	return commands.Refuse("field.agree.none").With(showButton(one))
}

// answer notes a yes, which may be the last one, or ends the matter with a no.
func (f *Fields) answer(tx *storage.Tx, c *commands.Call, m *merging, yes bool) error {
	asking, err := tx.Asking(m.merger.ID)
	if err != nil {
		return err
	}
	if m.merger, err = tx.Merger(m.merger.ID); err != nil { // others may have agreed in the same moment
		return err
	}
	if !asking { // another has declined in the same moment
		return f.noLonger(tx, m.first.ID)
	}
	if err := mayMerge(tx, *m); err != nil {
		return err
	}
	letter := tx.Later(AnsweredKind, storage.JobKey(c.Board.ID, m.merger.ID), f.db.Now(), mergerAnswer{By: c.Who.Person.ID, Yes: yes})
	if !yes {
		m.said = "field.agree.declined"
		return errors.Join(tx.DeclineMerger(m.merger.ID), letter)
	}
	if err := tx.AgreeMerger(m.merger.ID, c.Who.Person.ID); err != nil {
		return err
	}
	m.merger.Agreed = append(m.merger.Agreed, c.Who.Person.ID)
	if m.missing = m.merger.Missing(m.first, m.second, m.seats); len(m.missing) > 0 {
		m.said = "field.agree.noted"
		return nil
	}
	return errors.Join(f.carryOut(tx, c, m), letter)
}

// awaited are the mergers to which the caller has yet to say something.
func awaited(tx *storage.Tx, c *commands.Call) ([]merging, error) {
	all, err := tx.Mergers(c.Board.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	seats, err := tx.Seats(c.Board.ID)
	if err != nil {
		return nil, err
	}
	var open []merging
	for _, a := range all {
		m := merging{merger: a, seats: seats}
		if m.first, err = tx.Field(a.First); err != nil {
			return nil, err
		}
		if m.second, err = tx.Field(a.Second); err != nil {
			return nil, err
		}
		waits := func(p board.Person) bool { return p.ID == c.Who.Person.ID }
		if board.MayMerge(m.first, m.second) == nil && slices.ContainsFunc(a.Missing(m.first, m.second, seats), waits) {
			open = append(open, m)
		}
	}
	return open, nil
}
