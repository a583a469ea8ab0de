package ideas

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// replying is what chair or office say about an idea.
type replying struct {
	idea    commands.ThingParam
	fate    commands.ChoiceParam[board.IdeaState]
	text    commands.TextParam
	heading commands.TextParam
}

// reply says what comes of an idea, and answers everyone who sent it.
func (f *Ideas) reply() commands.Command {
	said := replying{
		idea: f.thing(func(tx *storage.Tx, of board.ID) ([]board.Idea, error) { return tx.OpenIdeas(of, selectable) }).Required(),
		fate: commands.Choice("fate", board.IdeaFates()...).Required(), text: commands.Text("reply_text").Long(),
		heading: commands.Text("heading").Max(board.IdeaTitle).Named(),
	}
	return commands.Command{
		Path: "roadmap.reply", Right: board.Chairing, Params: []commands.Param{said.idea, said.fate, said.text, said.heading},
		Check: said.check, Shape: f.shapeReply,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				i    board.Idea
				made settled
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if i, err = tx.LockIdea(said.idea.Of(c).ID); err != nil {
					return err
				}
				if no := answerable(tx, i); no != nil {
					return no
				}
				i.State, i.Answer = said.fate.Of(c), said.text.Of(c)
				made, err = f.settle(tx, i, settling{title: said.heading.Of(c), by: c.Who.Person.ID})
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("idea.reply.done", "The", the(i), "Fate", fate(i.State), "Names", made.names, "N", len(made.names)))
			if made.measure.ID != 0 {
				return reply(m.With(chat.Para{Text: chat.T("idea.became", "Number", made.measure.Number, "Title", made.measure.Title)}),
					measureButton(made.measure), listButton(c.Board.ID)), nil
			}
			return reply(m, listButton(c.Board.ID)), nil
		},
	}
}

// check: who turns something down or only answers it says something, and only
// what becomes a measure has a title.
func (r replying) check(c *commands.Call) []*commands.Error {
	var mistakes []*commands.Error
	state := r.fate.Of(c)
	if (state == board.IdeaDropped || state == board.IdeaAnswered) && r.text.Of(c) == "" {
		mistakes = append(mistakes, commands.Mistake(r.text.Name(), "idea.reply.no_words"))
	}
	if state != board.IdeaKept && r.heading.Of(c) != "" {
		mistakes = append(mistakes, commands.Mistake(r.heading.Name(), "idea.reply.no_measure"))
	}
	return mistakes
}

// shapeReply refuses a form about what cannot be answered before anything is
// written into it.
func (f *Ideas) shapeReply(ctx context.Context, c *commands.Call, form *chat.Form) error {
	at := slices.IndexFunc(form.Fields, func(field chat.Field) bool { return field.Name == "idea" && field.Value != "" })
	wrote := slices.ContainsFunc(form.Fields, func(field chat.Field) bool { return field.Name == "reply_text" && field.Value != "" })
	if at < 0 || wrote {
		return nil
	}
	number, err := strconv.Atoi(form.Fields[at].Value)
	if err != nil {
		return nil // a mistake of the value's own
	}
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.IdeaNumber(c.Board.ID, number)
		if err != nil {
			return nil
		}
		return answerable(tx, i)
	})
}

// answerable refuses what is answered, is voted on, or is answered together with
// others.
func answerable(tx *storage.Tx, i board.Idea) error {
	if i.Bundle == 0 {
		return refused(waiting("", i))
	}
	b, err := tx.Idea(i.Bundle)
	if err != nil {
		return err
	}
	if no := waiting("", b); no != nil {
		return no
	}
	return commands.Refuse("idea.bundled", "The", the(i), "Number", b.Number, "Title", b.Title).With(replyButton(b), showButton(b))
}

// refused is nil where nothing was.
func refused(no *commands.Error) error {
	if no == nil {
		return nil
	}
	return no
}

// fate is a state as people read it.
func fate(state board.IdeaState) chat.Text { return chat.T("value.fate." + string(state) + ".label") }

func measureButton(m board.Measure) chat.Button {
	return button("idea.button.measure", m.Board, "roadmap.show", "measure", strconv.Itoa(m.Number))
}
