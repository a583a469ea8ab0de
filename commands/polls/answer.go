package polls

import (
	"context"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// answerForm is what the office or the chair says of an answer.
type answerForm struct {
	poll     commands.ThingParam
	response commands.ChoiceParam[board.AnswerState]
	reason   commands.TextParam
	due      commands.TimeParam
}

// respond notes what the administration answers to a recommendation, at any
// time (situation P18). Every answer is kept, the last one holds.
func (f *Polls) respond(shared params) commands.Command {
	owed := commands.Finder{Open: f.owing, Number: f.numbered, Titled: f.titled, None: "poll.answer.none"}
	form := answerForm{
		poll:     commands.Thing("poll", owed).Required(),
		response: commands.Choice("response", board.AnswerStates()...).Required(),
		reason:   shared.reason, due: commands.Time("due").Future(),
	}
	return commands.Command{
		Path: "poll.answer", Right: board.Chairing, Check: form.check, Shape: f.shapeAnswer,
		Params: []commands.Param{form.poll, form.response, form.reason, form.due},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var p board.Poll
			given := board.Answer{State: form.response.Of(c), Reason: form.reason.Of(c), Person: c.Who.Person.ID}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if p, err = tx.LockPoll(form.poll.Of(c).ID, true); err != nil {
					return err
				}
				if no := answerable(p); no != nil {
					if given.Reason != "" { // stays in the form, for another poll
						no.Field = form.poll.Name()
					}
					return no
				}
				was := p.Due
				if due := form.due.Of(c); !due.IsZero() {
					p.Due = board.AnswerDue(due, 0, board.HolidaysOf(c.Board.Land))
				}
				if waits(p, given.State) && board.DaysOverdue(p.Due.In(c.Now.Location()), c.Now) > 0 {
					return commands.Mistake("due", "poll.answer.due_past", "Due", p.Due.In(c.Now.Location()))
				}
				given.Poll = p.ID
				return f.giveAnswer(tx, c.Board, p, given, p.Due.Equal(was))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			due := p.Due.In(c.Now.Location())
			moved := !form.due.Of(c).IsZero() && due.YearDay() != form.due.Of(c).YearDay()
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("poll.answer.done", "Number", p.Number,
				"State", answerName(given.State), "Waits", waits(p, given.State), "Due", due, "Moved", moved)).
				With(chat.Actions{showButton(p)})}}, nil
		},
	}
}

// shapeAnswer refuses a form about what there is no answer to, before anything
// is written into it. Who has written something chooses another poll.
func (f *Polls) shapeAnswer(ctx context.Context, c *commands.Call, form *chat.Form) error {
	for _, field := range form.Fields {
		if field.Name == "reason" && field.Value != "" {
			return nil
		}
	}
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		p, err := f.formPoll(tx, c, form)
		if err != nil || p.ID == 0 {
			return err
		}
		if no := answerable(p); no != nil {
			return no
		}
		return nil
	})
}

// check: who declines says why, and only what is in progress is due again.
func (a answerForm) check(c *commands.Call) []*commands.Error {
	var mistakes []*commands.Error
	state := a.response.Of(c)
	if state == board.Declined && a.reason.Of(c) == "" {
		mistakes = append(mistakes, commands.Mistake("reason", "poll.answer.reason_missing"))
	}
	if state.Final() && !a.due.Of(c).IsZero() {
		mistakes = append(mistakes, commands.Mistake("due", "poll.answer.due_needless"))
	}
	return mistakes
}

// answerable tells whether there is a recommendation to answer.
func answerable(p board.Poll) *commands.Error {
	switch {
	case p.Recommends():
		return nil
	case p.State == board.Open || p.State == board.Planned:
		return commands.Refuse("poll.answer.not_over", "Number", p.Number)
	}
	return commands.Refuse("poll.answer.no_recommendation", "Number", p.Number).With(button("poll.button.result", p, "poll.show"))
}

// giveAnswer keeps an answer and plans that everybody hears of it; the same one
// twice is one.
func (f *Polls) giveAnswer(tx *storage.Tx, b board.Board, p board.Poll, given board.Answer, sameDue bool) error {
	answers, err := tx.Answers(p.ID)
	if err != nil {
		return err
	}
	if last := lastAnswer(answers); last.State == given.State && last.Reason == given.Reason && sameDue {
		return nil
	}
	if !sameDue {
		if err := tx.SavePoll(p); err != nil {
			return err
		}
	}
	if err := tx.GiveAnswer(given); err != nil {
		return err
	}
	now, nth := f.db.Now(), board.ID(len(answers)+1)
	if p.Proposer != 0 && p.Proposer != given.Person {
		if err := tx.Later(AnswerLetterKind, storage.JobKey(p.ID, nth), now, nil); err != nil {
			return err
		}
	}
	if err := tx.Later(AnsweredKind, storage.JobKey(p.ID, nth), now, nil); err != nil {
		return err
	}
	if err := tx.Later(show, entity(p.ID), now, nil); err != nil {
		return err
	}
	return f.planAnswerReminder(tx, b, p, given.State)
}

