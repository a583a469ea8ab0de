package strategy

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// resultForm is what a committee said.
type resultForm struct {
	submission commands.ThingParam
	outcome    commands.ChoiceParam[board.Considered]
	date       commands.TimeParam
	reference  commands.TextParam
	note       commands.TextParam
	passage    commands.TextParam
	wording    commands.TextParam
}

// result notes what a committee said of a version. It may consider one more than
// once, and may change several passages: every result is kept.
func (f *Strategy) result() commands.Command {
	form := resultForm{
		submission: commands.Thing("submission", f.submissionFinder()).Required(),
		outcome:    commands.Choice("considered", board.Considerations()...).Required(),
		date:       commands.Time("date").DayOnly(),
		reference:  commands.Text("reference").Max(120),
		note:       commands.Text("note").Long().Max(1000),
		passage:    commands.Text("passage").Max(120),
		wording:    commands.Text("new_wording").Long(),
	}
	return commands.Command{
		Path: "board.result", Right: board.MembersAndChair, Check: form.check, Shape: f.shapeResult,
		Params: []commands.Param{form.submission, form.outcome, form.date, form.reference, form.note, form.passage, form.wording},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			k := board.Consideration{
				Submission: form.submission.Of(c).ID, Outcome: form.outcome.Of(c), Day: dayOf(c, form.date), Reference: form.reference.Of(c), Note: form.note.Of(c),
				After: form.wording.Of(c), Person: c.Who.Person.ID,
			}
			var s board.Submission
			again := false
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err = tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				if s, err = tx.Submission(k.Submission); err != nil {
					return err
				}
				if k.Day.Before(s.Day) {
					return commands.Mistake("date", "strategy.result.early", "To", s.Committee, "Day", s.Day)
				}
				if err = f.reworded(tx, c, s, form, &k); err != nil {
					return err
				}
				k, again, err = f.keepResult(tx, s, k)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("strategy.result.done", "To", s.Committee, "Outcome", outcomeName(k.Outcome), "Again", again))
			return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{showButton(s)})}}, nil
		},
	}
}

// check: only what was changed has a passage and its new wording, and nothing
// was said on a day to come.
func (form resultForm) check(c *commands.Call) []*commands.Error {
	var mistakes []*commands.Error
	if day := dayOf(c, form.date); day.After(c.Now) {
		mistakes = append(mistakes, commands.Mistake("date", "strategy.result.future", "Day", day))
	}
	changed := form.outcome.Of(c) == board.ConsideredChanged
	for _, p := range []commands.TextParam{form.passage, form.wording} {
		switch given := p.Given(c); {
		case changed && !given:
			mistakes = append(mistakes, commands.Mistake(p.Name(), "strategy.result."+p.Name()+"_missing"))
		case !changed && given:
			mistakes = append(mistakes, commands.Mistake(p.Name(), "strategy.result.needless", "Outcome", outcomeName(form.outcome.Of(c))))
		}
	}
	return mistakes
}

// reworded puts in which passage of the version was changed, and how it was
// before.
func (f *Strategy) reworded(tx *storage.Tx, c *commands.Call, s board.Submission, form resultForm, k *board.Consideration) error {
	if k.Outcome != board.ConsideredChanged {
		return nil
	}
	all, err := f.passagesOf(tx, s)
	if err != nil {
		return err
	}
	p, found := find(all, form.passage.Of(c))
	if !found {
		return commands.Mistake("passage", "strategy.result.no_passage", "Typed", commands.Cut(form.passage.Of(c)), "Version", s.Version, "N", len(all), "Passages", names(all))
	}
	if p.text == k.After {
		return commands.Mistake("new_wording", "strategy.result.same", "Passage", p.name)
	}
	k.Passage, k.Before = p.name, p.text
	return nil
}

// passagesOf are the passages of the version that was submitted.
func (f *Strategy) passagesOf(tx *storage.Tx, s board.Submission) ([]passage, error) {
	version, err := tx.Strategy(s.Strategy)
	if err != nil {
		return nil, err
	}
	d, err := parse(version, s.Day.Location())
	return passages(d), err
}

