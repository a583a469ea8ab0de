package calendars

import (
	"context"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/calendar"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// calendar gives a meeting, or all that are ahead, as a file, and the addresses
// to subscribe to.
func (f *Calendars) calendar() commands.Command {
	meeting := commands.Thing("meeting", f.meeting)
	renew, revoke, confirm := commands.Flag("renew"), commands.Flag("revoke"), commands.Flag("confirm").Hidden()
	guest := commands.Flag("for_guest").Hidden()
	return commands.Command{
		Path: "meeting.calendar", Right: board.Everyone, Params: []commands.Param{meeting, renew, revoke, confirm, guest},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case revoke.Of(c) && !c.Who.May(board.Chairing):
				return chat.Reply{}, commands.Refuse("calendar.revoke.not_yours")
			case revoke.Of(c) && c.Pressed() && !confirm.Of(c):
				return say(chat.T("calendar.revoke.ask"), button(c, "calendar.revoke.yes", "revoke", "yes", "confirm", "yes")), nil
			case revoke.Of(c):
				return f.revoke(ctx, c)
			case renew.Of(c) && !inside(c):
				return chat.Reply{}, commands.Refuse("calendar.renew.not_inside")
			case renew.Of(c):
				return f.renew(ctx, c)
			case meeting.Given(c):
				return f.file(ctx, c, meeting.Of(c).ID, guest.Of(c))
			}
			return f.all(ctx, c)
		},
	}
}

// inside tells whether the one who calls may read everything under an address of
// their own.
func inside(c *commands.Call) bool { return c.Who.May(board.Inside) && c.Who.Person.ID != 0 }

// file is one meeting; that for a guest is given on by somebody inside, and says
// how to take part, but only what is public of the agenda.
func (f *Calendars) file(ctx context.Context, c *commands.Call, id board.ID, guest bool) (chat.Reply, error) {
	var a almanac
	var m board.Meeting
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if m, err = tx.Meeting(id); err != nil {
			return err
		}
		a, err = almanacOf(tx, c.Board.ID, c.Who.May(board.Inside) && !guest)
		a.ways = guest && c.Who.May(board.Inside)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if m.Starts.IsZero() {
		return chat.Reply{}, commands.Refuse("calendar.no_date", "Meeting", commands.MeetingTitle(m))
	}
	a.meetings, a.searches = []board.Meeting{m}, nil
	content, err := written(a.calendar(c.Now))
	file := chat.File{Name: fmt.Sprintf("%s-%d%s", a.say.Say("calendar.file.name", nil), m.Number, end), Type: calendar.Type, Content: content,
		About: chat.T("calendar.file.one", "Meeting", commands.MeetingTitle(m))}
	return chat.Reply{Messages: []chat.Message{{Blocks: []chat.Block{file, chat.Actions{button(c, "calendar.button.subscribe")}}}}}, err
}

// all are the meetings that are ahead, and how to subscribe to them.
func (f *Calendars) all(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	message := chat.Say(chat.T("calendar.title"))
	var a almanac
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		a, err = almanacOf(tx, c.Board.ID, c.Who.May(board.Inside))
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	a.meetings = slices.DeleteFunc(a.meetings, func(m board.Meeting) bool { return !m.Ahead() })
	if len(a.meetings) == 0 {
		message = message.With(chat.Para{Text: chat.T("calendar.none_ahead")})
	} else {
		content, err := written(a.calendar(c.Now))
		if err != nil {
			return chat.Reply{}, err
		}
		message = message.With(chat.File{Name: a.say.Say("calendar.file.names", nil) + end, Type: calendar.Type, Content: content, About: chat.T("calendar.file.all", "N", len(a.meetings))})
	}
	return f.subscribing(ctx, c, message)
}

// subscribing adds the addresses that the one who calls may know.
func (f *Calendars) subscribing(ctx context.Context, c *commands.Call, message chat.Message) (chat.Reply, error) {
	if f.Site == "" {
		return chat.Reply{Messages: []chat.Message{message.With(chat.Para{Text: chat.T("calendar.off")})}}, nil
	}
	public, err := f.address(ctx, by(c), c.Board.ID, 0)
	if err != nil {
		return chat.Reply{}, err
	}
	message = message.With(told("calendar.public", public))
	if !inside(c) {
		return chat.Reply{Messages: []chat.Message{message}}, nil
	}
	own, err := f.address(ctx, by(c), c.Board.ID, c.Who.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	row := chat.Actions{button(c, "calendar.button.renew", "renew", "yes")}
	if c.Who.May(board.Chairing) {
		row = append(row, button(c, "calendar.button.revoke", "revoke", "yes"))
	}
	return chat.Reply{Messages: []chat.Message{message.With(told("calendar.own", own), row)}}, nil
}

// told is an address, and the same for programs that subscribe by themselves.
func told(key, address string) chat.Para {
	return chat.Para{Text: chat.T(key, "Address", address, "Subscribe", subscribed(address))}
}

// renew gives the one who calls another address, and none leads on from the old one.
func (f *Calendars) renew(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if err := tx.CloseCalendar(c.Board.ID, c.Who.Person.ID); err != nil {
			return err
		}
		_, err := tx.OpenCalendar(c.Board.ID, c.Who.Person.ID)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return f.subscribing(ctx, c, chat.Say(chat.T("calendar.renew.done")))
}

// revoke closes the addresses of everybody inside.
func (f *Calendars) revoke(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var closed int64
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
		closed, err = tx.CloseCalendars(c.Board.ID)
		return err
	})
	return say(chat.T("calendar.revoke.done", "N", int(closed)), button(c, "calendar.button.subscribe")), err
}

func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

func say(text chat.Text, row ...chat.Button) chat.Reply {
	return chat.Reply{Messages: []chat.Message{chat.Say(text).With(chat.Actions(row))}}
}

func button(c *commands.Call, label string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), c.Board.ID, "meeting.calendar", pairs...)
}
