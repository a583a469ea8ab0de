package feedback

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// template saves what a round was begun by, removes that, or lists it all, each
// with the button that begins a round by it.
func (f *Feedback) template() commands.Command {
	name, model := commands.Text("template").Max(100), commands.Number("feedback_model", 1, 1<<30)
	remove, change, again := commands.Flag("remove"), commands.Flag("change").Hidden(), commands.Flag("again").Hidden()
	return commands.Command{
		Path: "feedback.template", Right: board.Chairing, Params: []commands.Param{name, model, remove, change, again},
		Check: func(c *commands.Call) []*commands.Error {
			switch {
			case change.Of(c) || again.Of(c):
			case model.Given(c) && remove.Of(c):
				return []*commands.Error{commands.Mistake(model.Name(), "poll.template.both")}
			case name.Of(c) == "" && (model.Given(c) || remove.Of(c)):
				return []*commands.Error{commands.Mistake(name.Name(), "poll.template.nameless")}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case change.Of(c):
				return chat.Reply{Form: c.Form("feedback.template", map[string]string{model.Name(): c.Raw(model.Name())})}, nil
			case again.Of(c):
				return f.againForm(ctx, c, model.Of(c))
			case remove.Of(c):
				return f.removeTemplate(ctx, c, name.Of(c))
			case model.Given(c):
				return f.saveTemplate(ctx, c, name.Of(c), model.Of(c))
			case name.Of(c) != "":
				return f.fill(ctx, c, name.Of(c), nil)
			}
			return f.templates(ctx, c, "feedback.template.list")
		},
	}
}

// valuesOf are what another round like this would be begun by.
func valuesOf(tx *storage.Tx, r board.FeedbackRound) (map[string]string, error) {
	titles := make([]string, len(r.Tasks))
	for i, task := range r.Tasks {
		titles[i] = task.Title
	}
	values := map[string]string{"service": r.Service, "service_link": r.Link, "feedback_about": r.About, "feedback_tasks": strings.Join(titles, "\n"), "asked": string(r.Asked), "anonymous": "no"}
	if r.Anonymous {
		values["anonymous"] = "yes"
	}
	if r.Asked != board.AskedGroup {
		return values, nil
	}
	groups, err := tx.Groups(r.Board)
	for _, g := range groups {
		if g.ID == r.Group {
			values["group"] = strconv.Itoa(g.Position)
		}
	}
	return values, err
}

// model reads what a round was begun by; a mistake where there is none.
func (f *Feedback) model(tx *storage.Tx, c *commands.Call, number int) (map[string]string, error) {
	r, err := tx.FeedbackRoundNumber(c.Board.ID, number)
	if errors.Is(err, storage.ErrNotFound) || err == nil && r.Kind != board.OnService {
		return nil, commands.Mistake("feedback_model", "commands.no_such_number", "number", number)
	}
	if err != nil {
		return nil, err
	}
	return valuesOf(tx, r)
}

// againForm is the form of a further round on the same service.
func (f *Feedback) againForm(ctx context.Context, c *commands.Call, number int) (chat.Reply, error) {
	var values map[string]string
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		values, err = f.model(tx, c, number)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Form: c.Form("feedback.start", values)}, nil
}

func (f *Feedback) saveTemplate(ctx context.Context, c *commands.Call, name string, number int) (chat.Reply, error) {
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		values, err := f.model(tx, c, number)
		if err != nil {
			return err
		}
		return tx.SaveFeedbackTemplate(c.Board.ID, name, values)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return said(chat.Say(chat.T("feedback.template.saved", "Name", name, "Number", number)), templateButton(c.Board.ID, name)), nil
}

func (f *Feedback) removeTemplate(ctx context.Context, c *commands.Call, name string) (chat.Reply, error) {
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error { return tx.RemoveFeedbackTemplate(c.Board.ID, name) })
	if errors.Is(err, storage.ErrNotFound) {
		return f.templates(ctx, c, "feedback.template.unknown", "Name", commands.Cut(name))
	}
	return said(chat.Say(chat.T("feedback.template.removed", "Name", name))), err
}

// fill opens the form of a new round, filled from a template; what was said beside
// its name goes before what it holds.
func (f *Feedback) fill(ctx context.Context, c *commands.Call, name string, typed map[string]string) (chat.Reply, error) {
	kept, err := f.kept(ctx, c.Board.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	for _, t := range kept {
		if t.Called(name) {
			values := maps.Clone(t.Values)
			maps.Copy(values, typed)
			return chat.Reply{Form: c.Form("feedback.start", values)}, nil
		}
	}
	return f.templates(ctx, c, "feedback.template.unknown", "Name", commands.Cut(name))
}

func (f *Feedback) kept(ctx context.Context, of board.ID) (kept []storage.Template, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		kept, err = tx.FeedbackTemplates(of)
		return err
	})
	return kept, err
}

// templatesShown is how many templates stand as buttons.
const templatesShown = 8

// templates lists the templates of the board under a sentence.
func (f *Feedback) templates(ctx context.Context, c *commands.Call, key string, pairs ...any) (chat.Reply, error) {
	kept, err := f.kept(ctx, c.Board.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(kept) == 0 {
		return said(chat.Say(chat.T("feedback.template.none"))), nil
	}
	var row []chat.Button
	for _, t := range kept[:min(len(kept), templatesShown)] {
		row = append(row, templateButton(c.Board.ID, t.Name))
	}
	return said(chat.Say(chat.T(key, append(pairs, "N", len(kept))...)), row...), nil
}

// templateButton opens the form of a new round by a template.
func templateButton(of board.ID, name string) chat.Button {
	return commands.Button(chat.Written(name), of, "feedback.template", "template", name)
}
