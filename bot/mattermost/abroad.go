package mattermost

import (
	"strings"
	"time"

	"beirat/chat"
)

// abroad adds to a private message with times that they are the board's, where
// the reader's account is set to a zone that shows another clock then: deadlines
// are one for all, and nobody shall miss one for having travelled.
func abroad(message chat.Message, zone string) chat.Message {
	reader, err := time.LoadLocation(zone)
	if zone == "" || err != nil {
		return message
	}
	place := elsewhere(message, reader)
	if place == "" {
		return message
	}
	note := chat.Para{Text: chat.T("mattermost.abroad", "Place", place, "Own", city(zone))}
	for i, block := range message.Blocks {
		if _, row := block.(chat.Actions); row {
			before := message.Blocks[:i:i]
			return chat.Message{Blocks: append(append(before, note), message.Blocks[i:]...)}
		}
	}
	return message.With(note)
}

// elsewhere is where the first time of a message is shown whose clock is not
// the reader's; empty if there is none.
func elsewhere(message chat.Message, reader *time.Location) string {
	place := ""
	look := func(t time.Time) {
		_, shown := t.Zone()
		_, own := t.In(reader).Zone()
		if place == "" && !t.IsZero() && shown != own {
			place = city(t.Location().String())
		}
	}
	for _, block := range message.Blocks {
		switch block := block.(type) {
		case chat.Para:
			times(block.Text, look)
		case chat.Image:
			times(block.Alt, look)
		case chat.File:
			times(block.About, look)
		case chat.Table:
			for _, row := range block.Rows {
				for _, cell := range row {
					times(cell, look)
				}
			}
		}
	}
	return place
}

// times shows every time that a text says.
func times(text chat.Text, look func(time.Time)) {
	for _, arg := range text.Args {
		switch arg := arg.(type) {
		case time.Time:
			look(arg)
		case chat.Text:
			times(arg, look)
		case []chat.Text:
			for _, part := range arg {
				times(part, look)
			}
		}
	}
}

// city is what people call a zone: "Europe/Berlin" is Berlin.
func city(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}
