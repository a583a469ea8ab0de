package chat

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAMessageInPlainLines(t *testing.T) {
	say := func(text Text) string {
		if text.Key != "" {
			return text.Key
		}
		return text.Args["text"].(string)
	}
	csv := File{Name: "stimmen.csv", Type: "text/csv; charset=utf-8", About: Written("Die Stimmen der\nAbstimmung 12:")}
	with := func(f File, content string) File { f.Content = []byte(content); return f }
	json, pdf := csv, csv
	json.Type, pdf.Type = "application/json", "application/pdf"
	for _, c := range []struct {
		name  string
		block Block
		want  []string
	}{
		{"a paragraph is its lines", Para{Written("Eins\nzwei")}, []string{"Eins", "zwei"}},
		{"a table is a line a row", Table{Caption: Written("Sitze"), Head: []Text{Written("Sitz"), Written("Person")}, Rows: [][]Text{{Written("1"), Written("Anna")}}},
			[]string{"Sitze", "Sitz · Person", "1 · Anna"}},
		{"a picture is its description", Image{Name: "b.png", PNG: []byte("PNG"), Alt: Written("Sechs Ja,\ndrei Nein")}, []string{"Sechs Ja,", "drei Nein"}},
		{"buttons stand in brackets", Actions{{Label: Written("Ja")}, {Label: Written("Mehr …")}}, []string{"[Ja] [Mehr …]"}},
		{"a text file is what it is about and its lines", with(csv, "wahl;stimmen\nja;6\n"), []string{"Die Stimmen der", "Abstimmung 12:", "wahl;stimmen", "ja;6"}},
		{"lines end as spreadsheets write them", with(csv, "\ufeffwahl;stimmen\r\nja;6\r\n"), []string{"Die Stimmen der", "Abstimmung 12:", "wahl;stimmen", "ja;6"}},
		{"an empty line in between stays", with(csv, "a\n\nb"), []string{"Die Stimmen der", "Abstimmung 12:", "a", "", "b"}},
		{"a terminal has nothing to obey in it", with(csv, "a\x1b[2J\tb\r\u009b\u202e"), []string{"Die Stimmen der", "Abstimmung 12:", "a[2J\tb"}},
		{"JSON is a text", with(json, "{\n\t\"ja\": 6\n}\n"), []string{"Die Stimmen der", "Abstimmung 12:", "{", "\t\"ja\": 6", "}"}},
		{"another file is only what it is about", with(pdf, "%PDF-1.7\n"), []string{"Die Stimmen der", "Abstimmung 12:"}},
	} {
		if d := cmp.Diff(c.want, Message{Blocks: []Block{c.block}}.Plain(say)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}
