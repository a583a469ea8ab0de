package mattermost

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

var update = flag.Bool("update", false, "write the files that are compared with")

func renderer() *Mattermost {
	return New(Options{URL: "http://server.example", Callback: "http://beirat.example", Secret: []byte("secret")})
}

func button(label, name string, pairs ...string) chat.Button {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return chat.Button{Label: chat.Written(label), Action: chat.Action{Name: name, Args: args}}
}

func ballot() chat.Actions {
	return chat.Actions{
		button("Ja", "poll.vote", "poll", "12", "choice", "yes"),
		button("Nein", "poll.vote", "poll", "12", "choice", "no"),
	}
}

func TestMessagesOnTheWire(t *testing.T) {
	closes := time.Date(2026, 12, 3, 18, 0, 0, 0, time.UTC)
	table := chat.Table{
		Caption: chat.Written("Wer | mit"),
		Head:    []chat.Text{chat.Written("Sitz"), chat.Written("Person")},
		Rows:    [][]chat.Text{{chat.Written("1"), chat.Written("Anna\n|Berg|")}, {chat.Written("2"), chat.Written("*")}},
	}
	picture := chat.Image{Name: "stimmen.png", PNG: []byte("PNG"), Alt: chat.Written("Sechs Ja, drei Nein.")}
	file := chat.File{Name: "Stimmen für alle.csv", Type: "text/csv", Content: []byte("ja,6\r\n"), About: chat.Written("Die Stimmen, zum Nachzählen:")}
	many := make(chat.Actions, 6)
	for i := range many {
		many[i] = button("Nr. "+strconv.Itoa(i+1)+" @all", "poll.show", "poll", strconv.Itoa(i+1))
	}
	menu := chat.Actions{button("Jetzt abstimmen", "board.tasks"), button("Abstimmungen", "poll.list"), button("Neue Abstimmung", "poll.create"),
		button("Mitglieder", "board.members"), button("Geschäftsstelle", "board.office"), button("Hilfe", "board.help")}
	public, private := reader{language: words.German, props: true}, reader{language: words.German, account: "anna"}
	bare := reader{language: words.German, account: "anna", bare: true}
	for _, c := range []struct {
		name    string
		message chat.Message
		reader  reader
	}{
		{"a card for everybody stands in its attachment", chat.Say(chat.T("words.quote", "text", "*Termine* @all"), chat.Written("Frist: bald")).With(ballot()), public},
		{"a letter has its words in the message and its buttons bound", chat.Say(chat.Written("Ihre Stimme fehlt.")).With(ballot()), private},
		{"a letter without buttons has no attachment", chat.Say(chat.Written("Danke."), chat.Written("Bis bald.")), private},
		{"what stands between two rows of buttons stays there", chat.Say(chat.Written("Eins")).With(ballot(), chat.Para{Text: chat.Written("Zwei")}, chat.Actions{button("Mehr", "menu")}, chat.Para{Text: chat.Written("Drei")}), private},
		{"more than five buttons are a list", chat.Say(chat.Written("Welche?")).With(many), private},
		{"of a menu the first four stay buttons", chat.Say(chat.Written("Beirat")).With(menu), private},
		{"a table keeps its cells", chat.Message{Blocks: []chat.Block{table}}, public},
		{"a picture goes along with its description", chat.Say(chat.T("words.clock", "time", closes.Format("15:04"))).With(picture), public},
		{"a file goes along and is not told", chat.Say(chat.Written("Abstimmung 12")).With(file), private},
		{"a picture and a file stand above the buttons", chat.Say(chat.Written("Abstimmung 12")).With(picture, file, ballot()), public},
		{"where no file goes along its words stay", chat.Say(chat.Written("Abstimmung 12")).With(picture, file), bare},
		{"nothing is nothing", chat.Message{}, private},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got bytes.Buffer
			encoder := json.NewEncoder(&got)
			encoder.SetEscapeHTML(false)
			encoder.SetIndent("", "\t")
			if err := encoder.Encode(renderer().render(c.message, c.reader)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "render", strings.ReplaceAll(c.name, " ", "-")+".json")
			if *update {
				if err := os.WriteFile(path, []byte(opened(got.String(), c.reader.account)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), opened(got.String(), c.reader.account)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEveryAttachmentIsOneThatTheServerShows(t *testing.T) {
	m := renderer()
	many := make(chat.Actions, 40)
	for i := range many {
		many[i] = button(strconv.Itoa(i), "poll.show", "poll", strconv.Itoa(i))
	}
	for _, row := range []chat.Actions{ballot(), many} {
		for _, r := range []reader{{language: words.English, props: true}, {language: words.English, account: "anna"}} {
			seen := map[string]bool{}
			for _, a := range m.render(chat.Say(chat.Written("x")).With(row, row), r).Attachments {
				if err := a.IsValid(); err != nil {
					t.Error(err)
				}
				if a.Fallback == "" {
					t.Error("an attachment has no words for a notification")
				}
				for _, action := range a.Actions {
					if strings.ContainsFunc(action.Id, func(r rune) bool { return !isAlnum(r) }) || action.Id == "" {
						t.Errorf("the id %q is not one for the server", action.Id)
					}
					seen[action.Id] = true
				}
			}
		}
	}
}

func TestAnEditedButtonIsAnotherButton(t *testing.T) {
	vote, repeat := ballot()[0].Action, button("Wiederholen", "poll.repeat", "poll", "12").Action
	for _, r := range []reader{{}, {account: "anna"}} {
		id := renderer().actionID
		if id(0, r, vote) != id(0, r, ballot()[0].Action) {
			t.Error("an edit that changes no button makes clicks fail")
		}
		if id(0, r, vote) == id(0, r, repeat) {
			t.Error("a click on a vote would repeat the poll, once the message is edited")
		}
		if id(0, r, vote) == id(1, r, vote) {
			t.Error("the same button twice in a row is one")
		}
	}
}

func TestWhatIsTooLongIsInAFile(t *testing.T) {
	m := renderer()
	long := strings.TrimSpace(strings.Repeat("Der Wortlaut ist lang & breit. ", 700))
	for _, r := range []reader{{language: words.German, account: "anna"}, {language: words.German, props: true}} {
		got := m.render(chat.Say(chat.Written(long), chat.Written("Ende")).With(ballot(), chat.Para{Text: chat.Written("Nachsatz")}), r)
		var shown []string
		buttons := 0
		for _, a := range got.Attachments {
			shown = append(shown, a.Text)
			buttons += len(a.Actions)
		}
		said := got.Text + strings.Join(shown, "")
		if n := utf8.RuneCountInString(said); n > textMost || n < textMost-200 {
			t.Errorf("%d runes are shown", n)
		}
		if !strings.Contains(said, "beirat.txt") || strings.Contains(said, "Nachsatz") || strings.Contains(said, "lang & breit. Der Wortlaut ist lan\n") {
			t.Errorf("the end is %q", said[len(said)-200:])
		}
		if buttons != 2 {
			t.Errorf("%d buttons are left", buttons)
		}
		if len(got.Files) != 1 || !strings.Contains(string(got.Files[0].Content), long) || !strings.Contains(string(got.Files[0].Content), "Nachsatz") {
			t.Error("the file does not hold everything")
		}
		body, err := json.Marshal(model.Post{Message: got.Text, Props: m.props("key", got)})
		if err != nil || len(body) > 300000 {
			t.Errorf("the body has %d bytes, %v", len(body), err)
		}
	}
}

func TestSeveralAttachmentsHaveOnePostsRoom(t *testing.T) {
	half := chat.Para{Text: chat.Written(strings.TrimSpace(strings.Repeat("Wort ", 2000)))}
	got := renderer().render(chat.Message{Blocks: []chat.Block{half, ballot(), half, ballot()}}, reader{language: words.German, props: true})
	if len(got.Files) != 1 || len(got.Attachments) != 2 || len(got.Attachments[0].Text) != 9999 || !strings.Contains(got.Attachments[1].Text, "beirat.txt") {
		t.Errorf("%d files, %d attachments", len(got.Files), len(got.Attachments))
	}
	got = renderer().render(chat.Message{Blocks: []chat.Block{half, ballot()}}, reader{language: words.German, props: true})
	if len(got.Files) != 0 {
		t.Error("what fits is in a file")
	}
}

func TestAWordIsNotCutInTheMiddle(t *testing.T) {
	for _, c := range []struct {
		name, text string
		most       int
		want       string
	}{
		{"at a line", "eins\nzwei drei", 9, "eins"},
		{"at a word", "eins zwei", 7, "eins"},
		{"nowhere", "einszweidrei", 5, ""},
		{"no room at all", "eins zwei", -3, ""},
	} {
		if got := shortened(c.text, c.most); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFiguresAreNotCountedAnew(t *testing.T) {
	for said, want := range map[string]string{
		"3. Dezember":       `3\. Dezember`,
		"So:\n12) x\n  7.":  "So:\n12\\) x\n  7\\.",
		"12.5 %, am 3. Mai": "12.5 %, am 3. Mai",
		`3\. Dezember`:      `3\. Dezember`,
	} {
		if got := unlisted(said); got != want {
			t.Errorf("%q is written %q, want %q", said, got, want)
		}
	}
}
