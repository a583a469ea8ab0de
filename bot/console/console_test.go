package console

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"beirat/chat"
	"beirat/words"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// notebook is a memory for the length of a test.
type notebook map[string][]byte

func (n notebook) Remember(_ context.Context, space, name string, value []byte) error {
	n[space+" "+name] = value
	return nil
}

func (n notebook) Recall(_ context.Context, space, name string) ([]byte, bool, error) {
	value, known := n[space+" "+name]
	return value, known, nil
}

func (n notebook) Recollect(_ context.Context, space, prefix string) (map[string][]byte, error) {
	found := map[string][]byte{}
	for name, value := range n {
		if rest, is := strings.CutPrefix(name, space+" "); is && strings.HasPrefix(rest, prefix) {
			found[rest] = value
		}
	}
	return found, nil
}

// puppet is a program that does what the test says.
type puppet struct {
	handle func(chat.Event) chat.Reply
	work   func() error
	due    []time.Time
	clock  *Clock
	offers []string
}

func (p *puppet) Handle(_ context.Context, e chat.Event) chat.Reply {
	if p.handle == nil {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("answer"))}, Language: "de"}
	}
	return p.handle(e)
}

func (p *puppet) Work(context.Context) error {
	p.due = slices.DeleteFunc(p.due, func(at time.Time) bool { return !at.After(p.clock.Now()) })
	if p.work == nil {
		return nil
	}
	return p.work()
}

func (p *puppet) NextDue(context.Context) (time.Time, bool, error) {
	if len(p.due) == 0 {
		return time.Time{}, false, nil
	}
	return p.due[0], true, nil
}

func (p *puppet) Complete(words.Language, string) []string { return p.offers }
func (p *puppet) Zone(context.Context) *time.Location      { return berlin() }

func berlin() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return zone
}

// window is a console with a puppet behind it, and what it wrote.
type window struct {
	*testing.T
	*Window
	host   *puppet
	memory notebook
	out    bytes.Buffer
}

func newWindow(t *testing.T) *window {
	clock := NewClock(time.Date(2026, 11, 26, 10, 0, 0, 0, berlin()))
	w := &window{T: t, host: &puppet{clock: clock}, memory: notebook{}}
	w.open(clock)
	return w
}

func (w *window) open(clock *Clock) {
	w.Helper()
	c, err := New(w.Context(), w.memory, clock, "")
	if err != nil {
		w.Fatal(err)
	}
	w.Window = c.Window(w.host, &w.out)
}

// sees is what is written of a line.
func (w *window) sees(line string) string {
	w.Helper()
	w.out.Reset()
	if err := w.Say(w.Context(), line); err != nil {
		w.Fatalf("%s: %v", line, err)
	}
	return w.out.String()
}

func (w *window) posts(key, to, text string) string {
	w.Helper()
	channel := ""
	if to == "" {
		channel = Channel
	}
	ref, err := w.Send(w.Context(), chat.Outgoing{Key: key, Channel: channel, Account: to, Language: "de", Message: chat.Say(chat.Written(text))})
	if err != nil {
		w.Fatal(err)
	}
	return ref
}

func (w *window) edits(ref, text string) {
	w.Helper()
	if err := w.Edit(w.Context(), ref, chat.Outgoing{Channel: Channel, Language: "de", Message: chat.Say(chat.Written(text))}); err != nil {
		w.Fatal(err)
	}
}

