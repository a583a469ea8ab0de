package polls

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// Invitation is the letter of InviteKind: to each who may vote, when a poll opens.
func (f *Polls) Invitation(ctx context.Context, j storage.Job) (commands.Letter, error) {
	changed, err := anewOf(j)
	if err != nil {
		return commands.Letter{}, err
	}
	return f.toElector(ctx, j, func(s sheet) chat.Message {
		if s.poll.Secret {
			return secretInvitation(s, changed)
		}
		return invitation(s)
	})
}

// Nudge is the letter of NudgeKind: to one whose ballot is missing.
func (f *Polls) Nudge(ctx context.Context, j storage.Job) (commands.Letter, error) {
	letter, err := f.toElector(ctx, j, func(s sheet) chat.Message {
		if s.poll.Secret {
			return secretReminder(s)
		}
		return reminder(s)
	})
	letter.Reminder = true
	return letter, err
}

// Delivered records what became of a letter to an elector.
func (f *Polls) Delivered(ctx context.Context, j storage.Job, state string) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		return tx.SetDelivery(ids[0], ids[1], state, f.db.Now())
	})
}

// letter is the letter of a job about the poll that the first id of its key
// names; ids are the first n of it.
func (f *Polls) letter(ctx context.Context, j storage.Job, n int, write func(tx *storage.Tx, s sheet, ids []board.ID) (commands.Letter, error)) (letter commands.Letter, err error) {
	ids, err := j.IDs(n)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheetOf(tx, ids[0])
		if err != nil {
			return err
		}
		letter, err = write(tx, s, ids)
		letter.Board = s.board.ID
		return err
	})
	return letter, err
}

// toElector writes to the one who votes for a seat now; it is dropped when
// the vote is over, cast, or no longer theirs.
func (f *Polls) toElector(ctx context.Context, j storage.Job, write func(sheet) chat.Message) (commands.Letter, error) {
	return f.letter(ctx, j, 2, func(tx *storage.Tx, s sheet, ids []board.ID) (letter commands.Letter, err error) {
		seat, err := tx.Seat(ids[1])
		if err != nil {
			return letter, err
		}
		letter.Person, letter.Before = seat.Voter().ID, s.poll.Closes
		if takes(s.poll, s.board.Term, s.now) != nil {
			letter.Drop = "the poll is over"
			return letter, nil
		}
		if letter.Person == 0 {
			letter.Drop = "the seat is vacant"
			return letter, nil
		}
		electors, err := tx.ElectorsFor(s.poll.ID, letter.Person)
		letter.Drop = "no vote, or cast already"
		for _, e := range electors {
			if e.Seat == seat.ID && !e.Voted && s.poll.MayVote(e, seat, letter.Person) == nil {
				letter.Drop, letter.Message, letter.Line = "", write(s), taskLine(s.poll, s.local(s.poll.Closes))
			}
		}
		return letter, err
	})
}

// Result is the post of ResultKind: the verdict and its reason.
func (f *Polls) Result(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.letter(ctx, j, 1, func(tx *storage.Tx, s sheet, _ []board.ID) (commands.Letter, error) {
		actor, err := tx.PersonName(s.poll.EndedBy)
		return commands.Letter{Message: withPicture(result(s, actor), s)}, err
	})
}

// happening is what everybody is told of, as its sentence "poll.notice." is called.
type happening string

const (
	extended       happening = "extended"
	withdrawn      happening = "withdrawn"
	unplanned      happening = "unplanned"
	inMeeting      happening = "meeting"
	inTheSitting   happening = "sitting"
	presentNow     happening = "present"
	secretNow      happening = "secret"
	optionAdded    happening = "option"
	dissentWritten happening = "dissent"
	dissentChanged happening = "dissent_changed"
	dissentBack    happening = "dissent_back"
)

