package proceedings

import (
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/words"
)

// sitting is a room with so many seats, of which the first are filled, and there.
func sitting(filled, vacant, here int) room {
	r := room{zone: time.UTC, profile: board.DefaultProfile()}
	for i := range filled + vacant {
		s := board.Seat{ID: board.ID(i + 1)}
		if i < filled {
			s.Holder = board.Person{ID: board.ID(100 + i)}
		}
		r.seats = append(r.seats, s)
		if i < here {
			r.presences = append(r.presences, board.Presence{Seat: s.ID, Person: s.Holder, From: time.Unix(1, 0)})
		}
	}
	return r
}

func TestTheQuorumGoesByTheRulesOfTheBoard(t *testing.T) {
	for name, c := range map[string]struct {
		room   room
		change func(*room)
		want   bool
		says   string
	}{
		"more than half":           {sitting(11, 0, 6), nil, true, "beschlussfähig** (mehr als die Hälfte"},
		"half":                     {sitting(10, 0, 5), nil, false, "nötig sind sechs"},
		"two of three":             {sitting(3, 0, 2), nil, false, "nötig sind drei"},
		"vacant seats do not":      {sitting(5, 6, 3), nil, true, "3 von 5 Mitgliedern"},
		"vacant seats do, by rule": {sitting(5, 6, 3), func(r *room) { r.profile.Base = board.StatutorySeats }, false, "3 von 11 Mitgliedern"},
		"without a quorum":         {sitting(11, 0, 1), func(r *room) { r.profile.Quorum = board.NoQuorum }, true, "keine Mindestzahl"},
		"nobody, without a quorum": {sitting(11, 0, 0), func(r *room) { r.profile.Quorum = board.NoQuorum }, false, "kann der Beirat nicht entscheiden"},
		"those who vote":           {sitting(11, 0, 1), func(r *room) { r.profile.Quorum = board.HalfVoting }, true, "zeigt sich bei jeder Abstimmung"},
		"a second call":            {sitting(11, 0, 1), func(r *room) { r.invitation = board.Called{Invited: true, Second: true} }, true, "zweites Mal eingeladen"},
		"nobody at a second call":  {sitting(11, 0, 0), func(r *room) { r.invitation = board.Called{Invited: true, Second: true} }, false, "nötig sind sechs"},
		"who has left":             {sitting(11, 0, 6), func(r *room) { r.presences[0].Until = time.Unix(2, 0) }, false, "5 von 11"},
		"whom another votes for":   {sitting(11, 0, 6), func(r *room) { r.seats[0].Delegate = board.Person{ID: 200} }, false, "5 von 11"},
		"a guest":                  {sitting(11, 0, 5), func(r *room) { r.presences = append(r.presences, board.Presence{Guest: 1, From: time.Unix(1, 0)}) }, false, "5 von 11"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.change != nil {
				c.change(&c.room)
			}
			said := words.Printer{Language: words.German, Bold: "**"}.Print(c.room.standing())
			if got := c.room.quorate(); got != c.want || !strings.Contains(said, c.says) {
				t.Errorf("%t: %s", got, said)
			}
		})
	}
}

func TestAnInvitationThatWasNotInOrderIsSaid(t *testing.T) {
	at := time.Date(2026, 12, 3, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		invitation board.Called
		want       string
	}{
		"in time and in full": {board.Called{Invited: true, At: at}, ""},
		"none":                {board.Called{}, "nicht vermerkt"},
		"late":                {board.Called{Invited: true, At: at, Late: true}, "später als die Ladungsfrist"},
		"incomplete":          {board.Called{Invited: true, At: at, Missing: []board.ID{3}}, "Ein Mitglied war nicht zu erreichen"},
		"a second one":        {board.Called{Invited: true, At: at, Second: true, Late: true}, "ein zweites Mal"},
	} {
		t.Run(name, func(t *testing.T) {
			r := sitting(11, 0, 6)
			r.invitation = c.invitation
			text := r.called()
			if c.want == "" {
				if !text.IsZero() {
					t.Errorf("said %q", text.Key)
				}
				return
			}
			if said := (words.Printer{Language: words.German}).Print(text); !strings.Contains(said, c.want) {
				t.Error(said)
			}
		})
	}
}
