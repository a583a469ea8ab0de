package minutes

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// show is where the minutes of a meeting stand, and the minutes as files.
func (f *Minutes) show() commands.Command {
	meeting := commands.Thing("meeting", f.latest()).Required()
	as := commands.Choice("as", formats()...)
	private := commands.Flag("private_part")
	return commands.Command{
		Path: "meeting.minutes_show", Right: board.Everyone, Params: []commands.Param{meeting, as, private},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var s sheet
			var said []board.MinutesObjection
			names := map[board.ID]string{}
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				if s, err = f.sheet(tx, c.Board, meeting.Of(c).ID, c.Who); err != nil || !s.chairs {
					return err
				}
				if said, err = tx.MinutesObjections(s.minutes.ID); err != nil {
					return err
				}
				for _, o := range said {
					if names[o.Person], err = tx.PersonName(o.Person); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return chat.Reply{}, err
			}
			switch which := as.Of(c); {
			case which == asMore:
				return chat.Reply{Messages: []chat.Message{s.more(said, names)}}, nil
			case which != "" || private.Of(c):
				o := order{Platform: c.Event.Platform, Format: which, Part: publicPart}
				if private.Of(c) {
					o.Part = privatePart
				}
				if which == "" {
					o.Format = asPDF
				}
				return f.answer(ctx, c, s, o)
			}
			return chat.Reply{Messages: []chat.Message{s.overview(len(said))}}, nil
		},
	}
}

// standing says where the minutes stand.
func (s sheet) standing() chat.Text {
	n := s.minutes
	return chat.T("minutes.show."+string(n.State), "Version", s.version.Number, "Made", s.version.Made.In(s.zone),
		"Approved", n.Approved.In(s.zone), "Edited", s.edited(), "Chairs", s.chairs, "Open", n.Open())
}

// edited tells whether something was written since the last version.
func (s sheet) edited() bool {
	return s.minutes.State == board.MinutesFinished && s.minutes.Edited.After(s.version.Made)
}

// overview says where the minutes stand, with what can be had of them.
func (s sheet) overview(objections int) chat.Message {
	m := chat.Say(chat.T("minutes.show.title", "Meeting", commands.MeetingTitle(s.meeting)), s.standing())
	if s.version.Private != "" {
		m = m.With(chat.Para{Text: chat.T("minutes.show.private")})
	}
	if objections > 0 && s.minutes.State != board.MinutesApproved {
		m = m.With(chat.Para{Text: chat.T("minutes.show.objections", "N", objections)})
	}
	row := chat.Actions{fileButton(s.meeting, asPDF), fileButton(s.meeting, asWord)}
	switch {
	case s.chairs && (s.minutes.State == board.MinutesDraft || s.edited()):
		row = append(row, button("minutes.button.finish", s.meeting, "meeting.minutes_finish"))
	case s.inside && s.minutes.State == board.MinutesFinished && !s.chairs:
		row = append(row, button("minutes.button.object", s.meeting, "meeting.minutes_object"))
	case s.version.Private != "":
		b := fileButton(s.meeting, asPDF, "private_part", "yes")
		b.Label = chat.T("minutes.button.private")
		row = append(row, b)
	}
	return m.With(append(row, moreButton(s.meeting)))
}

func moreButton(m board.Meeting) chat.Button {
	b := fileButton(m, asMore)
	b.Label = chat.T("minutes.button.more")
	return b
}

// more is what else the reader can do, as sentences with their consequence.
func (s sheet) more(said []board.MinutesObjection, names map[board.ID]string) chat.Message {
	m := chat.Say(chat.T("minutes.more.title", "Meeting", commands.MeetingTitle(s.meeting)))
	offer := func(may bool, about string, b chat.Button) {
		if may {
			m = m.With(chat.Para{Text: chat.T(about)}, chat.Actions{b})
		}
	}
	private := fileButton(s.meeting, asPDF, "private_part", "yes")
	private.Label = chat.T("minutes.button.private")
	offer(s.version.Private != "", "minutes.more.private", private)
	offer(true, "minutes.more.page", fileButton(s.meeting, asPage))
	offer(true, "minutes.more.markdown", fileButton(s.meeting, asMarkdown))
	working := s.minutes.State != board.MinutesApproved
	offer(s.chairs && working, "minutes.more.edit", button("minutes.button.edit", s.meeting, "meeting.minutes_edit"))
	offer(s.chairs && working, "minutes.more.finish", button("minutes.button.finish", s.meeting, "meeting.minutes_finish"))
	offer(s.chairs && s.minutes.State == board.MinutesFinished, "minutes.more.approve", button("minutes.button.approve", s.meeting, "meeting.minutes_approve"))
	offer(s.inside && working, "minutes.more.object", button("minutes.button.object", s.meeting, "meeting.minutes_object"))
	for _, o := range said {
		m = m.With(chat.Para{Text: chat.T("minutes.more.objection", "By", names[o.Person], "At", o.At.In(s.zone), "Text", o.Text)})
	}
	return m.With(chat.Actions{showButton(s.meeting)})
}
