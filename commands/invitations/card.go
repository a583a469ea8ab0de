package invitations

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Part adds to the card of a meeting that everybody sees when it was called and
// how many come; nobody's name.
func (f *Invitations) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	if m.State != board.MeetingFixed {
		return nil, nil, nil
	}
	s, err := f.look(tx, m)
	if err != nil || !s.asks() {
		return nil, nil, err
	}
	said := chat.T("invitation.card", "Invited", s.called.Invited, "At", s.called.At.In(s.zone), "Second", s.called.Second)
	return []chat.Block{chat.Para{Text: said}, chat.Para{Text: counts(s.turnout())}}, answerButtons(m, ""), nil
}

// counts says how many come.
func counts(t board.Turnout) chat.Text {
	var parts []chat.Text
	for _, part := range []struct {
		key string
		n   int
	}{{"in_person", t.InPerson}, {"online", t.Online}, {"excused", t.Excused}, {"open", t.Open}} {
		if part.n > 0 {
			parts = append(parts, chat.T("invitation.count."+part.key, "N", part.n))
		}
	}
	return chat.T("invitation.counts", "Parts", parts)
}

// Ways are what the one who calls can do with a meeting: say whether they come,
// see who comes, call it.
func (f *Invitations) Ways(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	if m.State != board.MeetingFixed {
		return nil, nil
	}
	s, err := f.look(tx, m)
	if err != nil {
		return nil, err
	}
	var ways []commands.Way
	add := func(about chat.Text, b chat.Button) { ways = append(ways, commands.Way{About: about, Button: b}) }
	if who, concerned := s.people.of(c.Who.Person.ID); concerned && !who.represented {
		for _, b := range answerButtons(m, s.answer(who)) {
			add(chat.T("invitation.way."+b.Action.Args["attendance"]), b)
		}
	}
	if c.Who.May(board.Inside) {
		add(counts(s.turnout()), answersButton(m))
	}
	if c.Who.Chairs() && m.Starts.After(s.now) {
		add(chat.T("invitation.way.invite", "Invited", s.called.Invited, "Latest", s.latest(), "Late", s.late()),
			commands.MeetingButton("invitation.button.invite", m, "meeting.invite"))
	}
	return ways, nil
}
