package scenarios

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"beirat/board"
	"beirat/bot"
	"beirat/bot/console"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage/storagetest"
	"beirat/words"

	"github.com/jmoiron/sqlx"
)

// TestBadInput gives every command of the book every bad input, as a line, as
// a form and as a button, from everybody. It is always answered, never by a
// fault of ours, and what is refused leaves nothing behind.
func TestBadInput(t *testing.T) {
	prepared := filepath.Join(t.TempDir(), "prepared.db")
	prepare(t, "sqlite:"+prepared)
	for _, path := range paths(t, "sqlite:"+prepared) {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			done := 0
			for _, who := range everybody() {
				a := attack(t, copied(t, prepared), who)
				a.briefly(path)
				if a.may(a.book.Command(path)) && done == 0 {
					a.thoroughly(path)
				}
				done += a.carried
				a.close()
			}
			if done == 0 && path != "board.init" { // there is a board already
				t.Error("nobody could carry the command out: the attack does not reach it")
			}
		})
	}
}

// TestBadInputOnPostgres is a smaller part of the same: the whole of the form
// filled with one bad value.
func TestBadInputOnPostgres(t *testing.T) {
	database := storagetest.Postgres(t)
	prepare(t, database)
	a := attack(t, database, who{"stadt", chairRights})
	for _, c := range a.book.Commands() {
		for _, bad := range badInputs() {
			a.send(c, chat.Submit{Command: c.Path, Values: all(c, bad)})
		}
	}
	a.close()
}

// TestABoardIsClosedToOthers presses buttons that name the other board: rights
// are those in the board that is named, so nobody of this one has any there.
func TestABoardIsClosedToOthers(t *testing.T) {
	database := storagetest.SQLite(t)
	prepare(t, database)
	for _, who := range []who{{"buerger1", ""}, {"stadt", ""}, {"geschaeftsstelle", ""}} {
		a := attack(t, database, who)
		for _, c := range a.book.Commands() {
			if c.Right == board.Everyone {
				continue
			}
			for _, number := range []string{"1", "7"} {
				values := good(c)
				values[commands.Where] = "2"
				if _, given := values["poll"]; given {
					values["poll"] = number
				}
				a.send(c, chat.Press{Action: chat.Action{Name: c.Path, Args: values}})
				a.send(c, chat.Submit{Command: c.Path, Values: values})
				if a.done {
					t.Errorf("%s did %s in a board of others", who.name, c.Path)
				}
			}
		}
		a.close()
	}
}

// who is somebody with the rights that the roles of PRODUCT.md give.
type who struct {
	name   string
	rights string
}

const (
	memberRights = "everyone inside members members_and_chair"
	chairRights  = memberRights + " chairing"
)

func everybody() []who {
	return []who{
		{"buerger1", memberRights}, {"stadt", chairRights}, {"geschaeftsstelle", "everyone inside members_and_chair chairing"},
		{"gast", "everyone"}, {"fremd", "everyone"}, {"admin", "everyone inside admins"},
	}
}

// elsewhere is said in the other board only, and its people are called so.
const elsewhere = "anderswo"

