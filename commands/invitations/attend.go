package invitations

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

// attending is what is said of whether somebody comes.
type attending struct {
	meeting commands.ThingParam
	answer  commands.ChoiceParam[board.AttendanceAnswer]
	person  commands.PersonParam
}

// attend says whether somebody comes: for oneself, with no reason; chair and
// office write it down for others, as by telephone.
func (f *Invitations) attend(meeting commands.ThingParam) commands.Command {
	p := attending{
		meeting: meeting,
		answer:  commands.Choice("attendance", board.AttendanceAnswers()...).Required(),
		person:  commands.Person("person"),
	}
	return commands.Command{
		Path: "meeting.attend", Right: board.Everyone, Params: []commands.Param{p.answer, p.meeting, p.person},
		Needless: func(c *commands.Call) []string {
			if c.Who.Chairs() {
				return nil
			}
			return []string{p.person.Name()}
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s sheet
			var who person
			answer := p.answer.Of(c)
			other := p.person.Given(c) && p.person.Of(c).ID != c.Who.Person.ID
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				m, err := tx.LockMeeting(c.Board.ID, p.meeting.Of(c).ID)
				if err != nil {
					return err
				}
				if s, err = f.look(tx, m); err != nil {
					return err
				}
				if who, err = s.answering(c, p, other); err != nil {
					return err
				}
				if err := s.refusal(m.Attend(answer)); err != nil {
					return err
				}
				a := board.Attendance{Meeting: m.ID, Seat: who.seat, Person: who.Person, Answer: answer}
				if other {
					a.By = c.Who.Person.ID
				}
				if s.said(who, a) {
					return nil
				}
				if err := tx.Attend(m, a); err != nil {
					return err
				}
				if other {
					if err := f.tellNoted(tx, m, a); err != nil {
						return err
					}
				}
				return f.showLater(tx, m)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if other {
				return say(chat.Say(chat.T("invitation.noted", "Name", who.Name, "Meeting", commands.MeetingTitle(s.meeting), "Answer", answerName(answer))),
					answersButton(s.meeting), showButton(s.meeting)), nil
			}
			return s.thanks(c, who, answer)
		},
	}
}

// answering is the one who says whether they come.
func (s sheet) answering(c *commands.Call, p attending, other bool) (person, error) {
	title := commands.MeetingTitle(s.meeting)
	if other {
		if !c.Who.Chairs() {
			return person{}, commands.Mistake(p.person.Name(), "invitation.attend.chair_only")
		}
		who, concerned := s.people.of(p.person.Of(c).ID)
		if !concerned || who.represented {
			return who, commands.Mistake(p.person.Name(), "invitation.attend.not_concerned", "Name", p.person.Of(c).Name, "Meeting", title)
		}
		return who, nil
	}
	who, concerned := s.people.of(c.Who.Person.ID)
	switch {
	case c.Who.Seated() && !c.Who.Votes():
		return who, commands.Refuse("invitation.attend.delegated", "Delegate", c.Who.Seat.Voter().Name, "Meeting", title).With(showButton(s.meeting))
	case !concerned:
		return who, commands.Refuse("invitation.attend.stranger", "Meeting", title).With(showButton(s.meeting))
	}
	return who, nil
}

// refusal says why somebody cannot take part so.
func (s sheet) refusal(err error) error {
	var rule board.Refusal
	if !errors.As(err, &rule) {
		return err
	}
	title := commands.MeetingTitle(s.meeting)
	if rule == board.ErrNotAhead {
		return commands.Refuse("meeting.not_ahead."+string(s.meeting.State), "Meeting", title).With(showButton(s.meeting))
	}
	no := commands.Refuse("invitation.attend."+string(rule), "Meeting", title)
	if rule != board.ErrNotFixed {
		no = no.With(answerButtons(s.meeting, "")...)
	}
	return no.With(showButton(s.meeting))
}

// said tells whether this was said already, by the same.
func (s sheet) said(who person, a board.Attendance) bool {
	for _, known := range s.answers {
		if known.Person.ID == who.ID && known.Seat == who.seat {
			return known.Answer == a.Answer && known.By == a.By
		}
	}
	return false
}

// thanks confirms what somebody said, until when it can be changed, and what is
// to be done where the seat belongs to an office.
func (s sheet) thanks(c *commands.Call, who person, answer board.AttendanceAnswer) (chat.Reply, error) {
	m := chat.Say(chat.T("invitation.done."+string(answer), "Starts", s.meeting.Starts,
		"Place", s.meeting.Place, "Link", s.meeting.Link, "DialIn", s.meeting.DialIn))
	row := answerButtons(s.meeting, answer)
	if answer == board.Excused && who.seat != 0 && c.Who.Seat.Group.ExOfficio {
		m = m.With(chat.Para{Text: chat.T("invitation.delegate", "May", c.Who.May(board.Chairing))})
		if c.Who.May(board.Chairing) {
			row = append([]chat.Button{commands.Button(chat.T("invitation.button.delegate"), s.meeting.Board, "board.seat_delegate")}, row...)
		}
	}
	return say(m, append(row, showButton(s.meeting))...), nil
}

func answerName(answer board.AttendanceAnswer) chat.Text {
	return chat.T("value.attendance." + string(answer) + ".label")
}

// noted is the payload of NotedKind.
type noted struct {
	Answer board.AttendanceAnswer `json:"answer"`
	By     board.ID               `json:"by"`
}

// tellNoted plans that somebody is told what was written down for them.
func (f *Invitations) tellNoted(tx *storage.Tx, m board.Meeting, a board.Attendance) error {
	now := f.db.Now()
	key := storage.JobKey(m.Board, m.ID, a.Person.ID) + "/" + strconv.FormatInt(now.UnixNano(), 10)
	return tx.Later(NotedKind, key, now, noted{Answer: a.Answer, By: a.By})
}

// notedLetter is the letter of NotedKind; it is dropped where they have said
// something else since.
func (f *Invitations) notedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var n noted
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	return f.toOne(ctx, j, func(tx *storage.Tx, s sheet, to person) (letter commands.Letter, err error) {
		if s.answer(to) != n.Answer || s.meeting.Attend(n.Answer) != nil {
			letter.Drop = "said otherwise since, or the meeting is not ahead any more"
			return letter, nil
		}
		name, err := tx.PersonName(n.By)
		if err != nil {
			return letter, err
		}
		letter.Before = s.meeting.Starts
		letter.Message = chat.Say(chat.T("invitation.noted_letter", "By", name, "Starts", s.meeting.Starts, "Answer", chat.T("invitation.you."+string(n.Answer)))).
			With(chat.Actions(append(answerButtons(s.meeting, n.Answer), showButton(s.meeting))))
		return letter, nil
	})
}

// toOne writes to the one whom the third id of a job's key names, about the
// meeting of the second; it is dropped when the meeting does not concern them.
func (f *Invitations) toOne(ctx context.Context, j storage.Job, write func(tx *storage.Tx, s sheet, to person) (commands.Letter, error)) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		s, err := f.look(tx, m)
		if err != nil {
			return err
		}
		to, concerned := s.people.of(ids[2])
		if !concerned {
			letter.Drop = "the meeting does not concern them any more"
			return nil
		}
		letter, err = write(tx, s, to)
		return err
	})
	letter.Board, letter.Person = ids[0], ids[2]
	return letter, err
}
