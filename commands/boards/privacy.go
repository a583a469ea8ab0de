package boards

import (
	"context"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// privacy tells a person what they are to know before anything is stored about
// them, what is stored, with their own facts, what those can see who run the
// chat, and whom to ask. It needs no board: who has left all of them may ask too.
func (f *Boards) privacy() commands.Command {
	return commands.Command{
		Path: "board.privacy", Right: board.Everyone, Anywhere: true,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			accounts, owns, err := f.owns(ctx, c)
			if err == nil {
				err = f.told(ctx, c)
			}
			if err != nil {
				return chat.Reply{}, err
			}
			title := chat.T("board.privacy.title", "Name", c.Board.Name)
			reply := chat.Reply{Messages: []chat.Message{privacyNotice(c, c.Board)}}
			switch {
			case len(accounts) == 0:
				reply.Messages = append(reply.Messages, chat.Say(title, chat.T("board.privacy.nothing")))
				return reply, nil
			case len(owns) == 0:
				reply.Messages = append(reply.Messages, chat.Say(title, accountsText(c, accounts), chat.T("board.privacy.nothing"), chat.T("personal.kept")))
				return reply, nil
			}
			for i, o := range owns {
				paras := []chat.Text{chat.T("board.privacy.title", "Name", o.board.Name)}
				if i == 0 {
					paras = append(paras, accountsText(c, accounts))
				}
				paras = append(paras, o.facts()...)
				if i == len(owns)-1 {
					paras = append(paras, chat.T("personal.kept"))
				}
				reply.Messages = append(reply.Messages, chat.Say(append(paras, o.contact())...))
			}
			return reply, nil
		},
	}
}

// whoReads says what those can see who run the chat, and who that is where it is
// no choice of the city's.
func whoReads(c *commands.Call) chat.Text {
	if key := "board.privacy.chat." + c.Event.Platform; words.Has(words.German, key) {
		return chat.T(key)
	}
	return chat.T("board.privacy.chat")
}

// own is what is stored about a person in a board.
type own struct {
	board    board.Board
	zone     *time.Location
	standing board.Standing
	tenures  []storage.Tenure
	record   storage.Record
	writings storage.Writings
	meetings storage.Gatherings
	feedback given
	holders  []storage.Holding
}

// owns are the accounts of a person, none for whom nobody has met, and what is
// stored in every board that keeps something about them; in the board where
// they ask, in any case.
func (f *Boards) owns(ctx context.Context, c *commands.Call) (accounts []storage.Account, owns []own, err error) {
	person := c.Who.Person.ID
	if person == 0 {
		return nil, nil, nil
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if accounts, err = tx.Accounts(person); err != nil {
			return err
		}
		feedback, err := feedbackOf(tx, person)
		if err != nil {
			return err
		}
		all, err := tx.Boards()
		for _, b := range all {
			o, err := f.own(tx, b, person)
			if err != nil {
				return err
			}
			o.feedback = feedback[b.ID]
			if b.ID == c.Board.ID || o.some() {
				owns = append(owns, o)
			}
		}
		return err
	})
	return accounts, owns, err
}

func (f *Boards) own(tx *storage.Tx, b board.Board, person board.ID) (o own, err error) {
	o.board, o.zone = b, f.db.Zone(b.Zone)
	if o.standing, err = tx.Standing(b.ID, person); err != nil {
		return o, err
	}
	selves, err := tx.Selves(person) // whoever linked accounts stands there as two
	if err != nil {
		return o, err
	}
	for _, self := range selves {
		tenures, err := tx.Tenures(b.ID, self)
		if err != nil {
			return o, err
		}
		record, err := tx.Record(b.ID, self)
		if err != nil {
			return o, err
		}
		writings, err := tx.Writings(b.ID, self)
		if err != nil {
			return o, err
		}
		meetings, err := tx.Gatherings(b.ID, self)
		if err != nil {
			return o, err
		}
		o.tenures, o.record = append(o.tenures, tenures...), o.record.And(record)
		o.writings, o.meetings = o.writings.And(writings), o.meetings.And(meetings)
	}
	slices.SortStableFunc(o.tenures, func(x, y storage.Tenure) int { return x.From.Compare(y.From) })
	o.holders, err = tx.RoleHolders(b.ID)
	return o, err
}

// some tells whether a board keeps anything about the person.
func (o own) some() bool {
	return len(o.tenures) > 0 || len(o.standing.Roles) > 0 || !o.standing.Away.Until.IsZero() ||
		o.record != storage.Record{} || o.writings != storage.Writings{} || o.meetings != storage.Gatherings{} || o.feedback != given{}
}

// given is what rounds of feedback keep of a person. What they said in an anonymous
// one is not among it: nobody can tell that it is theirs.
type given struct{ asked, points, ratings int }

func feedbackOf(tx *storage.Tx, person board.ID) (map[board.ID]given, error) {
	in := map[board.ID]given{}
	err := tx.Own(person, func(r storage.OwnRow) {
		one := in[r.Board]
		switch r.Table {
		case "feedback_asked":
			one.asked++
		case "feedback_point":
			one.points++
		case "feedback_rating":
			one.ratings++
		}
		in[r.Board] = one
	})
	return in, err
}

