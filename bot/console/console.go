// Package console is the board in a terminal: a chat client like the other
// platforms, with one channel and as many people as are named, for trying
// things out, for support and for tests. It translates between lines and the
// vocabulary of package chat and remembers what was shown; it decides nothing.
package console

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"beirat/chat"
	"beirat/words"
)

// Name is the platform's name in the database.
const Name = "console"

// Channel is its one public place.
const Channel = "console"

// Admin is the person who administers the workspace.
const Admin = "admin"

// Memory is what the console needs to keep over a restart.
type Memory interface {
	Remember(ctx context.Context, space, name string, value []byte) error
	Recall(ctx context.Context, space, name string) ([]byte, bool, error)
	Recollect(ctx context.Context, space, prefix string) (map[string][]byte, error)
}

// Host is the program behind the console.
type Host interface {
	Handle(ctx context.Context, e chat.Event) chat.Reply
	Work(ctx context.Context) error                         // does everything that is due now
	NextDue(ctx context.Context) (time.Time, bool, error)   // when something falls due
	Complete(language words.Language, line string) []string // the next words of a line
	Zone(ctx context.Context) *time.Location                // of the board
}

// Console is the platform and its one window. It is safe for concurrent use.
type Console struct {
	memory Memory
	clock  *Clock
	locale string // of everybody who has set no language; empty: the board's
	folder string // in which files are looked for; empty: where the program runs

	mu      sync.Mutex
	posts   []*post          // by number, from 1
	keys    map[string]*post // by key of the sending
	forms   map[string]chat.Form
	change  int64         // of posts, counted over all runs
	printed int64         // the last change that was printed
	fresh   []*post       // private, to be printed, in order
	shown   map[int]*post // public, to be printed
	opened  []openForm
}

// post is a message as it stands.
type post struct {
	Number  int        `json:"number"`
	Key     string     `json:"key,omitempty"`
	To      string     `json:"to,omitempty"` // account; empty: public
	Lines   []string   `json:"lines"`
	Buttons []labelled `json:"buttons,omitempty"`
	Change  int64      `json:"change"`          // the console's count when it was last changed
	Reply   bool       `json:"reply,omitempty"` // an answer, not a message that came by itself
	printed []string   // the lines as they were printed last
	passing bool       // the words are not remembered
}

type labelled struct {
	Label  string      `json:"label"`
	Action chat.Action `json:"action"`
}

type openForm struct {
	who  string
	form chat.Form
	lang words.Language
}

// New opens the console with what it remembers.
func New(ctx context.Context, memory Memory, clock *Clock, locale string) (*Console, error) {
	c := &Console{memory: memory, clock: clock, locale: locale,
		keys: map[string]*post{}, forms: map[string]chat.Form{}, shown: map[int]*post{}}
	kept, err := memory.Recollect(ctx, Name, "post/")
	if err != nil {
		return nil, fmt.Errorf("console: remembered messages: %w", err)
	}
	for _, value := range kept {
		var p post
		if err := json.Unmarshal(value, &p); err != nil {
			return nil, fmt.Errorf("console: remembered message: %w", err)
		}
		c.posts = append(c.posts, &p)
		c.change = max(c.change, p.Change)
	}
	slices.SortFunc(c.posts, func(x, y *post) int { return cmp.Or(cmp.Compare(x.Number, y.Number), cmp.Compare(y.Change, x.Change)) })
	c.posts = slices.CompactFunc(c.posts, func(x, y *post) bool { return x.Number == y.Number }) // an earlier version named private ones otherwise
	for _, p := range c.posts {
		if p.Key != "" {
			c.keys[p.Key] = p
		}
	}
	if err := c.recallPrinted(ctx); err != nil {
		return nil, err
	}
	forms, err := memory.Recollect(ctx, Name, "form/")
	if err != nil {
		return nil, fmt.Errorf("console: remembered forms: %w", err)
	}
	for name, value := range forms {
		var f chat.Form
		if err := json.Unmarshal(value, &f); err != nil {
			return nil, fmt.Errorf("console: remembered form: %w", err)
		}
		c.forms[name[len("form/"):]] = f
	}
	return c, nil
}

// recallPrinted finds what an earlier run showed and was killed before it
// could print it: that is printed first.
func (c *Console) recallPrinted(ctx context.Context) error {
	value, known, err := c.memory.Recall(ctx, Name, "printed")
	if err != nil {
		return fmt.Errorf("console: what was printed: %w", err)
	}
	if known {
		if c.printed, err = strconv.ParseInt(string(value), 10, 64); err != nil {
			return fmt.Errorf("console: what was printed: %w", err)
		}
	}
	for _, p := range c.posts {
		if p.Change > c.printed {
			c.show(p)
		} else {
			p.printed = p.Lines
		}
	}
	return nil
}

// Name is the platform's name.
func (c *Console) Name() string { return Name }

// Locale is the language of everybody here who has set none.
func (c *Console) Locale(string) string { return c.locale }