// prepare fills a database with the demonstration and three polls, and with
// another board that has polls of the same and of higher numbers.
func prepare(t *testing.T, database string) {
	t.Helper()
	c, err := bot.OpenChat(t.Context(), bot.ChatOptions{Database: database, Demo: true, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: new(strings.Builder)})
	if err != nil {
		t.Fatal(err)
	}
	does := func(name, channel, line string) {
		t.Helper()
		do := chat.Do(chat.Command{Line: line})
		if path, person, pressed := strings.Cut(line, " for "); pressed {
			do = chat.Press{Action: chat.Action{Name: path, Args: map[string]string{"person": person, "confirm": "yes"}}}
		}
		e := chat.Event{Platform: console.Name, Actor: chat.Actor{Account: name, Name: name, Admin: name == "verwaltung-"+elsewhere},
			Place: chat.Place{Channel: channel}, Do: do}
		if reply := c.Handle(t.Context(), e); reply.Form != nil {
			t.Fatalf("%s: %s: a form", name, line)
		}
	}
	for i := range 3 {
		does("buerger1", console.Channel, fmt.Sprintf("/abstimmung neu Frage %d? bis=in 6 Tagen", i+1))
	}
	for i := range 5 { // so many that the office may close it
		does(fmt.Sprintf("buerger%d", i+1), console.Channel, "/abstimmung 2 ja")
		does(fmt.Sprintf("gewerbe%d", i+1), console.Channel, "/abstimmung 2 ja")
	}
	does("stadt", console.Channel, "/abstimmung 2 ja")
	does("buerger1", console.Channel, "/abstimmung zurückziehen 3")
	does("stadt", console.Channel, "board.seat_remove for gewerbe5")
	does("verwaltung-"+elsewhere, elsewhere, "/beirat einrichten name="+elsewhere)
	does("verwaltung-"+elsewhere, elsewhere, "/beirat rolle vorsitz-"+elsewhere+" vorsitz")
	does("vorsitz-"+elsewhere, elsewhere, "/beirat sitz besetzen vorsitz-"+elsewhere+" stadt")
	for i := range 7 {
		does("vorsitz-"+elsewhere, elsewhere, fmt.Sprintf("/abstimmung neu %s %d? bis=in 6 Tagen", elsewhere, i+1))
	}
	if err := c.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

func copied(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "beirat.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

func paths(t *testing.T, database string) []string {
	t.Helper()
	c, err := bot.OpenChat(t.Context(), bot.ChatOptions{Database: database, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: new(strings.Builder)})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, command := range c.Book().Commands() {
		all = append(all, command.Path)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

// attacker is somebody at work on a database of the own.
type attacker struct {
	*testing.T
	who
	chat *bot.Chat
	book *commands.Book
	look *watch
	did  error // of the last command that was carried out
	done bool  // it answered, and asked nothing back

	carried int // so many commands were
}

func attack(t *testing.T, database string, by who) *attacker {
	t.Helper()
	c, err := bot.OpenChat(t.Context(), bot.ChatOptions{Database: database, Clock: "2026-11-26T10:00", Zone: "Europe/Berlin", Out: new(strings.Builder)})
	if err != nil {
		t.Fatal(err)
	}
	a := &attacker{T: t, who: by, chat: c, book: c.Book(), look: newWatch(t, database)}
	for _, command := range a.book.Commands() {
		do := command.Do
		command.Do = func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			reply, err := do(ctx, c)
			a.did, a.done = err, err == nil && reply.Form == nil
			return reply, err
		}
	}
	return a
}

func (a *attacker) close() {
	a.Helper()
	if err := a.chat.Work(a.Context()); err != nil {
		a.Errorf("%s: what follows: %v", a.name, err)
	}
	if failed := a.look.failedJobs(); len(failed) > 0 {
		a.Errorf("%s: work that failed: %v", a.name, failed)
	}
	a.look.close()
	if err := a.chat.Close(); err != nil {
		a.Error(err)
	}
}

func (a *attacker) may(c *commands.Command) bool {
	return slices.Contains(strings.Fields(a.rights), string(c.Right))
}

// briefly is for who may not: no input reaches the command.
func (a *attacker) briefly(path string) {
	c := a.book.Command(path)
	for _, bad := range badInputs() {
		a.send(c, chat.Command{Line: a.start(c) + " " + bad.text})
		a.send(c, chat.Submit{Command: path, Values: all(c, bad)})
		a.send(c, chat.Press{Action: chat.Action{Name: path, Args: all(c, bad)}})
	}
}

// thoroughly sends every value alone among good ones.
func (a *attacker) thoroughly(path string) {
	c := a.book.Command(path)
	a.send(c, chat.Submit{Command: path, Values: good(c)})
	for _, bad := range badInputs() {
		a.send(c, chat.Typing{Text: strings.TrimPrefix(a.start(c), "/") + " " + bad.text})
		for _, p := range c.Params {
			values := good(c)
			values[p.Name()] = bad.text
			a.send(c, chat.Submit{Command: path, Values: values})
			a.send(c, chat.Command{Line: fmt.Sprintf("%s %s=%s", a.start(c), p.Name(), bad.text)})
		}
	}
}

// start is the command as it is typed, without values.
func (a *attacker) start(c *commands.Command) string {
	usage := strings.Fields(a.book.Usage(words.German, c))
	for i, word := range usage {
		if i > 0 && (strings.ContainsAny(word, "[|") || strings.ToUpper(word) == word) {
			return strings.Join(usage[:i], " ")
		}
	}
	return strings.Join(usage, " ")
}

// all gives every value of a command the same.
func all(c *commands.Command, bad badInput) map[string]string {
	values := map[string]string{}
	for _, p := range c.Params {
		values[p.Name()] = bad.text
	}
	return values
}

// good are values that a command takes.
func good(c *commands.Command) map[string]string {
	values := map[string]string{}
	for _, p := range c.Params {
		d := commands.Declared(p)
		switch {
		case !d.Required:
		case len(d.Words) > 0:
			values[d.Name] = d.Words[0]
		case d.Kind == commands.KindTime:
			values[d.Name] = "in 5 Tagen"
		case d.Kind == commands.KindPerson, d.Kind == commands.KindPeople:
			values[d.Name] = "buerger2"
		default:
			values[d.Name] = "1"
		}
	}
	maps.Copy(values, map[string]map[string]string{
		"board.rules":         {"basis": "§ 1", "period": "9"},
		"board.term":          {"start": "9. Dezember 2025"},
		"board.away":          {"until": "in 5 Tagen"},
		"board.seat_add":      {"person": "neu", "group": "2"},
		"board.seat_delegate": {"person": "neu"},
		"board.language":      {"language": "en"},
		"poll.vote":           {"poll": "2"},
		"poll.close":          {"poll": "2"},
		"poll.extend":         {"closes": "in 9 Tagen"},
	}[c.Path])
	return values
}

// send does one thing and holds the answer against what is promised.
func (a *attacker) send(c *commands.Command, do chat.Do) {
	a.Helper()
	a.did, a.done = nil, false
	e := chat.Event{Platform: console.Name, Place: chat.Place{Channel: console.Channel}, Do: do,
		Actor: chat.Actor{Account: a.name, Name: a.name, Admin: a.name == console.Admin}}
	if _, typed := do.(chat.Typing); typed {
		e.Place = chat.Place{}
	}
	reply := a.chat.Handle(a.Context(), e)
	for _, problem := range a.wrong(reply, do) {
		a.Errorf("%s, %s: %s\n%s", c.Path, a.name, problem, short(fmt.Sprintf("%#v", do)))
	}
	if a.done {
		a.carried++
	}
	if !a.look.stored() {
		return
	}
	_, line := do.(chat.Command) // its words may make another command of it
	_, talk := do.(chat.Typing)
	switch {
	case !a.done:
		a.Errorf("%s, %s: refused, but stored: %s\n%s", c.Path, a.name, a.look.latest(), short(fmt.Sprintf("%#v", do)))
	case !a.may(c) && !line && !talk:
		a.Errorf("%s, %s: may not, but stored: %s\n%s", c.Path, a.name, a.look.latest(), short(fmt.Sprintf("%#v", do)))
	}
}

// wrong tells what an answer must not be.
func (a *attacker) wrong(reply chat.Reply, do chat.Do) []string {
	var problems []string
	if len(reply.Messages) == 0 && reply.Form == nil {
		problems = append(problems, "no answer")
	}
	for _, l := range words.Languages() {
		said := spoken(reply, l)
		for _, never := range []string{"⟨", "%!", "<no value>", "<nil>", "map[", "0001", "4711", "commands.Error", "runtime error", "Kennung", "identifier "} {
			if strings.Contains(said, never) && !strings.Contains(fmt.Sprintf("%v", do), never) {
				problems = append(problems, fmt.Sprintf("the answer holds %q: %s", never, short(said)))
			}
		}
		if strings.Contains(said, elsewhere) && !strings.Contains(fmt.Sprintf("%v", do), elsewhere) {
			problems = append(problems, "the answer tells of another board: "+short(said))
		}
		for _, m := range reply.Messages {
			if said := strings.Join(m.Plain(printer(l)), "\n"); utf8.RuneCountInString(said) >= 4000 {
				problems = append(problems, "the answer is too long: "+short(said))
			}
		}
		if reply.Form != nil {
			for _, field := range reply.Form.Fields {
				if said := printer(l)(field.Mistake); utf8.RuneCountInString(said) >= 700 {
					problems = append(problems, "the sentence about a mistake is too long: "+short(said))
				}
			}
		}
		if !utf8.ValidString(said) {
			problems = append(problems, "the answer is no UTF-8: "+short(said))
		}
	}
	return problems
}

// spoken is what the program says by itself: messages, buttons and mistakes,
// not the values that a form gives back.
func spoken(reply chat.Reply, l words.Language) string {
	say := printer(l)
	var lines []string
	for _, m := range reply.Messages {
		lines = append(lines, m.Plain(say)...)
	}
	if reply.Form != nil {
		lines = append(lines, say(reply.Form.Title))
		for _, field := range reply.Form.Fields {
			lines = append(lines, say(field.Label), say(field.Help), say(field.Mistake), say(field.Typed))
			for _, choice := range field.Choices {
				lines = append(lines, say(choice.Label), say(choice.Typed))
			}
		}
	}
	return strings.Join(lines, "\n")
}

func printer(l words.Language) func(chat.Text) string {
	p := words.Printer{Language: l}
	return func(text chat.Text) string { return p.Print(text) }
}

func short(text string) string {
	if len(text) > 400 {
		return text[:200] + " … " + text[len(text)-100:]
	}
	return text
}

// watch sees, beside the program, whether something is stored.
type watch struct {
	t      *testing.T
	db     *sqlx.DB
	tables []string
	before any
}

func newWatch(t *testing.T, database string) *watch {
	t.Helper()
	w := &watch{t: t}
	driver, source := "postgres", database
	if path, isFile := strings.CutPrefix(database, "sqlite:"); isFile {
		driver, source = "sqlite", "file:"+path+"?mode=ro"
	}
	var err error
	if w.db, err = sqlx.Open(driver, source); err != nil {
		t.Fatal(err)
	}
	w.db.SetMaxOpenConns(1)
	if driver == "postgres" {
		w.all(&w.tables, "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name <> 'memory' ORDER BY 1")
	}
	w.before = w.state()
	return w
}

// state differs after a commit: SQLite counts those of other connections, and
// of PostgreSQL everything is read but what the console showed.
func (w *watch) state() any {
	if w.tables == nil {
		var version []int64
		w.all(&version, "PRAGMA data_version")
		return version[0]
	}
	var everything strings.Builder
	for _, table := range w.tables {
		var rows []string
		w.all(&rows, "SELECT t::text FROM "+table+" t ORDER BY 1")
		fmt.Fprintln(&everything, table, rows)
	}
	return everything.String()
}

func (w *watch) all(to any, query string) {
	if err := w.db.Select(to, query); err != nil {
		w.t.Fatal(err)
	}
}

// stored tells whether anything was since the last call.
func (w *watch) stored() bool {
	now := w.state()
	changed := now != w.before
	w.before = now
	return changed
}

// latest is the last that was recorded, to find what did it.
func (w *watch) latest() string {
	var last []string
	w.all(&last, "SELECT what || ' ' || entity FROM audit ORDER BY id DESC LIMIT 1")
	return fmt.Sprint(last)
}

func (w *watch) failedJobs() []string {
	var failed []string
	w.all(&failed, "SELECT last_error FROM job WHERE last_error <> ''")
	return failed
}

func (w *watch) close() {
	if err := w.db.Close(); err != nil {
		w.t.Error(err)
	}
}

type badInput struct{ name, text string }

// badInputs is what people, phones, clipboards and the curious send.
func badInputs() []badInput {
	return []badInput{
		{"nothing", ""},
		{"spaces", "  \u00a0\t \u2003 "},
		{"too much", "eins zwei drei vier fünf sechs sieben acht neun zehn"},
		{"a number", "1"},
		{"a number of the other board", "7"},
		{"an unknown number", "99"},
		{"zero", "0"},
		{"negative", "-1"},
		{"huge", "99999999999999999999999999"},
		{"beyond an id", "9223372036854775808"},
		{"a fraction", "1,5"},
		{"an exponent", "1e9"},
		{"hexadecimal", "0x10"},
		{"other digits", "١٢"},
		{"a number sign", "#"},
		{"a word", "Kuchen"},
		{"a yes", "ja"},
		{"a person", "buerger2"},
		{"nobody", "@ "},
		{"a person with a space", "Max Mustermann"},
		{"a day", "31.02.2027"},
		{"a past day", "gestern"},
		{"far away", "31.12.9999"},
		{"too far away", "in 99999999 Jahren"},
		{"10,000 characters", strings.Repeat("Lange Rede ", 910)},
		{"40,000 characters", strings.Repeat("Lange Rede ", 3640)},
		{"one word of 10,000 characters", strings.Repeat("ä", 10_000)},
		{"3,000 characters", strings.Repeat("x", 3000)},
		{"301 characters", strings.Repeat("ü", 301)},
		{"double quotes", `"ja"`},
		{"German quotes", "„ja“"},
		{"an unclosed quote", `"ja nein`},
		{"an unclosed German quote", "„ja nein"},
		{"closing only", "ja“"},
		{"every quote", "\"„“”‟″＂'‚‘’‛′`´＇«»‹›"},
		{"quotes in quotes", `"er sagte "ja" und „nein""`},
		{"1,000 quotes", strings.Repeat(`"`, 1000)},
		{"an equals sign", "="},
		{"many equals signs", "a=b=c=d ==== =x"},
		{"a name twice", "bis=morgen bis=übermorgen person=a person=b frage=x frage=y"},
		{"an unknown name", "kuchen=ja"},
		{"the board", "board=2"},
		{"control characters", "a\x01\x02\x1b[31mrot\x1b[0m\x7f\u0085b"},
		{"NUL", "a\x00b"},
		{"only NUL", "\x00"},
		{"right to left", "\u202eneredna red\u202c \u200f\u2066x\u2069"},
		{"zero width", "\u200b\u200d\ufeff"},
		{"lines", "eins\nzwei\r\ndrei\rvier\u2028fünf"},
		{"everyone", "@everyone"},
		{"channel", "@channel @here @all <@123> <!channel> <@&1>"},
		{"SQL", `'; DROP TABLE poll; --`},
		{"SQL in a number", "1 OR 1=1"},
		{"like", "%"},
		{"underscore", "_"},
		{"Markdown", "**fett** _kursiv_ [Link](https://example.org) `code` # Titel\n- Punkt | a | b |"},
		{"HTML", `<script>alert(1)</script><img src=x onerror="alert(1)">&amp;`},
		{"template", `{{.}} {{.Name}} {{len 4711}} {{define "x"}}`},
		{"template that computes", `{{print 47}}{{print 11}}`},
		{"template unclosed", `{{`},
		{"percent verbs", "%s %d %v %!s(MISSING) %n %%"},
		{"invalid UTF-8", "a\xff\xfe\xc3\x28b"},
		{"half a letter", "\xc3"},
		{"surrogate", "\xed\xa0\x80"},
		{"emoji", "👍🏽 👨‍👩‍👧‍👦 🇩🇪"},
		{"many accents", "Z" + strings.Repeat("\u0301", 500)},
		{"the missing sign", "⟨poll.create⟩"},
		{"a bold mark", "\ue000\ue001\ufffe"},
		{"slashes", "/ // /beirat /abstimmung neu"},
		{"a path", "../../etc/passwd"},
		{"a URL", "https://user:pw@example.org/?a=b&c=d#e"},
		{"JSON", `{"name":"x","values":[1,2,{}]}`},
		{"backslashes", `\ \\ \n \" \x00`},
		{"commas", ",;,;, ,"},
		{"dashes", "-- --help - – —"},
	}
}
