package strategy

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"beirat/board"
	"beirat/documents"
)

func TestPassagesAreWhatACommitteeCanWordAnew(t *testing.T) {
	d := documents.Document{Blocks: []documents.Block{
		documents.Heading{Level: 1, Text: "Vision"},
		documents.Heading{Level: 2, Text: "Wie soll es 2036 sein?"},
		documents.P("Mit Blick auf das Jahr 2036."),
		documents.Heading{Level: 3, Text: "Leitsatz 1"},
		documents.P("Alles geht von zu Hause."),
		documents.Para{{Text: "Arbeitsgruppe 1 · abgeschlossen", Look: documents.Quiet}},
		documents.Heading{Level: 1, Text: "Handlungsfelder"},
		documents.Heading{Level: 2, Text: "Handlungsfeld 3: Mobilität 2030"},
		documents.P("Bus und Rad."), documents.List{Items: []documents.Para{documents.P("Fahrplan"), documents.P("Räder")}},
		documents.Heading{Level: 3, Text: "Offene Ergänzungen"},
		documents.P("Auch Taxis."),
		documents.P("Maßnahme 12: Anzeigen an Haltestellen."),
		documents.P("Im Jahr 2030 ist alles gut."),
	}}
	want := []passage{
		{"Leitsatz 1", "", "Alles geht von zu Hause."},
		{"Handlungsfeld 3", "Mobilität 2030", "Bus und Rad.\n– Fahrplan\n– Räder"},
		{"Maßnahme 12", "", "Anzeigen an Haltestellen."},
	}
	all := passages(d)
	if diff := cmp.Diff(want, all, cmp.AllowUnexported(passage{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for typed, name := range map[string]string{
		"Leitsatz 1": "Leitsatz 1", "leitsatz 1": "Leitsatz 1", "HANDLUNGSFELD  3": "Handlungsfeld 3", "Mobilität 2030": "Handlungsfeld 3",
		"Handlungsfeld 3: Mobilität 2030": "Handlungsfeld 3", "Massnahme 12": "Maßnahme 12", "Leitsatz 2": "", "Leitsatz": "", "": "", "2030": "",
	} {
		if p, found := find(all, typed); p.name != name || found != (name != "") {
			t.Errorf("%q is %q, %t; want %q", typed, p.name, found, name)
		}
	}
}

// TestAPassageIsFoundInEnglish: there its name has more words than one; what
// somebody wrote in a paragraph does not become a passage by that.
func TestAPassageIsFoundInEnglish(t *testing.T) {
	all := passages(documents.Document{Blocks: []documents.Block{
		documents.Heading{Level: 3, Text: "Statement 2"}, documents.P("All of it from home."),
		documents.Heading{Level: 2, Text: "Field of action 3: Mobility"}, documents.P("Bus and bike."), documents.P("In the year 2030: all is well."),
	}})
	if p, found := find(all, "field of action 3"); !found || p.text != "Bus and bike.\nIn the year 2030: all is well." || p.title != "Mobility" || len(all) != 2 {
		t.Errorf("%v %q", found, all)
	}
}

func TestADifferenceShowsOnlyWhatChanged(t *testing.T) {
	was := documents.Document{Blocks: []documents.Block{
		documents.Heading{Level: 1, Text: "Vision"}, documents.P("Bleibt."),
		documents.Heading{Level: 1, Text: "Handlungsfelder"}, documents.Heading{Level: 2, Text: "Handlungsfeld 1"},
		documents.P("Die Stadt soll helfen."), documents.P("Das fällt weg."),
		documents.Heading{Level: 2, Text: "Handlungsfeld 2"}, documents.P("Auch das bleibt."),
	}}
	is := documents.Document{Blocks: []documents.Block{
		documents.Heading{Level: 1, Text: "Vision"}, documents.P("Bleibt."),
		documents.Heading{Level: 1, Text: "Handlungsfelder"}, documents.Heading{Level: 2, Text: "Handlungsfeld 1"},
		documents.P("Die Stadt wird helfen."),
		documents.Heading{Level: 2, Text: "Handlungsfeld 2"}, documents.P("Auch das bleibt."),
		documents.Heading{Level: 2, Text: "Handlungsfeld 3"}, documents.List{Items: []documents.Para{documents.P("Neu.")}},
	}}
	blocks, places := compare(was, is)
	want := []documents.Block{
		documents.Heading{Level: 1, Text: "Handlungsfelder"}, documents.Heading{Level: 2, Text: "Handlungsfeld 1"},
		documents.Para{{Text: "Die Stadt "}, {Text: "soll", Look: documents.Deleted}, {Text: " "}, {Text: "wird", Look: documents.Inserted}, {Text: " helfen."}},
		documents.Para{{Text: "Das fällt weg.", Look: documents.Deleted}},
		documents.Para{{Text: "Handlungsfeld 3", Look: documents.Inserted}},
		documents.Para{{Text: "• Neu.", Look: documents.Inserted}},
	}
	if diff := cmp.Diff(want, blocks); diff != "" || places != 4 {
		t.Errorf("%d places (-want +got):\n%s", places, diff)
	}
}

// TestADifferenceLosesNothing: every line that came or went stands in it, and of
// two documents that are the same there is none.
func TestADifferenceLosesNothing(t *testing.T) {
	text := rapid.SampledFrom([]string{"a", "b c", "b d", "x", "Ä ö", "1. eins"})
	rapid.Check(t, func(t *rapid.T) {
		made := func(name string) documents.Document {
			var d documents.Document
			for i, said := range rapid.SliceOfN(text, 0, 12).Draw(t, name) {
				if rapid.Bool().Draw(t, name+" heads") {
					d.Blocks = append(d.Blocks, documents.Heading{Level: 1 + i%3, Text: said})
				} else {
					d.Blocks = append(d.Blocks, documents.P(said))
				}
			}
			return d
		}
		was, is := made("was"), made("is")
		if blocks, places := compare(was, was); len(blocks) != 0 || places != 0 {
			t.Fatalf("%d blocks of what is the same", len(blocks))
		}
		blocks, places := compare(was, is)
		changed, paras := 0, 0
		for _, r := range board.Lines(lines(was), lines(is)) {
			if r.Before != r.After {
				changed++
			}
		}
		for _, block := range blocks {
			if para, is := block.(documents.Para); is && len(para) > 0 {
				paras++
			}
		}
		if changed != places || paras > places {
			t.Fatalf("%d lines changed, %d are told in %d paragraphs", changed, places, paras)
		}
	})
}

func TestOnlyThoseAreMentionedWhoseNameIsInTheDocument(t *testing.T) {
	d := documents.Document{Blocks: []documents.Block{documents.Table{Rows: [][]documents.Para{{documents.P("von Ada L.")}}}, documents.P("Bo war hier")}}
	got := mentioned(d, map[board.ID]string{1: "Ada L.", 2: "Bo", 3: "Cleo", 4: "Ada L."})
	if want := []board.ID{1, 2, 4}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("mentioned are %v, want %v", got, want)
	}
}