// Send shows a message once for each key; its reference is its number.
func (c *Console) Send(ctx context.Context, o chat.Outgoing) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, known := c.keys[o.Key]; known {
		return reference(p), nil
	}
	p := &post{Key: o.Key, To: o.Account}
	p.write(o.Message, words.Language(o.Language))
	if err := c.keep(ctx, p); err != nil {
		return "", err
	}
	return reference(p), nil
}

// Edit makes a message equal to o.
func (c *Console) Edit(ctx context.Context, ref string, o chat.Outgoing) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, p := range c.posts {
		if reference(p) != ref {
			continue
		}
		edited := *p
		edited.write(o.Message, words.Language(o.Language))
		if err := c.store(ctx, &edited); err != nil {
			return err
		}
		*c.posts[i] = edited
		c.show(p)
		return nil
	}
	return fmt.Errorf("console: no message %s", ref)
}

// keep gives a new post its number, stores it and marks it to be printed.
func (c *Console) keep(ctx context.Context, p *post) error {
	p.Number = 1
	if last := len(c.posts); last > 0 {
		p.Number = c.posts[last-1].Number + 1
	}
	if err := c.store(ctx, p); err != nil {
		return err
	}
	c.posts = append(c.posts, p)
	if p.Key != "" {
		c.keys[p.Key] = p
	}
	c.show(p)
	return nil
}

// name is under what a message is remembered: a private one under its reader, so
// that it goes when they are forgotten.
func (p *post) name() string {
	name := fmt.Sprintf("post/%09d", p.Number)
	if p.To != "" {
		name += "/" + p.To
	}
	return name
}

func (c *Console) store(ctx context.Context, p *post) error {
	c.change++
	p.Change = c.change
	value, err := json.Marshal(p.lasting())
	if err != nil {
		return err
	}
	if err := c.memory.Remember(ctx, Name, p.name(), value); err != nil {
		return fmt.Errorf("console: remembering a message: %w", err)
	}
	return nil
}

// lasting is what is remembered of a post: nothing that is confidential. A
// button of that kind thus does nothing more after a restart.
func (p post) lasting() post {
	if p.passing {
		p.Lines = nil
	}
	p.Buttons = slices.Clone(p.Buttons)
	for i, b := range p.Buttons {
		if b.Action.Confidential {
			p.Buttons[i].Action.Args = nil
		}
	}
	return p
}

// show marks a post to be printed.
func (c *Console) show(p *post) {
	if p.To == "" {
		c.shown[p.Number] = p
	} else {
		c.fresh = append(c.fresh, p)
	}
}

// write gives the post its words.
func (p *post) write(m chat.Message, l words.Language) {
	say := sayer(l)
	p.Lines, p.Buttons = m.Plain(say), nil
	for _, b := range m.Buttons() {
		p.Buttons = append(p.Buttons, labelled{Label: say(b.Label), Action: b.Action})
	}
}

func sayer(l words.Language) func(chat.Text) string {
	printer := words.Printer{Language: l}
	return func(t chat.Text) string { return printer.Print(t) }
}

func reference(p *post) string { return fmt.Sprint(p.Number) }

var name = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$`)

// Find knows everybody who could be named, in capitals or not: here anyone may
// come in.
func (c *Console) Find(_ context.Context, _, typed string) (chat.Actor, error) {
	if !name.MatchString(typed) {
		return chat.Actor{}, chat.ErrNobody
	}
	return c.actor(strings.ToLower(typed)), nil
}

// InChannel is true: here is one channel, and everybody is in it.
func (c *Console) InChannel(context.Context, string, string, string) (bool, error) { return true, nil }

func (c *Console) actor(who string) chat.Actor {
	return chat.Actor{Account: who, Name: who, Locale: c.locale, Admin: who == Admin}
}

// print writes what came up since the last time: answers, forms, public
// messages by number, then private messages that came by themselves. All of it
// is written at once and then remembered as printed, so that a process that is
// killed before prints it when it starts again.
func (c *Console) print(ctx context.Context, w io.Writer) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := &output{}
	for _, p := range c.fresh {
		if p.Reply {
			out.post(p)
		}
	}
	for _, f := range c.opened {
		out.form(f)
	}
	numbers := make([]int, 0, len(c.shown))
	for n := range c.shown {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	for _, n := range numbers {
		if p := c.shown[n]; !slices.Equal(p.Lines, p.printed) {
			out.post(p)
			p.printed = p.Lines
		}
	}
	for _, p := range c.fresh {
		if !p.Reply {
			out.post(p)
		}
	}
	c.fresh, c.opened, c.shown = nil, nil, map[int]*post{}
	if out.text.Len() > 0 {
		if _, err := w.Write(out.text.Bytes()); err != nil {
			return err
		}
	}
	if c.printed == c.change {
		return nil
	}
	c.printed = c.change
	return c.memory.Remember(ctx, Name, "printed", strconv.AppendInt(nil, c.printed, 10))
}
