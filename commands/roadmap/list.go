package roadmap

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// listed is how many measures a page of the list has.
const listed = 8

// filter is which measures are listed, besides the states.
type filter string

// withoutVision are those that belong to no statement of the vision.
const withoutVision filter = "without_vision"

// list shows the roadmap in its order, page by page.
func (f *Roadmap) list() commands.Command {
	only := commands.Choice("filter", filters()...)
	file := commands.Flag("as_file")
	page := commands.Number("roadmap_page", 1, 1<<20).Hidden()
	return commands.Command{
		Path: "roadmap.list", Right: board.Everyone, Params: []commands.Param{only, file, page},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if file.Of(c) {
				return f.asFile(ctx, c)
			}
			var o overview
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				o, err = readOverview(tx, c.Board.ID)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{o.listing(c, only.Of(c), max(1, page.Of(c)))}}, nil
		},
	}
}

// asFile gives the whole roadmap to keep.
func (f *Roadmap) asFile(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var file chat.File
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		o, err := readOverview(tx, c.Board.ID)
		if err != nil {
			return err
		}
		if len(o.measures) == 0 {
			return commands.Refuse("roadmap.none_yet")
		}
		file, err = f.file(tx, c.Board, c.Language, c.Now)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(chat.T("roadmap.list.as_file")).With(file)
	return chat.Reply{Messages: []chat.Message{withButtons(m, listButton(c.Board.ID))}}, nil
}

// filters are the states, and what is asked for besides.
func filters() []filter {
	all := []filter{}
	for _, s := range board.Sections() {
		all = append(all, filter(s))
	}
	return append(all, withoutVision)
}

// lets tells whether a measure is listed.
func (only filter) lets(m board.Measure) bool {
	switch only {
	case "":
		return true
	case withoutVision:
		return len(m.Links.Statements) == 0 && m.State != board.MeasureDropped
	}
	return m.State == board.MeasureState(only)
}

// overview is the roadmap of a board, in its order.
type overview struct {
	measures []board.Measure
	last     storage.Round // that ordered it; zero: none has
	poll     int           // its number
}

func readOverview(tx *storage.Tx, of board.ID) (o overview, err error) {
	if o.measures, err = tx.Measures(of); err != nil {
		return o, err
	}
	o.measures = board.Roadmap(o.measures)
	o.last, err = lastRound(tx, of)
	if err != nil || o.last.Poll == 0 {
		return o, err
	}
	p, err := tx.Poll(o.last.Poll)
	o.poll = p.Number
	return o, err
}

func (o overview) only(f filter) []board.Measure {
	var some []board.Measure
	for _, m := range o.measures {
		if f.lets(m) {
			some = append(some, m)
		}
	}
	return some
}

// listing is a page of the list in words.
func (o overview) listing(c *commands.Call, only filter, page int) chat.Message {
	some := o.only(only)
	if len(some) == 0 {
		return withButtons(chat.Say(chat.T("roadmap.list.empty", "Any", len(o.measures) > 0)), o.onward(c, only)...)
	}
	from := min((page-1)*listed, (len(some)-1)/listed*listed)
	until := min(from+listed, len(some))
	m := chat.Say(o.head(c, only, len(some)))
	for i, measure := range some[from:until] {
		if i == 0 || measure.State != some[from+i-1].State {
			m = m.With(chat.Para{Text: chat.T("roadmap.list.section", "State", stateName(measure.State), "N", inState(some, measure.State))})
		}
		m = m.With(chat.Para{Text: o.line(measure)})
	}
	var row []chat.Button
	if until < len(some) {
		row = append(row, commands.Button(chat.T("roadmap.list.more", "N", len(some)-until), c.Board.ID, "roadmap.list",
			"filter", string(only), "roadmap_page", strconv.Itoa(from/listed+2)))
	}
	return withButtons(m, append(row, o.onward(c, only)...)...)
}

func inState(measures []board.Measure, s board.MeasureState) int {
	n := 0
	for _, m := range measures {
		if m.State == s {
			n++
		}
	}
	return n
}

// head says what is listed and whence its order.
func (o overview) head(c *commands.Call, only filter, n int) chat.Text {
	if only == withoutVision {
		return chat.T("roadmap.list.without_vision", "N", n)
	}
	return chat.T("roadmap.list.title", "N", len(o.measures), "Poll", o.poll, "Ordered", o.last.Over.In(c.Now.Location()))
}

func (o overview) line(m board.Measure) chat.Text {
	return chat.T("roadmap.list.line", "Number", m.Number, "Title", m.Title, "Place", o.place(m))
}

// place is that of a measure in the latest round; 0: it has none.
func (o overview) place(m board.Measure) int {
	if m.Round == 0 || m.Round != o.last.Poll || !m.State.Ranks() {
		return 0
	}
	return m.Place
}

// linked tells whether any measure belongs to a statement: before that, to be
// without one says nothing.
func (o overview) linked() bool {
	return slices.ContainsFunc(o.measures, func(m board.Measure) bool { return len(m.Links.Statements) > 0 })
}

// onward are the buttons that lead on from the list.
func (o overview) onward(c *commands.Call, only filter) []chat.Button {
	to := func(label, path string, pairs ...string) chat.Button {
		return commands.Button(chat.T(label), c.Board.ID, path, pairs...)
	}
	var row []chat.Button
	if len(o.measures) > 0 {
		row = append(row, to("cmd.roadmap.show.title", "roadmap.show"))
	}
	if only != "" {
		row = append(row, listButton(c.Board.ID))
	} else if o.linked() && len(o.only(withoutVision)) > 0 {
		row = append(row, to("roadmap.button.without_vision", "roadmap.list", "filter", string(withoutVision)))
	}
	if c.Who.May(board.MembersAndChair) {
		row = append(row, to("cmd.roadmap.add.title", "roadmap.add"))
	}
	if c.Who.Chairs() && len(o.only(filter(board.MeasureWorkedOut))) >= board.LeastOptions {
		row = append(row, to("cmd.roadmap.prioritise.title", "roadmap.prioritise"))
	}
	if len(o.measures) > 0 {
		row = append(row, to("roadmap.button.file", "roadmap.list", "as_file", "yes"))
	}
	return row
}
