package scenarios

import (
	"context"
	"fmt"
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
)

// TestBadInput gives every command of the book every bad input, as a line, as
// a form and as a button, from everybody. It is always answered, never by a
// fault of ours, and what is refused leaves nothing behind.
func TestBadInput(t *testing.T) {
	t.Parallel()
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
			if done == 0 && path != "board.init" && path != "vision.round" && path != "meeting.open" { // there is a board already, a round, and an open meeting
				t.Error("nobody could carry the command out: the attack does not reach it")
			}
		})
	}
}

// TestBadInputOnPostgres is a smaller part of the same: the whole of the form
// filled with one bad value, of which every command gets a third, in CI a ninth.
func TestBadInputOnPostgres(t *testing.T) {
	t.Parallel()
	database := storagetest.Postgres(t)
	prepare(t, database)
	part := 9
	if everything() {
		part = 3
	}
	a := attack(t, database, who{"stadt", chairRights})
	a.shared = true
	for i, c := range a.book.Commands() {
		for j, bad := range badInputs() {
			if (i+j)%part != 0 {
				continue
			}
			a.send(c, chat.Submit{Command: c.Path, Values: all(c, bad)})
		}
	}
	a.close()
}

// TestABoardIsClosedToOthers presses buttons that name the other board: rights
// are those in the board that is named, so nobody of this one has any there.
func TestABoardIsClosedToOthers(t *testing.T) {
	t.Parallel()
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

	// shared: one database for every command, so that lists show what another has
	// stored; wrote is what was sent so far.
	shared bool
	wrote  strings.Builder
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

// briefly sends every input (in CI every fourth one) for the whole of the command, by line, form and
// button in turn; everybody begins with another way.
func (a *attacker) briefly(path string) {
	c := a.book.Command(path)
	for i, bad := range badInputs() {
		if !everything() && (i+len(path))%4 != 0 {
			continue
		}
		ways := []chat.Do{
			chat.Command{Line: a.start(c) + " " + bad.text},
			chat.Submit{Command: path, Values: all(c, bad)},
			chat.Press{Action: chat.Action{Name: path, Args: all(c, bad)}},
		}
		a.send(c, ways[(i+len(a.name))%len(ways)])
	}
}

// thoroughly sends every value (in CI every fourth one) alone among good ones, in a form or in a line,
// and in both where a command has few values.
func (a *attacker) thoroughly(path string) {
	c := a.book.Command(path)
	a.send(c, chat.Submit{Command: path, Values: good(c)})
	few := len(c.Params) <= 8
	for i, bad := range badInputs() {
		if !everything() && (i+len(path))%4 != 2 {
			continue
		}
		a.send(c, chat.Typing{Text: strings.TrimPrefix(a.start(c), "/") + " " + bad.text})
		for j, p := range c.Params {
			values := good(c)
			values[p.Name()] = bad.text
			if few || (i+j)%2 == 0 {
				a.send(c, chat.Submit{Command: path, Values: values})
			}
			if few || (i+j)%2 == 1 {
				a.send(c, chat.Command{Line: fmt.Sprintf("%s %s=%s", a.start(c), p.Name(), bad.text)})
			}
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

// written is what the answer may repeat: what is sent now, and in a shared
// database what was sent before.
func (a *attacker) written(do chat.Do) string {
	if !a.shared {
		return fmt.Sprintf("%v", do)
	}
	fmt.Fprintf(&a.wrote, "%v\n", do)
	return a.wrote.String()
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
			if strings.Contains(said, never) && !strings.Contains(a.written(do), never) {
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
				if choice.Label.Key != "commands.thing" { // the title of a thing is somebody's own
					lines = append(lines, say(choice.Label), say(choice.Typed))
				}
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
