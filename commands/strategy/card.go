package strategy

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is the work, of the whole program, of making shown messages true.
const show = "show"

// Entity is the prefix of versions of the strategy among the shown things.
const Entity = "strategy"

func entity(id board.ID) string { return storage.Entity(Entity, id) }

// strategy shows a version, gives it as a file, or compiles a new one.
func (f *Strategy) strategy() commands.Command {
	as := commands.Choice("as", parts()...)
	version := commands.Number("version", 1, 1<<20)
	compile := commands.Flag("compile")
	return commands.Command{
		Path: "board.strategy", Right: board.Everyone, Params: []commands.Param{as, version, compile},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case compile.Of(c):
				return f.compile(ctx, c)
			case as.Of(c) == asSent:
				return f.sent(ctx, c)
			}
			s, err := f.version(ctx, c, version, as.Of(c))
			if err != nil {
				return chat.Reply{}, err
			}
			switch format := as.Of(c); format {
			case "":
				return f.showVersion(ctx, c, s)
			case asVersions:
				return f.listVersions(ctx, c, s)
			case asMore:
				return f.more(ctx, c, s)
			case asDifference:
				return f.difference(ctx, c, s)
			default:
				return f.file(ctx, c, s, format)
			}
		},
	}
}

// version is the one that is asked for, else the newest, with its content. A
// refusal where there is none, or where somebody stands in it who no longer
// wants to be named.
func (f *Strategy) version(ctx context.Context, c *commands.Call, version commands.NumberParam, as part) (s board.Strategy, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		last, err := newest(tx, c.Board.ID)
		if err != nil {
			return err
		}
		number := last.Version
		switch {
		case last.Version == 0:
			return none(c)
		case version.Given(c):
			number = version.Of(c)
		}
		s, err = tx.StrategyVersion(c.Board.ID, number)
		if errors.Is(err, storage.ErrNotFound) {
			return commands.Mistake("version", "strategy.version.unknown", "Version", number, "Last", last.Version)
		}
		if err != nil || as == asVersions {
			return err
		}
		return mayRead(tx, c.Who, s, as)
	})
	return s, err
}

// mayRead refuses what is asked for of a version, where it is withheld; the names
// of the version before stand in the difference, too.
func mayRead(tx *storage.Tx, who board.Standing, s board.Strategy, as part) error {
	if err := mayHave(tx, who, s); err != nil || as != asDifference || s.Version == 1 {
		return err
	}
	before, err := tx.StrategyVersion(s.Board, s.Version-1)
	if err != nil {
		return err
	}
	return mayHave(tx, who, before)
}

// mayHave refuses a version that is withheld.
func mayHave(tx *storage.Tx, who board.Standing, s board.Strategy) error {
	held, err := withheld(tx, who, s)
	if err != nil || !held {
		return err
	}
	no := commands.Refuse("strategy.version.withheld", "Version", s.Version, "May", who.May(board.MembersAndChair))
	if who.May(board.MembersAndChair) {
		no = no.With(compileButton(s.Board))
	}
	return no.With(button(chat.T("strategy.button.versions"), s.Board, "board.strategy", "as", string(asVersions)))
}

// none says that there is no version yet, and how one comes about.
func none(c *commands.Call) *commands.Error {
	no := commands.Refuse("strategy.none", "May", c.Who.May(board.MembersAndChair))
	if c.Who.May(board.MembersAndChair) {
		no = no.With(compileButton(c.Board.ID))
	}
	return no.With(phasesButton(c.Board.ID))
}

// withheld tells whether somebody is named in a version who has taken the
// consent back. The chair and the office still get it: it may have been handed
// on.
func withheld(tx *storage.Tx, who board.Standing, s board.Strategy) (bool, error) {
	if who.Chairs() {
		return false, nil
	}
	people, err := tx.StrategyNamed(s.ID)
	if err != nil || len(people) == 0 {
		return false, err
	}
	named, err := tx.Consenting(s.Board)
	for _, person := range people {
		if _, consents := named[person]; !consents {
			return true, err
		}
	}
	return false, err
}

func (f *Strategy) showVersion(ctx context.Context, c *commands.Call, s board.Strategy) (reply chat.Reply, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := f.card(tx, c.Board, s)
		reply = chat.Reply{Messages: []chat.Message{m}}
		return err
	})
	return reply, err
}

// view is the card of a version.
func (f *Strategy) view(ctx context.Context, id board.ID) (v commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := tx.Strategy(id)
		if err != nil {
			return err
		}
		b, err := tx.Board(s.Board)
		if err != nil {
			return err
		}
		v.Board = b.ID
		v.Message, err = f.card(tx, b, s)
		return err
	})
	return v, err
}

// card says of a version what it is, what stands in it and where it went.
func (f *Strategy) card(tx *storage.Tx, b board.Board, s board.Strategy) (chat.Message, error) {
	zone := f.db.Zone(b.Zone)
	d, err := parse(s, zone)
	if err != nil {
		return chat.Message{}, err
	}
	last, err := newest(tx, b.ID)
	if err != nil {
		return chat.Message{}, err
	}
	sent, err := f.sentLines(tx, s, zone)
	if err != nil {
		return chat.Message{}, err
	}
	m := chat.Say(
		chat.T("strategy.card.title", "Board", b.Name, "Version", s.Version),
		chat.T("strategy.card.about", "Made", s.Made.In(zone), "Phase", phaseName(s.Phase), "Some", s.Phase != "", "Chapters", chapterTitles(d)),
	)
	for _, line := range sent {
		m = m.With(chat.Para{Text: line})
	}
	if last.Version > s.Version {
		m = m.With(chat.Para{Text: chat.T("strategy.card.newer", "Version", last.Version)})
	}
	return m.With(fileButtons(s)), nil
}

func fileButtons(s board.Strategy) chat.Actions {
	row := make(chat.Actions, 0, 4)
	for _, format := range []part{asPDF, asWord, asPage} {
		row = append(row, versionButton(formatName(format), s, format))
	}
	return append(row, versionButton(chat.T("strategy.button.more"), s, asMore))
}

func versionButton(label chat.Text, s board.Strategy, as part) chat.Button {
	return button(label, s.Board, "board.strategy", "as", string(as), "version", strconv.Itoa(s.Version))
}

func compileButton(of board.ID) chat.Button {
	return button(chat.T("strategy.button.compile"), of, "board.strategy", "compile", "yes")
}
