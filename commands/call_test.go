package commands

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
	"beirat/words"
)

// ran is what came of a line: the lines of its form ("name: value" or "name:
// value ! sentence"), or what it said.
func ran(t *testing.T, s *sample, do chat.Do) []string {
	t.Helper()
	s.done = nil
	r, err := s.Resolve(do)
	if err != nil {
		return []string{err.Error()}
	}
	c := sampleCall()
	c.Event.Do = do
	reply, err := s.Run(t.Context(), r, c)
	if err != nil {
		return []string{"broken: " + err.Error()}
	}
	var lines []string
	for _, message := range reply.Messages {
		for _, block := range message.Blocks {
			if para, ok := block.(chat.Para); ok {
				lines = append(lines, spoken(para.Text))
			}
		}
	}
	if reply.Form != nil {
		lines = append(lines, formLines(reply.Form)...)
	}
	return lines
}

func formLines(form *chat.Form) (lines []string) {
	for _, field := range form.Fields {
		line := spoken(field.Typed) + ": " + field.Value
		if !field.Mistake.IsZero() {
			line += " ! " + spoken(field.Mistake)
		}
		lines = append(lines, strings.ReplaceAll(line, "\u00a0", " "))
	}
	return lines
}

// spoken says a text in German, with the sample's own entries.
func spoken(text chat.Text) string {
	if entry, own := sampleNames(words.German, text.Key); own && len(text.Args) == 0 {
		return entry
	}
	return words.Printer{}.Print(text)
}

