package feedback

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// opened is what the button says that opens the box: nothing but that.
const opened = "yes"

// entrance is what somebody reads before they give in an anonymous round.
func (f *Feedback) entrance(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) (chat.Message, error) {
	if f.Typed {
		return chat.Message{}, commands.Refuse("feedback.start.typed")
	}
	s, err := f.sheet(tx, r, c.Now)
	if err != nil {
		return chat.Message{}, err
	}
	_, gave, err := tx.FeedbackStanding(r, c.Who.Person.ID)
	if err != nil {
		return chat.Message{}, err
	}
	m := chat.Say(s.title(), chat.T("feedback.box.terms", "Closes", s.closes(), "Now", s.now, "Gave", gave))
	if s.asked < board.FewAnonymous {
		m = m.With(chat.Para{Text: chat.T("feedback.box.few", "N", s.asked)})
	}
	return m.With(chat.Para{Text: chat.T("feedback.box.names")}, chat.Actions{boxButton("feedback.button.begin", r), secrecyButton(r)}), nil
}

// boxButton opens the box. It is confidential, so that its answer is one to a
// click, which nobody keeps: a key stands in it.
func boxButton(label string, r board.FeedbackRound) chat.Button {
	return button(label, r, "feedback.box", "unsealed", opened)
}

func secrecyButton(r board.FeedbackRound) chat.Button {
	return button("feedback.button.secrecy", r, "feedback.secrecy")
}

// box tells a fresh key, and leads to the form that it is for. The key is drawn here,
// before anything is given, and told in this answer and nowhere else; it stands in a
// message without a button, for one with a button is kept by the server of a chat.
func (f *Feedback) box() commands.Command {
	round, unsealed, file := f.round().Hidden(), commands.Choice("unsealed", opened).Hidden().Confidential(), commands.File("file").Pictures().Hidden().Confidential()
	return commands.Command{
		Path: "feedback.box", Right: board.Everyone, Hidden: true, Params: []commands.Param{round, unsealed, file},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			r, gave, err := f.boxFor(ctx, c, round.Of(c).ID)
			if err != nil {
				return chat.Reply{}, err
			}
			key, token := f.drawn.draw(c.Who.Person.ID, f.db.Now())
			pairs := []string{"feedback_key", token}
			if !file.Of(c).IsZero() {
				pairs = append(pairs, file.Name(), file.Of(c).Token)
			}
			form := chat.Say(chat.T("feedback.box.form")).With(chat.Actions{button("feedback.button.write", r, "feedback.slip", pairs...)})
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("feedback.box.key", "Key", key), chat.T("feedback.box.key_about", "Gave", gave)), form}}, nil
		},
	}
}

// boxFor reads the round for one who may give in it anonymously now.
func (f *Feedback) boxFor(ctx context.Context, c *commands.Call, id board.ID) (r board.FeedbackRound, gave bool, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if r, err = tx.FeedbackRound(id); err != nil {
			return err
		}
		if no, err := f.boxRefused(tx, c, r); err != nil || no != nil {
			return firstError(err, no)
		}
		_, gave, err = tx.FeedbackStanding(r, c.Who.Person.ID)
		return err
	})
	return r, gave, err
}

func (f *Feedback) boxRefused(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) (*commands.Error, error) {
	no, err := f.refused(tx, c, r)
	switch {
	case err != nil || no != nil:
		return no, err
	case !r.Anonymous:
		return commands.Refuse("feedback.box.named", "Number", r.Number).With(giveButton(r)), nil
	case f.Typed:
		return commands.Refuse("feedback.start.typed"), nil
	}
	return nil, nil
}

// slipParams are what one gives at once in an anonymous round.
type slipParams struct {
	round    commands.ThingParam
	marks    []commands.ChoiceParam[string]
	severity commands.ChoiceParam[board.Severity]
	task     commands.TextParam
	text     commands.TextParam
	key      commands.TextParam
	file     commands.FileParam
}

// slip takes what somebody gives in an anonymous round. Everything in it is
// confidential; no answer repeats it.
func (f *Feedback) slip() commands.Command {
	p := slipParams{round: f.round().Hidden(), severity: severityParam().Confidential(), task: commands.Text("feedback_task").Max(taskLength).Confidential(),
		text: commands.Text("feedback_text").Long().Max(board.MostFeedbackText).Confidential(), key: commands.Text("feedback_key").Max(40).Confidential(), file: commands.File("file").Pictures().Confidential()}
	params := []commands.Param{p.round}
	for _, mark := range markParams() {
		mark = mark.Confidential()
		p.marks, params = append(p.marks, mark), append(params, mark)
	}
	return commands.Command{
		Path: "feedback.slip", Right: board.Everyone, Hidden: true, Params: append(params, p.text, p.severity, p.task, p.key, p.file), Shape: f.shapeSlip,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Pressed() {
				if _, _, err := f.boxFor(ctx, c, p.round.Of(c).ID); err != nil {
					return chat.Reply{}, err
				}
				held := map[string]string{"round": strconv.Itoa(p.round.Of(c).Number)}
				if !p.file.Of(c).IsZero() {
					held[p.file.Name()] = p.file.Of(c).Token
				}
				return chat.Reply{Form: c.Form("feedback.slip", held)}, nil
			}
			return f.putIntoBox(ctx, c, p)
		},
	}
}

