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
	buttonsMost = 5 // in a row; more are a list to choose from
	actionPath  = "/mattermost/action"
)

// actions are a row of buttons, or a list to choose from where they are many.
func (m *Mattermost) actions(row chat.Actions, r reader) []*model.PostAction {
	if len(row) > buttonsMost {
		return []*model.PostAction{m.choice(row, r)}
	}
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

func (m *Mattermost) choice(row chat.Actions, r reader) *model.PostAction {
	all := make([]chat.Action, len(row))
	options := make([]*model.PostActionOptions, len(row))
	for i, button := range row {
		all[i] = button.Action
		options[i] = &model.PostActionOptions{Text: label(button.Label, r), Value: m.seal.option(button.Action, r.account)}
	}
	return &model.PostAction{
		Id:          actionID(len(row), all...),
		Type:        model.PostActionTypeSelect,
		Name:        plain(r.language).Say("mattermost.choose", nil),
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