// notice is what happened to a poll, for everybody.
type notice struct {
	What happening `json:"what"`
	By   board.ID  `json:"by"`
	Why  string    `json:"why,omitempty"`
	// Option is the label of one that was added.
	Option string `json:"option,omitempty"`
	N      int    `json:"n,omitempty"`   // how many asked for secrecy, or are present
	Was    int    `json:"was,omitempty"` // how many ballots were discarded, or were said to be present before
}

func (f *Polls) planNotice(tx *storage.Tx, p board.Poll, n notice) error {
	now := f.db.Now()
	if err := tx.Later(show, entity(p.ID), now, nil); err != nil {
		return err
	}
	return tx.Later(NoticeKind, storage.JobKey(p.ID)+"/"+string(n.What)+"/"+strconv.FormatInt(now.UnixNano(), 10), now, n)
}

// Notice is the post of NoticeKind.
func (f *Polls) Notice(ctx context.Context, j storage.Job) (commands.Letter, error) {
	var n notice
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return commands.Letter{}, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return f.letter(ctx, j, 1, func(tx *storage.Tx, s sheet, _ []board.ID) (letter commands.Letter, err error) {
		actor, err := tx.PersonName(n.By)
		if err != nil {
			return letter, err
		}
		switch n.What {
		case secretNow: // nobody's name is told with it
			letter.Message = becameSecret(s, n)
		case dissentWritten, dissentChanged, dissentBack:
			letter.Message = dissentNotice(s, n, actor)
			if len(letter.Message.Blocks) == 0 {
				letter.Drop = "the opinion was taken back"
			}
		default:
			profile, err := tx.ProfileByID(s.poll.Profile)
			letter.Message = happened(s, n, actor, profile)
			return letter, err
		}
		return letter, nil
	})
}

// happened says what somebody did to a poll.
func happened(s sheet, n notice, actor string, profile board.Profile) chat.Message {
	present := s.electors()
	if n.What == presentNow {
		present = n.N
	}
	differs := differences(s.poll, profile)
	return chat.Say(chat.T("poll.notice."+string(n.What),
		"Number", s.poll.Number, "Question", s.poll.Question, "By", actor, "Why", n.Why, "Option", n.Option, "Closes", s.local(s.poll.Closes),
		"Present", present, "Was", n.Was, "Differs", differs, "Some", len(differs) > 0))
}

// differences are the terms of a poll that are not the board's usual ones. The
// chair has a casting vote only where Yes and No are said openly.
func differences(p board.Poll, profile board.Profile) []chat.Text {
	var differs []chat.Text
	t, casting := p.Terms, p.Method == board.YesNo && !p.Secret
	if t.Rule != profile.Rule && p.Method.TakesRule() {
		differs = append(differs, chat.T("value.rule."+string(t.Rule)+".label"))
	}
	if t.Quorum != profile.Quorum {
		differs = append(differs, chat.T("value.quorum."+string(t.Quorum)+".label"))
	}
	if t.Tie != profile.Tie && casting {
		differs = append(differs, chat.T("poll.notice.tie", "Tie", chat.T("value.tie."+string(t.Tie)+".label")))
	}
	if t.SecondCall {
		differs = append(differs, chat.T("poll.notice.second_call"))
	}
	return differs
}

// Card is the shown view of a poll.
func (f *Polls) Card(ctx context.Context, id board.ID) (view commands.View, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.sheetOf(tx, id)
		if err != nil {
			return err
		}
		view = commands.View{Board: s.board.ID, Message: card(s, true)}
		if s.accepts() {
			view.Changes = leftChanges(s.now, s.poll.Closes)
		} else {
			view.Changes = answerChanges(s)
		}
		return nil
	})
	return view, err
}

// leftChanges is the next moment at which the card's "noch 7 Tage" says
// something else. In the last day the card counts no hours, so nothing changes.
func leftChanges(now, closes time.Time) time.Time {
	if closes.Sub(now) < 24*time.Hour {
		return time.Time{}
	}
	return words.LeftChanges(now, closes)
}