func (f *Polls) owing(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	var polls []board.Poll
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		polls, err = tx.Owing(c.Board.ID, selectable)
		return err
	})
	return found(polls), err
}

// lastAnswer is the one that holds; zero if there is none.
func lastAnswer(answers []board.Answer) board.Answer {
	if len(answers) == 0 {
		return board.Answer{}
	}
	return answers[len(answers)-1]
}

// waits tells whether the final answer is still to come, and when is known.
func waits(p board.Poll, last board.AnswerState) bool { return !last.Final() && !p.Due.IsZero() }

func answerName(state board.AnswerState) chat.Text {
	return chat.T("value.response." + string(state) + ".label")
}

// answerArgs are what the sentences about an answer say.
func (s sheet) answerArgs(a board.Answer) []any {
	due := s.local(s.poll.Due)
	return []any{"Number", s.poll.Number, "Question", s.poll.Question, "Reason", a.Reason, "Given", s.local(a.At),
		"Waits", waits(s.poll, a.State), "Due", due, "Days", board.DaysOverdue(due, s.now), "Today", due.YearDay() == s.now.YearDay()}
}

// handedOn says where an adopted recommendation stands: what the last answer
// says, or until when one is expected.
func handedOn(s sheet) chat.Text {
	last := lastAnswer(s.answers)
	switch {
	case last.State != "":
		return chat.T("poll.answer.state."+string(last.State), s.answerArgs(last)...)
	case s.overdue():
		return chat.T("poll.answer.overdue", s.answerArgs(last)...)
	}
	return chat.T("poll.next.adopted", "Due", s.local(s.poll.Due))
}

// overdue tells whether an answer was due before now.
func (s sheet) overdue() bool { return s.poll.Overdue(lastAnswer(s.answers).State, s.now) }

// withAnswer adds to the card of a recommendation what was answered, or that
// the answer is overdue. Until when it is expected says the result.
func withAnswer(m chat.Message, s sheet) chat.Message {
	if len(s.answers) == 0 && !s.overdue() {
		return m
	}
	return m.With(chat.Para{Text: handedOn(s)})
}

// withAnswers adds the answers that came before the last one and, for those who
// note answers, the button for it.
func withAnswers(m chat.Message, s sheet, chairs bool) chat.Message {
	last := lastAnswer(s.answers)
	if len(s.answers) > 1 {
		var before []chat.Text
		for _, a := range slices.Backward(s.answers[:len(s.answers)-1]) {
			before = append(before, chat.T("poll.answer.before", "State", answerName(a.State), "Given", s.local(a.At), "Reason", a.Reason))
		}
		m = withPara(m, chat.T("poll.answer.history", "Before", before))
	}
	if chairs && s.poll.Recommends() && !last.State.Final() {
		m = m.With(chat.Actions{answerButton(s.poll)})
	}
	return m
}

// answerChanges is when the card says something else of the answer by the clock
// alone; zero: never.
func answerChanges(s sheet) time.Time {
	if s.poll.Due.IsZero() || lastAnswer(s.answers).State.Final() || s.overdue() {
		return time.Time{}
	}
	return s.poll.Due.Add(time.Minute)
}

func answerButton(p board.Poll) chat.Button { return button("poll.button.answer", p, "poll.answer") }

// answerTasks are the overdue answers, for those who note them.
func (f *Polls) answerTasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.Chairs() {
		return nil, nil
	}
	var overdue []board.Poll
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		overdue, err = tx.Overdue(c.Board.ID, f.db.Now())
		return err
	})
	tasks := make([]commands.Task, len(overdue))
	for i, p := range overdue {
		due := p.Due.In(c.Now.Location())
		tasks[i] = commands.Task{
			Text:    chat.T("poll.answer.task", "Number", p.Number, "Question", p.Question, "Days", board.DaysOverdue(due, c.Now)),
			Buttons: []chat.Button{answerButton(p), showButton(p)}, Due: due,
		}
	}
	return tasks, err
}
