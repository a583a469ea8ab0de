package answers

import (
	"context"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// reply is what the author of a point of a named round says to what was asked
// back. Of an anonymous round no line is taken, but the form that keeps nobody's
// name.
func (f *Answers) reply() commands.Command {
	round := commands.Thing("round", f.round).Required()
	point := commands.Number("point", 1, 1<<20).Required()
	text := commands.Text("text").Required().Long().Max(board.MostFeedbackText)
	nth := commands.Number("nth", 0, board.MostFeedbackQuestions).Hidden()
	return commands.Command{
		Path: "feedback.reply", Right: board.Everyone, Params: []commands.Param{round, point, text, nth}, Shape: f.shapeReply,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s sheet
			var q board.FeedbackQuestion
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				r, err := tx.LockFeedbackRound(round.Of(c).ID)
				if err != nil {
					return err
				}
				if r.Anonymous {
					return inSecret(r, point.Of(c))
				}
				if s, err = f.sheet(tx, c, r.ID); err != nil {
					return err
				}
				p, found := s.point(point.Of(c))
				if !found {
					return s.noPoint("point", point.Of(c))
				}
				if q, err = s.ownQuestion(p, nth.Of(c)); err != nil {
					return err
				}
				return f.keepReply(tx, c, s, p, q, text.Of(c))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("answer.reply.done", "Number", point.Of(c), "Question", commands.Beginning(q.Text, quotable)), pointButton(s.round, point.Of(c))), nil
		},
	}
}

// keepReply keeps the reply to a question about a point; the same words twice are
// one.
func (f *Answers) keepReply(tx *storage.Tx, c *commands.Call, s sheet, p board.FeedbackPoint, q board.FeedbackQuestion, text string) error {
	if n := len(q.Replies); n > 0 && q.Replies[n-1] == text {
		return nil
	}
	if len(q.Replies) >= board.MostFeedbackReplies {
		return commands.Refuse("answer.reply.enough", "Most", board.MostFeedbackReplies).With(pointButton(s.round, p.Number))
	}
	if err := tx.ReplyToFeedback(s.round, q.ID, text); err != nil {
		return err
	}
	at, err := f.awake(tx, c.Board, f.db.Now())
	if err != nil {
		return err
	}
	return tellReply(tx, s.round, q.ID, len(q.Replies)+1, at)
}

// ownQuestion is the nth question about a point for its author, the last for 0.
func (s sheet) ownQuestion(p board.FeedbackPoint, nth int) (board.FeedbackQuestion, error) {
	if !s.own(p) {
		return board.FeedbackQuestion{}, commands.Refuse("answer.reply.strangers", "Number", p.Number).With(pointButton(s.round, p.Number))
	}
	return s.question(p, nth)
}

// question is the nth question about a point, the last for 0; a refusal if there
// is none.
func (s sheet) question(p board.FeedbackPoint, nth int) (board.FeedbackQuestion, error) {
	asked := s.questions[p.ID]
	if nth == 0 {
		nth = len(asked)
	}
	if nth < 1 || nth > len(asked) {
		return board.FeedbackQuestion{}, notAsked(s.round, p.Number)
	}
	return asked[nth-1], nil
}

func notAsked(r board.FeedbackRound, point int) *commands.Error {
	return commands.Refuse("answer.reply.not_asked", "Number", point).With(button("answer.button.points", r, "feedback.points"))
}

// inSecret leads to the form that keeps nobody's name.
func inSecret(r board.FeedbackRound, point int) *commands.Error {
	return commands.Refuse("answer.reply.in_form", "Round", called(r)).With(replyButton(r, point, 0))
}

// shapeReply puts the question above the form.
func (f *Answers) shapeReply(ctx context.Context, c *commands.Call, form *chat.Form) error {
	return f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := roundOf(tx, c, form)
		if err != nil || r.ID == 0 {
			return err
		}
		s, err := f.sheet(tx, c, r.ID)
		p, found := pointOf(s, form)
		if r.Anonymous {
			return inSecret(r, p.Number)
		}
		if err != nil || !found {
			return err
		}
		nth, _ := strconv.Atoi(form.Fixed["nth"]) // none: the last
		q, err := s.ownQuestion(p, nth)
		if err != nil {
			return err
		}
		settle(form, "round", number(r.Number))
		settle(form, "point", number(p.Number))
		form.About = chat.T("answer.form.question", "Number", p.Number, "Text", commands.Beginning(q.Text, textAbove))
		return nil
	})
}

// replyButton opens the form for a reply: of an anonymous round the one that keeps
// nobody's name.
func replyButton(r board.FeedbackRound, point, nth int) chat.Button {
	if !r.Anonymous {
		return button("answer.button.reply", r, "feedback.reply", "point", number(point), "nth", number(nth))
	}
	return button("answer.button.reply", r, "feedback.reply_nameless", "point", number(point), "nth", number(nth))
}

// tellReply plans that the one who asked reads the nth reply to a question.
func tellReply(tx *storage.Tx, r board.FeedbackRound, question board.ID, nth int, at time.Time) error {
	return tx.Later(RepliedKind, storage.JobKey(r.Board, r.ID, question, board.ID(nth)), at, nil)
}

// repliedLetter is the letter of RepliedKind.
func (f *Answers) repliedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(4)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		q, err := f.questioned(tx, ids[1], ids[2])
		if err != nil {
			return err
		}
		asker, err := tx.NowID(q.question.By)
		if err != nil {
			return err
		}
		who, err := tx.Standing(ids[0], asker)
		if err != nil {
			return err
		}
		n, nth := q.point.Number, int(ids[3])
		letter = commands.Letter{Board: ids[0], Person: asker, Line: chat.T("answer.replied.line", "Number", n, "Round", called(q.round))}
		switch {
		case nth < 1 || nth > len(q.question.Replies):
			letter.Drop = "the reply is gone"
			return nil
		case !who.May(board.Inside):
			letter.Drop = "does not belong to the board any more"
			return nil
		}
		letter.Message = chat.Say(chat.T("answer.replied.letter", "Number", n, "Round", called(q.round), "Question", commands.Beginning(q.question.Text, quotable)),
			chat.Written(q.question.Replies[nth-1])).
			With(chat.Actions{pointButton(q.round, n), button("answer.button.answer", q.round, "feedback.answer", "points", number(n))})
		return nil
	})
	return letter, err
}
