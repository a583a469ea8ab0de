package words

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	texttemplate "text/template"
	"text/template/parse"

	"github.com/google/go-cmp/cmp"
)

// foreign are words that have no place in one of the languages. What is typed
// word for word stands between backticks and is exempt.
var foreign = map[Language]*regexp.Regexp{
	German: regexp.MustCompile(`(?i)(^|[^\pL])(du|dir|dich|dein\pL*|ups|leider|` +
		`polls?|boards?|deadlines?|meetings?|votes?|voting|ballots?|reminders?|members?|` +
		`buttons?|clicks?|updates?|settings?|errors?|items?|users?|tasks?|okay|sorry|` +
		`invalid|please|yes|close[ds]?|cancel|submit|the|and|of)([^\pL]|$)`),
	English: regexp.MustCompile(`(?i)(^|[^\pL])(oops|unfortunately|sorry|und|nicht|Abstimmung)([^\pL]|$)`),
}

var verbatim = regexp.MustCompile("`[^`]*`")

func TestCataloguesAgree(t *testing.T) {
	de, en := german(), english()
	for _, c := range []*catalogue{de, en} {
		if c.err != nil {
			t.Errorf("catalogues in %s: %v", c.language, c.err)
		}
	}
	if diff := cmp.Diff(Keys(German), Keys(English)); diff != "" {
		t.Errorf("keys only in German (-), only in English (+):\n%s", diff)
	}
	for _, key := range Keys(German) {
		inGerman, inEnglish := de.entries[key], en.entries[key]
		german, english := inspect(t, de, key), inspect(t, en, key)
		if _, ok := en.entries[key]; !ok {
			continue
		}
		if diff := cmp.Diff(german.arguments, english.arguments); diff != "" {
			t.Errorf("%s: arguments only in German (-), only in English (+):\n%s", key, diff)
		}
		if (inGerman.one == "") != (inEnglish.one == "") {
			t.Errorf("%s: plural in one language only", key)
		}
		if base(inGerman.file) != base(inEnglish.file) {
			t.Errorf("%s: in %s but in %s", key, inGerman.file, inEnglish.file)
		}
	}
}

func TestCataloguesKeepTheTone(t *testing.T) {
	for _, l := range Languages() {
		c := spoken(l)
		for _, key := range Keys(l) {
			for _, text := range inspect(t, c, key).texts {
				text = verbatim.ReplaceAllString(text, "")
				if found := foreign[l].FindStringSubmatch(text); found != nil {
					t.Errorf("%s: %s says %q in %q", c.entries[key].file, key, found[2], text)
				}
				if strings.Contains(text, "!") {
					t.Errorf("%s: %s shouts in %q", c.entries[key].file, key, text)
				}
			}
			for _, pattern := range c.entries[key].patterns() {
				if strings.Count(pattern, "**")%2 != 0 {
					t.Errorf("%s: %s opens bold and does not close it: %q", c.entries[key].file, key, pattern)
				}
			}
		}
	}
}

func TestTheToneIsHeard(t *testing.T) {
	for text, want := range map[string]bool{
		"Willst du das":              true,
		"Deine Stimme":               true,
		"Das geht leider nicht":      true,
		"Die Deadline ist morgen":    true,
		"Neuer Poll":                 true,
		"Ihre Stimme ist gezählt":    false,
		"Durch die Frist gedeihen":   false,
		"Online-Termine, Feedback":   false,
		"Die Dauer, dürfen, Übungen": false,
	} {
		t.Run(text, func(t *testing.T) {
			if got := foreign[German].MatchString(text); got != want {
				t.Errorf("found in %q: %v", text, got)
			}
		})
	}
}

func base(file string) string { return strings.Split(file, ".")[0] }

// inspected is what an entry uses and says, in both its forms.
type inspected struct {
	arguments []string // sorted
	texts     []string // outside of {{}} and within, but for what is only compared
}

// inspect parses an entry; it is an error if that fails.
func inspect(t *testing.T, c *catalogue, key string) inspected {
	t.Helper()
	e := c.entries[key]
	arguments := map[string]bool{}
	var texts []string
	compared := map[parse.Node]bool{}
	for _, pattern := range e.patterns() {
		parsed, err := texttemplate.New(key).Funcs(c.functions()).Parse(pattern)
		if err != nil {
			t.Errorf("%s: %v", e.file, err)
			continue
		}
		if parsed.Tree == nil {
			continue
		}
		walk(parsed.Root, func(n parse.Node) {
			switch n := n.(type) {
			case *parse.TextNode:
				texts = append(texts, string(n.Text))
			case *parse.CommandNode:
				if function := n.Args[0].String(); function == "eq" || function == "ne" {
					for _, arg := range n.Args {
						compared[arg] = true
					}
				}
			case *parse.StringNode:
				if !compared[n] {
					texts = append(texts, n.Text)
				}
			case *parse.FieldNode:
				arguments[n.Ident[0]] = true
			case *parse.VariableNode:
				if n.Ident[0] == "$" && len(n.Ident) > 1 {
					arguments[n.Ident[1]] = true
				}
			}
		})
	}
	delete(arguments, "N") // a form may leave out its number: "eine Stimme"
	if e.one != "" {
		arguments["N"] = true
	}
	return inspected{slices.Sorted(maps.Keys(arguments)), texts}
}

func walk(n parse.Node, visit func(parse.Node)) {
	visit(n)
	list := func(l *parse.ListNode) {
		if l != nil {
			walk(l, visit)
		}
	}
	branch := func(b *parse.BranchNode) {
		walk(b.Pipe, visit)
		list(b.List)
		list(b.ElseList)
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, child := range n.Nodes {
			walk(child, visit)
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			walk(command, visit)
		}
	case *parse.CommandNode:
		for _, arg := range n.Args {
			walk(arg, visit)
		}
	case *parse.ChainNode:
		walk(n.Node, visit)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	}
}

func TestLoadTellsWhatIsWrong(t *testing.T) {
	for name, test := range map[string]struct {
		content string
		want    string
	}{
		"a key twice in one file":       {"a: x\na: y\n", "already defined"},
		"a key twice in two files":      {"words.list: x\n", "also in catalogue/words.de.yaml"},
		"an empty entry":                {"a: ''\n", "empty"},
		"an entry of nothing":           {"a:\n", "empty"},
		"a list of texts":               {"a: [x]\n", "neither a text nor a map"},
		"a plural form we do not have":  {"a: {few: x, other: y}\n", `unknown form "few"`},
		"a plural without one":          {"a: {other: y}\n", "form one is missing"},
		"a plural without other":        {"a: {one: y}\n", "empty"},
		"a plural of plurals":           {"a: {one: {one: x}, other: y}\n", "one is not a text"},
		"a control character":           {"a: \"\\x01\"\n", "control character"},
		"a file that is not a map":      {"- a\n", "catalogue/x.de.yaml"},
		"an entry without being a YAML": {"a: 'x\n", "catalogue/x.de.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			c := load(fstest.MapFS{
				"catalogue/words.de.yaml": readFile(t, "catalogue/words.de.yaml"),
				"catalogue/x.de.yaml":     {Data: []byte(test.content)},
				"catalogue/x.en.yaml":     {Data: []byte("other: language\n")},
			}, German)
			if c.err == nil || !strings.Contains(c.err.Error(), test.want) {
				t.Errorf("told %v, want %q", c.err, test.want)
			}
			if got := c.own("words.near.today", nil); got != "heute" {
				t.Errorf("what is good is not said: %q", got)
			}
		})
	}
}