// namesShown is how many passages a sentence names.
const namesShown = 12

func names(all []passage) []string {
	var list []string
	for _, p := range all[:min(len(all), namesShown)] {
		list = append(list, p.name)
	}
	return list
}

// keepResult keeps a result and plans that everybody hears of it; the same one
// twice is one.
func (f *Strategy) keepResult(tx *storage.Tx, s board.Submission, k board.Consideration) (kept board.Consideration, again bool, err error) {
	before, err := tx.Considerations(s.ID, s.Day.Location())
	if err != nil {
		return k, false, err
	}
	for _, b := range before {
		if b.Outcome == k.Outcome && b.Day.Equal(k.Day) && b.Reference == k.Reference && b.Note == k.Note && b.Passage == k.Passage && b.After == k.After {
			return b, true, nil
		}
	}
	if k, err = tx.Consider(k); err != nil {
		return k, false, err
	}
	now := f.db.Now()
	if err := tx.Later(show, entity(s.Strategy), now, nil); err != nil {
		return k, false, err
	}
	return k, false, tx.Later(ConsideredKind, storage.JobKey(s.Board, s.ID, k.ID), now, nil)
}

// passagesOffered is how many passages a form offers to choose from; of more
// one is typed.
const passagesOffered = 25

// shapeResult offers the passages of the version to choose from, once the
// submission is known.
func (f *Strategy) shapeResult(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := formSubmission(tx, c, form)
		if err != nil || s.ID == 0 {
			return err
		}
		all, err := f.passagesOf(tx, s)
		if err != nil || len(all) == 0 || len(all) > passagesOffered {
			return err
		}
		for i, field := range form.Fields {
			if field.Name != "passage" || field.Value != "" {
				continue
			}
			form.Fields[i].Kind = chat.Select
			for _, p := range all {
				form.Fields[i].Choices = append(form.Fields[i].Choices, chat.Choice{Value: p.name, Typed: chat.Written(p.name), Label: chat.T("strategy.result.passage", "Name", p.name, "Title", p.title)})
			}
		}
		return nil
	})
}

// formSubmission is the submission that a form is about; zero if that is not
// known.
func formSubmission(tx *storage.Tx, c *commands.Call, form *chat.Form) (board.Submission, error) {
	for _, field := range form.Fields {
		if field.Name == "submission" {
			return submissionNumber(tx, c.Board.ID, field.Value)
		}
	}
	return board.Submission{}, nil
}

func outcomeName(o board.Considered) chat.Text {
	return chat.T("value.considered." + string(o) + ".label")
}

// consideredLetter is the post of ConsideredKind.
func (f *Strategy) consideredLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := tx.Submission(ids[1])
		if err != nil {
			return err
		}
		all, err := tx.Considerations(s.ID, s.Day.Location())
		if err != nil {
			return err
		}
		for _, k := range all {
			if k.ID == ids[2] {
				m := chat.Say(consideredTexts(s, k, false)...)
				letter = commands.Letter{Board: s.Board, Message: m.With(chat.Actions{showButton(s)})}
				return nil
			}
		}
		return errors.New("no such result")
	})
	return letter, err
}

// consideredTexts say what a committee said; whole with all of a passage that it
// changed.
func consideredTexts(s board.Submission, k board.Consideration, whole bool) []chat.Text {
	texts := []chat.Text{chat.T("strategy.result.post."+string(k.Outcome), "To", s.Committee, "Day", k.Day, "Version", s.Version, "Reference", k.Reference, "Note", k.Note)}
	if k.Outcome != board.ConsideredChanged {
		return texts
	}
	say := commands.Changes
	if whole {
		say = commands.Difference
	}
	return append(texts, chat.T("strategy.result.changed", "Passage", k.Passage, "Difference", say(board.Difference(k.Before, k.After))))
}
