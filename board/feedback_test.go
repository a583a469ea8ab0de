package board

import "testing"

func TestAnAnonymousRoundEndsEarlyOnlyWhereThatTellsNothing(t *testing.T) {
	for name, c := range map[string]struct {
		anonymous   bool
		asked, gave int
		may         bool
	}{
		"nobody gave, nothing is told":   {true, 11, 0, true},
		"one of eleven":                  {true, 11, 1, false},
		"four of eleven":                 {true, 11, 4, false},
		"five of eleven":                 {true, 11, 5, true},
		"all of three":                   {true, 3, 3, true},
		"two of three":                   {true, 3, 2, false},
		"one of eleven, with their name": {false, 11, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			if may := (FeedbackRound{Anonymous: c.anonymous}).MayEndEarly(c.asked, c.gave); may != c.may {
				t.Errorf("it may: %v", may)
			}
		})
	}
}
