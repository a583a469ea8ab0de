package mattermost

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

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
// the first ones stay buttons. Confidential ones are always a list: the address
// of a click, which logs hold, names the button, but of a list not what was chosen.
func (m *Mattermost) actions(row chat.Actions, r reader) []*model.PostAction {
	if before, secret, after := parted(row); len(secret) > 1 {
		list := m.choice("mattermost.choose", secret, r)
		return append(append(m.actions(before, r), list), m.actions(after, r)...)
	}
	switch {
	case len(row) <= buttonsMost:
		return m.buttons(row, r)
	case row[0].Action.Name == row[1].Action.Name:
		return []*model.PostAction{m.choice("mattermost.choose", row, r)}
	}
	return append(m.buttons(row[:buttonsKept], r), m.choice("mattermost.more", row[buttonsKept:], r))
}

// parted are the confidential buttons of a row, and the others before and after
// the first of them.
func parted(row chat.Actions) (before, secret, after chat.Actions) {
	for _, button := range row {
		switch {
		case button.Action.Confidential:
			secret = append(secret, button)
		case len(secret) == 0:
			before = append(before, button)
		default:
			after = append(after, button)
		}
	}
	return before, secret, after
}

func (m *Mattermost) buttons(row chat.Actions, r reader) []*model.PostAction {
	actions := make([]*model.PostAction, len(row))
	for i, button := range row {
		actions[i] = &model.PostAction{
			Id:          m.actionID(i, r, button.Action),
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
		Id:          m.actionID(len(row), r, all...),
		Type:        model.PostActionTypeSelect,
		Name:        plain(r.language).Say(key, nil),
		Options:     options,
		Integration: &model.PostActionIntegration{URL: m.options.Callback + actionPath, Context: map[string]any{}},
	}
}

// actionID is the same for the same meaning at the same place. A click on a
// button that an edit has replaced meanwhile thus finds nothing, instead of
// what stands at its place now. Of a person's own button only we can tell the
// meaning, and a confidential one has a name by chance.
func (m *Mattermost) actionID(place int, r reader, actions ...chat.Action) string {
	meaning, _ := json.Marshal(actions) // strings only: never fails
	sum := sha256.Sum256(meaning)
	name := hex.EncodeToString(sum[:8])
	switch {
	case slices.ContainsFunc(actions, func(a chat.Action) bool { return a.Confidential }):
		name = strings.ToLower(rand.Text()[:16])
	case r.account != "":
		name = m.seal.mark("action/" + string(meaning))[:16]
	}
	return "a" + strconv.Itoa(place) + "x" + name
}

// label is what stands on a button: no Markdown is read there, but emoji,
// mentions and links are.
func label(t chat.Text, r reader) string {
	say := plain(r.language)
	say.Escape = calm
	return say.Print(t)
}
