package agendas

import (
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// What the card of a meeting shows of its agenda.
const (
	cardItems = 6
	cardTitle = 60
)

// Part adds to the card of a meeting that everybody sees: the public items, in
// short.
func (f *Agendas) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	all, err := tx.Agenda(m.ID)
	if err != nil || len(all) == 0 {
		return nil, nil, err
	}
	public := board.PublicAgenda(all)
	var lines []chat.Text
	for at, i := range public {
		if at == cardItems && len(public) > cardItems+1 {
			break
		}
		title := i.Title
		if utf8.RuneCountInString(title) > cardTitle {
			title = commands.Beginning(title, cardTitle)
		}
		lines = append(lines, chat.T("agenda.card.item", "Number", i.Position, "Title", title))
	}
	blocks := []chat.Block{chat.Para{Text: chat.T("agenda.card", "Lines", lines, "More", len(public)-len(lines), "Hidden", len(all)-len(public))}}
	return blocks, []chat.Button{agendaButton(m.Board, m)}, nil
}

// Ways are what the one who calls can do with a meeting.
func (f *Agendas) Ways(_ *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	ways := []commands.Way{{About: chat.T("agenda.way.show"), Button: agendaButton(m.Board, m)}}
	if over(m.Board, m) != nil {
		if c.Who.Chairs() && m.State == board.MeetingHeld {
			ways = append(ways, commands.Way{About: chat.T("agenda.way.thanks"), Button: commands.MeetingButton("agenda.button.guests", m, "meeting.guests")})
		}
		return ways, nil
	}
	switch {
	case c.Who.Chairs():
		ways = append(ways,
			commands.Way{About: chat.T("agenda.way.add"), Button: commands.MeetingButton("agenda.button.add", m, "meeting.agenda_add")},
			commands.Way{About: chat.T("agenda.way.offers"), Button: commands.MeetingButton("agenda.button.offers", m, "meeting.agenda_show", "agenda_view", string(offered))},
			commands.Way{About: chat.T("agenda.way.guest"), Button: commands.MeetingButton("agenda.button.guest", m, "meeting.guest")})
	case c.Who.May(board.MembersAndChair):
		ways = append(ways, commands.Way{About: chat.T("agenda.way.propose"), Button: commands.MeetingButton("agenda.button.propose", m, "meeting.agenda_add")})
	}
	return ways, nil
}
