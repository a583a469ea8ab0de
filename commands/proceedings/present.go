package proceedings

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// arrival is what is said about somebody and a meeting.
type arrival string

const (
	arrived arrival = "arrived"
	online  arrival = "online"
	gone    arrival = "left"
	recused arrival = "recused" // for an item
	taking  arrival = "taking"  // part in it after all
	absent  arrival = "absent"  // was never there
)

// presenting are the parameters of saying who is there.
type presenting struct {
	params
	presence commands.ChoiceParam[arrival]
	people   commands.PeopleParam
	visitor  commands.TextParam
	at       commands.TextParam

	sheet, accepted commands.FlagParam // of buttons: who is there; everybody who said they would come
	seat            commands.NumberParam
}

func (p presenting) list() []commands.Param {
	return []commands.Param{p.presence, p.people, p.at, p.item, p.visitor, p.meeting, p.sheet, p.accepted, p.seat}
}

// present says who is at a meeting, who came later and who left earlier. Members
// say it for themselves; who chairs for everybody, afterwards too. Whoever says
// it otherwise corrects it.
func (f *Proceedings) present(shared params) commands.Command {
	p := presenting{
		params:   shared,
		presence: commands.Choice("presence", arrived, online, gone, recused, taking, absent).RequiredUnless("sheet"),
		people:   commands.People("attendees"), visitor: commands.Text("visitor").Max(120), at: commands.Text("at_time").Max(40),
		sheet: commands.Flag("sheet").Hidden(), accepted: commands.Flag("accepted").Hidden(),
		seat: commands.Number("seat", 1, 1<<31-1).Hidden(),
	}
	return commands.Command{
		Path: "meeting.present", Right: board.Everyone, Params: p.list(),
		Needless: func(c *commands.Call) []string {
			if c.Who.Chairs() {
				return nil
			}
			return []string{p.people.Name(), p.visitor.Name()}
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case p.accepted.Of(c):
				return f.everybody(ctx, c, p)
			case p.sheet.Of(c):
				return f.attendance(ctx, c, p)
			}
			return f.arrive(ctx, c, p)
		},
	}
}

// attendance shows who is there: to who chairs with a button for everybody else,
// to others the buttons for themselves.
func (f *Proceedings) attendance(ctx context.Context, c *commands.Call, p presenting) (chat.Reply, error) {
	var message chat.Message
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(p.meeting.Of(c).ID)
		if err != nil {
			return err
		}
		if m.State != board.MeetingHeld || !c.Who.Chairs() {
			if err := refuseClosed(m); err != nil {
				return err
			}
		}
		r, err := f.look(tx, m)
		switch {
		case err != nil:
		case m.State == board.MeetingHeld:
			message = chat.Say(chat.T("proceeding.sheet.over", "Meeting", commands.MeetingTitle(m))).With(chat.Actions{commands.MeetingButton("proceeding.button.change", m, "meeting.present")})
		case c.Who.Chairs():
			message = r.sheet()
		default:
			message = chat.Say(r.standing()).With(chat.Actions(checkIn(m)))
		}
		return err
	})
	return chat.Reply{Messages: []chat.Message{message}}, err
}

// everybody notes that all who said they would come are there.
func (f *Proceedings) everybody(ctx context.Context, c *commands.Call, p presenting) (chat.Reply, error) {
	if !c.Who.Chairs() {
		return chat.Reply{}, commands.Refuse("proceeding.present.others")
	}
	var after room
	came := 0
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		m, err := lockOpen(tx, c.Board.ID, p.meeting.Of(c).ID)
		if err != nil {
			return err
		}
		r, err := f.look(tx, m)
		if err != nil {
			return err
		}
		coming, _ := r.awaited()
		came = len(coming)
		after, err = f.changing(tx, r, func() error {
			for _, one := range coming {
				if _, err := f.noteOne(tx, r, attendee{Presence: board.Presence{Seat: one.seat.ID, Person: one.seat.Voter()}}, told{how: one.presence(), at: c.Now, many: true}); err != nil {
					return err
				}
			}
			return nil
		})
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Messages: []chat.Message{after.sheet(chat.T("proceeding.present.all", "N", came))}}, nil
}

// told is what is said about somebody: how they are at the meeting, and from when on.
type told struct {
	how    arrival
	at     time.Time
	timed  bool // a time was said
	many   bool // of several people: who is so already stays so
	item   int
	chairs bool
}

// arrive notes what is said about people, all of it or nothing.
func (f *Proceedings) arrive(ctx context.Context, c *commands.Call, p presenting) (chat.Reply, error) {
	others := p.people.Given(c) || p.visitor.Given(c) || p.seat.Given(c)
	if others && !c.Who.Chairs() && !f.self(c, p) {
		return chat.Reply{}, commands.Refuse("proceeding.present.others")
	}
	var (
		said  []chat.Text
		after room
	)
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		m, err := tx.LockMeeting(c.Board.ID, p.meeting.Of(c).ID)
		if err != nil {
			return err
		}
		if m.State != board.MeetingHeld || !c.Who.Chairs() {
			if err := refuseClosed(m); err != nil {
				return err
			}
		}
		r, err := f.look(tx, m)
		if err != nil {
			return err
		}
		who, err := r.attendees(tx, c, p)
		if err != nil {
			return err
		}
		t := told{how: p.presence.Of(c), item: p.item.Of(c), timed: p.at.Given(c), many: len(who) > 1, chairs: c.Who.Chairs()}
		if t.how.timed() {
			if t.at, err = r.moment(c, p.at); err != nil {
				return err
			}
		}
		after, err = f.changing(tx, r, func() error {
			for _, one := range who {
				text, err := f.noteOne(tx, r, one, t)
				if err != nil {
					return err
				}
				said = append(said, text)
			}
			return nil
		})
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if c.Pressed() && c.Who.Chairs() && others && after.meeting.State == board.MeetingOpen {
		return chat.Reply{Messages: []chat.Message{after.sheet(said...)}}, nil
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(said...).With(chat.Para{Text: after.standing()})}}, nil
}

// self tells whether only the one who calls is meant.
func (f *Proceedings) self(c *commands.Call, p presenting) bool {
	people := p.people.Of(c)
	return !p.visitor.Given(c) && !p.seat.Given(c) && len(people) == 1 && people[0].ID == c.Who.Person.ID && people[0].ID != 0
}
