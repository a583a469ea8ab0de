package boards

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// init founds a board in the channel where it is said: 5 seats of citizens,
// 5 of business, 1 of the city, all vacant, and the profile "Beirat".
func (f *Boards) init() commands.Command {
	var (
		name     = commands.Text("name").Required().Max(100)
		language = commands.Choice("language", words.Languages()...)
		zone     = commands.Text("zone").Max(60)
		land     = commands.Text("land").Max(30)
		purpose  = commands.Text("purpose_text").Long()
		contact  = commands.Text("contact").Max(300)
	)
	return commands.Command{
		Path: "board.init", Right: board.Admins, Anywhere: true,
		Params: []commands.Param{name, language, land, zone, purpose, contact},
		Check: func(c *commands.Call) []*commands.Error {
			var mistakes []*commands.Error
			if _, err := time.LoadLocation(zone.Of(c)); err != nil {
				mistakes = append(mistakes, commands.Mistake("zone", "board.init.no_zone", "Zone", zone.Of(c)))
			}
			if land.Of(c) != "" && landOf(land.Of(c)) == "" {
				mistakes = append(mistakes, commands.Mistake("land", "board.init.no_land", "Land", land.Of(c)))
			}
			return mistakes
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Event.Place.Private() {
				return chat.Reply{}, commands.Refuse("board.init.private")
			}
			b := board.Board{
				Name: name.Of(c), Language: string(language.Of(c)), Zone: zone.Of(c), Land: landOf(land.Of(c)),
				Purpose: purpose.Of(c), Contact: contact.Of(c),
			}
			if b.Language == "" {
				b.Language = string(c.Language)
			}
			if b.Zone == "" {
				b.Zone = "Europe/Berlin"
			}
			home := storage.Home{Platform: c.Event.Platform, Server: c.Event.Place.Server, Channel: c.Event.Place.Channel}
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				created, err := tx.CreateBoard(b, Groups(), home)
				if err != nil {
					return err
				}
				b = created
				return tx.SetRole(b.ID, c.Who.Person.ID, board.Admin, true)
			})
			if errors.Is(err, storage.ErrExists) {
				return chat.Reply{}, commands.Refuse("board.init.exists")
			}
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("board.init.done", "Name", b.Name), chat.T("board.init.next")).With(chat.Actions{
				button("cmd.board.role.title", b.ID, "board.role"), button("cmd.board.members.title", b.ID, "board.members"),
			})}}, nil
		},
	}
}

// Groups are the seat groups that a new board starts with. Their names come
// from the catalogue, by their keys.
func Groups() []board.Group {
	return []board.Group{
		{Key: "citizens", Seats: 5, Position: 1},
		{Key: "business", Seats: 5, Position: 2},
		{Key: "city", Seats: 1, Position: 3, ExOfficio: true},
	}
}

// landOf is the two letters of a Land named by letters or by name; empty if there is none.
func landOf(typed string) string {
	folded := commands.Fold(typed)
	for _, land := range board.Lands() {
		if folded == commands.Fold(land) || land == "NW" && folded == "nrw" { // as everybody there says
			return land
		}
		for _, l := range words.Languages() {
			if folded == commands.Fold(words.Printer{Language: l}.Say("land."+land, nil)) {
				return land
			}
		}
	}
	return ""
}

// term shows the board's term, or sets it: a first day and a number of months.
func (f *Boards) term() commands.Command {
	var (
		start  = commands.Time("start")
		months = commands.Number("months", 1, 120).Optional(24)
		basis  = commands.Text("basis").Max(500).Named()
	)
	return commands.Command{
		Path: "board.term", Right: board.Everyone, Params: []commands.Param{start, months, basis},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if !start.Given(c) && !months.Given(c) {
				return chat.Reply{Messages: []chat.Message{f.termMessage(c)}}, nil
			}
			if !c.Who.Chairs() {
				return chat.Reply{}, commands.Refuse("refused.chairing")
			}
			first := c.Board.Term.Start
			if start.Given(c) {
				first = start.Of(c)
			}
			if first.IsZero() {
				return chat.Reply{}, commands.Mistake("start", "board.term.start_missing")
			}
			to := board.NewTerm(first.In(c.Now.Location()), months.Of(c))
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				b, err := tx.Board(c.Board.ID)
				if err != nil {
					return err
				}
				if err := between(tx, b, to); err != nil {
					return err
				}
				if err := tx.SetTerm(b, to, basis.Of(c)); err != nil {
					return err
				}
				return f.planNotice(tx, b.ID, notice{What: "term", By: c.Who.Person.ID, Why: basis.Of(c)})
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("board.term.done", "Start", to.Start, "Last", to.Last))}}, nil
		},
	}
}

// between refuses a term that would run into an earlier one, or into the one that
// is planned to follow.
func between(tx *storage.Tx, b board.Board, to board.Term) error {
	past, err := tx.PastTerms(b.ID)
	if err != nil {
		return err
	}
	if n := len(past); n > 0 && to.Start.Before(past[n-1].Over) {
		return commands.Mistake("start", "term.set.earlier", "Number", past[n-1].Number, "Last", past[n-1].Term.Last, "Start", b.Term.Start)
	}
	if !b.Next.IsZero() && to.End().After(b.Next) {
		return commands.Refuse("term.set.planned", "Last", to.Last, "Next", b.Next).
			With(button("term.button.drop", b.ID, "board.term_next", "drop_next", "yes"))
	}
	return nil
}

// termMessage says where the term stands, with the ways on.
func (f *Boards) termMessage(c *commands.Call) chat.Message {
	m := chat.Say(termText(c.Board, c.Now))
	if !c.Board.Next.IsZero() {
		m = chat.Say(termText(c.Board, c.Now), chat.T("term.set.next", "Next", c.Board.Next))
	}
	row := chat.Actions{button("term.button.archive", c.Board.ID, "board.term_archive")}
	if c.Who.Chairs() && !c.Board.Term.Last.IsZero() {
		row = append(row, button("term.button.next", c.Board.ID, "board.term_next"))
	}
	return m.With(row)
}

// termText says where the term stands.
func termText(b board.Board, now time.Time) chat.Text {
	t := b.Term
	switch {
	case t.Start.IsZero():
		return chat.T("board.term.none")
	case !t.Begun(now):
		return chat.T("board.term.ahead", "Start", t.Start, "Last", t.Last)
	case t.Ended(now):
		return chat.T("board.term.over", "Last", t.Last)
	}
	return chat.T("board.term.running", "Start", t.Start, "Last", t.Last)
}
