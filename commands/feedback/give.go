package feedback

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// giveParams are what a line says at once.
type giveParams struct {
	round    commands.ThingParam
	ratings  commands.TextParam
	task     commands.TextParam
	severity commands.TextParam
	text     commands.TextParam
	draft    commands.FlagParam
	file     commands.FileParam
}

// give takes feedback: by buttons and forms, or by a line where it is by name.
func (f *Feedback) give() commands.Command {
	p := giveParams{
		round: f.running(), ratings: commands.Text("ratings").Named(), task: commands.Text("feedback_task").Named().Max(taskLength),
		severity: commands.Text("how_bad").Named(), text: commands.Text("feedback_text").Long().Max(board.MostFeedbackText).Named(), draft: commands.Flag("draft"),
		file: commands.File("file"),
	}
	return commands.Command{
		Path: "feedback.give", Right: board.Everyone, Params: []commands.Param{p.round, p.ratings, p.severity, p.text, p.task, p.draft, p.file},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case p.text.Given(c):
			case p.severity.Given(c) || p.task.Given(c) || p.file.Given(c): // what they are of is missing
				return chat.Reply{}, commands.Mistake(p.text.Name(), "feedback.point.empty")
			case !p.ratings.Given(c):
				return f.desk(ctx, c, p.round.Of(c).ID)
			}
			reply, err := f.giving(ctx, c, p.round.Of(c).ID, func(tx *storage.Tx, r board.FeedbackRound) (chat.Message, error) {
				return f.giveLine(tx, c, r, p)
			}, p.text.Of(c))
			if err == nil {
				p.file.Of(c).Taken()
			}
			return reply, err
		},
	}
}

// giveLine keeps what a line says: ratings, a point, or both.
func (f *Feedback) giveLine(tx *storage.Tx, c *commands.Call, r board.FeedbackRound, p giveParams) (m chat.Message, err error) {
	if r.Anonymous {
		return m, commands.Refuse("feedback.give.typed_anonymous", "Number", r.Number).With(giveButton(r))
	}
	marks, severity := markParams()[0], severityParam()
	if p.ratings.Given(c) {
		given, err := readMarks(p.ratings.Of(c), r, func(typed string) (string, bool) { return marks.Word(c, typed) })
		if err != nil {
			return m, err
		}
		all, err := tx.FeedbackRatingsOf(r.ID, c.Who.Person.ID)
		if err != nil {
			return m, err
		}
		maps.Copy(all, given) // what the line does not name stays
		if m, err = f.keepMarks(tx, c, r, all); err != nil || !p.text.Given(c) {
			return m, err
		}
	}
	point := board.FeedbackPoint{Text: p.text.Of(c), Draft: p.draft.Of(c)}
	var known bool
	switch point.Severity, known = severity.Word(c, p.severity.Of(c)); {
	case r.Kind.Survey() && p.severity.Given(c):
		return m, commands.Mistake(p.severity.Name(), "feedback.point.no_severity")
	case !known && !r.Kind.Survey():
		return m, commands.Mistake(p.severity.Name(), "feedback.point.severity", "Typed", commands.Cut(p.severity.Of(c)))
	}
	if point.Task, err = readTask(r, p.task.Of(c)); err != nil {
		return m, err
	}
	kept, err := f.keepPoint(tx, c, r, point, p.file.Of(c))
	if len(m.Blocks) > 1 { // the ratings are told first, and the buttons once
		kept.Blocks = append(m.Blocks[:len(m.Blocks)-1:len(m.Blocks)-1], kept.Blocks...)
	}
	return kept, err
}

