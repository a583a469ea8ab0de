package mattermost

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
)

const (
	buttonsMost = 5 // in a row
	buttonsKept = 4 // buttons that stay before a list of the others
	actionPath  = "/mattermost/action"
)

// actions are a row of buttons. Where they are many, those that do the same with
// different things are one list, in which none is before the others; of a menu
// the first ones stay buttons.
func (m *Mattermost) actions(row chat.Actions, r reader) []*model.PostAction {
	switch {
	case len(row) <= buttonsMost:
		return m.buttons(row, r)
	case row[0].Action.Name == row[1].Action.Name:
		return []*model.PostAction{m.choice("mattermost.choose", row, r)}
	}
	return append(m.buttons(row[:buttonsKept], r), m.choice("mattermost.more", row[buttonsKept:], r))
}

func (m *Mattermost) buttons(row chat.Actions, r reader) []*model.PostAction {
	actions := make([]*model.PostAction, len(row))
	for i, button := range row {
		actions[i] = &model.PostAction{
			Id:          actionID(i, button.Action),
			Type:        model.PostActionTypeButton,
			Name:        label(button.Label, r),
			Integration: &model.PostActionIntegration{URL: m.options.Callback + actionPath, Context: m.seal.action(button.Action, r.account)},
		}
	}
	return actions
}

// choice is a list; the key is what stands on it.
func (m *Mattermost) choice(key string, row chat.Actions, r reader) *model.PostAction {
	all := make([]chat.Action, len(row))
	options := make([]*model.PostActionOptions, len(row))
	for i, button := range row {
		all[i] = button.Action
		options[i] = &model.PostActionOptions{Text: label(button.Label, r), Value: m.seal.option(button.Action, r.account)}
	}
	return &model.PostAction{
		Id:          actionID(len(row), all...),
		Type:        model.PostActionTypeSelect,
		Name:        plain(r.language).Say(key, nil),
		Options:     options,
		Integration: &model.PostActionIntegration{URL: m.options.Callback + actionPath, Context: map[string]any{}},
	}
}

// actionID is the same for the same meaning at the same place. A click on a
// button that an edit has replaced meanwhile thus finds nothing, instead of
// what stands at its place now.
func actionID(place int, actions ...chat.Action) string {
	meaning, _ := json.Marshal(actions) // strings only: never fails
	sum := sha256.Sum256(meaning)
	return "a" + strconv.Itoa(place) + "x" + hex.EncodeToString(sum[:8])
}

// label is what stands on a button: no Markdown is read there, but emoji,
// mentions and links are.
func label(t chat.Text, r reader) string {
	say := plain(r.language)
	say.Escape = calm
	return say.Print(t)
}
