package polls

import (
	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// called is one line of a roll-call that is over.
type called struct {
	Seat      board.Seat
	Name      string       // who voted, or would have
	For       string       // the holder of the seat, where its delegate voted
	Choice    board.Choice // empty: no ballot
	Why       string       // there is none: "recused", "absent", "technical", "missing", "unknown"
	Telephone bool         // somebody wrote it down
}

// A roll-call of so many is a table; of more, a list by vote; of still more it
// would fit into no message.
const (
	rollRows  = 30
	rollNames = 150
)

// rollOf is the roll of a poll as a message holds it: only where the sight
// allows ballots, and of no larger electorate.
func rollOf(tx *storage.Tx, s sheet) ([]called, error) {
	if !s.sight.Ballots || s.poll.Hands || s.count.Electors > rollNames {
		return nil, nil
	}
	return callRoll(tx, s.poll)
}

// callRoll calls the roll of a poll, in the order of groups and seats.
func callRoll(tx *storage.Tx, p board.Poll) ([]called, error) {
	electors, err := tx.Electors(p.ID)
	if err != nil {
		return nil, err
	}
	of := make(map[board.ID]board.Elector, len(electors))
	for _, e := range electors {
		of[e.Seat] = e
	}
	seats, err := tx.Seats(p.Board)
	if err != nil {
		return nil, err
	}
	var roll []called
	for _, seat := range seats {
		e, is := of[seat.ID]
		if !is {
			continue
		}
		line := called{Seat: seat, Name: e.Person.Name}
		if e.Voted && !e.Recused {
			err = line.votes(tx, p)
		} else {
			line.Why = without(p, e)
		}
		if err != nil {
			return nil, err
		}
		roll = append(roll, line)
	}
	return roll, nil
}

// votes fills in the ballot: who cast it, for whom, and how.
func (l *called) votes(tx *storage.Tx, p board.Poll) error {
	ballot, err := tx.Ballot(p.ID, l.Seat.ID)
	if err != nil {
		return err
	}
	holder, err := tx.HolderAt(l.Seat.ID, ballot.At)
	if err != nil {
		return err
	}
	if ballot.Person != holder.ID {
		l.For = holder.Name
	}
	l.Choice, l.Telephone = ballot.Choice, ballot.By != 0
	l.Name, err = tx.PersonName(ballot.Person)
	return err
}

// without is why an elector has no ballot.
func without(p board.Poll, e board.Elector) string {
	switch {
	case e.Recused:
		return "recused"
	case e.Technical:
		return "technical"
	case p.PresentByName && !e.Present:
		return "absent"
	case p.PresentCount > 0: // who was there is not known
		return "unknown"
	}
	return "missing"
}

// rollBlocks show a roll-call: who voted how.
func rollBlocks(s sheet) []chat.Block {
	switch {
	case !s.sight.Ballots || s.poll.Hands:
		return nil
	case len(s.roll) == 0:
		return []chat.Block{chat.Para{Text: chat.T("poll.rollcall.long", "N", s.count.Electors)}}
	case len(s.roll) > rollRows:
		return rollByVote(s)
	}
	table := chat.Table{
		Caption: chat.T("poll.rollcall.caption", "Number", s.poll.Number),
		Head:    []chat.Text{chat.T("poll.rollcall.name"), chat.T("poll.rollcall.group"), chat.T("poll.rollcall.vote")},
	}
	for _, line := range s.roll {
		table.Rows = append(table.Rows, []chat.Text{line.who(), groupLabel(line.Seat.Group), line.vote(s.poll)})
	}
	return []chat.Block{table}
}

// rollByVote gathers the names by what they said, in the order in which it
// first comes up.
func rollByVote(s sheet) []chat.Block {
	blocks := []chat.Block{chat.Para{Text: chat.T("poll.rollcall.caption", "Number", s.poll.Number)}}
	var order []called
	names := map[[2]string][]chat.Text{}
	for _, line := range s.roll {
		said := [2]string{string(line.Choice), line.Why}
		if len(names[said]) == 0 {
			order = append(order, called{Choice: line.Choice, Why: line.Why})
		}
		who := line.who()
		if line.Telephone {
			who = chat.T("poll.rollcall.telephone", "Vote", who)
		}
		names[said] = append(names[said], who)
	}
	for _, line := range order {
		all := names[[2]string{string(line.Choice), line.Why}]
		blocks = append(blocks, chat.Para{Text: chat.T("poll.rollcall.group_of", "Vote", line.vote(s.poll), "N", len(all), "Names", all)})
	}
	return blocks
}

// who is the one who voted, with the one they voted for.
func (l called) who() chat.Text {
	if l.For == "" {
		return chat.Written(l.Name)
	}
	return chat.T("poll.rollcall.delegate", "Name", l.Name, "For", l.For)
}

func (l called) vote(p board.Poll) chat.Text {
	switch {
	case l.Choice == "":
		return chat.T("poll.rollcall.none." + l.Why)
	case l.Telephone:
		return chat.T("poll.rollcall.telephone", "Vote", label(p, l.Choice))
	}
	return label(p, l.Choice)
}

// groupLabel is a seat group as people call it.
func groupLabel(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}
