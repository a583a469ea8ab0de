package dates

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// audience are those who are asked when they can come.
type audience struct {
	board.DatePeople
	asked []board.Person // each once: members, chair, deputy, office
}

// audienceOf are those of a board, as it is now: a delegate is asked instead of
// the holder.
func audienceOf(tx *storage.Tx, of board.ID) (a audience, err error) {
	seats, err := tx.Seats(of)
	if err != nil {
		return a, err
	}
	for _, seat := range seats {
		if voter := seat.Voter(); voter.ID != 0 {
			a.Voters = append(a.Voters, voter.ID)
			a.ask(voter)
		}
	}
	holders, err := tx.RoleHolders(of)
	if err != nil {
		return a, err
	}
	var deputies []board.ID
	for _, h := range holders {
		switch h.Role {
		case board.Chair:
			a.Chair = append(a.Chair, h.Person.ID)
		case board.Deputy:
			deputies = append(deputies, h.Person.ID)
		case board.Office:
			a.Office = append(a.Office, h.Person.ID)
		default:
			continue
		}
		a.ask(h.Person)
	}
	if len(a.Chair) == 0 {
		a.Chair = deputies
	}
	profile, err := tx.Profile(of)
	if err != nil {
		return a, err
	}
	members := len(a.Voters)
	if profile.Base == board.StatutorySeats {
		members = len(seats)
	}
	a.Needed = board.QuorumNeeded(profile.Quorum, members)
	return a, nil
}

func (a *audience) ask(p board.Person) {
	if !a.asks(p.ID) {
		a.asked = append(a.asked, p)
	}
}

// asks tells whether a person is asked.
func (a *audience) asks(person board.ID) bool {
	for _, p := range a.asked {
		if p.ID == person {
			return true
		}
	}
	return false
}

// table is a search with the answers to it, as they stand at a moment.
type table struct {
	search   board.DateSearch
	meeting  board.Meeting
	audience audience
	tallies  []board.DateTally                            // by number
	said     map[board.ID]map[board.ID]board.Availability // by person and date
	marks    map[int][]board.DayMark                      // by the number of the date
	clash    map[int]chat.Text                            // another meeting on that day, by the number of the date
}

// tableOf reads it.
func (f *Dates) tableOf(tx *storage.Tx, m board.Meeting, s board.DateSearch) (t table, err error) {
	t = table{search: s, meeting: m, said: map[board.ID]map[board.ID]board.Availability{}, marks: map[int][]board.DayMark{}, clash: map[int]chat.Text{}}
	if t.audience, err = audienceOf(tx, s.Board); err != nil {
		return t, err
	}
	answers, err := tx.DateAnswers(s.ID)
	if err != nil {
		return t, err
	}
	for _, a := range answers {
		if t.said[a.Person] == nil {
			t.said[a.Person] = map[board.ID]board.Availability{}
		}
		t.said[a.Person][a.Option] = a.Says
	}
	t.tallies = s.Tally(answers, t.audience.DatePeople, f.db.Now())
	b, err := tx.Board(s.Board)
	if err != nil {
		return t, err
	}
	school, err := tx.SchoolHolidays(s.Board)
	if err != nil {
		return t, err
	}
	for _, o := range s.Options {
		t.marks[o.Number] = board.Marks(o.Starts, board.HolidaysOf(b.Land), school, f.Custom)
		if t.clash[o.Number], err = clash(tx, m, s, o); err != nil {
			return t, err
		}
	}
	return t, nil
}

// clash is another meeting on the day of a proposed date that stands or is open;
// zero if there is none.
func clash(tx *storage.Tx, m board.Meeting, s board.DateSearch, o board.DateOption) (chat.Text, error) {
	year, month, day := o.Starts.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, o.Starts.Location())
	near, err := tx.MeetingsBetween(s.Board, midnight, midnight.AddDate(0, 0, 1))
	for _, other := range near {
		if other.ID != m.ID && (other.State == board.MeetingFixed || other.State == board.MeetingOpen) {
			return chat.T("date.clash", "Number", other.Number, "Title", other.Title), err
		}
	}
	return chat.Text{}, err
}

// complete tells whether a person has answered every date.
func (t table) complete(person board.ID) bool {
	for _, o := range t.search.Options {
		if t.said[person][o.ID] == "" {
			return false
		}
	}
	return true
}

// answered is how many of those who are asked have answered every date.
func (t table) answered() int {
	n := 0
	for _, p := range t.audience.asked {
		if t.complete(p.ID) {
			n++
		}
	}
	return n
}

// silent are the names of those who have not.
func (t table) silent() []string {
	var names []string
	for _, p := range t.audience.asked {
		if !t.complete(p.ID) {
			names = append(names, p.Name)
		}
	}
	return names
}
