package roadmap

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string][]int{
		"": nil, "3": {3}, "1, 3 und 5": {1, 3, 5}, "#2; Nr. 4": {2, 4}, "1.\n2.": {1, 2}, "2 & 3": {2, 3}, "keine": nil, "NONE": nil, "–": nil,
	} {
		if got, ok := numbersIn(typed); !ok || cmp.Diff(want, got) != "" {
			t.Errorf("%q is read as %v, %t", typed, got, ok)
		}
	}
	for _, typed := range []string{"drei", "1, zwei", "0", "-1", "1,5x", "99999999999999999999", "keine 3"} {
		if got, ok := numbersIn(typed); ok {
			t.Errorf("%q is read as %v", typed, got)
		}
	}
}

func TestEveryMeasureIsAnOptionOfItsOwn(t *testing.T) {
	long := strings.Repeat("n", mostTitle)
	var ripe []board.Measure
	for i, title := range []string{"Glasfaser", "Gleich", "gleich", "Nr. 1", "1 und 2", "12", long, "???"} {
		ripe = append(ripe, board.Measure{ID: board.ID(i + 41), Number: i + 101, Title: title})
	}
	for method, numbers := range map[board.Method][]string{ // a ranking might read them as ballots
		board.Points: {"Nr. 1", "1 und 2"},
		board.Ranked: {"Nr. 1 (Maßnahme 104)", "1 und 2 (Maßnahme 105)"},
	} {
		options := optionsOf(method, words.Printer{Language: words.German}, ripe)
		var labels []string
		for i, o := range options {
			labels = append(labels, o.Label)
			if o.Thing != board.ID(i+41) || o.Number != i+1 {
				t.Errorf("%s: option %d is %+v", method, i+1, o)
			}
		}
		want := []string{"Glasfaser", "Gleich (Maßnahme 102)", "gleich (Maßnahme 103)", numbers[0], numbers[1], "12 (Maßnahme 106)", long, "??? (Maßnahme 108)"}
		if diff := cmp.Diff(want, labels); diff != "" {
			t.Errorf("%s: %s", method, diff)
		}
	}
}

func TestAFormLetsOneChooseWhereAListCanShowItAll(t *testing.T) {
	several := func(n int) (things []thing) {
		for i := range n {
			things = append(things, thing{Number: i + 1, Title: "T"})
		}
		return things
	}
	for name, test := range map[string]struct {
		field  chat.Field
		things []thing
		want   chat.FieldKind // empty: the field is gone
		value  string
	}{
		"of some one chooses":                           {chat.Field{Kind: chat.Line}, several(3), chat.Several, ""},
		"what was typed is chosen":                      {chat.Field{Kind: chat.Line, Value: "1 und 3"}, several(3), chat.Several, "1, 3"},
		"of none nothing is asked":                      {chat.Field{Kind: chat.Line}, nil, "", ""},
		"of more than a list shows the numbers are":     {chat.Field{Kind: chat.Line}, several(selectable + 1), chat.Line, ""},
		"a number that is no choice stays to be mended": {chat.Field{Kind: chat.Line, Value: "9"}, several(3), chat.Line, "9"},
		"a number of nothing, too":                      {chat.Field{Kind: chat.Line, Value: "9"}, nil, chat.Line, "9"},
		"so does what is no number":                     {chat.Field{Kind: chat.Line, Value: "drei"}, several(3), chat.Line, "drei"},
		"and what has a mistake":                        {chat.Field{Kind: chat.Line, Value: "1", Mistake: chat.Written("x")}, several(3), chat.Line, "1"},
	} {
		t.Run(name, func(t *testing.T) {
			test.field.Name = "fields"
			got := choosing([]chat.Field{{Name: "title"}, test.field}, "fields", test.things)
			if test.want == "" {
				if len(got) != 1 {
					t.Errorf("%+v", got)
				}
				return
			}
			if got[1].Kind != test.want || got[1].Value != test.value {
				t.Errorf("%s with %q", got[1].Kind, got[1].Value)
			}
		})
	}
}
