package polls

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/agext/levenshtein"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// keep saves the settings of a poll as a template of the board, removes one, or
// lists them all, each with the button that opens a poll by it.
func (f *Polls) keep() commands.Command {
	name := commands.Text("template").Max(100)
	model := commands.Number("model", 1, 1<<30)
	remove := commands.Flag("remove")
	change := commands.Flag("change").Hidden()
	return commands.Command{
		Path: "poll.template", Right: board.MembersAndChair, Params: []commands.Param{name, model, remove, change},
		Check: func(c *commands.Call) []*commands.Error {
			switch {
			case change.Of(c):
			case model.Given(c) && remove.Of(c):
				return []*commands.Error{commands.Mistake("model", "poll.template.both")}
			case name.Of(c) == "" && (model.Given(c) || remove.Of(c)):
				return []*commands.Error{commands.Mistake("template", "poll.template.nameless")}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case change.Of(c):
				return chat.Reply{Form: c.Form("poll.template", map[string]string{"model": c.Raw("model")})}, nil
			case model.Given(c) || remove.Of(c):
				if !c.Who.Chairs() {
					return chat.Reply{}, commands.Refuse("poll.template.chairing")
				}
				if remove.Of(c) {
					return f.removeTemplate(ctx, c, name.Of(c))
				}
				return f.saveTemplate(ctx, c, name.Of(c), model.Of(c))
			case name.Of(c) != "":
				return f.fill(ctx, c, name.Of(c), nil)
			}
			return f.templates(ctx, c)
		},
	}
}

func (f *Polls) saveTemplate(ctx context.Context, c *commands.Call, name string, number int) (chat.Reply, error) {
	var p board.Poll
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if p, err = tx.PollNumber(c.Board.ID, number); err != nil {
			return err
		}
		if p, err = tx.Poll(p.ID); err != nil { // with its options
			return err
		}
		if p.Purpose == board.Internal {
			return commands.Mistake("model", "poll.about.no_template", "Number", number)
		}
		profile, err := tx.ProfileByID(p.Profile)
		if err != nil {
			return err
		}
		return tx.SaveTemplate(c.Board.ID, name, templateOf(p, profile))
	})
	if errors.Is(err, storage.ErrNotFound) {
		return chat.Reply{}, commands.Mistake("model", "commands.no_such_number", "number", number)
	}
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(chat.T("poll.template.saved", "Name", name, "Number", p.Number)).With(chat.Actions{templateButton(c.Board.ID, name)})
	return chat.Reply{Messages: []chat.Message{m}}, nil
}

// templateOf are the values of a poll's template.
func templateOf(p board.Poll, profile board.Profile) map[string]string {
	values := chosenOf(p, profile)
	if p.Repeat != "" {
		values["repeat"] = string(p.Repeat)
	}
	return values
}

func (f *Polls) removeTemplate(ctx context.Context, c *commands.Call, name string) (chat.Reply, error) {
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error { return tx.RemoveTemplate(c.Board.ID, name) })
	if errors.Is(err, storage.ErrNotFound) {
		return f.noTemplate(ctx, c, name)
	}
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("poll.template.removed", "Name", name))}}, nil
}

// fill opens the form of a new poll, filled from a template; what was said
// beside its name goes before what it holds.
func (f *Polls) fill(ctx context.Context, c *commands.Call, name string, said map[string]string) (chat.Reply, error) {
	var template storage.Template
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		template, err = tx.Template(c.Board.ID, name)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return f.noTemplate(ctx, c, name)
	}
	if err != nil {
		return chat.Reply{}, err
	}
	values := maps.Clone(template.Values)
	for parameter, value := range said {
		if value != "" && parameter != "template" {
			values[parameter] = value
		}
	}
	return chat.Reply{Form: c.Form("poll.create", values)}, nil
}

// templates lists the templates of the board.
func (f *Polls) templates(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	kept, err := f.kept(ctx, c.Board.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(kept) == 0 {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("poll.template.none", "Chairs", c.Who.Chairs()))}}, nil
	}
	m := chat.Say(chat.T("poll.template.list", "N", len(kept))).With(templateButtons(c.Board.ID, kept))
	if c.Who.Chairs() {
		m = m.With(chat.Para{Text: chat.T("poll.template.change")}, chat.Actions{changeButton(c.Board.ID, "poll.template.change.button")})
	}
	return chat.Reply{Messages: []chat.Message{m}}, nil
}

func (f *Polls) kept(ctx context.Context, of board.ID) (kept []storage.Template, err error) {
	err = f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		kept, err = tx.Templates(of)
		return err
	})
	return kept, err
}

// nearTemplates is how many names are offered for one that is not known.
const nearTemplates = 3

// noTemplate offers the names that are nearest to one that no template has.
func (f *Polls) noTemplate(ctx context.Context, c *commands.Call, name string) (chat.Reply, error) {
	kept, err := f.kept(ctx, c.Board.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	typed := commands.Fold(name)
	far := func(t storage.Template) int {
		folded := commands.Fold(t.Name)
		if strings.Contains(folded, typed) {
			return 0
		}
		return levenshtein.Distance(typed, folded, nil)
	}
	slices.SortStableFunc(kept, func(a, b storage.Template) int { return cmp.Compare(far(a), far(b)) })
	m := chat.Say(chat.T("poll.template.unknown", "Name", commands.Cut(name), "N", len(kept)))
	if len(kept) > 0 {
		m = m.With(templateButtons(c.Board.ID, kept[:min(nearTemplates, len(kept))]))
	}
	return chat.Reply{Messages: []chat.Message{m}}, nil
}

func templateButtons(of board.ID, kept []storage.Template) chat.Actions {
	row := make(chat.Actions, len(kept))
	for i, t := range kept {
		row[i] = templateButton(of, t.Name)
	}
	return row
}

// changeButton opens the form in which a template is saved or removed.
func changeButton(of board.ID, label string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), of, "poll.template", append(pairs, "change", "yes")...)
}

// keepButton opens it for the settings of a poll.
func keepButton(p board.Poll) chat.Button {
	return changeButton(p.Board, "poll.more.keep.button", "model", strconv.Itoa(p.Number))
}

// templateButton opens the form of a new poll by a template.
func templateButton(of board.ID, name string) chat.Button {
	return commands.Button(chat.Written(name), of, "poll.template", "template", name)
}