func accountsText(c *commands.Call, accounts []storage.Account) chat.Text {
	texts := make([]chat.Text, len(accounts))
	for i, a := range accounts {
		texts[i] = chat.T("board.privacy.account", "Name", a.Name, "Platform", commands.PlatformName(a.Platform), "Unreachable", !a.Unreachable.IsZero())
	}
	return chat.T("board.privacy.accounts", "Accounts", texts, "Language", languageName(c.Who.Person.Language))
}

// facts are the sentences about what one board keeps.
func (o own) facts() []chat.Text {
	roles := make([]chat.Text, len(o.standing.Roles))
	for i, role := range o.standing.Roles {
		roles[i] = roleName(role)
	}
	var seats []chat.Text
	for _, t := range o.tenures {
		seats = append(seats, chat.T("board.privacy.seat", "Group", groupName(t.Group), "Organisation", t.Organisation, "Delegate", t.Delegate,
			"From", t.From.In(o.zone), "Until", inZone(t.Until, o.zone), "Ended", !t.Until.IsZero()))
	}
	away := o.standing.Away
	facts := []chat.Text{
		chat.T("board.privacy.place", "Seats", seats, "Seated", len(seats) > 0, "Roles", roles, "Some", len(roles) > 0),
		chat.T("board.privacy.away", "Stored", !away.From.IsZero(), "From", inZone(away.From, o.zone), "Until", inZone(away.Until, o.zone)),
		chat.T("board.privacy.polls", "Electorates", o.record.Electorates, "Proposed", o.record.Proposed, "Objections", o.record.Objections,
			"Demands", o.record.Demands, "Dissents", o.record.Dissents, "Answers", o.record.Answers, "Taken", o.record.Taken),
		chat.T("board.privacy.ballots", "Ballots", o.record.Ballots, "OnRoll", o.record.OnRoll),
	}
	if written := o.written(); len(written) > 0 {
		facts = append(facts, chat.T("board.privacy.written", "Written", written))
	}
	if o.writings.Consents > 0 {
		facts = append(facts, chat.T("board.privacy.consents", "N", o.writings.Consents))
	}
	if g := o.feedback; g != (given{}) {
		facts = append(facts, chat.T("board.privacy.feedback", "Asked", g.asked, "Points", g.points, "Ratings", g.ratings, "Named", g.points+g.ratings > 0))
	}
	return append(append(facts, o.gathered()...), chat.T("board.privacy.changes", "N", o.record.Changes))
}

// gathered says what is kept from meetings; nothing where nothing is.
func (o own) gathered() []chat.Text {
	m := o.meetings
	if m == (storage.Gatherings{}) {
		return nil
	}
	said := counted(func(kind string) string { return "board.privacy.meeting." + kind }, []counting{{"date", m.Dates}, {"answer", m.Answers}, {"invited", m.Invited}, {"presence", m.Presences},
		{"item", m.Items}, {"note", m.Notes}, {"task", m.Tasks}, {"objection", m.Objections}, {"impulse", m.Impulses}})
	var facts []chat.Text
	if len(said) > 0 {
		facts = append(facts, chat.T("board.privacy.meetings", "Kept", said, "Dates", m.Dates > 0))
	}
	if m.Addresses+m.Preferences > 0 {
		facts = append(facts, chat.T("board.privacy.settings", "Address", m.Addresses > 0, "Hears", m.Preferences > 0))
	}
	return facts
}

// counting is a kind of thing, with how many there are.
type counting struct {
	kind string
	n    int
}

// counted names the kinds of which there is something, by the entry of each.
func counted(key func(kind string) string, kinds []counting) []chat.Text {
	var said []chat.Text
	for _, kind := range kinds {
		if kind.n > 0 {
			said = append(said, chat.T(key(kind.kind), "N", kind.n))
		}
	}
	return said
}

// written names what the person wrote, with how many of it.
func (o own) written() []chat.Text {
	w := o.writings
	return counted(func(kind string) string { return "board.privacy.written." + kind }, []counting{{"field", w.Fields}, {"contribution", w.Contributions}, {"statement", w.Statements},
		{"suggestion", w.Suggestions}, {"measure", w.Measures}, {"idea", w.Ideas}})
}

// contact says whom to ask: as the board says, else the office, else the chair.
func (o own) contact() chat.Text {
	if o.board.Contact != "" {
		return chat.T("board.privacy.contact", "Contact", o.board.Contact)
	}
	for _, role := range []board.Role{board.Office, board.Chair} {
		if names := namesWith(o.holders, role); len(names) > 0 {
			return chat.T("board.privacy.ask", "Role", roleName(role), "Names", names)
		}
	}
	return chat.T("board.privacy.nobody")
}

// languageName is the language that a person has set.
func languageName(language string) chat.Text {
	if language == "" {
		return chat.T("board.privacy.language_chat")
	}
	return chat.T("value.language." + language + ".label")
}

func inZone(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}
