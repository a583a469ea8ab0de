package roadmap

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// linkParams say what a measure belongs to, each by numbers.
type linkParams struct{ fields, visions, after commands.TextParam }

func newLinkParams() linkParams {
	return linkParams{fields: commands.Text("fields").Named(), visions: commands.Text("visions").Named(), after: commands.Text("after").Named()}
}

func (p linkParams) all() []commands.Param { return []commands.Param{p.fields, p.visions, p.after} }

// linking is what the links of a measure are made of: what was said, and what
// they were before. Who sends a form has said all of them; who types a line has
// said what stands in it.
type linking struct {
	params linkParams
	said   func(commands.TextParam) bool
}

func (p linkParams) of(c *commands.Call) linking {
	_, form := c.Event.Do.(chat.Submit)
	return linking{params: p, said: func(t commands.TextParam) bool { return form || t.Given(c) }}
}

// over puts what was said of links over those of a measure. The error is
// commands.Mistakes, one for every value that is wrong.
func (l linking) over(tx *storage.Tx, c *commands.Call, m board.Measure) (board.Measure, error) {
	var wrong commands.Mistakes
	for _, kind := range []struct {
		param commands.TextParam
		to    *[]board.ID
		find  func(number int) (board.ID, error)
	}{
		{l.params.fields, &m.Links.Fields, func(n int) (board.ID, error) { return fieldToLink(tx, c.Board.ID, n) }},
		{l.params.visions, &m.Links.Statements, func(n int) (board.ID, error) { return statementToLink(tx, c.Board.ID, n) }},
		{l.params.after, &m.Links.After, func(n int) (board.ID, error) { return measureToLink(tx, m, n) }},
	} {
		if !l.said(kind.param) {
			continue
		}
		ids, err := linked(kind.param, c, kind.find)
		var mistake *commands.Error
		if errors.As(err, &mistake) {
			wrong = append(wrong, mistake)
			continue
		}
		if err != nil {
			return m, err
		}
		*kind.to = ids
	}
	if len(wrong) > 0 {
		return m, wrong
	}
	return m, noCircle(tx, l.params.after, m)
}

// linked reads the numbers of things to link to and finds them.
func linked(param commands.TextParam, c *commands.Call, find func(number int) (board.ID, error)) ([]board.ID, error) {
	numbers, ok := numbersIn(param.Of(c))
	if !ok {
		return nil, commands.Mistake(param.Name(), "roadmap.link.no_numbers", "Typed", commands.Cut(param.Of(c)))
	}
	var ids []board.ID
	for _, n := range numbers {
		id, err := find(n)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			return nil, commands.Mistake(param.Name(), "commands.no_such_number", "number", n)
		case err != nil:
			var no *commands.Error
			if errors.As(err, &no) {
				no.Field = param.Name()
			}
			return nil, err
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// numbersIn reads "1, 3 und 5", "#2", and words for nothing.
func numbersIn(typed string) (numbers []int, ok bool) {
	parts := strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' || r == '+' || r == '&' || unicode.IsSpace(r) })
	if len(parts) == 1 && slices.Contains([]string{"keine", "keins", "kein", "none", "no", "-", "–"}, strings.ToLower(parts[0])) {
		return nil, true
	}
	for _, part := range parts {
		if slices.Contains([]string{"und", "and", "u.", "nr.", "nr", "no."}, strings.ToLower(part)) {
			continue
		}
		n, err := strconv.Atoi(strings.Trim(part, "#."))
		if err != nil || n < 1 || n > 1<<30 {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, true
}

// measureToLink is a measure that another one may build on.
func measureToLink(tx *storage.Tx, m board.Measure, number int) (board.ID, error) {
	if number == m.Number {
		return 0, commands.Refuse("roadmap.link.itself")
	}
	other, err := tx.MeasureNumber(m.Board, number)
	return other.ID, err
}

// noCircle refuses what a measure would build on, if that built on the measure
// already; it names the way. The caller has locked the board.
func noCircle(tx *storage.Tx, param commands.TextParam, m board.Measure) error {
	if m.ID == 0 || len(m.Links.After) == 0 {
		return nil
	}
	all, err := tx.Measures(m.Board)
	if err != nil {
		return err
	}
	built, byID := map[board.ID][]board.ID{}, map[board.ID]board.Measure{}
	for _, other := range all {
		built[other.ID], byID[other.ID] = other.Links.After, other
	}
	circle := board.Circle(m.ID, m.Links.After, built)
	if circle == nil {
		return nil
	}
	steps := make([]chat.Text, len(circle)-1)
	for i := range steps {
		steps[i] = chat.T("roadmap.link.step", "From", byID[circle[i]].Number, "To", byID[circle[i+1]].Number)
	}
	return commands.Mistake(param.Name(), "roadmap.link.circle", "Steps", steps)
}
