package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"beirat/words"
)

// sources is what the program's sources say in strings.
type sources struct {
	*testing.T
	literals map[string]bool
	segments map[string]bool           // parts of literals between dots
	patterns map[string]*regexp.Regexp // keys that are put together, by their text
	said     map[string]string         // literal keys that are said, and where
	asked    map[string]string         // patterns of keys that are said, and where
}

// speakers are the functions that say a key, and which argument it is.
func speakers() map[string]int {
	return map[string]int{"T": 0, "Refuse": 0, "Say": 0, "say": 0, "button": 0, "Mistake": 1}
}

func readSources(t *testing.T) *sources {
	s := &sources{T: t, literals: map[string]bool{}, segments: map[string]bool{}, patterns: map[string]*regexp.Regexp{},
		said: map[string]string{}, asked: map[string]string{}}
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool { return s.see(files, n) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.seeColumns()
	return s
}

// seeColumns takes the names of the tables' columns for parts of keys too: what is
// stored about somebody is told column by column.
func (s *sources) seeColumns() {
	files, err := filepath.Glob("../storage/migrations/*.sql")
	if err != nil || len(files) == 0 {
		s.Fatalf("%d migrations: %v", len(files), err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			s.Fatal(err)
		}
		for _, column := range columnName.FindAllStringSubmatch(string(text), -1) {
			s.segments[strings.TrimSuffix(column[1]+column[2], "_id")] = true
		}
	}
}

var columnName = regexp.MustCompile(`(?m)^ +([a-z_]+) |ADD COLUMN ([a-z_]+) `)

// numbered is a name with a number behind it.
var numbered = regexp.MustCompile(`^([a-z_]+_)[0-9]+$`)

func (s *sources) see(files *token.FileSet, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.BasicLit:
		if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
			s.literals[text] = true
			for part := range strings.SplitSeq(text, ".") {
				s.segments[part] = true
			}
		}
	case *ast.BinaryExpr:
		if text, mixed := concatenated(n); mixed && lettered.MatchString(text) {
			s.patterns[text] = pattern(text)
		}
	case *ast.CallExpr:
		at, speaks := speakers()[called(n)]
		if !speaks || len(n.Args) <= at {
			return true
		}
		where := files.Position(n.Pos()).String()
		switch text, mixed := concatenated(n.Args[at]); {
		case mixed && strings.Contains(text, "."):
			s.asked[text] = where
		case !mixed && key.MatchString(text):
			s.said[text] = where
		}
	}
	return true
}

// lettered is a pattern that says something: more than dots between parts.
var lettered = regexp.MustCompile(`[a-z]{2}\.|\.[a-z]{2}`)

var key = regexp.MustCompile(`^[a-z]+(\.[A-Za-z0-9_]+)+$`)

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// concatenated is a text with "*" for what is not literal, and whether there is any.
func concatenated(e ast.Expr) (text string, mixed bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			return text, false
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			left, mixedLeft := concatenated(e.X)
			right, mixedRight := concatenated(e.Y)
			return left + right, mixedLeft || mixedRight
		}
	}
	return "*", true
}

func pattern(text string) *regexp.Regexp {
	return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, `([A-Za-z0-9_.]+)`) + "$")
}

// uses tells whether the sources may say a key: it stands there, or is put
// together of parts that do.
func (s *sources) uses(key string) bool {
	if s.literals[key] {
		return true
	}
	for _, p := range s.patterns {
		parts := p.FindStringSubmatch(key)
		begins := parts != nil && strings.HasPrefix(p.String(), "^(") // by a whole name, as of a command
		if parts != nil && s.knows(parts[1:]) && (!begins || s.literals[parts[1]]) {
			return true
		}
	}
	return false
}

func (s *sources) knows(parts []string) bool {
	for _, part := range parts {
		for segment := range strings.SplitSeq(part, ".") {
			if parts := numbered.FindStringSubmatch(segment); parts != nil && s.segments[parts[1]] {
				continue
			}
			if _, err := strconv.Atoi(segment); err != nil && !s.segments[segment] {
				return false
			}
		}
	}
	return true
}

func TestEveryKeyThatIsSaidIsInTheCatalogueAndEveryEntryIsSaid(t *testing.T) {
	s := readSources(t)
	if len(s.said) < 100 || len(s.asked) < 10 {
		t.Fatalf("only %d keys and %d patterns were found in the sources", len(s.said), len(s.asked))
	}
	for _, l := range words.Languages() {
		all := words.Keys(l)
		for said, where := range s.said {
			if !words.Has(l, said) {
				t.Errorf("%s: no entry %q in %s", where, said, l)
			}
		}
		for text, where := range s.asked {
			if p := pattern(text); !anyMatches(p, all) {
				t.Errorf("%s: no entry in %s is like %q", where, l, text)
			}
		}
		for _, entry := range all {
			if !s.uses(entry) && !s.called(entry) {
				t.Errorf("nothing says %q of the catalogue %s", entry, l)
			}
		}
	}
}

func anyMatches(p *regexp.Regexp, all []string) bool {
	for _, entry := range all {
		if p.MatchString(entry) {
			return true
		}
	}
	return false
}

var command = regexp.MustCompile(`^cmd\.([a-z_]+(?:\.[a-z_]+)??)(?:\.(?:title|about|example|([a-z_]+)\.(?:label|about)))?$`)

// called tells whether an entry is about a command, or a value of one, that is declared.
func (s *sources) called(entry string) bool {
	parts := command.FindStringSubmatch(entry)
	return parts != nil && s.literals[parts[1]] && (parts[2] == "" || s.literals[parts[2]])
}
