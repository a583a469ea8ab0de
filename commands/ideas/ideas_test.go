package ideas

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
)

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]struct {
		numbers []int
		rest    []string
	}{
		"3, 5":       {[]int{3, 5}, nil},
		"3 und 5":    {[]int{3, 5}, nil},
		"#3;#5 & 7":  {[]int{3, 5, 7}, nil},
		"5, 3, 5":    {[]int{5, 3}, nil},
		"3\n5":       {[]int{3, 5}, nil},
		"3, acht":    {[]int{3}, []string{"acht"}},
		"0, -1":      {nil, []string{"0", "-1"}},
		"":           {nil, nil},
		"3,,5, , 7,": {[]int{3, 5, 7}, nil},
	} {
		numbers, rest := numbersIn(typed)
		if diff := cmp.Diff(want.numbers, numbers); diff != "" {
			t.Errorf("%q: %s", typed, diff)
		}
		if diff := cmp.Diff(want.rest, rest); diff != "" {
			t.Errorf("%q, not understood: %s", typed, diff)
		}
	}
}

func TestOnlyAVoteThatCameToAnAnswerDecides(t *testing.T) {
	won := func(n int) []board.Option {
		var options []board.Option
		for i := range 3 {
			options = append(options, board.Option{Number: i + 1, Thing: board.ID(i + 1), Won: i+1 == n})
		}
		return options
	}
	moved := []board.Option{{Number: 1, Thing: 3, Won: true}, {Number: 2, Thing: 1}}
	for name, c := range map[string]struct {
		poll board.Poll
		want board.IdeaState
	}{
		"kept":                               {board.Poll{State: board.Closed, Outcome: board.Adopted, Options: won(1)}, board.IdeaKept},
		"put off":                            {board.Poll{State: board.Closed, Outcome: board.Adopted, Options: won(2)}, board.IdeaLater},
		"dropped":                            {board.Poll{State: board.Closed, Outcome: board.Adopted, Options: won(3)}, board.IdeaDropped},
		"what an option stands for counts":   {board.Poll{State: board.Closed, Outcome: board.Adopted, Options: moved}, board.IdeaDropped},
		"one that was added means nothing":   {board.Poll{State: board.Closed, Outcome: board.Adopted, Options: []board.Option{{Number: 4, Won: true}}}, ""},
		"a tie decides nothing":              {board.Poll{State: board.Closed, Outcome: board.Tied, Options: won(0)}, ""},
		"too few replies decide nothing":     {board.Poll{State: board.Closed, Outcome: board.TooFewReplies, Options: won(0)}, ""},
		"an objection decides nothing":       {board.Poll{State: board.Closed, Outcome: board.Objected, Options: won(0)}, ""},
		"one that was withdrawn, nothing":    {board.Poll{State: board.Withdrawn}, ""},
		"one that goes on, nothing":          {board.Poll{State: board.Open, Options: won(0)}, ""},
		"one that needs a run-off, not yet":  {board.Poll{State: board.Closed, Outcome: board.NeedsRunOff, Options: won(0)}, ""},
		"nobody chose, so that all is as is": {board.Poll{State: board.Closed, Outcome: board.Rejected, Options: won(0)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := voted(c.poll); got != c.want {
				t.Errorf("%q, not %q", got, c.want)
			}
		})
	}
}

func TestAMeasureSaysWhatTheIdeaSaid(t *testing.T) {
	long := strings.Repeat("Bänke am Markt ", 20) + "Ende"
	var many []board.Idea
	for n := range board.MostBundled {
		many = append(many, board.Idea{ID: board.ID(n + 10), Kind: board.PlainIdea, Text: strings.Repeat("ä ", 1500)})
	}
	for name, c := range map[string]struct {
		idea   board.Idea
		inside []board.Idea
		title  string
		want   func(board.Measure) bool
	}{
		"a sentence is its title and needs no text": {idea: board.Idea{ID: 1, Kind: board.PlainIdea, Text: "Mehr Bänke", Sender: 7},
			want: func(m board.Measure) bool { return m.Title == "Mehr Bänke" && m.Text == "" && m.Author == 7 }},
		"with another title the sentence is its text": {idea: board.Idea{ID: 1, Kind: board.PlainIdea, Text: "Mehr Bänke"}, title: "Sitzen",
			want: func(m board.Measure) bool { return m.Title == "Sitzen" && m.Text == "Mehr Bänke" }},
		"a long text is kept whole": {idea: board.Idea{ID: 1, Kind: board.PlainIdea, Text: long},
			want: func(m board.Measure) bool {
				return utf8.RuneCountInString(m.Title) <= board.IdeaTitle && m.Text == long
			}},
		"a bundle brings everything in it, and fits": {idea: board.Idea{ID: 1, Kind: board.IdeaBundle, Title: "Alles"}, inside: many,
			want: func(m board.Measure) bool {
				return m.Title == "Alles" && utf8.RuneCountInString(m.Text) <= mostText && strings.Count(m.Text, "\n") == len(many)-1 && len(m.Links.Ideas) == len(many)+1
			}},
	} {
		t.Run(name, func(t *testing.T) {
			if m := measureOf(c.idea, c.inside, settling{title: c.title}); !c.want(m) {
				t.Errorf("%+v", m)
			}
		})
	}
}
