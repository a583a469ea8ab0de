package commands

import (
	"strconv"

	"beirat/board"
	"beirat/chat"
)

// MeetingTitle is a meeting as people name it: by its title, or by its number
// and, once that stands, its day.
func MeetingTitle(m board.Meeting) chat.Text {
	return chat.T("commands.meeting", "Number", m.Number, "Title", m.Title, "Starts", m.Starts, "Dated", !m.Starts.IsZero() && m.State != board.MeetingTentative)
}

// MeetingButton does a command on a meeting.
func MeetingButton(label string, m board.Meeting, path string, pairs ...string) chat.Button {
	return Button(chat.T(label), m.Board, path, append(pairs, "meeting", strconv.Itoa(m.Number))...)
}
