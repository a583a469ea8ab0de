package console

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"beirat/words"

	"golang.org/x/term"
)

// Speaker is who talks at the prompt until somebody else is named.
type Speaker struct {
	Who      string
	Language words.Language // of the console's own words
}

// Converse is the console in a terminal: a prompt with history and
// completion. A line without a name is said by the speaker; "NAME: TEXT"
// changes the speaker. It ends with Ctrl-D, Ctrl-C or the context, and leaves
// the terminal as it was.
func (w *Window) Converse(ctx context.Context, in *os.File, s Speaker) (err error) {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return err
	}
	plain := w.out
	defer func() {
		_, ended := io.WriteString(plain, "\r\n")
		err = errors.Join(err, ended, term.Restore(int(in.Fd()), state))
	}()
	terminal := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{&pasted{from: in}, w.out}, prompt(s.Who))
	terminal.SetBracketedPasteMode(true)
	defer terminal.SetBracketedPasteMode(false)
	w.out = terminal
	terminal.AutoCompleteCallback = w.completer(terminal, s.Language)
	fit := fitting(terminal, in)
	fit()

	printer := words.Printer{Language: s.Language}
	greet(terminal, printer, w.clock.Now().In(w.host.Zone(ctx)), s.Who)
	if err := w.Begin(ctx); err != nil {
		return err
	}
	var turn sync.Mutex
	ctx, stop := context.WithCancel(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { w.watch(ctx, &turn, fit) })
	defer watching.Wait()
	defer stop()
	lines := input(terminal.ReadLine)
	defer lines.Close()
	for {
		line, err := lines.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, term.ErrPasteIndicator) {
			return err
		}
		err = nil
		turn.Lock()
		for _, part := range parts(line) {
			if s.Who, err = w.spoken(ctx, terminal, s.Who, part); err != nil {
				break
			}
		}
		turn.Unlock()
		if err != nil {
			return err
		}
		terminal.SetPrompt(prompt(s.Who))
	}
}

// fitting makes the terminal as wide as its window is when asked.
func fitting(terminal *term.Terminal, in *os.File) func() {
	var was [2]int
	return func() {
		width, height, err := term.GetSize(int(in.Fd()))
		if now := [2]int{width, height}; err == nil && width > 0 && now != was {
			was = now
			_ = terminal.SetSize(width, height) // a terminal that is gone ends the next read
		}
	}
}

// spoken says a line at the prompt and tells who speaks from now on.
func (w *Window) spoken(ctx context.Context, out io.Writer, who, line string) (string, error) {
	line = strings.TrimSpace(line)
	if line == "" {
		return who, nil
	}
	verb, _, _ := strings.Cut(line, " ")
	if named := speech.FindStringSubmatch(line); named != nil && !strings.HasPrefix(line, "/") && name.MatchString(named[1]) {
		who = named[1]
		if named[2] == "" {
			return who, nil
		}
	} else if verb != "wait" && verb != "now" {
		line = who + ": " + line
	}
	err := w.Say(ctx, line)
	var misfit *Misfit
	if errors.As(err, &misfit) {
		_, err = io.WriteString(out, misfit.Why+"\n\n")
	}
	return who, err
}

// watch shows what falls due while nobody types, and follows the window's size.
func (w *Window) watch(ctx context.Context, turn *sync.Mutex, fit func()) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	said := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		fit()
		turn.Lock()
		err := w.Begin(ctx)
		turn.Unlock()
		switch {
		case err == nil:
			said = ""
		case ctx.Err() == nil && err.Error() != said: // the next tick tries again
			said = err.Error()
			_, _ = io.WriteString(w.out, said+"\n")
		}
	}
}

func greet(out io.Writer, p words.Printer, now time.Time, who string) {
	for _, line := range []string{
		p.Say("console.welcome", map[string]any{"Now": now}),
		p.Say("console.begin", nil),
		p.Say("console.act", nil),
		p.Say("console.people", map[string]any{"Who": who}),
	} {
		_, _ = io.WriteString(out, line+"\n") // a terminal that is gone ends the next read
	}
	_, _ = io.WriteString(out, "\n")
}

func prompt(who string) string { return who + "> " }

// completer completes the word before the cursor on Tab: as far as all offers
// agree, and where they do not, it lists them.
func (w *Window) completer(out io.Writer, l words.Language) func(string, int, rune) (string, int, bool) {
	return func(line string, at int, key rune) (string, int, bool) {
		if key != '\t' {
			return "", 0, false
		}
		before, after := line[:at], line[at:]
		offers := w.offers(l, before)
		if len(offers) == 0 {
			return line, at, true
		}
		start := strings.LastIndexAny(before, " ") + 1
		word := common(offers)
		if len(offers) == 1 && !strings.HasSuffix(word, "=") {
			word += " "
		}
		if len(offers) > 1 && len(word) <= len(before)-start {
			_, _ = io.WriteString(out, strings.Join(choices(offers), "  ")+"\n")
			return line, at, true
		}
		return before[:start] + word + after, start + len(word), true
	}
}

// offers are the next words: of the console's own, and of the program's commands.
func (w *Window) offers(l words.Language, before string) []string {
	if named := speech.FindStringSubmatch(before); named != nil && !strings.HasPrefix(before, "/") {
		before = named[2]
	}
	offers := w.host.Complete(l, before)
	if !strings.Contains(before, " ") {
		for _, own := range []string{"press", "fill", "attach", "wait", "now"} {
			if before != "" && strings.HasPrefix(own, before) {
				offers = append(offers, own)
			}
		}
	}
	return offers
}

// choices are offers to be listed: of "rule=simple" and its like the values alone.
func choices(offers []string) []string {
	name, _, _ := strings.Cut(offers[0], "=")
	list := make([]string, len(offers))
	for i, offer := range offers {
		value, same := strings.CutPrefix(offer, name+"=")
		if !same || value == "" {
			return offers
		}
		list[i] = value
	}
	return list
}

// common is what all begin with.
func common(offers []string) string {
	prefix := offers[0]
	for _, offer := range offers[1:] {
		for !strings.HasPrefix(offer, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	for !utf8ok(prefix) {
		prefix = prefix[:len(prefix)-1]
	}
	return prefix
}

func utf8ok(s string) bool { return strings.ToValidUTF8(s, "") == s }
