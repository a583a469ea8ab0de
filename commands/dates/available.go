package dates

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// available takes what somebody says of the dates.
func (f *Dates) available() commands.Command {
	answers := commands.Text("answers").Required()
	meeting := commands.Thing("meeting", f.meeting)
	word := commands.Choice("availability", board.Availabilities()...).Hidden()
	return commands.Command{
		Path: "meeting.available", Right: board.Inside, Params: []commands.Param{answers, meeting, word},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var t table
			var said map[int]board.Availability
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				t, said, err = f.answer(tx, c, meeting.Of(c).ID, answers.Of(c), word)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return t.thanks(c, said), nil
		},
	}
}

// answer keeps what somebody wrote of the dates of a meeting.
func (f *Dates) answer(tx *storage.Tx, c *commands.Call, meeting board.ID, text string, word commands.ChoiceParam[board.Availability]) (t table, said map[int]board.Availability, err error) {
	s, err := meant(tx, c, meeting)
	if err != nil {
		return t, nil, err
	}
	if s, err = tx.LockDateSearch(s.ID); err != nil {
		return t, nil, err
	}
	m, err := tx.Meeting(s.Meeting)
	if err != nil {
		return t, nil, err
	}
	if !s.Accepts(c.Now) {
		over := s.Closes
		if s.State != board.SearchOpen {
			over = s.Ended
		}
		return t, nil, commands.Refuse("date.over", "Closes", over, "Settled", s.State == board.SearchSettled, "Meeting", commands.MeetingTitle(m)).With(meetingButton(m))
	}
	people, err := audienceOf(tx, c.Board.ID)
	if err != nil {
		return t, nil, err
	}
	who := c.Who.Person.ID
	if !people.asks(who) {
		return t, nil, commands.Refuse("date.not_asked")
	}
	if said, err = readAnswers(text, s, func(typed string) (board.Availability, bool) { return word.Word(c, typed) }); err != nil {
		return t, nil, err
	}
	of := map[board.ID]board.Availability{}
	for number, a := range said {
		o, _ := s.Option(number)
		of[o.ID] = a
	}
	if err := errors.Join(tx.AnswerDates(s, who, of), f.showCard(tx, s)); err != nil {
		return t, nil, err
	}
	t, err = f.tableOf(tx, m, s)
	return t, said, err
}

// thanks repeats what was said, and asks for the next date that is left.
func (t table) thanks(c *commands.Call, said map[int]board.Availability) chat.Reply {
	me := c.Who.Person.ID
	var lines []chat.Text
	var next board.DateOption
	left := 0
	for _, o := range t.search.Options {
		if _, now := said[o.Number]; now {
			lines = append(lines, t.own(me, o))
		}
		if t.said[me][o.ID] == "" {
			if left++; left == 1 {
				next = o
			}
		}
	}
	m := chat.Say(chat.T("date.said", "N", len(lines)), chat.T("date.lines", "Lines", lines))
	if left == 0 {
		m = m.With(chat.Para{Text: chat.T("date.said.all", "Closes", t.search.Closes)})
		return reply(m, answerButton(t.meeting), showButton(t.meeting))
	}
	m = m.With(chat.Para{Text: chat.T("date.said.left", "N", left, "Line", t.line(next))})
	row := t.answers(c.Board, next)
	if left > 1 {
		row = append(row, answerButton(t.meeting))
	}
	return reply(m, row...)
}

// Tasks are the searches that somebody has not answered.
func (f *Dates) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		tasks = nil
		open, err := tx.OpenDateSearches(c.Board.ID)
		for _, s := range open {
			if !s.Accepts(c.Now) {
				continue
			}
			m, err := tx.Meeting(s.Meeting)
			if err != nil {
				return err
			}
			t, err := f.tableOf(tx, m, s)
			if err != nil {
				return err
			}
			if me := c.Who.Person.ID; t.audience.asks(me) && !t.complete(me) {
				tasks = append(tasks, commands.Task{Text: chat.T("date.task", "Meeting", commands.MeetingTitle(m), "Closes", s.Closes),
					Buttons: []chat.Button{answerButton(m)}, Due: s.Closes})
			}
		}
		return err
	})
	return tasks, err
}