func (w *window) equal(got, want string) {
	w.Helper()
	if got != want {
		w.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTheOrderIsAnswersFormsPublicMessagesByNumberAndThenOtherPrivateOnes(t *testing.T) {
	w := newWindow(t)
	first := w.posts("1", "", "eins")
	w.sees("a: hallo")
	w.host.handle = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Antwort")), chat.Say(chat.Written("noch eine\nmit zwei Zeilen"))},
			Form: &chat.Form{Command: "x", Fields: []chat.Field{
				{Name: "frage", Typed: chat.Written("frage"), Value: "Wo?\nWann?"},
				{Name: "bis", Typed: chat.Written("bis"), Mistake: chat.Written("Bitte einen Tag.")},
			}}}
	}
	w.host.work = func() error {
		w.posts("2", "b", "Brief")
		w.posts("3", "", "drei")
		w.edits(first, "eins neu")
		return nil
	}
	w.equal(w.sees("a: /x"), `@a Antwort

@a noch eine
@a mit zwei Zeilen

?a frage: Wo? ⏎ Wann?
?a bis:  ! Bitte einen Tag.

# eins neu

# drei

@b Brief

`)
}

func TestAnEditedMessageIsPrintedOnlyWhenItsWordsChangedAndOncePerLine(t *testing.T) {
	w := newWindow(t)
	ref := w.posts("1", "", "A")
	w.equal(w.sees("a: hallo"), "@a answer\n\n# A\n\n")
	w.edits(ref, "A")
	w.equal(w.sees("a: hallo"), "@a answer\n\n")
	w.edits(ref, "B")
	w.edits(ref, "A")
	w.equal(w.sees("a: hallo"), "@a answer\n\n")
	w.edits(ref, "B")
	w.edits(ref, "C")
	w.equal(w.sees("a: hallo"), "@a answer\n\n# C\n\n")
	w.open(w.clock) // a restart
	w.edits(ref, "C")
	w.equal(w.sees("a: hallo"), "@a answer\n\n")
}

func TestTheSameKeyIsShownOnceAlsoAfterARestart(t *testing.T) {
	w := newWindow(t)
	first := w.posts("k", "", "A")
	w.equal(w.posts("k", "", "A"), first)
	w.open(w.clock)
	w.equal(w.posts("k", "", "A"), first)
	if second := w.posts("l", "", "B"); second == first {
		t.Errorf("two messages have the number %s", second)
	}
}

func TestAPrivateMessageIsRememberedUnderItsReader(t *testing.T) {
	w := newWindow(t)
	w.posts("k", "buerger1", "A")
	w.posts("l", "", "B")
	for name := range w.memory {
		_, number, is := strings.Cut(name, "post/")
		if is && number != "000000001/buerger1" && number != "000000002" {
			t.Errorf("remembered as %q", name)
		}
	}
}

func TestWaitStopsAtEveryDueTimeAndDaysKeepTheHour(t *testing.T) {
	w := newWindow(t)
	start := time.Date(2026, 10, 23, 10, 0, 0, 0, berlin()) // the clocks change on the 25th
	w.host.clock = NewClock(start)
	w.open(w.host.clock)
	in := func(h int) time.Time { return start.Add(time.Duration(h) * time.Hour) }
	w.host.due = []time.Time{in(1), in(1), in(30), in(24 * 8)}
	var seen []time.Time
	w.host.work = func() error {
		if now := w.clock.Now(); len(seen) == 0 || !seen[len(seen)-1].Equal(now) {
			seen = append(seen, now)
		}
		return nil
	}
	w.sees("wait 1w")
	want := []time.Time{start, in(1), in(30), time.Date(2026, 10, 30, 10, 0, 0, 0, berlin())}
	if !slices.EqualFunc(seen, want, time.Time.Equal) {
		t.Errorf("worked at %v, not at %v", seen, want)
	}
}

