package board

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWhoComesAndGoesIsCorrectedByWhatIsSaidLast(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 12, 10, 18, minute, 0, 0, time.UTC) }
	span := func(from, until int) Presence {
		p := Presence{Seat: 3, From: at(from)}
		if until >= 0 {
			p.Until = at(until)
		}
		return p
	}
	online := func(p Presence) Presence { p.Online = true; return p }
	delegate := func(p Presence) Presence { p.Person.ID = 7; return p }
	const now = -1
	as := Presence{Seat: 3}
	arrive := func(as Presence, minute int) func([]Presence) ([]Presence, error) {
		return func(known []Presence) ([]Presence, error) { return Arrive(known, as, at(minute)) }
	}
	leave := func(minute int) func([]Presence) ([]Presence, error) {
		return func(known []Presence) ([]Presence, error) { return Leave(known, at(minute)) }
	}
	for name, c := range map[string]struct {
		known []Presence
		said  func([]Presence) ([]Presence, error)
		want  []Presence
		no    error
	}{
		"comes":                          {nil, arrive(as, 5), []Presence{span(5, now)}, nil},
		"comes back":                     {[]Presence{span(5, 20)}, arrive(as, 30), []Presence{span(5, 20), span(30, now)}, nil},
		"comes back at once":             {[]Presence{span(5, 20)}, arrive(as, 20), []Presence{span(5, 20), span(20, now)}, nil},
		"came earlier":                   {[]Presence{span(10, now)}, arrive(as, 5), []Presence{span(5, now)}, nil},
		"came later":                     {[]Presence{span(10, now)}, arrive(as, 15), []Presence{span(15, now)}, nil},
		"came at that time":              {[]Presence{span(10, now)}, arrive(as, 10), nil, ErrHere},
		"came earlier than they left":    {[]Presence{span(5, 20), span(30, now)}, arrive(as, 15), []Presence{span(5, 15), span(15, now)}, nil},
		"came before all":                {[]Presence{span(5, 20), span(30, 40)}, arrive(as, 2), []Presence{span(2, 40)}, nil},
		"left, and came another time":    {[]Presence{span(5, 20)}, arrive(as, 10), []Presence{span(10, 20)}, nil},
		"goes on online":                 {[]Presence{span(5, now)}, arrive(online(as), 10), []Presence{span(5, 10), online(span(10, now))}, nil},
		"was online from the beginning":  {[]Presence{span(5, now)}, arrive(online(as), 5), []Presence{online(span(5, now))}, nil},
		"another comes for the seat":     {[]Presence{span(5, now)}, arrive(delegate(as), 10), []Presence{span(5, 10), delegate(span(10, now))}, nil},
		"it was another from the start":  {[]Presence{span(5, now)}, arrive(delegate(as), 5), []Presence{delegate(span(5, now))}, nil},
		"leaves":                         {[]Presence{span(5, now)}, leave(20), []Presence{span(5, 20)}, nil},
		"left earlier":                   {[]Presence{span(5, 20)}, leave(10), []Presence{span(5, 10)}, nil},
		"left later":                     {[]Presence{span(5, 20)}, leave(25), []Presence{span(5, 25)}, nil},
		"left before they came":          {[]Presence{span(5, 10), span(15, now)}, leave(15), nil, ErrLeftBefore},
		"left without having been there": {nil, leave(15), nil, ErrNeverHere},
	} {
		t.Run(name, func(t *testing.T) {
			before := append([]Presence(nil), c.known...)
			got, err := c.said(c.known)
			if diff := cmp.Diff(c.want, got); diff != "" || !errors.Is(err, c.no) {
				t.Errorf("%v %s", err, diff)
			}
			if diff := cmp.Diff(before, c.known); diff != "" {
				t.Error("what was known changed: " + diff)
			}
		})
	}
}

func TestSomebodyIsThereFromWhenTheyCameUntilBeforeTheyLeft(t *testing.T) {
	begun := time.Date(2026, 12, 10, 18, 0, 0, 0, time.UTC)
	left, stays := Presence{From: begun, Until: begun.Add(time.Hour)}, Presence{From: begun}
	for after, there := range map[time.Duration][2]bool{-1: {false, false}, 0: {true, true}, time.Hour - 1: {true, true}, time.Hour: {false, true}} {
		if got := [2]bool{left.At(begun.Add(after)), stays.At(begun.Add(after))}; got != there {
			t.Errorf("after %v: %v, want %v", after, got, there)
		}
	}
}

func TestTimesBelongToASeatAGuestOrAPerson(t *testing.T) {
	seat, guest, person := Presence{Seat: 1, Person: Person{ID: 7}}, Presence{Guest: 1, Person: Person{ID: 7}}, Presence{Person: Person{ID: 7}}
	for _, one := range []Presence{seat, guest, person} {
		for _, other := range []Presence{seat, guest, person} {
			if one.Of(other) != (one == other) {
				t.Errorf("%+v of %+v: %t", one, other, one.Of(other))
			}
		}
	}
	if !seat.Of(Presence{Seat: 1, Person: Person{ID: 8}}) {
		t.Error("whoever votes for a seat, it is the same")
	}
}
