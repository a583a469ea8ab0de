package roadmap

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// fieldToLink is a field of action that a measure may belong to; a merged one
// leads on to the one that it went into.
func fieldToLink(tx *storage.Tx, of board.ID, number int) (board.ID, error) {
	field, err := tx.FieldNumber(of, number)
	switch {
	case err != nil:
		return 0, err
	case field.State == board.FieldWithdrawn:
		return 0, commands.Refuse("roadmap.link.field_withdrawn", "Number", field.Number, "Title", field.Title)
	case field.Into != 0:
		return field.Into, nil
	}
	return field.ID, nil
}

// linkedFields are the fields of action of these ids, as they are known now: a
// merged one is the one that it went into.
func linkedFields(tx *storage.Tx, ids []board.ID) ([]thing, error) {
	var all []thing
	for _, id := range ids {
		field, err := tx.Field(id)
		if err == nil && field.Into != 0 {
			field, err = tx.Field(field.Into)
		}
		if err != nil {
			return nil, err
		}
		one := thing{Number: field.Number, Title: field.Title, gone: field.State == board.FieldWithdrawn}
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all, nil
}

// shapeLinks lets one choose, in a form, what a measure is to be linked to. What
// there is none of is not asked; of more than a list can show the numbers are.
func (f *Roadmap) shapeLinks(ctx context.Context, c *commands.Call, form *chat.Form, shared linkParams) error {
	about := form.Fixed["measure"]
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		for _, kind := range []struct {
			param   commands.TextParam
			choices func(*storage.Tx, board.ID, string) ([]thing, error)
		}{{shared.fields, fieldChoices}, {shared.visions, statementChoices}, {shared.after, measureChoices}} {
			things, err := kind.choices(tx, c.Board.ID, about)
			if err != nil {
				return err
			}
			form.Fields = choosing(form.Fields, kind.param.Name(), things)
		}
		return nil
	})
}

func fieldChoices(tx *storage.Tx, of board.ID, _ string) ([]thing, error) {
	fields, err := tx.Fields(of, 0, selectable+1)
	things := make([]thing, len(fields))
	for i, field := range fields {
		things[i] = thing{Number: field.Number, Title: field.Title}
	}
	return things, err
}

// measureChoices are the measures that the one of this number may build on.
func measureChoices(tx *storage.Tx, of board.ID, number string) ([]thing, error) {
	measures, err := tx.Measures(of)
	var things []thing
	for _, m := range measures {
		if m.State != board.MeasureDropped && strconv.Itoa(m.Number) != number {
			things = append(things, thing{Number: m.Number, Title: m.Title})
		}
	}
	return things, err
}

// choosing makes the field of this name one in which things are chosen.
func choosing(fields []chat.Field, name string, things []thing) []chat.Field {
	at := slices.IndexFunc(fields, func(field chat.Field) bool { return field.Name == name })
	if at < 0 || !fields[at].Mistake.IsZero() {
		return fields // what was typed stays as it is, with its mistake
	}
	field := &fields[at]
	chosen, known := numbersIn(field.Value)
	if len(things) == 0 && len(chosen) == 0 {
		return slices.Delete(fields, at, at+1)
	}
	for _, n := range chosen {
		known = known && slices.ContainsFunc(things, func(one thing) bool { return one.Number == n })
	}
	if !known || len(things) > selectable {
		return fields
	}
	field.Kind, field.Max, field.Value, field.Choices = chat.Several, 0, numbered(chosen), nil
	for _, one := range things {
		number := strconv.Itoa(one.Number)
		field.Choices = append(field.Choices, chat.Choice{Value: number, Typed: chat.Written(number),
			Label: chat.T("commands.thing", "number", one.Number, "title", one.Title)})
	}
	return fields
}

// numbered joins numbers as people type them.
func numbered(numbers []int) string {
	said := make([]string, len(numbers))
	for i, n := range numbers {
		said[i] = strconv.Itoa(n)
	}
	return strings.Join(said, ", ")
}
