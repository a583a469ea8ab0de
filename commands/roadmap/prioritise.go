package roadmap

import (
	"context"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// rounding is how the order of measures is asked for.
type rounding struct {
	method   commands.ChoiceParam[board.Method]
	measures commands.TextParam
	closes   commands.TimeParam
	confirm  commands.FlagParam
	change   commands.FlagParam
}

// prioritise opens a poll over the order of the measures that are worked out. A
// button asks first, for it opens a poll to everybody.
func (f *Roadmap) prioritise(shared params) commands.Command {
	r := rounding{
		method:   commands.Choice("method", board.Points, board.Ranked).Optional(board.Points),
		measures: commands.Text("measures").Named(),
		closes:   commands.Time("closes").Future(),
		confirm:  shared.confirm,
		change:   commands.Flag("change").Hidden(),
	}
	return commands.Command{
		Path: "roadmap.prioritise", Right: board.Chairing, Params: []commands.Param{r.method, r.measures, r.closes, r.confirm, r.change},
		Shape: f.shapeRound,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case r.change.Of(c):
				return chat.Reply{Form: c.Form("roadmap.prioritise", nil)}, nil
			case c.Pressed() && !r.confirm.Of(c):
				return f.askRound(ctx, c, r)
			}
			var p board.Poll
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				ripe, err := r.ripe(tx, c)
				if err != nil {
					return err
				}
				p, err = f.open(tx, c, r.draft(c, ripe))
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("roadmap.prioritise.done", "N", len(p.Options)))
			return chat.Reply{Messages: []chat.Message{m.With(commands.Opened(c, p)...)}}, nil
		},
	}
}

// ripe are the measures that the poll is to order, by number: those that were
// named, else all that are worked out.
func (r rounding) ripe(tx *storage.Tx, c *commands.Call) ([]board.Measure, error) {
	all, err := tx.Measures(c.Board.ID)
	if err != nil {
		return nil, err
	}
	ripe, err := r.named(c, all)
	switch n := len(ripe); {
	case err != nil:
		return nil, err
	case n > board.MostOptions:
		return nil, commands.Mistake(r.measures.Name(), "roadmap.prioritise.too_many", "N", n, "Most", board.MostOptions)
	case n < board.LeastOptions && r.measures.Given(c):
		return nil, commands.Mistake(r.measures.Name(), "roadmap.prioritise.one")
	case n < board.LeastOptions:
		return nil, commands.Refuse("roadmap.prioritise.too_few", "N", n).With(listButton(c.Board.ID))
	}
	return ripe, nil
}

// named are the measures whose numbers were given, all of them worked out.
func (r rounding) named(c *commands.Call, all []board.Measure) ([]board.Measure, error) {
	var ripe []board.Measure
	if !r.measures.Given(c) {
		for _, m := range all {
			if m.State == board.MeasureWorkedOut {
				ripe = append(ripe, m)
			}
		}
		return ripe, nil
	}
	numbers, ok := numbersIn(r.measures.Of(c))
	if !ok {
		return nil, commands.Mistake(r.measures.Name(), "roadmap.link.no_numbers", "Typed", commands.Cut(r.measures.Of(c)))
	}
	slices.Sort(numbers)
	for _, n := range slices.Compact(numbers) {
		at := slices.IndexFunc(all, func(m board.Measure) bool { return m.Number == n })
		switch {
		case at < 0:
			return nil, commands.Mistake(r.measures.Name(), "commands.no_such_number", "number", n)
		case all[at].State != board.MeasureWorkedOut:
			return nil, commands.Mistake(r.measures.Name(), "roadmap.prioritise.not_ripe", "Number", n, "Title", all[at].Title, "State", stateName(all[at].State))
		}
		ripe = append(ripe, all[at])
	}
	return ripe, nil
}

// draft is the poll over the order of measures.
func (r rounding) draft(c *commands.Call, ripe []board.Measure) board.Poll {
	method := r.method.Of(c)
	said := words.Printer{Language: words.Language(c.Board.Language)}
	return board.Poll{
		Question: said.Print(chat.T("roadmap.prioritise.question")), Text: said.Print(chat.T("roadmap.prioritise.text")),
		Method: method, Closes: r.closes.Of(c), About: board.Subject{Kind: board.AboutPriority}, Options: optionsOf(method, said, ripe),
	}
}

// optionsOf are measures as options. A title that cannot be one, or that two
// have, gets the number of its measure.
func optionsOf(method board.Method, said words.Printer, ripe []board.Measure) []board.Option {
	var options []board.Option
	titled := map[string]int{}
	for _, m := range ripe {
		titled[commands.Fold(m.Title)]++
	}
	for _, m := range ripe {
		labels := []string{
			m.Title,
			said.Print(chat.T("roadmap.prioritise.option", "Number", m.Number, "Title", m.Title)),
			said.Print(chat.T("roadmap.prioritise.bare_option", "Number", m.Number)),
		}
		if titled[commands.Fold(m.Title)] > 1 {
			labels = labels[1:]
		}
		for _, label := range labels {
			if more, err := board.AddOption(method, options, label); err == nil {
				options = more
				options[len(options)-1].Thing = m.ID
				break
			}
		}
	}
	return options
}

// askRound shows what the poll would be over, with the ways to hold it.
func (f *Roadmap) askRound(ctx context.Context, c *commands.Call, r rounding) (chat.Reply, error) {
	var ripe []board.Measure
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		ripe, err = r.ripe(tx, c)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	var lines []chat.Text
	for _, m := range ripe[:min(listed, len(ripe))] {
		lines = append(lines, chat.T("roadmap.list.line", "Number", m.Number, "Title", m.Title, "Place", 0))
	}
	way := func(label string, pairs ...string) chat.Button {
		return commands.Button(chat.T(label), c.Board.ID, "roadmap.prioritise", pairs...)
	}
	return say(chat.T("roadmap.prioritise.ask", "N", len(ripe), "Lines", lines, "Further", len(ripe)-len(lines)),
		way("roadmap.prioritise.points", "method", string(board.Points), "confirm", "yes"),
		way("roadmap.prioritise.ranking", "method", string(board.Ranked), "confirm", "yes"),
		way("roadmap.prioritise.change", "change", "yes")), nil
}

// shapeRound lets one choose the measures, where a list can show them.
func (f *Roadmap) shapeRound(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		all, err := tx.Measures(c.Board.ID)
		if err != nil {
			return err
		}
		var ripe []thing
		for _, m := range all {
			if m.State == board.MeasureWorkedOut {
				ripe = append(ripe, thing{Number: m.Number, Title: m.Title})
			}
		}
		form.Fields = choosing(form.Fields, "measures", ripe)
		return nil
	})
}

// roundOver is the poll that runs over the order of a measure and others; zero if
// none does.
func roundOver(tx *storage.Tx, m board.Measure) (board.Poll, error) {
	running, err := tx.OpenPolls(m.Board)
	if err != nil {
		return board.Poll{}, err
	}
	for _, p := range running {
		if p.About.Kind != board.AboutPriority {
			continue
		}
		whole, err := tx.Poll(p.ID)
		if err != nil {
			return board.Poll{}, fmt.Errorf("options of poll %d: %w", p.Number, err)
		}
		if over(whole, m.ID) {
			return whole, nil
		}
	}
	return board.Poll{}, nil
}