func TestAPersonSeesOwnAndPublicButtons(t *testing.T) {
	w := newWindow(t)
	post := func(key, to, label, poll string) {
		button := chat.Button{Label: chat.Written(label), Action: chat.Action{Name: key, Args: map[string]string{"poll": poll}}}
		o := chat.Outgoing{Key: key, Account: to, Language: "de", Message: chat.Say(chat.Written("x")).With(chat.Actions{button})}
		if _, err := w.Send(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	post("public 1", "", "Ja", "1")
	post("a's 2", "a", "Ja", "2")
	post("b's 3", "b", "Ja", "3")
	post("odd", "", "Ja on poll 1", "9")
	for line, want := range map[string]string{
		"a: press Ja":                 "a's 2",
		"a: press ja":                 "a's 2",
		"a: press [Ja]":               "a's 2",
		"b: press Ja":                 "b's 3",
		"c: press Ja":                 "public 1",
		"a: press Ja on Abstimmung 1": "public 1",
		"a: press Ja auf poll #1":     "public 1",
		"a: press Ja on poll 1":       "odd", // a button that is labelled so comes first
		"a: press   Ja":               "a's 2",
	} {
		var pressed string
		w.host.handle = func(e chat.Event) chat.Reply {
			pressed = e.Do.(chat.Press).Action.Name
			return chat.Reply{Language: "de"}
		}
		w.sees(line)
		w.equal(line+": "+pressed, line+": "+want)
	}
	var misfit *Misfit
	if err := w.Say(t.Context(), "a: press Ja on poll 3"); !errors.As(err, &misfit) {
		t.Errorf("a pressed b's button: %v", err)
	}
}

func TestFillSendsTheLastFormMergedOverWhatItHeld(t *testing.T) {
	w := newWindow(t)
	w.host.handle = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Form: &chat.Form{Command: "x", Fixed: map[string]string{"board": "7"}, Fields: []chat.Field{
			{Name: "a", Typed: chat.Written("a"), Value: "eins"}, {Name: "b", Typed: chat.Written("b")}}}}
	}
	w.sees("who: /x")
	w.open(w.clock) // a restart
	var sent chat.Submit
	w.host.handle = func(e chat.Event) chat.Reply {
		sent = e.Do.(chat.Submit)
		return chat.Reply{Language: "de"}
	}
	w.sees("who: fill b=zwei")
	if sent.Command != "x" || sent.Line != "b=zwei" || len(sent.Values) != 2 || sent.Values["a"] != "eins" || sent.Values["board"] != "7" {
		t.Errorf("%+v", sent)
	}
}

func TestTheClockNeverRunsBack(t *testing.T) {
	memory := notebook{}
	early, late := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	kept := NewClock(late)
	if err := kept.Save(t.Context(), memory); err != nil {
		t.Fatal(err)
	}
	for said, want := range map[time.Time]time.Time{early: late, late.Add(time.Hour): late.Add(time.Hour)} {
		c := NewClock(said)
		known, err := c.Restore(t.Context(), memory)
		if err != nil || !known || !c.Now().Equal(want) {
			t.Errorf("%s, restored: %s (%t, %v)", said, c.Now(), known, err)
		}
		c.Set(early)
		if !c.Now().Equal(want) {
			t.Errorf("it ran back to %s", c.Now())
		}
	}
}

func TestATextThatIsPastedIsOneLine(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"typed":               {"a\tb\x1b[A\r", "a\tb\x1b[A\r"},
		"a word":              {"x" + pasteBegins + "mitte" + pasteEnds + "y\r", "xmittey\r"},
		"lines":               {pasteBegins + "eins\r\nzwei\n\ndrei\r\n" + pasteEnds + "\r", "eins ⏎ zwei ⏎ drei\r"},
		"what does harm":      {pasteBegins + "a\tb\x04\x03\x1b[2Jc" + pasteEnds, "a b[2Jc"},
		"umlauts":             {pasteBegins + "Größe ⏎ Ämter" + pasteEnds, "Größe ⏎ Ämter"},
		"two of them":         {pasteBegins + "a\n" + pasteEnds + pasteBegins + "b" + pasteEnds, "ab"},
		"an end that is none": {"x\x1b[201~y", "x\x1b[201~y"},
	} {
		for size := range len(c.typed) { // however it arrives; a mark's begin is never alone
			if size == 1 && strings.Contains(c.typed, pasteBegins) {
				continue
			}
			got, err := io.ReadAll(&pasted{from: &slow{text: c.typed, size: size + 1}})
			if whole := size+1 == len(c.typed); err != nil || string(got) != c.want && (whole || !splitsBegin(c.typed, size+1)) {
				t.Errorf("%s, %d at a time: %q, not %q (%v)", name, size+1, got, c.want, err)
			}
		}
	}
}

