package visions

import (
	"context"
	"errors"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// decide lets the board vote about a suggestion.
func (f *Visions) decide(shared params) commands.Command {
	return commands.Command{
		Path: "vision.decide", Right: board.MembersAndChair, Params: []commands.Param{shared.suggestion, shared.closes},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s board.Statement
			var g board.Suggestion
			var p board.Poll
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if s, g, err = f.lockPair(tx, shared.suggestion.Of(c).ID); err != nil {
					return err
				}
				if err := g.Acceptable(s); err != nil {
					return err
				}
				p, err = f.open(tx, c, board.Poll{Purpose: board.Internal, Question: suggestionQuestion(c, s, g), Text: suggestionText(c, g), Reasons: g.Reason,
					Method: board.YesNo, Closes: shared.closes.Of(c), About: board.Subject{Kind: board.AboutSuggestion, ID: g.ID}})
				if err != nil {
					return err
				}
				return errors.Join(f.votedOn(tx, s, p), f.showNow(tx, suggestionEntity, g.ID))
			})
			if err != nil {
				return chat.Reply{}, f.refusedSuggestion(ctx, err, s, g)
			}
			return say(chat.T("vision.vote.opened_suggestion", "Number", g.Number, "Poll", p.Number), pollButton(p)), nil
		},
	}
}

// The questions of polls are in the language of the board.

func finishQuestion(c *commands.Call, s board.Statement) string {
	return printer(c.Board).Print(chat.T("vision.question.finish", "Number", s.Number))
}

func suggestionQuestion(c *commands.Call, s board.Statement, g board.Suggestion) string {
	return printer(c.Board).Print(chat.T("vision.question.suggestion", "Number", s.Number, "Suggestion", g.Number))
}

// suggestionText is the wording that is voted on and what it changes: nobody
// needs to look for how the statement reads now.
func suggestionText(c *commands.Call, g board.Suggestion) string {
	return printer(c.Board).Print(chat.T("vision.question.wording", "Text", g.Text,
		"Difference", commands.Changes(board.Difference(g.Before, g.Text))))
}

func printer(b board.Board) words.Printer {
	return words.Printer{Language: words.Language(b.Language)}
}

// statementDecided ends a vote about whether a statement is finished.
func (f *Visions) statementDecided(ctx context.Context, j storage.Job) error {
	return f.afterVote(ctx, j, func(tx *storage.Tx, p board.Poll) error {
		s, err := tx.LockStatement(p.About.ID)
		if err != nil {
			return err
		}
		if s.Poll != p.ID {
			return fmt.Errorf("%w: what follows has happened", commands.ErrDropped)
		}
		if p.Decided() && p.Outcome.Passed() {
			return f.freeze(tx, s, notice{What: statementFinished, Poll: p.Number})
		}
		return f.voteOver(tx, s, p)
	})
}

// suggestionDecided ends a vote about a suggestion.
func (f *Visions) suggestionDecided(ctx context.Context, j storage.Job) error {
	return f.afterVote(ctx, j, func(tx *storage.Tx, p board.Poll) error {
		s, g, err := f.lockPair(tx, p.About.ID)
		if err != nil {
			return err
		}
		if s.Poll != p.ID {
			return fmt.Errorf("%w: what follows has happened", commands.ErrDropped)
		}
		s.Poll = 0
		if !p.Decided() || g.Acceptable(s) != nil {
			return errors.Join(f.voteOver(tx, s, p), f.showNow(tx, suggestionEntity, g.ID))
		}
		if p.Outcome.Passed() {
			g.State = board.SuggestionAccepted
			return f.adopt(tx, s, g, p.Number)
		}
		g.State = board.SuggestionDeclined
		return errors.Join(f.voteOver(tx, s, p), f.decided(tx, g))
	})
}

// voteOver lets a statement go on after a vote that left it as it is.
func (f *Visions) voteOver(tx *storage.Tx, s board.Statement, p board.Poll) error {
	s.Poll = 0
	if err := tx.SaveStatement(s, board.Revision{What: "voted", Detail: pollDetail(p.Number)}); err != nil {
		return err
	}
	return f.showNow(tx, statementEntity, s.ID)
}

// afterVote does what follows from a poll of the board that the job's key names.
func (f *Visions) afterVote(ctx context.Context, j storage.Job, do func(*storage.Tx, board.Poll) error) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		p, err := tx.Poll(ids[1])
		if err != nil {
			return err
		}
		return do(tx, p)
	})
}
