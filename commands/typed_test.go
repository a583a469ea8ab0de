package commands

import (
	"maps"
	"testing"

	"beirat/chat"
	"beirat/words"
)

func TestAButtonIsALineThatCanBeTyped(t *testing.T) {
	s := newSample(t)
	for name, test := range map[string]struct {
		path   string
		values map[string]string
		want   string // empty: no line does it
	}{
		"what the group's number does":             {"poll.show", values("poll", "12"), "abstimmung 12"},
		"what the group does with a value":         {"poll.vote", values("poll", "12", "vote", "yes"), "abstimmung 12 ja"},
		"a command with a thing":                   {"poll.close", values("poll", "12"), "abstimmung beenden 12"},
		"a command of another group":               {"board.members", nil, "beirat mitglieder"},
		"a command without a group":                {"idea", nil, "idee"},
		"a value that stays behind its name":       {"poll.close", values("poll", "12", "reason", "zu spät"), `abstimmung beenden 12 grund="zu spät"`},
		"values of which one is missing":           {"poll.vote", values("vote", "yes"), "abstimmung ja"},
		"a form that is still empty":               {"poll.create", nil, "abstimmung neu"},
		"a value that nobody is asked for":         {"poll.create", values("question", "Wo?", "confirm", "yes"), "abstimmung neu Wo? confirm=ja"},
		"a text that looks like a value":           {"poll.create", values("question", "bis=Freitag"), `abstimmung neu "bis=Freitag"`},
		"a person with the sign of a mention":      {"board.role", values("person", "@anna", "role", "chair"), "beirat rolle anna vorsitz"},
		"a person as a post shows the name":        {"board.role", values("person", "@\u2060anna", "role", "chair"), "beirat rolle anna vorsitz"},
		"a command whose board is said":            {"poll.vote", values("poll", "12", "vote", "no", Where, "7"), "abstimmung 12 nein board=7"},
		"a value that this version does not know":  {"poll.show", values("poll", "12", "colour", "red"), "abstimmung 12"},
		"a text with quotes of every kind":         {"poll.create", values("question", `„eins“ 'zwei' «drei» ‹vier›`), `abstimmung neu "„eins“ 'zwei' «drei» ‹vier›"`},
		"a text of several lines":                  {"poll.create", values("question", "Wo?", "text", "eins\nzwei"), ""},
		"a command for buttons only":               {"poll.page", values("page", "2"), ""},
		"a command that there is not":              {"poll.old", nil, ""},
		"a board that is no number":                {"poll.list", values(Where, "die andere"), ""},
		"a blank value, which is none":             {"poll.show", values("poll", " "), "abstimmung zeigen"},
		"a text that begins like another's number": {"poll.create", values("question", "12 ja"), `abstimmung neu "12 ja"`},
	} {
		t.Run(name, func(t *testing.T) {
			line, ok := s.Typed(words.German, chat.Action{Name: test.path, Args: test.values})
			if line != test.want || ok != (test.want != "") {
				t.Errorf("%q, %v, want %q", line, ok, test.want)
			}
		})
	}
}

func TestATypedLineMeansWhatTheButtonMeans(t *testing.T) {
	given := map[Kind][]string{
		KindText: {"Wo?", "12", "ja", "zwei Worte", `die "Mitte"`, "bis=morgen", "a, b; c", "x-y", "board=7", "'s geht"},
		KindLong: {"ein Satz. Noch einer", "12 ja"}, KindTime: {"Freitag 18 Uhr", "31.12.2026", "in zwei Wochen"},
		KindNumber: {"3", "10"}, KindPerson: {"anna", "@bert.b"}, KindPeople: {"anna, bert", "anna bert"}, KindThing: {"12", "#3", "Bildung"},
	}
	for _, book := range []*Book{newSample(t).Book, newSample(t).WithPrefix("x"), newSample(t).WithoutSlash()} {
		for _, c := range book.Commands() {
			for i := range 10 {
				args := map[string]string{}
				for at, p := range c.Params {
					d := p.declared()
					choose := append(append([]string{""}, given[d.Kind]...), d.Words...)
					args[d.Name] = choose[(i*(at+1)+at)%len(choose)]
				}
				for _, l := range words.Languages() {
					if c.Hidden {
						continue
					}
					line, ok := book.Typed(l, chat.Action{Name: c.Path, Args: args})
					if !ok {
						t.Errorf("%s: no line for %q", c.Path, args)
						continue
					}
					r, err := book.Resolve(chat.Typing{Text: line})
					if err != nil || r.Command != c || len(r.Mistakes) > 0 || !maps.Equal(book.meant(c, r.Values), book.meant(c, args)) {
						t.Errorf("%s: %q is %q, %v %v", c.Path, line, r.Values, r.Mistakes, err)
					}
				}
			}
		}
	}
}

func TestABoardIsSaidInALineAndInNoForm(t *testing.T) {
	s := newSample(t)
	for line, want := range map[string]map[string]string{
		"abstimmung 12 ja board=7":           values("poll", "12", "vote", "ja", Where, "7"),
		"abstimmung 12 BOARD=#7 ja":          values("poll", "12", "vote", "ja", Where, "7"),
		"abstimmung neu board=7 Wo denn?":    values("question", "Wo denn?", Where, "7"),
		`abstimmung neu "Ist board=7 wahr?"`: values("question", "Ist board=7 wahr?"),
	} {
		r, err := s.Resolve(chat.Typing{Text: line})
		if err != nil || len(r.Mistakes) > 0 || !maps.Equal(r.Values, want) {
			t.Errorf("%s is read as %q, %v %v", line, r.Values, r.Mistakes, err)
		}
	}
	sent := chat.Submit{Command: "poll.vote", Values: values("poll", "12", "vote", "ja", Where, "3"), Line: "board=7"}
	if r, err := s.Resolve(sent); err != nil || len(r.Mistakes) != 1 || r.Values[Where] != "3" {
		t.Errorf("a form of board 3 was sent for board %s: %v %v", r.Values[Where], r.Mistakes, err)
	}
}

func TestWithoutASlashLinesAreShownAsTheyAreTyped(t *testing.T) {
	s := newSample(t).WithoutSlash()
	want := values("question", "Wo denn?", Where, "7")
	const line = `abstimmung neu frage="Wo denn?" board=7`
	if got := s.Line(words.German, s.Command("poll.create"), want); got != line {
		t.Errorf("%q, want %q", got, line)
	}
	if got := s.Usage(words.German, s.Command("poll.list")); got != "abstimmung liste" {
		t.Errorf("%q", got)
	}
}
