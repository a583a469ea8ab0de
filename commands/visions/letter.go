package visions

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// happening is what everybody is told of, as its sentence "vision.notice." is called.
type happening string

const (
	roundOpened       happening = "opened"
	roundRedrawn      happening = "redrawn"
	roundEnded        happening = "ended"
	groupJoined       happening = "joined"
	statementFinished happening = "finished"
	statementBack     happening = "withdrawn"
)

// notice is what happened, for everybody.
type notice struct {
	What      happening `json:"what"`
	By        board.ID  `json:"by"` // zero: the board, by a vote
	Why       string    `json:"why,omitempty"`
	Round     board.ID  `json:"round,omitempty"`
	Draw      int       `json:"draw,omitempty"`  // which one
	Group     int       `json:"group,omitempty"` // the working group's number
	Seat      board.ID  `json:"seat,omitempty"`  // that came to it
	Statement board.ID  `json:"statement,omitempty"`
	Poll      int       `json:"poll,omitempty"` // the number of the vote that decided so
}

// tell plans that everybody hears of it.
func (f *Visions) tell(tx *storage.Tx, of board.ID, n notice) error {
	now := f.db.Now()
	return tx.Later(NoticeKind, fmt.Sprintf("%d/%s/%s", of, n.What, strconv.FormatInt(now.UnixNano(), 10)), now, n)
}

// noticePost is the post of NoticeKind.
func (f *Visions) noticePost(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var n notice
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(1)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		actor, err := tx.PersonName(n.By)
		if err != nil {
			return err
		}
		if n.Seat != 0 {
			seat, err := tx.Seat(n.Seat)
			if err != nil {
				return err
			}
			if seat.Vacant() {
				letter.Drop = "the seat is vacant again"
			}
			actor = seat.Voter().Name
		}
		args := []any{"By", actor, "Why", n.Why, "Group", n.Group, "Poll", n.Poll}
		if n.Statement != 0 {
			letter.Message, err = f.statementNotice(tx, n, args)
			return err
		}
		letter.Message, err = f.roundNotice(tx, n, args)
		return err
	})
	return letter, err
}

func (f *Visions) statementNotice(tx *storage.Tx, n notice, args []any) (chat.Message, error) {
	s, err := tx.Statement(n.Statement)
	if err != nil {
		return chat.Message{}, err
	}
	text := commands.Beginning(s.Text, commands.CardLength)
	m := chat.Say(chat.T("vision.notice."+string(n.What), append(args, "Number", s.Number, "Text", text)...))
	return m.With(chat.Actions{moreButton(s)}), nil
}

func (f *Visions) roundNotice(tx *storage.Tx, n notice, args []any) (chat.Message, error) {
	r, err := tx.VisionRound(n.Round)
	if err != nil {
		return chat.Message{}, err
	}
	drawings, err := tx.Drawings(r.ID)
	if err != nil {
		return chat.Message{}, err
	}
	seed := ""
	for _, d := range drawings {
		if d.Number == n.Draw {
			seed = d.Seed
		}
	}
	m := chat.Say(chat.T("vision.notice."+string(n.What), append(args, "Number", r.Number, "Question", r.Question, "Horizon", r.Horizon, "N", r.Groups, "Seed", seed)...))
	row := chat.Actions{groupsButton(r.Board), listButton(r.Board)}
	if n.Draw > 0 {
		row = chat.Actions{groupsButton(r.Board), commands.Button(chat.T("cmd.vision.check.title"), r.Board, "vision.check")}
	}
	return m.With(row), nil
}

// groupLetter is the letter of GroupKind: to whoever holds a seat now, which
// working group they belong to.
func (f *Visions) groupLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(4)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		r, err := tx.VisionRound(ids[1])
		if err != nil {
			return err
		}
		seats, err := tx.Seats(r.Board)
		if err != nil {
			return err
		}
		groups, err := tx.WorkingGroups(r.ID)
		if err != nil {
			return err
		}
		drawings, err := tx.Drawings(r.ID)
		if err != nil {
			return err
		}
		own := board.GroupOf(groups, ids[2])
		for _, seat := range seats {
			if seat.ID == ids[2] {
				letter.Person = seat.Voter().ID
			}
		}
		switch {
		case letter.Person == 0:
			letter.Drop = "the seat is vacant"
		case !r.Open() || own.ID == 0:
			letter.Drop = "the round is over, or has no such seat"
		case len(drawings) > int(ids[3]):
			letter.Drop = "drawn anew since"
		}
		letter.Message = chat.Say(chat.T("vision.letter.group", "Group", own.Number, "Question", r.Question, "Horizon", r.Horizon,
			"Members", membersOf(own, seats), "Anew", ids[3] > 1)).With(chat.Actions{proposeButton(r.Board), listButton(r.Board)})
		return nil
	})
	return letter, err
}

// suggestedLetter is the letter of SuggestedKind.
func (f *Visions) suggestedLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	ids, err := j.IDs(3)
	if err != nil {
		return commands.Letter{}, err
	}
	return f.aboutSuggestion(ctx, j, func(_ *storage.Tx, s sheet, g board.Suggestion) (commands.Letter, error) {
		letter := commands.Letter{Person: ids[2]}
		if g.Acceptable(s.Statement) != nil {
			letter.Drop = "decided already, or about another text"
			return letter, nil
		}
		letter.Message = chat.Say(chat.T("vision.letter.suggested", "Number", g.Number, "Statement", s.Number, "Author", g.Author.Name, "Own", s.Author.ID == letter.Person),
			commands.Changes(board.Difference(g.Before, g.Text)))
		if g.Reason != "" {
			letter.Message = letter.Message.With(chat.Para{Text: chat.T("vision.suggestion.reason", "Reason", g.Reason)})
		}
		letter.Message = letter.Message.With(chat.Actions{suggestionButton("cmd.vision.accept.title", g, "vision.accept"),
			suggestionButton("cmd.vision.decline.title", g, "vision.decline"), suggestionButton("cmd.vision.decide.title", g, "vision.decide")})
		return letter, nil
	})
}

// answeredLetter is the letter of AnsweredKind.
func (f *Visions) answeredLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.aboutSuggestion(ctx, j, func(tx *storage.Tx, s sheet, g board.Suggestion) (commands.Letter, error) {
		letter := commands.Letter{Person: g.Author.ID}
		if g.State == board.SuggestionOpen || g.State == board.SuggestionBack {
			letter.Drop = "there is no answer"
			return letter, nil
		}
		decider, err := tx.PersonName(g.Decider)
		if err != nil {
			return letter, err
		}
		var vote int
		if g.Decider == 0 {
			polls, err := tx.PollsAbout(s.Board, board.Subject{Kind: board.AboutSuggestion, ID: g.ID}, 1)
			if err != nil {
				return letter, err
			}
			for _, p := range polls {
				vote = p.Number
			}
		}
		letter.Message = chat.Say(chat.T("vision.letter.answered."+string(g.State), "Number", g.Number, "Statement", s.Number, "Decider", decider, "Why", g.Why,
			"Poll", vote, "Withdrawn", s.State == board.StatementWithdrawn)).With(chat.Actions{moreButton(s.Statement)})
		return letter, nil
	})
}

// aboutSuggestion writes a letter about the suggestion that the job's key names.
func (f *Visions) aboutSuggestion(ctx context.Context, j storage.Job, write func(*storage.Tx, sheet, board.Suggestion) (commands.Letter, error)) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, g, err := f.pair(tx, ids[1])
		if err != nil {
			return err
		}
		letter, err = write(tx, s, g)
		return err
	})
	letter.Board = ids[0]
	return letter, err
}
