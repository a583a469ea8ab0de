package board

import (
	"errors"
	"testing"
)

func TestTwoPersonsWhoAreOneHumanBeing(t *testing.T) {
	ids := func(list ...ID) []ID { return list }
	for name, c := range map[string]struct {
		first, second Belonging
		stays         ID // 0: they cannot be joined
		why           error
	}{
		"two who hold nothing become the first":                         {stays: 1},
		"who has a role goes on":                                        {second: Belonging{Roles: ids(7)}, stays: 2},
		"who has a seat goes on before who has a role":                  {first: Belonging{Roles: ids(7)}, second: Belonging{Votes: ids(8)}, stays: 2},
		"who stands in a running vote goes on before who has a seat":    {first: Belonging{Votes: ids(7)}, second: Belonging{Running: ids(1)}, stays: 2},
		"two with seats on different boards become the first":           {first: Belonging{Votes: ids(7)}, second: Belonging{Votes: ids(8)}, stays: 1},
		"a seat and a role on the same board are one person's":          {first: Belonging{Roles: ids(7)}, second: Belonging{Votes: ids(7)}, stays: 2},
		"two seats on the same board stay two people's":                 {first: Belonging{Votes: ids(6, 7)}, second: Belonging{Votes: ids(7)}, why: ErrTwoSeats},
		"two electors of one running vote stay two people":              {first: Belonging{Running: ids(1)}, second: Belonging{Votes: ids(7), Running: ids(1)}, why: ErrSamePoll},
		"two electors of different running votes wait until it is over": {first: Belonging{Running: ids(1)}, second: Belonging{Running: ids(2)}, why: ErrBothVoting},
	} {
		t.Run(name, func(t *testing.T) {
			c.first.Person, c.second.Person = 1, 2
			stays, goes, err := Join(c.first, c.second)
			if !errors.Is(err, c.why) {
				t.Fatalf("%v, not %v", err, c.why)
			}
			if err == nil && (stays.Person != c.stays || goes.Person != 3-c.stays) {
				t.Errorf("%d goes on, not %d", stays.Person, c.stays)
			}
		})
	}
}
