package scenarios

import (
	"encoding/json"
	"regexp"
	"strings"
)

// openDialog is a form as it stands before a person.
type openDialog struct {
	URL    string `json:"url"`
	Dialog struct {
		Title        string    `json:"title"`
		Introduction string    `json:"introduction_text"`
		Elements     []element `json:"elements"`
		SubmitLabel  string    `json:"submit_label"`
		State        string    `json:"state"`
	} `json:"dialog"`

	sheet
}

var marking = regexp.MustCompile(`^\*\*(.+?):\*\* (.*)$`)

// begin reads what the form held when it opened.
func (o *openDialog) begin() {
	o.sheet = newSheet(o.Dialog.Title, o.Dialog.Elements)
	for line := range strings.Lines(o.Dialog.Introduction) {
		if parts := marking.FindStringSubmatch(strings.TrimSpace(line)); parts != nil {
			o.mark(plain(parts[1]), plain(parts[2]))
		}
	}
}

// refusals are the mistakes in the answer to a form that was sent.
type refusals struct {
	Error  string            `json:"error"`
	Errors map[string]string `json:"errors"`
}

// submission is a form on its way.
func submission(o *openDialog, values map[string]string, place openPlace) json.RawMessage {
	filled := map[string]any{}
	for name, value := range values {
		if value != "" {
			filled[name] = value
		}
	}
	data, err := json.Marshal(map[string]any{"type": "dialog_submission", "url": o.URL, "state": o.Dialog.State, "submission": filled, "channel_id": place.channel, "team_id": place.team})
	if err != nil {
		panic(err)
	}
	return data
}

// openPlace is where a person is when they send a form.
type openPlace struct{ team, channel string }
