package polls

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// shapeVote makes the form of a named ballot one of the poll that it is about.
// Who cannot vote there learns it before filling it in.
func (f *Polls) shapeVote(ctx context.Context, c *commands.Call, form *chat.Form) error {
	var p board.Poll
	var own board.Choice
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if p, err = f.formPoll(tx, c, form); err != nil || p.ID == 0 || p.Method == board.YesNo {
			return err
		}
		e, err := accepted(tx, p, c.Board.Term, c.Who, f.db.Now())
		switch {
		case err != nil:
			return err
		case p.Secret:
			return named(p, e)
		case e.Voted:
			ballot, err := tx.Ballot(p.ID, e.Seat)
			own = ballot.Choice
			return err
		}
		return nil
	})
	if err != nil {
		return f.notCast(err, p, c)
	}
	shapeBallot(form, p, "vote", own)
	return nil
}

// formPoll is the poll that a form is about; zero if it is not known yet.
func (f *Polls) formPoll(tx *storage.Tx, c *commands.Call, form *chat.Form) (board.Poll, error) {
	typed := form.Fixed["poll"]
	for _, field := range form.Fields {
		if field.Name == "poll" {
			typed = field.Value
		}
	}
	number, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSpace(typed), "#"))
	if err != nil {
		return board.Poll{}, nil
	}
	p, err := tx.PollNumber(c.Board.ID, number)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return board.Poll{}, nil
	case err != nil:
		return board.Poll{}, err
	}
	return tx.Poll(p.ID)
}

// shapeBallot asks in a form for a ballot of the poll, in the field of that
// name: by choosing where that is possible, else in one line. own is what the
// seat's ballot says now.
func shapeBallot(form *chat.Form, p board.Poll, name string, own board.Choice) {
	if p.ID == 0 || p.Method == board.YesNo {
		return
	}
	if form.Fixed == nil {
		form.Fixed = map[string]string{}
	}
	form.Fixed["poll"] = strconv.Itoa(p.Number)
	form.About = chat.T("poll.paper.about", "Number", p.Number, "Question", p.Question, "Method", methodLine(p))
	var fields []chat.Field
	var lost chat.Text // of the line as a whole, shown at the field that goes
	for _, field := range form.Fields {
		switch field.Name {
		case "poll":
			lost = field.Mistake
			continue
		case name:
			field = ballotField(field, p, own)
			if !lost.IsZero() {
				field.Mistake = lost
			}
		}
		fields = append(fields, field)
	}
	form.Fields = fields
	if p.Method == board.Points || p.Method == board.Ranked {
		form.About = chat.T("poll.paper.about_numbered", "About", form.About, "Options", numbered(p))
	}
}

func ballotField(field chat.Field, p board.Poll, own board.Choice) chat.Field {
	field.Choices, field.Max = nil, 1000
	if field.Value == "" && !field.Confidential {
		field.Value = string(own)
	}
	field.Help = chat.T("poll.paper.help."+string(p.Method), "Budget", p.Terms.Budget, "Ties", p.Terms.Counting.TakesTies())
	switch p.Method {
	case board.OneOf:
		field.Kind = chat.Select
	case board.Approval:
		field.Kind = chat.Several
	default:
		field.Kind = chat.Line
		return field
	}
	for _, o := range p.Options {
		number := strconv.Itoa(o.Number)
		field.Choices = append(field.Choices, chat.Choice{Value: number, Typed: chat.Written(number),
			Label: chat.T("poll.paper.option", "Number", o.Number, "Label", o.Label)})
	}
	// What was typed is kept as one of the choices: a list has no room for a label.
	if choice, err := p.Read(field.Value); err == nil {
		field.Value = string(choice)
	}
	abstain := chat.Choice{Value: string(board.Abstain), Typed: chat.T("value.vote.abstain"), Label: choiceLabel(board.Abstain)}
	field.Choices = append(field.Choices, abstain)
	return field
}

// numbered are the options with their numbers, as a list.
func numbered(p board.Poll) []chat.Text {
	said := make([]chat.Text, len(p.Options))
	for i, o := range p.Options {
		said[i] = chat.T("poll.paper.option", "Number", o.Number, "Label", o.Label)
	}
	return said
}

// methodLine explains in half a sentence how one votes; nothing of a yes-no vote.
func methodLine(p board.Poll) chat.Text {
	if p.Method == board.YesNo {
		return chat.Text{}
	}
	return chat.T("poll.method."+string(p.Method), "Budget", p.Terms.Budget, "Ties", p.Terms.Counting.TakesTies(),
		"Election", p.Purpose == board.Election)
}
