package meetings

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Offer says what the one who calls can do with the meeting itself.
func (f *Meetings) Offer(_ *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	if !c.Who.Chairs() || !m.Ahead() {
		return nil, nil
	}
	var ways []commands.Way
	way := func(about, label, path string) {
		ways = append(ways, commands.Way{About: chat.T(about), Button: button(label, m, path, stands(m)...)})
	}
	if m.State == board.MeetingTentative {
		way("meeting.way.fix", "meeting.button.fix", "meeting.fix")
	}
	way("meeting.way.move", "meeting.button.move", "meeting.move")
	way("meeting.way.cancel", "meeting.button.cancel", "meeting.cancel")
	return ways, nil
}
