package answers

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// replyNameless is what the author of a point of an anonymous round says to what
// was asked back. That it is them shows the key that only they have; the key and
// what is said leave nothing behind on their way, and who it was is kept nowhere.
func (f *Answers) replyNameless() commands.Command {
	round := commands.Thing("round", f.round).Required().Hidden()
	point := commands.Number("point", 0, 1<<20).Hidden()
	nth := commands.Number("nth", 0, board.MostFeedbackQuestions).Hidden()
	key := commands.Text("feedback_key").Required().Max(40).Confidential()
	text := commands.Text("text").Required().Long().Max(board.MostFeedbackText).Confidential()
	return commands.Command{
		Path: "feedback.reply_nameless", Right: board.Everyone, Hidden: true, Params: []commands.Param{round, point, nth, key, text},
		Shape: f.shapeNameless,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if f.tries.spent(c.Who.Person.ID, f.db.Now()) {
				return chat.Reply{}, commands.Mistake(key.Name(), "answer.key.too_many") // the form keeps what was written
			}
			err := f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
				s, err := f.nameless(tx, c, round.Of(c).ID, tx.LockFeedbackRound)
				if err != nil {
					return err
				}
				p, found := s.point(point.Of(c))
				if !found {
					return notAsked(s.round, point.Of(c))
				}
				q, err := s.question(p, nth.Of(c))
				if err != nil {
					return err
				}
				if !board.OpensFeedback(p.Lock, key.Of(c)) {
					return errWrongKey
				}
				return f.keepNameless(tx, c, s.round, q, text.Of(c))
			})
			if errors.Is(err, errWrongKey) {
				f.tries.miss(c.Who.Person.ID, f.db.Now())
				return chat.Reply{}, commands.Mistake(key.Name(), "answer.key.wrong", "Number", point.Of(c))
			}
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{}, nil // a word of thanks would stay on the server, and tell who replied
		},
	}
}

// errWrongKey: the key is not that of the point's author.
var errWrongKey = errors.New("wrong key")

// nameless reads an anonymous round that is over for somebody who took part in it,
// whether they belong to the board or not: they may be the author.
func (f *Answers) nameless(tx *storage.Tx, c *commands.Call, round board.ID, read func(board.ID) (board.FeedbackRound, error)) (s sheet, err error) {
	if s.round, err = read(round); err != nil {
		return s, err
	}
	givers, err := tx.FeedbackGivers(s.round)
	s.took = slices.Contains(givers, c.Who.Person.ID)
	switch {
	case err != nil:
		return s, err
	case !s.took:
		return s, commands.Refuse("answer.reply.took_no_part", "Round", called(s.round))
	case !s.round.Anonymous:
		return s, commands.Refuse("answer.reply.by_name", "Round", called(s.round)).With(button("answer.button.points", s.round, "feedback.points"))
	case s.round.State != board.FeedbackClosed:
		return s, commands.Refuse("answer.sealed", "Round", called(s.round), "Closes", s.round.Closes.In(c.Now.Location()))
	}
	return s, s.read(tx, 0)
}

// keepNameless keeps a reply; the same words twice are one. It is read, and the one who
// asked hears of it, from an hour on that does not tell when it came, and until then
// no work that waits says of which question it is.
func (f *Answers) keepNameless(tx *storage.Tx, c *commands.Call, r board.FeedbackRound, q board.FeedbackQuestion, text string) error {
	replies, err := tx.NamelessReplies(q.ID)
	if err != nil {
		return err
	}
	if n := len(replies); n > 0 && replies[n-1] == text {
		return nil
	}
	if len(replies) >= board.MostFeedbackReplies {
		return commands.Mistake("text", "answer.reply.enough", "Most", board.MostFeedbackReplies) // in the form: a message would stay, and only the author would have one
	}
	if err := tx.ReplyNamelessly(r, q.ID, text); err != nil {
		return err
	}
	at, err := f.awake(tx, c.Board, evening(c.Now))
	if err != nil {
		return err
	}
	if err := tx.Later(CollectKind, storage.JobKey(r.Board, r.ID), at, nil); err != nil {
		return err
	}
	return tx.Later(ShredKind, storage.JobKey(r.Board, r.ID), f.db.Now(), nil)
}

// collect does the work of CollectKind: the replies that nobody has read yet stand
// with their points from now on, and letters about them are planned.
func (f *Answers) collect(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		r, err := tx.LockFeedbackRound(ids[1])
		if err != nil {
			return err
		}
		replies, err := tx.TellNamelessReplies(r)
		if err != nil {
			return err
		}
		for _, reply := range replies {
			if err := tellReply(tx, r, reply.Question, reply.Nth, f.db.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// shapeNameless puts the question above the form, and what nobody learns.
func (f *Answers) shapeNameless(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := roundOf(tx, c, form)
		if err != nil || r.ID == 0 {
			return err
		}
		s, err := f.nameless(tx, c, r.ID, tx.FeedbackRound)
		if err != nil {
			return err
		}
		p, found := pointOf(s, form)
		if !found {
			return commands.Refuse("answer.reply.which", "Round", called(s.round)).With(button("answer.button.points", s.round, "feedback.points"))
		}
		nth, _ := strconv.Atoi(form.Fixed["nth"]) // the last, where none is named
		q, err := s.question(p, nth)
		if err != nil {
			return err
		}
		form.About = chat.T("answer.form.nameless", "Number", p.Number, "Text", commands.Beginning(q.Text, textAbove))
		for i, field := range form.Fields { // what was filled in stands there again: only in the form, which nobody keeps
			form.Fields[i].Value = c.Raw(field.Name)
		}
		return nil
	})
}