// putIntoBox puts what was given into the box.
func (f *Feedback) putIntoBox(ctx context.Context, c *commands.Call, p slipParams) (chat.Reply, error) {
	var r board.FeedbackRound
	var slip board.FeedbackSlip
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if r, err = tx.LockFeedbackRound(p.round.Of(c).ID); err != nil {
			return err
		}
		no, err := f.boxRefused(tx, c, r)
		switch {
		case err != nil:
			return err
		case no != nil && no.Text.Key == lateKey && p.text.Given(c): // the form stays open, with the text in it
			return &commands.Error{Field: p.text.Name(), Text: chat.T("feedback.box.late", "Closes", endOf(r).In(c.Now.Location()))}
		case no != nil:
			return no
		}
		if slip, err = p.slip(c, r); err != nil {
			return err
		}
		if file := p.file.Of(c); !file.IsZero() {
			if slip.Points[0].Attachment, err = exchange(tx, r, "", file, time.Time{}); err != nil {
				return err
			}
		}
		if err := tx.PutIntoFeedbackBox(r, c.Who.Person.ID, slip); err != nil {
			return err
		}
		return f.showSoon(tx, r)
	})
	switch {
	case errors.Is(err, storage.ErrExists) && p.text.Given(c): // the form stays open, with the text in it
		return chat.Reply{}, commands.Mistake(p.text.Name(), "feedback.box.rated_already")
	case errors.Is(err, storage.ErrExists):
		return chat.Reply{}, commands.Refuse("feedback.box.rated", "Number", r.Number).With(boxButton("feedback.button.another", r))
	case err != nil:
		return chat.Reply{}, err
	}
	p.file.Of(c).Taken()
	return said(chat.Say(chat.T("feedback.box.done", "Number", r.Number, "Closes", r.Closes.In(c.Now.Location()))),
		boxButton("feedback.button.another", r), button("feedback.button.done", r, "feedback.mine", "own_step", string(finish))), nil
}

// slip reads what was given. The mistakes do not repeat it.
func (p slipParams) slip(c *commands.Call, r board.FeedbackRound) (board.FeedbackSlip, error) {
	slip := board.FeedbackSlip{Ratings: marksOf(c, r, p.marks)}
	if !p.text.Given(c) {
		switch {
		case p.severity.Given(c):
			return slip, commands.Mistake(p.text.Name(), "feedback.point.empty")
		case len(slip.Ratings) == 0 || p.file.Given(c):
			return slip, commands.Mistake(p.text.Name(), "feedback.box.empty")
		}
		return slip, nil
	}
	severity, err := severityIn(c, r, p.severity)
	if err != nil {
		return slip, err
	}
	task, err := readTask(r, p.task.Of(c))
	if err != nil {
		return slip, err
	}
	point := board.FeedbackPoint{Task: task, Severity: severity, Text: p.text.Of(c)}
	if p.key.Given(c) {
		if !isKey(p.key.Of(c)) {
			return slip, commands.Mistake(p.key.Name(), "feedback.box.no_key", "Signs", board.FeedbackKeyLetters)
		}
		point.Lock = board.FeedbackLock(p.key.Of(c), newSalt())
	}
	slip.Points = []board.FeedbackPoint{point}
	return slip, nil
}

// shapeSlip makes the form one of the tasks of its round. The key that was told
// stands in it; ratings are asked for the first time only.
func (f *Feedback) shapeSlip(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := formRound(tx, c, form)
		if err != nil || r.ID == 0 {
			return err
		}
		_, gave, err := tx.FeedbackStanding(r, c.Who.Person.ID)
		if err != nil {
			return err
		}
		form.About = chat.T("feedback.slip.about", "Service", r.Service, "Gave", gave)
		rated := r
		if gave {
			rated.Tasks = nil
		}
		form.Fields = shapeMarks(c, form.Fields, rated, nil)
		if r.Kind.Survey() {
			form.Fields = slices.DeleteFunc(form.Fields, func(field chat.Field) bool { return field.Name == "severity" })
		}
		for i, field := range form.Fields {
			// What was filled in stands there again: only in the form, which nobody keeps.
			field.Value = c.Raw(field.Name)
			switch {
			case field.Name == "feedback_key" && c.Pressed(): // the button has its token
				field.Value = f.drawn.find(c.Who.Person.ID, field.Value, f.db.Now())
			case field.Name == "feedback_task":
				field = taskField(field, r)
			}
			form.Fields[i] = field
		}
		return nil
	})
}
