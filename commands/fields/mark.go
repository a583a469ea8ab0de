package fields

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// mark says what came of a contribution. Who works on the field does; the author
// is told.
func (f *Fields) mark(shared params) commands.Command {
	markable := commands.Finder{Open: f.undecided, Number: f.numberedContribution, Titled: f.titledUndecided, None: "field.mark.none_open"}
	contribution := commands.Thing("contribution", markable).Required()
	choice := commands.Choice("mark", board.Adoptions()...).Required()
	return commands.Command{
		Path: "field.mark", Right: board.MembersAndChair, Params: []commands.Param{contribution, choice, shared.reason, shared.edition},
		Check: func(c *commands.Call) []*commands.Error {
			if choice.Of(c) == board.NotTaken && shared.reason.Of(c) == "" {
				return []*commands.Error{commands.Mistake("reason", "field.mark.reason_missing")}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				s     seen
				added board.Contribution
				next  board.Contribution
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if s.field, added, err = lockContribution(tx, c, contribution.Of(c).Number); err != nil {
					return err
				}
				if s.seats, err = tx.Seats(c.Board.ID); err != nil {
					return err
				}
				s.works = s.field.Works(c.Who, s.seats)
				if err := f.markable(tx, s, added); err != nil && shared.reason.Given(c) { // stays in the form
					return kept(err, contribution.Name())
				} else if err != nil {
					return err
				}
				if shared.edition.Given(c) && shared.edition.Of(c) != added.Edition {
					return errOutdated
				}
				if added.Mark != choice.Of(c) || added.Reason != shared.reason.Of(c) {
					added.Mark, added.Reason, added.Marked = choice.Of(c), shared.reason.Of(c), f.db.Now()
					if err := errors.Join(tx.MarkContribution(added), f.planMarked(tx, c, added), tx.Later(show, entity(s.field.ID), f.db.Now(), nil)); err != nil {
						return err
					}
				}
				next, err = nextOpen(tx, s.field, added.Number)
				return err
			})
			switch {
			case errors.Is(err, errOutdated) && shared.reason.Given(c):
				return chat.Reply{Form: markForm(c, added)}, nil
			case errors.Is(err, errOutdated):
				return chat.Reply{}, commands.Refuse("field.mark.changed", "Number", added.Number, "Text", "").
					With(onContribution(chat.T("field.button.contribution", "Number", added.Number), added, "field.contribution"))
			case err != nil:
				return chat.Reply{}, err
			}
			reply := say(chat.T("field.mark.done", "Number", added.Number, "Mark", markName(added.Mark), "Author", added.Author.Name,
				"Own", added.Author.ID == c.Who.Person.ID, "Last", next.ID == 0))
			if next.ID == 0 {
				reply.Messages[0] = withButtons(reply.Messages[0], showButton(s.field))
				return reply, nil
			}
			reply.Messages = append(reply.Messages, toReview(c, s, next))
			return reply, nil
		},
	}
}

// markForm is the form that was sent, for the words that the contribution has now.
func markForm(c *commands.Call, added board.Contribution) *chat.Form {
	form := c.Form("field.mark", map[string]string{
		"contribution": strconv.Itoa(added.Number), "mark": c.Raw("mark"), "reason": c.Raw("reason"), "edition": strconv.Itoa(added.Edition),
	})
	mark(form, "mark", chat.T("field.mark.changed", "Number", added.Number, "Text", commands.Beginning(added.Text, lineMost)))
	return form
}

// markable is nil if the caller may say what came of a contribution.
func (f *Fields) markable(tx *storage.Tx, s seen, added board.Contribution) error {
	if err := takes(tx, s.field); err != nil {
		return err
	}
	switch {
	case !s.works:
		return commands.Refuse("field.mark.not_yours", "Number", s.field.Number, "By", peopleNames(s.field.WorkedBy(s.seats))).With(showButton(s.field))
	case added.Back:
		return commands.Refuse("field.edit.is_back", "Number", added.Number, "Field", s.field.Number, "Title", s.field.Title).With(showButton(s.field))
	}
	return nil
}

// peopleNames are the names of people, in order.
func peopleNames(people []board.Person) []string {
	list := make([]string, len(people))
	for i, p := range people {
		list[i] = p.Name
	}
	return list
}

// nextOpen is the next contribution to a field that nobody has decided on, after
// a number, or from the beginning again; zero if there is none.
func nextOpen(tx *storage.Tx, one board.Field, after int) (first board.Contribution, err error) {
	list, err := tx.Contributions(one.ID, 0, everything)
	for _, added := range list {
		if added.Mark != board.Undecided || added.Number == after {
			continue
		}
		if added.Number > after {
			return added, err
		}
		if first.ID == 0 {
			first = added
		}
	}
	return first, err
}

// review shows one contribution after the other that is still open, to who works
// on the field.
func (f *Fields) review(shared params) commands.Command {
	own := f.own(shared)
	return commands.Command{
		Path: "field.review", Right: board.MembersAndChair, Params: []commands.Param{own, shared.above},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var reply chat.Reply
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				s, err := f.seen(tx, c, own.Of(c).ID)
				if err != nil {
					return err
				}
				if err := f.markable(tx, s, board.Contribution{}); err != nil {
					return err
				}
				next, err := nextOpen(tx, s.field, shared.above.Of(c))
				if err != nil {
					return err
				}
				if next.ID == 0 {
					reply = say(chat.T("field.review.none", "Number", s.field.Number, "Title", s.field.Title), showButton(s.field))
					return nil
				}
				reply.Messages = []chat.Message{toReview(c, s, next)}
				return nil
			})
			return reply, err
		},
	}
}

// toReview is an open contribution with the marks, and a way past it.
func toReview(c *commands.Call, s seen, added board.Contribution) chat.Message {
	m, row := inFull(c, s, added).Split()
	if s.field.Marked[board.Undecided] > 1 {
		row = append(row[:2:2], button("field.button.skip", s.field, "field.review", "above", strconv.Itoa(added.Number)), showButton(s.field))
	}
	return m.With(row)
}

// undecided finds the open contributions to what the caller works on.
func (f *Fields) undecided(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	return f.titledUndecided(ctx, c, "")
}

func (f *Fields) titledUndecided(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
	var found []commands.Found
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		fields, err := worked(tx, c)
		if err != nil {
			return err
		}
		for _, one := range fields {
			list, err := tx.Contributions(one.ID, 0, everything)
			if err != nil {
				return err
			}
			for _, added := range list {
				if len(found) < selectable && added.Mark == board.Undecided && has(added.Text, part) {
					found = append(found, foundContribution(added))
				}
			}
		}
		return nil
	})
	return found, err
}
