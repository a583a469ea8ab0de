package discord

import (
	"context"
	"slices"

	"beirat/chat"
)

// Styles of buttons.
const (
	stylePrimary   = 1
	styleSecondary = 2
)

// rows are the buttons of a message: five in a row, twenty-five in all. More are
// one list, twenty-five of them again; what is beyond could not be told apart on
// a telephone anyway, and stands in the text.
func (d *Discord) rows(ctx context.Context, all chat.Actions, r reader) ([]component, error) {
	if len(all) > rowsMost*buttonsMost {
		return d.lists(ctx, all, r)
	}
	rows := []component{}
	for from := 0; from < len(all); from += buttonsMost {
		row := component{Type: kindRow}
		for _, button := range all[from:min(from+buttonsMost, len(all))] {
			id, err := d.idOf(ctx, button.Action, r.account)
			if err != nil {
				return nil, err
			}
			row.Components = append(row.Components, component{Type: kindButton, Style: styleSecondary, CustomID: id, Label: label(button.Label, r)})
		}
		rows = append(rows, row)
	}
	distinct(rows)
	return rows, nil
}

// lists are selects of twenty-five choices each.
func (d *Discord) lists(ctx context.Context, all chat.Actions, r reader) ([]component, error) {
	rows := []component{}
	for from := 0; from < len(all) && len(rows) < rowsMost; from += choicesMost {
		list := component{Type: kindSelect, Placeholder: plain(r.language).Say("discord.choose", nil)}
		for _, button := range all[from:min(from+choicesMost, len(all))] {
			id, err := d.idOf(ctx, button.Action, r.account)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(list.Options, func(c choice) bool { return c.Value == id }) {
				continue // a list takes each once
			}
			list.Options = append(list.Options, choice{Label: shorten(plain(r.language).Print(button.Label), choiceMost), Value: id})
		}
		list.CustomID = d.seal.id(listIDs, r.account, "")
		rows = append(rows, component{Type: kindRow, Components: []component{list}})
	}
	distinct(rows)
	return rows, nil
}

// label is what stands on a button.
func label(t chat.Text, r reader) string { return shorten(plain(r.language).Print(t), labelMost) }
