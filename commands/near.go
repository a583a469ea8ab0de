package commands

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agext/levenshtein"

	"beirat/chat"
	"beirat/words"
)

// Unknown is a line that is no command.
type Unknown struct {
	Typed   string     // its first words
	Nearest []*Command // at most three, the nearest first; may be empty
	Pressed bool       // a button of another version

	word  chat.Text                      // the one to remember
	rest  map[*Command]map[string]string // what stood behind the name, as values of each of the nearest
	clear bool                           // so near that a text without a slash is meant as a command
}

func (u *Unknown) Error() string { return "unknown command: " + u.Typed }

// Message says that the command is unknown, with the nearest as buttons.
func (u *Unknown) Message() chat.Message {
	switch {
	case u.Pressed:
		return chat.Say(chat.T("commands.old_button", "word", u.word))
	case len(u.Nearest) == 0:
		return chat.Say(chat.T("commands.unknown", "typed", u.Typed, "word", u.word))
	}
	var buttons chat.Actions
	for _, c := range u.Nearest {
		buttons = append(buttons, chat.Button{Label: chat.T("cmd." + c.Path + ".title"), Action: chat.Action{Name: c.Path, Args: u.rest[c]}})
	}
	return chat.Say(chat.T("commands.unknown_near", "typed", u.Typed)).With(buttons)
}

const nearest = 3 // so many near misses are offered

// nearLength is how many bytes words can have that are near the name of a
// command.
const nearLength = 200

// unknown finds what a line may have meant; g is the group of its trigger, if
// that is known.
func (b *Book) unknown(line string, g *Group) *Unknown {
	heads, _ := wordsOf(line, 3)
	first := strings.Join(heads[:min(1, len(heads))], "")
	u := &Unknown{Typed: cut(strings.Join(heads[:min(2, len(heads))], " "), shownLength), word: b.Word()}
	if g != nil && g.Root && len(heads) > 1 {
		heads = heads[1:]
	} else if rest, had := cutPrefix(fold(line), b.prefix); had {
		heads, _ = wordsOf(rest, 3)
	}
	u.Nearest, u.clear = b.near(heads[:min(2, len(heads))], g)
	if len(heads) > 2 && utf8.RuneCountInString(heads[1]) < 4 { // "Abstimmung ist doof" means no list
		u.clear = false
	}
	u.rest = map[*Command]map[string]string{}
	for _, c := range u.Nearest {
		if c.Confidential() { // what stands behind the first word may be what nobody is to repeat
			u.Typed = cut(first, shownLength)
		}
		if rest, found := b.behind(line, c); found {
			u.rest[c] = b.carried(c, rest)
		}
	}
	if len(u.Nearest) == 0 && g != nil && b.paths[g.Bare] != nil {
		u.Nearest = []*Command{b.paths[g.Bare]}
	}
	return u
}

// near finds the commands whose names are nearest to these words. clearly tells
// that they are hardly to be mistaken.
func (b *Book) near(heads []string, g *Group) (near []*Command, clearly bool) {
	if len(heads) == 0 {
		return nil, false
	}
	type guess struct {
		command *Command
		miss
	}
	var guesses []guess
	for _, c := range b.commands {
		if c.Hidden {
			continue
		}
		if m := b.miss(heads, c, g); m.found {
			guesses = append(guesses, guess{c, m})
			clearly = clearly || m.clear
		}
	}
	slices.SortStableFunc(guesses, func(x, y guess) int { return x.distance - y.distance })
	for _, found := range guesses {
		if found.distance > guesses[0].distance+1 || len(near) == nearest {
			break
		}
		near = append(near, found.command)
	}
	return near, clearly
}

// miss is how far typed words are from the nearest name of a command.
type miss struct {
	distance int
	found    bool // within what is forgiven
	clear    bool
}

func (m *miss) try(typed, name string) {
	if len(typed) > nearLength { // measuring takes as long as the words are
		return
	}
	typed, name = fold(typed), fold(name)
	if typed == "" || name == "" {
		return
	}
	d := levenshtein.Distance(typed, name, nil)
	m.clear = m.clear || d <= tolerance(typed) && d*4 < utf8.RuneCountInString(typed)
	if len(typed) > 2 && strings.HasPrefix(name, typed) { // "sitz" for "sitz besetzen"
		d = min(d, tolerance(typed))
	}
	if d <= tolerance(typed) && (!m.found || d < m.distance) {
		m.distance, m.found = d, true
	}
}

// miss tries all languages and the ways to name a command: by trigger and
// verb, within its group by the verb alone, and by the trigger alone where
// that is a command too.
func (b *Book) miss(heads []string, c *Command, g *Group) miss {
	var m miss
	typed, last := strings.Join(heads, " "), heads[len(heads)-1]
	own := b.group(c.group())
	for _, l := range words.Languages() {
		for _, verb := range b.named(l, "cmd."+c.Path) {
			if own == nil {
				m.try(heads[0], verb)
				continue
			}
			for _, name := range b.named(l, "trigger."+own.Name) {
				m.try(typed, name+" "+verb)
			}
			if g != nil && g.Name == own.Name {
				m.try(last, verb)
			}
			if own.Root {
				m.try(typed, verb)
			}
		}
		if own != nil && own.Bare == c.Path && len(heads) == 1 {
			for _, name := range b.named(l, "trigger."+own.Name) {
				m.try(typed, name)
			}
		}
	}
	return m
}

// tolerance is how many slips are forgiven in a word.
func tolerance(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n <= 2:
		return 0
	case n <= 4:
		return 1
	case n <= 9:
		return 2
	default:
		return 3
	}
}

// nearName finds the parameter whose typed name is nearest to an unknown one.
func (b *Book) nearName(c *Command, typed string) (near Param, found bool) {
	typed = fold(typed)
	best := tolerance(typed) + 1
	named := b.params[c]
	for _, name := range sortedKeys(named) {
		if d := named[name].declared(); d.Hidden || d.Confidential {
			continue
		}
		if d := levenshtein.Distance(typed, name, nil); d < best {
			near, found, best = named[name], true, d
		}
	}
	return near, found
}

// noName is the mistake of a name that a command does not have.
func (b *Book) noName(c *Command, typed string) *Error {
	shown := c.typable()
	if len(shown) == 0 {
		return Refuse("commands.no_name_none", "typed", cut(typed, shownLength))
	}
	names := make([]paramRef, len(shown))
	for i, p := range shown {
		names[i] = paramRef(p.Name())
	}
	return Refuse("commands.no_name", "typed", cut(typed, shownLength), "names", names)
}

// shownLength is how much of a mistake is repeated to a person, in characters.
const shownLength = 60

// cut shortens what is repeated to a person.
func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

func cutPrefix(name, prefix string) (string, bool) {
	if prefix == "" {
		return name, false
	}
	return strings.CutPrefix(name, prefix)
}
