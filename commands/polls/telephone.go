package polls

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// TelephoneKind is a letter that tells a member what was written down for them.
const TelephoneKind = "poll.telephone" // key: poll/seat/when

// What is written down where somebody could not vote for a technical reason
// (P12), and where that was a mistake.
const (
	technical     board.Choice = "technical"
	technicalBack board.Choice = "technical_back"
)

// telling is what is written down of one member.
type telling struct {
	member    commands.PersonParam
	vote      commands.ChoiceParam[board.Choice]
	note      commands.TextParam
	telephone commands.FlagParam // the form asks for this
}

func newTelling() telling {
	return telling{
		member:    commands.Person("member"),
		vote:      commands.Choice("vote", board.Yes, board.No, board.Abstain, technical, technicalBack).Free(),
		note:      commands.Text("note").Max(300).Named(),
		telephone: commands.Flag("telephone").Hidden(),
	}
}

func (t telling) params() []commands.Param {
	return []commands.Param{t.member, t.vote, t.note, t.telephone}
}

func (t telling) names() []string {
	return []string{t.member.Name(), t.vote.Name(), t.note.Name()}
}

// meant tells whether this is about one member.
func (t telling) meant(c *commands.Call) bool {
	return t.member.Given(c) || t.vote.Given(c) || t.note.Given(c)
}

// missing is the first of the values that is not there.
func (t telling) missing(c *commands.Call) *commands.Error {
	switch {
	case !t.member.Given(c):
		return commands.Mistake(t.member.Name(), "poll.count.member_missing")
	case !t.vote.Given(c):
		return commands.Mistake(t.vote.Name(), "poll.count.vote_missing")
	case !t.note.Given(c) && t.vote.Of(c) != technicalBack:
		return commands.Mistake(t.note.Name(), "poll.count.note_missing")
	}
	return nil
}

// writeDown keeps the ballot that a member gave by telephone, or that they could
// not vote for a technical reason, and tells the member.
func (f *Polls) writeDown(ctx context.Context, c *commands.Call, id board.ID, t telling) (chat.Reply, error) {
	if err := t.missing(c); err != nil {
		return chat.Reply{}, f.withMember(ctx, c, id, t, err)
	}
	var p board.Poll
	member, said := t.member.Of(c), t.vote.Of(c)
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		if p, err = tx.LockPoll(id, true); err != nil {
			return err
		}
		e, err := f.answersFor(tx, c, p, member, said)
		if err != nil {
			return err
		}
		what := told{By: c.Who.Person.ID}
		switch said {
		case technical, technicalBack:
			what.Technical, what.Note = said, t.note.Of(c)
			err = tx.SetTechnical(p.ID, e.Seat, said == technical)
		default:
			err = f.castByTelephone(tx, c, p, e, t)
		}
		if err != nil {
			return err
		}
		return f.tell(tx, p, e, what)
	})
	if no := unread(p, err, t.vote.Unknown(c)); no != nil {
		return chat.Reply{}, no
	}
	if err != nil {
		return chat.Reply{}, refusal(err, p, c.Now.Location())
	}
	// What was written down is told to the member only: the vote may still become secret.
	done := chat.T("poll.count.telephone_done", "Number", p.Number, "Name", member.Name)
	if said == technical || said == technicalBack {
		done = chat.T("poll.count.done."+string(said), "Number", p.Number, "Name", member.Name)
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(done).With(chat.Actions{showButton(p)})}}, nil
}

// withMember adds to what is missing what is wrong with the member who was
// named, so that both are said at once.
func (f *Polls) withMember(ctx context.Context, c *commands.Call, id board.ID, t telling, missing *commands.Error) error {
	if missing.Field != t.note.Name() {
		return missing
	}
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		p, err := tx.Poll(id)
		if err == nil {
			_, err = f.answersFor(tx, c, p, t.member.Of(c), t.vote.Of(c))
		}
		return err
	})
	var wrong *commands.Error
	if !errors.As(err, &wrong) || wrong.Field == "" { // it is said when the rest is there
		return missing
	}
	return commands.Mistakes{wrong, missing}
}

