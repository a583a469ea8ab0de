package roadmap

import (
	"cmp"
	"context"
	"reflect"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// revise works a measure on. Its form holds what stands; what was written on an
// older version never takes the place of a newer one unseen.
func (f *Roadmap) revise(shared params) commands.Command {
	edition := commands.Number("edition", 0, 1<<30).Hidden()
	return commands.Command{
		Path: "roadmap.revise", Right: board.MembersAndChair,
		Params: append([]commands.Param{shared.measure, shared.title, shared.text, edition}, shared.links.all()...),
		Check:  func(c *commands.Call) []*commands.Error { return titleMistakes(shared.title, c) },
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error {
			if err := f.aboutMeasure(ctx, c, form); err != nil {
				return err
			}
			if err := f.fill(ctx, c, form); err != nil {
				return err
			}
			return f.shapeLinks(ctx, c, form, shared.links)
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			_, sent := c.Event.Do.(chat.Submit)
			if !sent && !shared.revising(c) {
				return chat.Reply{Form: c.Form("roadmap.revise", map[string]string{"measure": strconv.Itoa(shared.measure.Of(c).Number)})}, nil
			}
			if sent && !shared.title.Given(c) {
				return chat.Reply{}, commands.Mistake(shared.title.Name(), "commands.missing")
			}
			var before, after board.Measure
			var meanwhile bool
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				if before, err = tx.LockMeasure(c.Board.ID, shared.measure.Of(c).ID); err != nil {
					return err
				}
				if after, err = shared.revised(tx, c, before, sent); err != nil || same(before, after) {
					return err
				}
				if other, err := titledSo(tx, after); err != nil || other.ID != 0 && after.Title != before.Title {
					return cmp.Or(err, taken(shared.title, other))
				}
				if meanwhile = edition.Given(c) && edition.Of(c) != before.Version; meanwhile {
					return nil
				}
				if err := tx.ReviseMeasure(after); err != nil {
					return err
				}
				return f.touch(tx, after)
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case same(before, after):
				return say(chat.T("roadmap.revise.same", "Number", before.Number, "Title", before.Title), showButton(before)), nil
			case meanwhile:
				return f.onNewer(ctx, c, before)
			}
			return say(chat.T("roadmap.revise.done", "Number", after.Number, "Title", after.Title), stateButton(after), showButton(after)), nil
		},
	}
}

// revising tells whether anything was said that changes a measure.
func (p params) revising(c *commands.Call) bool {
	return p.title.Given(c) || p.text.Given(c) || p.links.fields.Given(c) || p.links.visions.Given(c) || p.links.after.Given(c)
}

// revised is a measure with what was said put over it; who sends a form has said
// all of it.
func (p params) revised(tx *storage.Tx, c *commands.Call, m board.Measure, sent bool) (board.Measure, error) {
	if p.title.Given(c) {
		m.Title = p.title.Of(c)
	}
	before := m.Text
	if sent || p.text.Given(c) {
		m.Text = p.text.Of(c)
	}
	if m.Text == "" && before != "" && m.State.Ranks() {
		return m, commands.Mistake(p.text.Name(), "roadmap.revise.text_missing", "State", stateName(m.State))
	}
	return p.links.of(c).over(tx, c, m)
}

func same(a, b board.Measure) bool {
	return a.Title == b.Title && a.Text == b.Text && reflect.DeepEqual(a.Links, b.Links)
}

// fill puts what the measure says now into a form that nobody has sent yet, and
// which version that is: whoever sends it says all of it.
func (f *Roadmap) fill(ctx context.Context, c *commands.Call, form *chat.Form) error {
	number, err := strconv.Atoi(form.Fixed["measure"])
	if _, sent := c.Event.Do.(chat.Submit); sent || err != nil {
		return nil
	}
	var s sheet
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.MeasureNumber(c.Board.ID, number)
		if err == nil {
			s, err = f.sheet(tx, m.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	stands := map[string]string{
		"title": s.Title, "text": s.Text, "fields": numbersOf(s.fields), "visions": numbersOf(s.statements), "after": numbersOf(measureThings(s.after)),
	}
	for i, field := range form.Fields {
		if field.Value == "" {
			form.Fields[i].Value = stands[field.Name]
		}
	}
	form.Fixed["edition"] = strconv.Itoa(s.Version)
	return nil
}

// onNewer is the form with what the person wrote, for the version that another
// has made meanwhile.
func (f *Roadmap) onNewer(ctx context.Context, c *commands.Call, now board.Measure) (chat.Reply, error) {
	var who string
	var last board.Revision
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		revisions, err := tx.Revisions(now.Board, entity(now.ID), mostHistory)
		if err != nil {
			return err
		}
		for _, r := range revisions {
			if last.ID == 0 && worded(r) {
				last = r
			}
		}
		who, err = tx.PersonName(last.Person)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	values := map[string]string{"measure": strconv.Itoa(now.Number), "edition": strconv.Itoa(now.Version)}
	for _, name := range []string{"title", "text", "fields", "visions", "after"} {
		values[name] = c.Raw(name)
	}
	form := c.Form("roadmap.revise", values)
	for i := range form.Fields {
		if form.Fields[i].Name == "text" {
			form.Fields[i].Mistake = chat.T("roadmap.revise.meanwhile", "By", who, "At", last.At.In(c.Now.Location()))
		}
	}
	return chat.Reply{Form: form}, nil
}

func numbersOf(things []thing) string {
	var numbers []int
	for _, one := range things {
		if !one.gone {
			numbers = append(numbers, one.Number)
		}
	}
	return numbered(numbers)
}

func measureThings(measures []board.Measure) []thing {
	things := make([]thing, len(measures))
	for i, m := range measures {
		things[i] = thing{Number: m.Number, Title: m.Title}
	}
	return things
}
