// Package scenarios runs stories: what people do and what they see, in words
// that know no platform. A story is a text file (*.txtar); a Driver lets the
// people of the story act on one platform, and the runner holds what they saw
// against what the story says they see.
package scenarios

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/tools/txtar"
)

// Story is one file: settings, and steps with what is seen after each.
//
// The file begins with a sentence that says what the story shows. The part
// "settings" may hold "clock 2026-11-26T10:00", "lang en", "empty" (no
// demonstration board) and "on console" (it is about that platform and told
// nowhere else). The part "story" is a transcript:
//
//	buerger1: /abstimmung neu "Frage?"    somebody does something
//	buerger1: attach bild.png             somebody sends a file of the folder "testdata/files" to the bot
//	wait 3d · now 2026-12-01T18:00        time passes
//	restart · restart 3h                  the program ends and starts again, at once or later
//	kill before · kill after              the next step's process is killed before, or right after, its first sending
//	@buerger1 Abstimmung 1 ist …          what a person sees privately
//	# Abstimmung 1: Frage?                what everybody sees
//	?buerger1 frage: Frage?               a form
//	! Ja 3                                nothing that was seen holds these words
//	=                                     nothing else was seen
//	// words                              a remark
//
// Lines that belong together stand together: a change of the mark or an empty
// line ends a message. "…" at the end of a line stands for its rest, alone on
// a line for any lines.
type Story struct {
	Name     string
	About    string
	Settings Settings
	Steps    []Step
}

// storyFiles is the folder of the files that people send in stories.
const storyFiles = "testdata/files"

// Settings are what a story begins with.
type Settings struct {
	Clock    string
	Language string
	Empty    bool
	On       string // the only platform that it is told on; empty: all
}

// Step is something that happens, and what is seen of it.
type Step struct {
	Line   int    // in the part "story", from 1
	Text   string // as it stands there
	Verb   Verb
	Expect []Seen
	Absent []string
	Only   bool
}

// Verb is the kind of a step.
type Verb string

// The verbs. Say is a line of the console's form: somebody does something, or time passes.
const (
	Say     Verb = "say"
	Restart Verb = "restart"
	Kill    Verb = "kill"
)

// Seen is one message or form that somebody saw.
type Seen struct {
	Kind  Kind
	Who   string // empty: everybody
	Lines []string
	line  int // of an expectation
}

// Kind tells messages and forms apart.
type Kind string

// The kinds.
const (
	Public  Kind = "#"
	Private Kind = "@"
	Form    Kind = "?"
)

func (s Seen) String() string {
	mark := string(s.Kind) + s.Who
	var b strings.Builder
	for _, line := range s.Lines {
		b.WriteString(mark + " " + line + "\n")
	}
	return b.String()
}

// Parse reads a story.
func Parse(name string, data []byte) (Story, error) {
	archive := txtar.Parse(data)
	s := Story{Name: name, About: strings.TrimSpace(string(archive.Comment))}
	for _, file := range archive.Files {
		var err error
		switch file.Name {
		case "settings":
			err = s.set(string(file.Data))
		case "story":
			err = s.tell(string(file.Data))
		default:
			err = fmt.Errorf("there is no part %q", file.Name)
		}
		if err != nil {
			return Story{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	if s.About == "" || len(s.Steps) == 0 {
		return Story{}, fmt.Errorf("%s: a story has a sentence that says what it shows, and steps", name)
	}
	return s, nil
}

func (s *Story) set(text string) error {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "":
		case "clock":
			s.Settings.Clock = value
		case "lang":
			s.Settings.Language = value
		case "empty":
			s.Settings.Empty = true
		case "on":
			s.Settings.On = value
		default:
			return fmt.Errorf("there is no setting %q", key)
		}
	}
	return nil
}

var marked = regexp.MustCompile(`^(#|[@?][^\s]+) ?(.*)$`)

func (s *Story) tell(text string) error {
	var open *Seen
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "//") {
			continue
		}
		if strings.TrimSpace(line) == "" {
			open = nil
			continue
		}
		seen, rest := reading(line)
		if seen == nil && line != "=" && !strings.HasPrefix(line, "! ") {
			open = nil
			s.Steps = append(s.Steps, step(number, line))
			continue
		}
		if len(s.Steps) == 0 {
			return fmt.Errorf("line %d: something is seen before anything is done", number)
		}
		last := &s.Steps[len(s.Steps)-1]
		switch {
		case line == "=":
			last.Only = true
		case seen == nil:
			last.Absent = append(last.Absent, strings.TrimPrefix(line, "! "))
		case open != nil && open.Kind == seen.Kind && open.Who == seen.Who:
			open.Lines = append(open.Lines, rest)
		default:
			seen.line, seen.Lines = number, []string{rest}
			last.Expect = append(last.Expect, *seen)
			open = &last.Expect[len(last.Expect)-1]
		}
	}
	return nil
}

// reading takes apart a line of something seen; nil if it is none.
func reading(line string) (*Seen, string) {
	parts := marked.FindStringSubmatch(line)
	if parts == nil {
		return nil, ""
	}
	return &Seen{Kind: Kind(parts[1][:1]), Who: parts[1][1:]}, parts[2]
}

func step(number int, line string) Step {
	verb := Say
	switch word, _, _ := strings.Cut(line, " "); word {
	case "restart":
		verb = Restart
	case "kill":
		verb = Kill
	}
	return Step{Line: number, Text: line, Verb: verb}
}
