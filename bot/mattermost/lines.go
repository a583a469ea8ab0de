package mattermost

import (
	"context"
	"fmt"

	"beirat/chat"
	"beirat/words"
)

// typable is a message as it is shown to a reader. Where the server cannot call
// back, no button works: instead of each stands the line that does the same
// when the reader types it to the bot. What no line does is left out.
func (m *Mattermost) typable(ctx context.Context, message chat.Message, r reader) (chat.Message, error) {
	if m.options.Callback != "" || m.options.Line == nil {
		return message, nil
	}
	shown := chat.Message{}
	introduced := false
	for _, block := range message.Blocks {
		row, is := block.(chat.Actions)
		if !is {
			shown.Blocks = append(shown.Blocks, block)
			continue
		}
		lines, err := m.lines(ctx, row, r.language)
		if err != nil {
			return chat.Message{}, err
		}
		if len(lines) == 0 {
			continue
		}
		shown.Blocks = append(shown.Blocks, chat.Para{Text: chat.T("mattermost.lines",
			"lines", lines, "N", len(lines), "first", !introduced, "direct", !r.props)})
		introduced = true
	}
	return shown, nil
}

// allTypable are the messages of an answer. Without the lines an answer is still
// one, so what fails is left as it was.
func (m *Mattermost) allTypable(ctx context.Context, messages []chat.Message, r reader) []chat.Message {
	all := make([]chat.Message, len(messages))
	for i, message := range messages {
		var err error
		if all[i], err = m.typable(ctx, message, r); err != nil {
			m.log.Error("an answer goes without the lines to type", "error", err)
			all[i] = message
		}
	}
	return all
}

func (m *Mattermost) lines(ctx context.Context, row chat.Actions, l words.Language) ([]chat.Text, error) {
	var lines []chat.Text
	for _, button := range row {
		line, ok, err := m.options.Line(ctx, l, button.Action)
		if err != nil {
			return nil, fmt.Errorf("writing a button as a line: %w", err)
		}
		if ok {
			lines = append(lines, chat.T("mattermost.line", "label", button.Label, "line", line))
		}
	}
	return lines, nil
}
