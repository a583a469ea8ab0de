package erasure

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// forgetParams are what is said of a person who is to be forgotten.
type forgetParams struct {
	person commands.PersonParam
	note   commands.TextParam
	seen   commands.TextParam
}

// forget deletes what is stored about a person, in two steps: it says what goes
// and what stays and why, and the button below does it, for half an hour and
// while that is still so. Who coordinates a board does it for somebody who asked
// in writing.
func (f *Erasure) forget() commands.Command {
	p := forgetParams{commands.Person("person"), commands.Text("request").Max(200), commands.Text("seen").Max(60).Hidden()}
	return commands.Command{
		Path: "board.forget", Right: board.Everyone, Anywhere: true, Params: []commands.Param{p.person, p.note, p.seen},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			a, err := p.asked(c)
			if err != nil {
				return chat.Reply{}, err
			}
			if p.seen.Given(c) {
				return f.forgetNow(ctx, c, a, p.seen.Of(c))
			}
			var s sheet
			err = f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				s, err = a.sheet(tx, c)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return s.preview(chat.Text{}), nil
		},
	}
}

// asked is who is to be forgotten, and on whose word.
type asked struct {
	who  board.Person
	own  bool
	note string
}

func (p forgetParams) asked(c *commands.Call) (asked, error) {
	who := p.person.Of(c)
	if who.ID == c.Who.Person.ID || !p.person.Given(c) {
		return asked{who: c.Who.Person, own: true}, nil
	}
	a := asked{who: who, note: p.note.Of(c)}
	switch {
	case !c.Who.May(board.Chairing):
		return a, commands.Refuse("erasure.not_yours").With(button("erasure.button.own", c.Board.ID, "board.forget"))
	case a.note == "":
		return a, commands.Mistake("request", "erasure.no_request")
	}
	return a, nil
}

// sheet reads what forgetting does. Somebody who is a part of another board too
// asks for it themselves.
func (a asked) sheet(tx *storage.Tx, c *commands.Call) (sheet, error) {
	s := sheet{asked: a, c: c}
	if a.who.ID == 0 {
		return s, a.unknown()
	}
	var err error
	s.what, err = tx.Forgetting(a.who.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return s, a.unknown()
	}
	if err != nil {
		return s, err
	}
	here := func(b board.Board) bool { return b.ID == c.Board.ID }
	switch {
	case a.own:
	case !slices.ContainsFunc(s.what.Boards, here):
		return s, a.unknown()
	case len(s.what.Boards) > 1:
		return s, commands.Refuse("erasure.elsewhere", "Name", a.who.Name)
	default:
		if err := a.nameless(tx); err != nil {
			return s, err
		}
	}
	for _, b := range s.what.Boards {
		v, err := vacating(tx, b, a.who.ID)
		if err != nil {
			return s, err
		}
		if len(v.roles) > 0 {
			s.vacant = append(s.vacant, v)
		}
	}
	return s, nil
}

// nameless is a mistake if the letter is named by the name of the person: it stays
// in the log when they are forgotten.
func (a asked) nameless(tx *storage.Tx) error {
	accounts, err := tx.Accounts(a.who.ID)
	if err != nil {
		return err
	}
	names := []string{a.who.Name}
	for _, account := range accounts {
		names = append(names, account.Name, account.Account)
	}
	if slices.ContainsFunc(names, func(name string) bool { return tells(a.note, name) }) {
		return commands.Mistake("request", "erasure.named")
	}
	return nil
}

// shortest is how many letters a part of a name has at least by which somebody is
// known: "van" and "de" stand in any letter.
const shortest = 4

// tells tells whether a text has a name in it, or a part of it.
func tells(text, name string) bool {
	said, called := wordsOf(text), wordsOf(name)
	if len(called) > 1 && strings.Contains(" "+strings.Join(said, " ")+" ", " "+strings.Join(called, " ")+" ") {
		return true
	}
	return slices.ContainsFunc(called, func(word string) bool { return len([]rune(word)) >= shortest && slices.Contains(said, word) })
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func (a asked) unknown() error {
	if a.own {
		return commands.Refuse("erasure.nothing")
	}
	return commands.Mistake("person", "erasure.unknown", "Name", a.who.Name)
}

// forgetNow does it, if what was seen is still so. Whom others have forgotten is
// told before, while they can be reached.
func (f *Erasure) forgetNow(ctx context.Context, c *commands.Call, a asked, seen string) (chat.Reply, error) {
	var s sheet
	var stale bool
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if a.who.ID != 0 {
			if err := tx.LockPerson(a.who.ID); err != nil { // what is read below is one state
				return err
			}
		}
		if s, err = a.sheet(tx, c); err != nil {
			return err
		}
		if stale = !s.fresh(seen); stale {
			return nil
		}
		if !a.own {
			return f.announce(tx, s)
		}
		return f.erase(tx, erasing{person: a.who.ID, as: s.as(), what: s.what, in: c.Board.ID})
	})
	switch {
	case err != nil:
		return chat.Reply{}, err
	case stale:
		return s.preview(chat.T("erasure.again")), nil
	case a.own:
		return reply([]chat.Text{chat.T("erasure.done.own")}), nil
	}
	return reply([]chat.Text{chat.T("erasure.done.other", "Name", a.who.Name, "As", s.as(), "At", c.Now.Add(notice))}), nil
}

// erasing is a person who is forgotten: how they are called from then on, what
// they leave, and who had it done; zero: they themselves.
type erasing struct {
	person   board.ID
	as, note string
	what     storage.Forgetting
	in, by   board.ID
}

// erase forgets a person, and plans what follows: seats and roles that are vacant,
// and bytes that are to go.
func (f *Erasure) erase(tx *storage.Tx, e erasing) error {
	had := map[board.ID][]board.Role{}
	for _, b := range e.what.Boards {
		holders, err := tx.RoleHolders(b.ID)
		if err != nil {
			return err
		}
		for _, h := range holders {
			if h.Person.ID == e.person && h.Role != board.Guest {
				had[b.ID] = append(had[b.ID], h.Role)
			}
		}
	}
	if _, err := tx.Forget(e.person, e.as, e.note); err != nil {
		return err
	}
	for _, b := range e.what.Boards {
		if err := f.tellRoles(tx, b.ID, e.by, had[b.ID]); err != nil {
			return err
		}
	}
	for _, seat := range e.what.Seats {
		of := seat.Group.Board
		if seat.Holder.ID == e.person {
			people, err := tx.Coordinators(of, f.db.Now())
			if err != nil {
				return err
			}
			for _, to := range people {
				if err := tx.Later(LeftKind, storage.JobKey(of, to, seat.ID, e.by), f.db.Now(), nil); err != nil {
					return err
				}
			}
		}
		for _, tell := range f.Left {
			if err := tell(tx, of, seat.ID); err != nil {
				return err
			}
		}
	}
	return f.Overwrite(tx, e.in)
}