// giving lets somebody give in a round: one who was asked, until its end. What
// came too late is given back.
func (f *Feedback) giving(ctx context.Context, c *commands.Call, id board.ID, do func(*storage.Tx, board.FeedbackRound) (chat.Message, error), written ...string) (chat.Reply, error) {
	var m chat.Message
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		r, err := tx.LockFeedbackRound(id)
		if err != nil {
			return err
		}
		if no, err := f.refused(tx, c, r); err != nil || no != nil {
			m = late(no, r, c, written)
			return firstError(err, no)
		}
		m, err = do(tx, r)
		return err
	})
	if len(m.Blocks) > 0 && err != nil && len(written) > 0 && written[0] != "" && isLate(err) {
		return chat.Reply{Messages: []chat.Message{m}}, nil
	}
	return chat.Reply{Messages: []chat.Message{m}}, err
}

// refused says why somebody cannot give in a round; nil if they can.
func (f *Feedback) refused(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) (*commands.Error, error) {
	asked, gave, err := tx.FeedbackStanding(r, c.Who.Person.ID)
	if err != nil {
		return nil, err
	}
	if !asked {
		who, err := askedName(tx, r)
		return commands.Refuse("feedback.give.not_asked", "Number", r.Number, "Who", who, "Idea", c.Who.May(board.Inside)).With(showButton(r)), err
	}
	if !r.Takes(f.db.Now()) {
		return lateness(r, c, gave), nil
	}
	return nil, nil
}

const lateKey = "feedback.give.late"

// lateness says that the round was over: to who wrote something that it comes too
// late, to who pressed a button no more than that.
func lateness(r board.FeedbackRound, c *commands.Call, gave bool) *commands.Error {
	if c.Pressed() {
		return over(r, c, gave)
	}
	return commands.Refuse(lateKey, "Number", r.Number, "Service", r.Service, "Closes", endOf(r).In(c.Now.Location()), "Gave", gave).With(showButton(r))
}

const overKey = "feedback.give.over"

// over says that the round is over, to who wrote nothing.
func over(r board.FeedbackRound, c *commands.Call, gave bool) *commands.Error {
	return commands.Refuse(overKey, "Number", r.Number, "Service", r.Service, "Closes", endOf(r).In(c.Now.Location()), "Gave", gave).With(showButton(r))
}

// endOf is when a round ended, or ends.
func endOf(r board.FeedbackRound) time.Time {
	if !r.Ended.IsZero() {
		return r.Ended
	}
	return r.Closes
}

func isLate(err error) bool {
	var no *commands.Error
	return errors.As(err, &no) && (no.Text.Key == lateKey || no.Text.Key == overKey)
}

// late gives back what somebody wrote.
func late(no *commands.Error, r board.FeedbackRound, c *commands.Call, written []string) chat.Message {
	if no == nil || no.Text.Key != lateKey || len(written) == 0 || written[0] == "" {
		return chat.Message{}
	}
	return chat.Say(no.Text, chat.T("feedback.give.late_text"), chat.Written(written[0])).With(chat.Actions{showButton(r)})
}

func firstError(err error, no *commands.Error) error {
	if err != nil {
		return err
	}
	return no
}

// readTask reads which task a point is about: its number, or the beginning of its
// title. Nothing is the whole.
func readTask(r board.FeedbackRound, typed string) (int, error) {
	if typed == "" || typed == whole {
		return 0, nil
	}
	if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(r.Tasks) {
		return n, nil
	}
	for _, task := range r.Tasks {
		if board.SameService(task.Title, typed) {
			return task.Number, nil
		}
	}
	return 0, commands.Mistake("feedback_task", "feedback.point.no_task", "Typed", commands.Cut(typed), "Lines", taskLines(r), "Survey", r.Kind.Survey())
}

// whole is the choice of a form for what is about no single task.
const whole = "0"

// onward leads on from what was given.
func (f *Feedback) onward(r board.FeedbackRound, further bool) chat.Actions {
	label := "feedback.button.point"
	if further {
		label = "feedback.button.another"
	}
	return chat.Actions{
		button(label, r, "feedback.point"),
		button("feedback.button.mine", r, "feedback.give"),
		button("feedback.button.done", r, "feedback.mine", "own_step", string(finish)),
	}
}