func TestFormsHoldWhatIsKnownAndEveryMistake(t *testing.T) {
	line := func(text string) chat.Do { return chat.Command{Line: text} }
	empty := []string{"frage: ", "wortlaut: ", "bis: ", "mehrheit: einfach", "geheim: nein", "tage: 7"}
	with := func(changes ...string) []string {
		lines := append([]string(nil), empty...)
		for _, change := range changes {
			name, _, _ := strings.Cut(change, ":")
			for i := range lines {
				if strings.HasPrefix(lines[i], name+":") {
					lines[i] = change
				}
			}
		}
		return lines
	}
	for name, test := range map[string]struct {
		do   chat.Do
		want []string
	}{
		"an empty form has no mistakes":             {line("/abstimmung neu"), empty},
		"a half-typed one says what is missing":     {line("/abstimmung neu mehrheit=zwei-drittel"), with("frage:  ! Diese Angabe fehlt noch.", "mehrheit: zwei-drittel")},
		"a form that is sent empty does too":        {chat.Submit{Command: "poll.create"}, with("frage:  ! Diese Angabe fehlt noch.")},
		"all mistakes at once":                      {line("/abstimmung neu bis=quark tage=99 mehrheit=halb geheim=vielleicht"), []string{"frage:  ! Diese Angabe fehlt noch.", "wortlaut: ", "bis: quark ! „quark“ habe ich nicht als Zeitangabe verstanden. Möglich ist zum Beispiel: Freitag 18 Uhr, in zwei Wochen, 31.12.2026.", "mehrheit: halb ! „halb“ gehört nicht zur Auswahl. Möglich sind: einfach, zwei-drittel, mitglieder und anwesende.", "geheim: vielleicht ! „vielleicht“ gehört nicht zur Auswahl. Möglich sind: ja und nein.", "tage: 99 ! Möglich sind Zahlen von 1 bis 60; 99 liegt außerhalb."}},
		"a day that there is not":                   {line("/abstimmung neu Frage bis=31.02.2027"), with("frage: Frage", "bis: 31.02.2027 ! Den 31.02.2027 gibt es nicht: Der Februar 2027 hat 28 Tage. Bitte nennen Sie einen anderen Tag.")},
		"a past moment with its weekday":            {line("/abstimmung neu Frage bis=12.11.2026 18 Uhr"), with("frage: Frage", "bis: 12.11.2026 18 Uhr ! Donnerstag, 12. November 2026, 18:00 Uhr, ist schon vorbei. Bitte nennen Sie einen Zeitpunkt, der noch kommt.")},
		"a past day":                                {line("/abstimmung neu Frage bis=gestern"), with("frage: Frage", "bis: gestern ! Dienstag, 17. November 2026, ist schon vorbei. Bitte nennen Sie einen Tag, der noch kommt.")},
		"a text that is too long":                   {line("/abstimmung neu " + strings.Repeat("ä", 301)), with("frage: " + strings.Repeat("ä", 301) + " ! Hier passen höchstens 300 Zeichen hinein; Ihr Text hat 301. Bitte kürzen Sie ihn.")},
		"a value given twice":                       {line("/abstimmung neu Frage bis=Freitag frist=Samstag"), with("frage: Frage", "bis: Freitag ! Diese Angabe steht zweimal da, zuletzt als „frist“. Übernommen ist die erste: „Freitag“.")},
		"a name that is nearly right":               {line("/abstimmung neu Frage merheit=anwesende"), with("frage: Frage", "mehrheit: anwesende ! Eine Angabe „merheit“ gibt es nicht; gemeint ist wohl „mehrheit“. Bitte prüfen Sie den Wert.")},
		"an unknown name stands at the first field": {line("/abstimmung stimmen ja quark=1"), []string{"abstimmung: 12 ! Eine Angabe „quark“ gibt es hier nicht. Möglich sind: abstimmung und stimme.", "stimme: ja"}},
		"a check across values":                     {line("/abstimmung neu Frage geheim=ja tage=31"), with("frage: Frage", "geheim: ja ! ⟨sample.secret⟩", "tage: 31 ! ⟨sample.days⟩")},
		"a number that nothing has":                 {line("/abstimmung zeigen 99"), []string{"abstimmung:  ! Die Nummer 99 gibt es hier nicht."}},
		"a title that nothing has":                  {line("/abstimmung zeigen Quark"), []string{"abstimmung:  ! Zu „Quark“ ist nichts zu finden. Bitte nennen Sie die Nummer oder einen Teil des Titels."}},
		"a part of two titles":                      {line("/handlungsfeld ergänzen feld=u \"Mehr Bänke\""), []string{"feld:  ! „u“ passt auf mehrere Titel. Bitte wählen Sie aus.", "beitrag: Mehr Bänke"}},
		"more than one open thing":                  {line("/handlungsfeld ergänzen Mehr Bänke"), []string{"feld:  ! Mehreres kommt infrage. Bitte wählen Sie aus.", "beitrag: Mehr Bänke"}},
		"an unknown person":                         {line("/beirat sitz besetzen @anna, @carl, @dora"), []string{"leute: @anna, @carl, @dora ! carl und dora sind hier nicht bekannt. Bitte prüfen Sie die Namen.", "grund: "}},
		"too many words without a form":             {line("/abstimmung liste bitte"), []string{"„bitte“ konnte ich nicht zuordnen."}},
		"a line that is too long":                   {line("/beirat mitglieder " + strings.Repeat("x ", 10000)), []string{"Eine Zeile hat höchstens 16.383 Zeichen; Ihre hat 20.017. Bitte kürzen Sie sie."}},
		"everything right":                          {line("/abstimmung neu Frage bis=Freitag"), []string{"done"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, ran(t, newSample(t), test.do)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestValuesAreUnderstood(t *testing.T) {
	s := newSample(t)
	ran(t, s, chat.Command{Line: "/abstimmung neu \"Soll die\nStadt?\" wortlaut=\"eins\nzwei\" bis=Freitag mehrheit=Zwei_Drittel geheim=YES tage=30"})
	if s.done == nil {
		t.Fatal("not done")
	}
	c := s.done
	zone := c.Now.Location()
	switch {
	case s.question.Of(c) != "Soll die Stadt?":
		t.Errorf("question %q", s.question.Of(c))
	case s.text.Of(c) != "eins\nzwei" || c.Raw("text") != "eins\nzwei":
		t.Errorf("text %q", s.text.Of(c))
	case !s.closes.Of(c).Equal(time.Date(2026, 11, 20, 23, 59, 0, 0, zone)) || !s.closes.Day(c) || s.closes.Text(c) != "Freitag":
		t.Errorf("closes %v", s.closes.Of(c))
	case s.rule.Of(c) != board.Rule("two_thirds") || !s.rule.Given(c):
		t.Errorf("rule %q", s.rule.Of(c))
	case !s.secret.Of(c) || s.days.Of(c) != 30:
		t.Errorf("secret %v, days %d", s.secret.Of(c), s.days.Of(c))
	}
}

func TestDefaultsAreMeantWhereNothingIsGiven(t *testing.T) {
	s := newSample(t)
	ran(t, s, chat.Command{Line: "/abstimmung neu Frage"})
	c := s.done
	if s.rule.Of(c) != board.Simple || s.rule.Given(c) || s.days.Of(c) != 7 || s.secret.Of(c) || !s.closes.Of(c).IsZero() {
		t.Errorf("rule %q, days %d, closes %v", s.rule.Of(c), s.days.Of(c), s.closes.Of(c))
	}
}

func TestADefaultTimeIsALengthFromNow(t *testing.T) {
	for text, want := range map[string]string{"7d": "2026-11-25T23:59", "2w": "2026-12-02T23:59", "36h": "2026-11-19T22:00", "": "0001-01-01T00:00", "morgen 18 Uhr": "2026-11-19T18:00"} {
		p := Time("closes").Optional(text)
		var got time.Time
		do := func(_ context.Context, c *Call) (chat.Reply, error) { got = p.Of(c); return chat.Reply{}, nil }
		b, err := newBook(sampleNames, []Group{{Name: "poll"}}, []Command{{Path: "poll.create", Params: []Param{p}, Do: do}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Run(t.Context(), Request{Command: b.Command("poll.create")}, sampleCall()); err != nil {
			t.Fatal(err)
		}
		if got.Format("2006-01-02T15:04") != want {
			t.Errorf("%q means %v, want %s", text, got, want)
		}
	}
}

func TestThingsAreFoundOrOffered(t *testing.T) {
	s := newSample(t)
	for _, line := range []string{"/abstimmung zeigen", "/abstimmung zeigen 12", "/abstimmung #12", "/abstimmung zeigen online", "/abstimmung zeigen buergerbuero"} {
		if got := ran(t, s, chat.Command{Line: line}); got[0] != "done" || s.poll.Of(s.done).ID != 101 {
			t.Errorf("%s: %q", line, got)
		}
	}
	s.polls = append(s.polls, Found{102, 13, "Online"})
	if ran(t, s, chat.Command{Line: "/abstimmung zeigen online"}); s.done == nil || s.poll.Of(s.done).ID != 102 {
		t.Error("the whole title does not go before a part of another")
	}
	r, _ := s.Resolve(chat.Command{Line: "/abstimmung ja"})
	reply, err := s.Run(t.Context(), r, sampleCall())
	if err != nil || reply.Form == nil {
		t.Fatal(reply, err)
	}
	field := reply.Form.Fields[0]
	if field.Kind != chat.Select || len(field.Choices) != 2 || field.Choices[1].Value != "13" || field.Value != "" {
		t.Errorf("the open polls are not offered: %+v", field)
	}
	s.polls = nil
	if diff := cmp.Diff([]string{"Keine Abstimmung ist offen."}, ran(t, s, chat.Command{Line: "/abstimmung ja"})); diff != "" {
		t.Error(diff)
	}
}

func TestWhatDoRefusesBecomesTheFormOrASentence(t *testing.T) {
	s := newSample(t)
	line := chat.Command{Line: "/abstimmung neu Frage confirm=ja"}
	s.fails = Mistake("closes", "commands.which")
	r, _ := s.Resolve(line)
	reply, err := s.Run(t.Context(), r, sampleCall())
	if err != nil || reply.Form == nil || reply.Form.Fields[2].Mistake.Key != "commands.which" || reply.Form.Fixed["confirm"] != "ja" || reply.Language != "de" {
		t.Errorf("got %+v, %v", reply, err)
	}
	refused := Refuse("poll.none_open")
	refused.Buttons = []chat.Button{s.Button(chat.T("cmd.poll.list.title"), "poll.list", "a", "b")}
	s.fails = refused
	r, _ = s.Resolve(line)
	reply, err = s.Run(t.Context(), r, sampleCall())
	if err != nil || len(reply.Messages) != 1 || len(reply.Messages[0].Blocks) != 2 {
		t.Errorf("got %+v, %v", reply, err)
	}
	s.fails = errors.New("disk full")
	if _, err = s.Run(t.Context(), r, sampleCall()); !errors.Is(err, s.fails) {
		t.Errorf("got %v", err)
	}
}

func TestPeopleAreFoundByName(t *testing.T) {
	s := newSample(t)
	if got := ran(t, s, chat.Command{Line: "/beirat sitz besetzen @anna bert, anna"}); got[0] != "done" {
		t.Fatal(got)
	}
	if people := s.people.Of(s.done); len(people) != 2 || people[1].Name != "bert" {
		t.Errorf("got %v", people)
	}
}

func TestTheBoardOfAButtonIsKeptInTheForm(t *testing.T) {
	s := newSample(t)
	press := chat.Press{Action: chat.Action{Name: "poll.create", Args: values(Where, "7")}}
	r, _ := s.Resolve(press)
	reply, err := s.Run(t.Context(), r, sampleCall())
	if err != nil || reply.Form == nil || !maps.Equal(reply.Form.Fixed, values(Where, "7")) || !reply.Form.Fields[0].Mistake.IsZero() {
		t.Errorf("got %+v, %v", reply, err)
	}
}

func TestAFormInWordsShowsTheLine(t *testing.T) {
	s := newSample(t)
	r, _ := s.Resolve(chat.Command{Line: "/abstimmung neu bis=quark"})
	reply, err := s.Run(t.Context(), r, sampleCall())
	if err != nil {
		t.Fatal(err)
	}
	blocks := s.InWords(words.German, reply.Form).Blocks
	last := blocks[len(blocks)-1].(chat.Para).Text
	if got := last.Args["line"]; len(blocks) != 4 || got != "/abstimmung neu FRAGE bis=quark" {
		t.Errorf("got %d blocks, %q", len(blocks), got)
	}
}

func TestAnotherCommandsFormCanBeOpened(t *testing.T) {
	s := newSample(t)
	ran(t, s, chat.Command{Line: "/abstimmung liste"})
	form := s.done.Form("poll.create", values("question", "Noch einmal?", "rule", "two_thirds"))
	want := []string{"frage: Noch einmal?", "wortlaut: ", "bis: ", "mehrheit: zwei-drittel", "geheim: nein", "tage: 7"}
	if diff := cmp.Diff(want, formLines(form)); diff != "" || form.Command != "poll.create" {
		t.Error(diff)
	}
	if s.done.Form("poll.gone", nil) != nil {
		t.Error("a form of no command")
	}
}

// TestEveryRefusalOfATimeIsSaid goes through all reasons there are.
func TestEveryRefusalOfATimeIsSaid(t *testing.T) {
	s := newSample(t)
	for _, text := range []string{"quark", "31.02.2027", "31.2.", "32.", "1.13.2027", "31.12.9999", "KW 60", "25:00", "Montag, 8.12.2026", "morgen 24.12.2026",
		"2027-03-28 02:30", "nächste Woche", "in 999 Jahren", strings.Repeat("morgen ", 40), "morgen früh um 18 Uhr"} {
		p := Time("closes")
		c := sampleCall()
		c.book = s.Book
		_, err := p.read(t.Context(), c, text)
		var mistake *Error
		if err == nil {
			continue // understood after all
		}
		if !errors.As(err, &mistake) {
			t.Fatal(err)
		}
		for _, l := range words.Languages() {
			if said := (words.Printer{Language: l}).Print(mistake.Text); strings.Contains(said, "⟨") || strings.Contains(said, "%!") {
				t.Errorf("%q is refused with %s in %s", text, said, l)
			}
		}
		t.Log(text, "→", say(mistake.Text))
	}
}

func BenchmarkVote(b *testing.B) {
	s := newSample(b)
	for b.Loop() {
		r, err := s.Resolve(chat.Command{Line: "/abstimmung 12 ja"})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Run(b.Context(), r, sampleCall()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLongLine(b *testing.B) {
	s := newSample(b)
	line := "/abstimmung neu " + strings.Repeat(`"a `, 5000)
	for b.Loop() {
		if _, err := s.Resolve(chat.Command{Line: line}); err != nil {
			b.Fatal(err)
		}
	}
}
