package polls

import "beirat/chat"

// aboveButtons puts blocks before the buttons that a message ends with.
func aboveButtons(m chat.Message, blocks ...chat.Block) chat.Message {
	body, row := m.Split()
	return withButtons(body.With(blocks...), row)
}

// withPara puts a paragraph there.
func withPara(m chat.Message, text chat.Text) chat.Message {
	return aboveButtons(m, chat.Para{Text: text})
}

// withButton adds a button to the message's last row.
func withButton(m chat.Message, more chat.Button) chat.Message {
	body, row := m.Split()
	return body.With(append(row[:len(row):len(row)], more))
}

func withButtons(m chat.Message, buttons chat.Actions) chat.Message {
	if len(buttons) == 0 {
		return m
	}
	return m.With(buttons)
}
