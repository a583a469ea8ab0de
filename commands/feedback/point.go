package feedback

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

func severityParam() commands.ChoiceParam[board.Severity] {
	return commands.Choice("severity", board.Severities()...)
}

// point asks for a point of a named round in a form, a new one or one that is
// there already, and keeps it.
func (f *Feedback) point() commands.Command {
	round, severity := f.round().Hidden(), severityParam()
	task, text := commands.Text("feedback_task").Max(taskLength), commands.Text("feedback_text").Long().Max(board.MostFeedbackText).Required()
	draft, own, file := commands.Flag("draft"), commands.Number("own_point", 0, 1<<30).Hidden(), commands.File("file").Hidden()
	return commands.Command{
		Path: "feedback.point", Right: board.Everyone, Hidden: true, Params: []commands.Param{round, severity, text, task, draft, own, file}, Shape: f.shapePoint,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			reply, err := f.giving(ctx, c, round.Of(c).ID, func(tx *storage.Tx, r board.FeedbackRound) (m chat.Message, err error) {
				if r.Anonymous {
					return m, commands.Refuse("feedback.give.typed_anonymous", "Number", r.Number).With(giveButton(r))
				}
				point := board.FeedbackPoint{ID: board.ID(own.Of(c)), Text: text.Of(c), Draft: draft.Of(c)}
				if point.Severity, err = severityIn(c, r, severity); err != nil {
					return m, err
				}
				if point.Task, err = readTask(r, task.Of(c)); err != nil {
					return m, err
				}
				return f.keepPoint(tx, c, r, point, file.Of(c))
			}, text.Of(c))
			if err == nil {
				file.Of(c).Taken()
			}
			return reply, err
		},
	}
}

// severityIn is how severe it is what somebody fills in; nobody is asked in a survey.
func severityIn(c *commands.Call, r board.FeedbackRound, p commands.ChoiceParam[board.Severity]) (board.Severity, error) {
	switch {
	case r.Kind.Survey():
		return "", nil
	case !p.Given(c):
		return "", commands.Mistake(p.Name(), "feedback.box.severity")
	}
	return p.Of(c), nil
}

// keepPoint keeps a point with what came with it, and says so. One that was given
// already is no draft any more; of two files the last one stays.
func (f *Feedback) keepPoint(tx *storage.Tx, c *commands.Call, r board.FeedbackRound, p board.FeedbackPoint, file commands.Upload) (chat.Message, error) {
	p.Author = c.Who.Person.ID
	all, err := tx.FeedbackPointsOf(r.ID, p.Author)
	if err != nil {
		return chat.Message{}, err
	}
	changed := p.ID != 0
	if changed {
		before, is := pointOf(all, p.ID)
		if !is {
			return chat.Message{}, commands.Refuse("feedback.own.gone").With(button("feedback.button.mine", r, "feedback.give"))
		}
		p.Number, p.Attachment, p.Draft = before.Number, before.Attachment, p.Draft && before.Draft
		changed = !before.Draft // a draft was nothing yet
	}
	if !file.IsZero() {
		if p.Attachment, err = exchange(tx, r, p.Attachment, file, f.db.Now()); err != nil {
			return chat.Message{}, err
		}
	}
	if p, err = tx.SaveFeedbackPoint(r, p); err != nil {
		return chat.Message{}, err
	}
	m := chat.Say(chat.T("feedback.point.done", "Number", p.Number, "Draft", p.Draft, "Changed", changed, "File", p.Attachment != "", "Severity", severityName(p.Severity), "Closes", r.Closes.In(c.Now.Location())))
	if p.Draft {
		return m.With(chat.Actions{
			button("feedback.button.send", r, "feedback.mine", "own_point", strconv.FormatInt(int64(p.ID), 10), "own_step", string(send)),
			button("feedback.button.another", r, "feedback.point"), button("feedback.button.mine", r, "feedback.give"),
		}), nil
	}
	return m.With(f.onward(r, true)), f.showSoon(tx, r)
}

// exchange keeps a file in place of one that was there before.
func exchange(tx *storage.Tx, r board.FeedbackRound, before string, file commands.Upload, at time.Time) (string, error) {
	if before != "" {
		if err := tx.RemoveAttachment(r.Board, before); err != nil {
			return "", err
		}
	}
	kept, err := tx.KeepAttachment(file.Attachment(r.Board, at))
	return kept.ID, err
}

func pointOf(all []board.FeedbackPoint, id board.ID) (board.FeedbackPoint, bool) {
	for _, p := range all {
		if p.ID == id {
			return p, true
		}
	}
	return board.FeedbackPoint{}, false
}

// shapePoint makes the form one of the tasks of its round, filled with the point
// that is changed.
func (f *Feedback) shapePoint(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := formRound(tx, c, form)
		if err != nil || r.ID == 0 {
			return err
		}
		if no, err := f.refused(tx, c, r); err != nil || no != nil && c.Pressed() {
			return firstError(err, no)
		}
		var stands board.FeedbackPoint
		if id, _ := strconv.ParseInt(form.Fixed["own_point"], 10, 64); id != 0 {
			all, err := tx.FeedbackPointsOf(r.ID, c.Who.Person.ID)
			if err != nil {
				return err
			}
			var is bool
			if stands, is = pointOf(all, board.ID(id)); !is && c.Pressed() {
				return commands.Refuse("feedback.own.gone").With(button("feedback.button.mine", r, "feedback.give"))
			}
		}
		form.About = chat.T("feedback.point.about", "Service", r.Service)
		shapePointFields(c, form, r, stands)
		return nil
	})
}

// shapePointFields offers the tasks of a round, and puts in what stands where a
// button opens the form.
func shapePointFields(c *commands.Call, form *chat.Form, r board.FeedbackRound, stands board.FeedbackPoint) {
	fill := c.Pressed()
	var fields []chat.Field
	for _, field := range form.Fields {
		switch field.Name {
		case "feedback_task":
			field = taskField(field, r)
			if fill && stands.ID != 0 {
				field.Value = strconv.Itoa(stands.Task)
			}
		case "severity":
			if r.Kind.Survey() {
				continue
			}
			field.Required = true
			if fill && stands.ID != 0 {
				field.Value = asTyped(c, field, string(stands.Severity))
			}
		case "feedback_text":
			if fill && stands.ID != 0 {
				field.Value = stands.Text
			}
		case "draft":
			if stands.ID != 0 && !stands.Draft {
				continue
			}
			if fill && stands.Draft {
				field.Value = asTyped(c, field, "yes")
			}
		}
		fields = append(fields, field)
	}
	form.Fields = fields
}

// taskField lets choose which task a point is about, or which topic of a survey.
func taskField(field chat.Field, r board.FeedbackRound) chat.Field {
	if r.Kind.Survey() {
		field.Label, field.Typed, field.Help = chat.T("feedback.topic"), chat.T("feedback.topic.typed"), chat.T("feedback.topic.about")
	}
	field.Kind, field.Max = chat.Select, 0
	field.Choices = []chat.Choice{{Value: whole, Typed: chat.Written(whole), Label: chat.T("feedback.point.whole", "Survey", r.Kind.Survey())}}
	for _, task := range r.Tasks {
		number := strconv.Itoa(task.Number)
		field.Choices = append(field.Choices, chat.Choice{Value: number, Typed: chat.Written(number), Label: chat.T("feedback.task_line", "Number", task.Number, "Title", task.Title)})
	}
	if n, err := readTask(r, field.Value); err == nil && field.Value != "" {
		field.Value = strconv.Itoa(n)
	}
	return field
}
