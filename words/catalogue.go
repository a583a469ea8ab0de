package words

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

//go:embed catalogue/*.yaml
var files embed.FS

var (
	german  = sync.OnceValue(func() *catalogue { return load(files, German) })
	english = sync.OnceValue(func() *catalogue { return load(files, English) })
)

func spoken(l Language) *catalogue {
	if l == English {
		return english()
	}
	return german()
}

// boldMark stands for ** inside loaded entries. Arguments cannot contain it,
// since control characters are stripped from them.
const boldMark = "\x01"

// catalogue is everything that can be said in one language. It does not change
// after load. There is one go-i18n bundle for each language, so that functions
// can be bound to the language and parsed entries kept, and so that a missing
// entry is never said in the other language.
type catalogue struct {
	language  Language
	entries   map[string]entry
	localizer *i18n.Localizer
	parser    template.Parser
	err       error // what could not be loaded; the rest can be said
}

// entry is one entry as it stands in its file.
type entry struct {
	one, other string // one is "" where there is no plural
	file       string
}

// patterns lists the forms there are.
func (e entry) patterns() []string {
	if e.one == "" {
		return []string{e.other}
	}
	return []string{e.one, e.other}
}

// load reads every catalogue/NAME.LANG.yaml of the language. A bad file or
// entry is left out and told in err; the tests insist that there is none.
func load(fsys fs.FS, l Language) *catalogue {
	c := &catalogue{language: l, entries: map[string]entry{}}
	var errs []error
	names, err := fs.Glob(fsys, "catalogue/*."+string(l)+".yaml")
	if err != nil {
		errs = append(errs, err)
	}
	for _, name := range names {
		errs = append(errs, c.read(fsys, name))
	}
	c.err = errors.Join(errs...)

	tag := language.Make(string(l))
	bundle := i18n.NewBundle(tag)
	for key, e := range c.entries {
		message := &i18n.Message{
			ID:    key,
			One:   strings.ReplaceAll(e.one, "**", boldMark),
			Other: strings.ReplaceAll(e.other, "**", boldMark),
		}
		bundle.MustAddMessages(tag, message)
	}
	c.localizer = i18n.NewLocalizer(bundle) // no tags: always the bundle's own
	c.parser = keptParser{&template.TextParser{Funcs: c.functions(), Option: "missingkey=error"}}
	return c
}

func (c *catalogue) read(fsys fs.FS, name string) error {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	var nodes map[string]yaml.Node
	if err := yaml.Unmarshal(content, &nodes); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var errs []error
	for key, node := range nodes {
		e, err := readEntry(&node)
		if twin, ok := c.entries[key]; ok && err == nil {
			err = fmt.Errorf("also in %s", twin.file)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %s: %w", name, node.Line, key, err))
			continue
		}
		e.file = name
		c.entries[key] = e
	}
	return errors.Join(errs...)
}

func readEntry(node *yaml.Node) (entry, error) {
	var e entry
	switch node.Kind {
	case yaml.ScalarNode:
		e.other = node.Value
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			switch form, value := node.Content[i].Value, node.Content[i+1]; {
			case value.Kind != yaml.ScalarNode:
				return e, fmt.Errorf("%s is not a text", form)
			case form == "one":
				e.one = value.Value
			case form == "other":
				e.other = value.Value
			default:
				return e, fmt.Errorf("unknown form %q, want one and other", form)
			}
		}
		if strings.TrimSpace(e.one) == "" {
			return e, errors.New("form one is missing or empty")
		}
	default:
		return e, errors.New("neither a text nor a map of one and other")
	}
	// A block text ends with a line feed that nobody means.
	e.one, e.other = strings.TrimRight(e.one, "\n"), strings.TrimRight(e.other, "\n")
	if strings.TrimSpace(e.other) == "" {
		return e, errors.New("empty")
	}
	if strings.Contains(e.one+e.other, boldMark) {
		return e, errors.New("contains a control character")
	}
	return e, nil
}

// say says an entry with arguments that are ready for templates; ** is still
// the boldMark.
func (c *catalogue) say(key string, data map[string]any) (string, error) {
	e, ok := c.entries[key]
	if !ok {
		return "", fmt.Errorf("no entry %q in language %s", key, c.language)
	}
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: data, TemplateParser: c.parser}
	if e.one != "" {
		n, ok := data["N"].(int)
		if !ok {
			return "", fmt.Errorf("entry %q needs a whole number N", key)
		}
		config.PluralCount = n
	}
	return c.localizer.Localize(&config)
}

// own says an entry of this package for one of its functions.
func (c *catalogue) own(key string, data map[string]any) string {
	said, err := c.say(key, data)
	if err != nil {
		return missing(key)
	}
	return said
}

// name reads an entry that is a mere name, without template.
func (c *catalogue) name(key string) string {
	e, ok := c.entries[key]
	if !ok {
		return missing(key)
	}
	return e.other
}

// keptParser parses each entry once. The library's own parser gives that up
// when it has functions, because they might differ from call to call; ours are
// bound to the catalogue.
type keptParser struct{ *template.TextParser }

func (keptParser) Cacheable() bool { return true }