// answersFor is the elector for whom something can be written down now, as if
// the member voted. What the rules refuse is said about the member.
func (f *Polls) answersFor(tx *storage.Tx, c *commands.Call, p board.Poll, member board.Person, choice board.Choice) (board.Elector, error) {
	if err := takes(p, c.Board.Term, f.db.Now()); err != nil {
		return board.Elector{}, err
	}
	note := choice == technical || choice == technicalBack
	about := func(key string) error {
		return commands.Mistake("member", "poll.count."+key, "Number", p.Number, "Name", member.Name)
	}
	switch {
	case p.Secret && !note:
		return board.Elector{}, commands.Refuse("poll.count.secret", "Number", p.Number).With(showButton(p))
	case member.ID == c.Who.Person.ID:
		return board.Elector{}, about("own")
	case member.ID == 0:
		return board.Elector{}, about("no_elector")
	}
	e, err := accepted(tx, p, c.Board.Term, board.Standing{Person: member}, f.db.Now())
	if note && errors.Is(err, board.ErrPresentFull) { // a note takes no ballot's place
		err = nil
	}
	var rule board.Refusal
	var delegated *commands.Error
	switch {
	case errors.As(err, &rule):
		return e, about(string(rule))
	case errors.As(err, &delegated):
		return e, about("delegated")
	case err == nil && e.Voted && (choice == technical || p.Secret):
		return e, about("has_voted")
	case err == nil && !e.Technical && choice == technicalBack:
		return e, about("not_technical")
	}
	return e, err
}

// castByTelephone keeps the ballot, in place of an earlier one.
func (f *Polls) castByTelephone(tx *storage.Tx, c *commands.Call, p board.Poll, e board.Elector, t telling) error {
	choice, err := p.Read(written(c, p, t.vote))
	if err != nil {
		return err
	}
	_, err = castFor(tx, e, board.Ballot{Poll: p.ID, Seat: e.Seat, Person: t.member.Of(c).ID, Choice: choice, By: c.Who.Person.ID, Note: t.note.Of(c)})
	return err
}

// told is what the letter to the member needs besides the stored ballot.
type told struct {
	By        board.ID     `json:"by"`
	Technical board.Choice `json:"technical,omitempty"` // or technicalBack; empty: a ballot
	Note      string       `json:"note,omitempty"`      // a ballot's is stored with it
}

// tell plans the letter to the member, and makes the card true.
func (f *Polls) tell(tx *storage.Tx, p board.Poll, e board.Elector, what told) error {
	now := f.db.Now()
	if err := tx.Later(TelephoneKind, storage.JobKey(p.ID, e.Seat)+"/"+strconv.FormatInt(now.UnixNano(), 10), now, what); err != nil {
		return err
	}
	return tx.Later(show, entity(p.ID), now, nil)
}

// Telephone is the letter of TelephoneKind: who wrote down what, and until when
// the member can change it. It says the ballot as it is now; one that the
// member has replaced since is not told any more.
func (f *Polls) Telephone(ctx context.Context, j storage.Job) (commands.Letter, error) {
	var what told
	if err := json.Unmarshal(j.Payload, &what); err != nil {
		return commands.Letter{}, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return f.letter(ctx, j, 2, func(tx *storage.Tx, s sheet, ids []board.ID) (letter commands.Letter, err error) {
		seat, err := tx.Seat(ids[1])
		if err != nil {
			return letter, err
		}
		letter.Person, letter.Urgent = seat.Voter().ID, true
		key, about := "poll.telephone."+string(what.Technical), []any{"Note", what.Note}
		if what.Technical == "" {
			ballot, err := writtenDown(tx, s.poll, seat.ID)
			if err != nil || ballot.By == 0 {
				letter.Drop = "the ballot is the member's own, or discarded"
				return letter, err
			}
			letter.Person, what.By = ballot.Person, ballot.By
			key, about = "poll.telephone.letter", []any{"Choice", label(s.poll, ballot.Choice), "Note", ballot.Note}
		}
		by, err := tx.PersonName(what.By)
		if err != nil {
			return letter, err
		}
		letter.Message = chat.Say(chat.T(key, append(about, "Number", s.poll.Number, "Question", s.poll.Question, "Secret", s.poll.Secret,
			"Closes", s.local(s.poll.Closes), "Open", s.accepts(), "By", by)...))
		if s.accepts() {
			letter.Message = letter.Message.With(ballotButtons(s.poll, showButton(s.poll)))
		}
		return letter, nil
	})
}

// writtenDown is the ballot that somebody else wrote down for a seat; zero if
// there is none.
func writtenDown(tx *storage.Tx, p board.Poll, seat board.ID) (board.Ballot, error) {
	if p.Secret {
		return board.Ballot{}, nil
	}
	ballot, err := tx.Ballot(p.ID, seat)
	if errors.Is(err, storage.ErrNotFound) {
		return board.Ballot{}, nil
	}
	return ballot, err
}