// splitsBegin tells whether reading so many bytes at a time parts the first
// byte of a begin mark from the rest; a terminal writes a mark at once.
func splitsBegin(text string, size int) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], pasteBegins)
		if i < 0 {
			return false
		}
		if (at+i+1)%size == 0 {
			return true
		}
		at += i + 1
	}
}

// slow reads so many bytes at a time.
type slow struct {
	text string
	size int
}

func (s *slow) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), s.size)], s.text)
	s.text = s.text[n:]
	return n, nil
}

func TestAPastedTranscriptIsSaidLineByLineAndATextIsNot(t *testing.T) {
	for line, want := range map[string][]string{
		"a: hallo":                          {"a: hallo"},
		"a: hallo ⏎ b: hallo ⏎ wait 3d":     {"a: hallo", "b: hallo", "wait 3d"},
		"/poll neu \"x\" text=\"a ⏎ b: c\"": {"/poll neu \"x\" text=\"a\nb: c\""},
		"ein ⏎ Text":                        {"ein\nText"},
	} {
		if got := parts(line); !slices.Equal(got, want) {
			t.Errorf("%q: %q", line, got)
		}
	}
}

func TestTabCompletesAsFarAsAllOffersAgree(t *testing.T) {
	w := newWindow(t)
	var listed bytes.Buffer
	complete := w.completer(&listed, words.German)
	for _, c := range []struct {
		before, after string
		offers        []string
		want, listed  string
	}{
		{"/ab", "", []string{"/abstimmung"}, "/abstimmung ", ""},
		{"/abstimmung be", "", []string{"beenden", "befangen"}, "/abstimmung be", "beenden  befangen\n"},
		{"/abstimmung b", "", []string{"beenden", "befangen"}, "/abstimmung be", ""},
		{"/abstimmung neu me", "", []string{"mehrheit="}, "/abstimmung neu mehrheit=", ""},
		{"/abstimmung neu mehrheit=", "", []string{"mehrheit=a", "mehrheit=b"}, "/abstimmung neu mehrheit=", "a  b\n"},
		{"stadt: /ab", " x", []string{"/abstimmung"}, "stadt: /abstimmung  x", ""},
		{"/x ", "", nil, "/x ", ""},
		{"/x ä", "", []string{"ämter", "äste"}, "/x ä", "ämter  äste\n"},
		{"/x ", "", []string{"ämter", "öde"}, "/x ", "ämter  öde\n"},
		{"pre", "", nil, "press ", ""},
	} {
		listed.Reset()
		w.host.offers = c.offers
		line, at, taken := complete(c.before+c.after, len(c.before), '\t')
		if !taken || line != c.want || at != len(c.want)-len(c.after) || listed.String() != c.listed {
			t.Errorf("%q: %q at %d, listed %q", c.before, line, at, listed.String())
		}
	}
	if _, _, taken := complete("x", 1, 'y'); taken {
		t.Error("a letter is no Tab")
	}
}

func TestInputEndsWhenItIsToldAndKeepsTheLine(t *testing.T) {
	in, typing := io.Pipe()
	lines := Lines(in)
	go func() { _, _ = io.WriteString(typing, "eins\nzw") }()
	ctx, stop := context.WithCancel(t.Context())
	if line, err := lines.Next(ctx); line != "eins" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
	stop()
	if line, err := lines.Next(ctx); line != "" || !errors.Is(err, io.EOF) {
		t.Errorf("%q, %v", line, err)
	}
	lines.Close()
	_ = typing.Close()
}
