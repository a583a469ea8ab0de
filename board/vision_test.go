package board

import (
	"errors"
	"testing"
)

func TestWhatBecomesOfASuggestionDependsOnItsStatement(t *testing.T) {
	open := Statement{State: StatementOpen, Version: 2}
	voted := open
	voted.Poll = 7
	for name, tt := range map[string]struct {
		statement           Statement
		suggestion          Suggestion
		acceptable, decline error
	}{
		"it waits, and is about the text that stands": {open, Suggestion{State: SuggestionOpen, Version: 2}, nil, nil},
		"about an older text it can only be declined": {open, Suggestion{State: SuggestionOpen, Version: 1}, ErrSuggestionOld, nil},
		"an accepted one is decided":                  {open, Suggestion{State: SuggestionAccepted, Version: 2}, ErrSuggestionDecided, ErrSuggestionDecided},
		"one that was taken back is decided":          {open, Suggestion{State: SuggestionBack, Version: 1}, ErrSuggestionDecided, ErrSuggestionDecided},
		"while a vote runs nobody decides":            {voted, Suggestion{State: SuggestionOpen, Version: 2}, ErrStatementVoted, ErrStatementVoted},
		"a finished statement is frozen":              {Statement{State: StatementFinished, Version: 2}, Suggestion{State: SuggestionOpen, Version: 2}, ErrStatementFinished, ErrStatementFinished},
		"a withdrawn one has nothing to change":       {Statement{State: StatementWithdrawn, Version: 2}, Suggestion{State: SuggestionOpen, Version: 2}, ErrStatementWithdrawn, ErrStatementWithdrawn},
	} {
		t.Run(name, func(t *testing.T) {
			if err := tt.suggestion.Acceptable(tt.statement); !errors.Is(err, tt.acceptable) {
				t.Errorf("accept: %v, want %v", err, tt.acceptable)
			}
			if err := tt.suggestion.Declinable(tt.statement); !errors.Is(err, tt.decline) {
				t.Errorf("decline: %v, want %v", err, tt.decline)
			}
		})
	}
}

func TestTheAuthorDecidesWhileOnTheBoardAndTheChairAlways(t *testing.T) {
	author, other := Person{ID: 3}, Person{ID: 4}
	s := Statement{Author: author}
	seat := func(p Person) Seat { return Seat{ID: 9, Holder: p} }
	for name, tt := range map[string]struct {
		who  Standing
		want bool
	}{
		"the author on a seat":            {Standing{Person: author, Seat: seat(author)}, true},
		"the author who has left":         {Standing{Person: author}, false},
		"another member":                  {Standing{Person: other, Seat: seat(other)}, false},
		"the chair":                       {Standing{Person: other, Roles: []Role{Chair}}, true},
		"the office":                      {Standing{Person: other, Roles: []Role{Office}}, true},
		"a deputy while the chair is in":  {Standing{Person: other, Roles: []Role{Deputy}}, false},
		"a deputy while the chair's away": {Standing{Person: other, Roles: []Role{Deputy}, ChairAway: true}, true},
		"a stranger":                      {Standing{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.Decides(tt.who); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
