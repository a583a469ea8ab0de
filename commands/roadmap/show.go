package roadmap

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is a measure in full, for one reader.
func (f *Roadmap) show(shared params) commands.Command {
	return commands.Command{
		Path: "roadmap.show", Right: board.Everyone, Params: []commands.Param{shared.measure},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, err := f.sheet(tx, shared.measure.Of(c).ID)
				if err != nil {
					return err
				}
				m = s.message(s.Text)
				if author, err := tx.PersonName(s.Author); err != nil {
					return err
				} else if author != "" && c.Who.May(board.Inside) {
					m = m.With(chat.Para{Text: chat.T("roadmap.show.author", "By", author, "At", s.At.In(s.zone))})
				}
				var row []chat.Button
				if c.Who.May(board.MembersAndChair) {
					row = append(row, stateButton(s.Measure))
				}
				if len(s.ideas) > 0 && c.Who.May(board.Inside) {
					row = append(row, commands.Button(chat.T("roadmap.button.origin"), s.Board, "roadmap.ideas", "idea", strconv.Itoa(s.ideas[0].Number)))
				}
				m = withButtons(m, append(row, button("roadmap.button.more", s.Measure, "roadmap.more"), listButton(s.Board))...)
				return nil
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// more is what else one can do with a measure, as sentences with their consequence.
func (f *Roadmap) more(shared params) commands.Command {
	return commands.Command{
		Path: "roadmap.more", Right: board.Everyone, Params: []commands.Param{shared.measure},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s sheet
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				s, err = f.sheet(tx, shared.measure.Of(c).ID)
				return err
			})
			m := chat.Say(chat.T("roadmap.title", "Number", s.Number, "Title", s.Title))
			offer := func(may bool, key string, b chat.Button) {
				if may {
					m = m.With(chat.Para{Text: chat.T("roadmap.more."+key, "State", stateName(s.State))}, chat.Actions{b})
				}
			}
			works := c.Who.May(board.MembersAndChair)
			offer(works, "state", stateButton(s.Measure))
			offer(works, "revise", button("roadmap.button.revise", s.Measure, "roadmap.revise"))
			offer(true, "history", button("roadmap.button.history", s.Measure, "roadmap.history"))
			offer(true, "show", showButton(s.Measure))
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// aboutMeasure says in the form which measure it is about, instead of asking.
func (f *Roadmap) aboutMeasure(ctx context.Context, c *commands.Call, form *chat.Form) error {
	at := -1
	for i, field := range form.Fields {
		if field.Name == "measure" && field.Mistake.IsZero() {
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	number, err := strconv.Atoi(form.Fields[at].Value)
	if err != nil {
		return nil // not known yet: the form asks
	}
	found, err := f.numbered(ctx, c, number)
	if err != nil {
		return err
	}
	if form.Fixed == nil {
		form.Fixed = map[string]string{}
	}
	form.Fixed["measure"] = strconv.Itoa(number)
	form.About = chat.T("roadmap.form.about", "Number", found.Number, "Title", found.Title)
	form.Fields = append(form.Fields[:at:at], form.Fields[at+1:]...)
	return nil
}
