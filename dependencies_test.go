package main_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryDirectDependencyHasItsLine(t *testing.T) {
	required, listed := requirements(t), lines(t)
	for _, module := range required {
		cells, found := listed[module]
		if !found {
			t.Errorf("docs/dependencies.md has no line for %s: what for, why not ourselves, which licence", module)
			continue
		}
		if len(cells) != 4 || slices.Contains(cells, "") {
			t.Errorf("docs/dependencies.md: the line for %s does not fill its four columns", module)
		}
	}
	for module := range listed {
		if !slices.Contains(required, module) {
			t.Errorf("docs/dependencies.md explains %s, which go.mod does not require directly", module)
		}
	}
}

// requirements lists the modules that go.mod requires directly, or for a tool.
func requirements(t *testing.T) []string {
	t.Helper()
	text := read(t, "go.mod")
	var modules []string
	for _, m := range regexp.MustCompile(`(?m)^(?:\t|require )(\S+) v\S+(.*)$`).FindAllStringSubmatch(text, -1) {
		tool := regexp.MustCompile(`(?m)^(?:\t|tool )` + regexp.QuoteMeta(m[1]) + `(/\S+)?$`).MatchString(text)
		if tool || !strings.Contains(m[2], "// indirect") {
			modules = append(modules, m[1])
		}
	}
	if len(modules) == 0 {
		t.Fatal("go.mod requires nothing: this test cannot read it")
	}
	return modules
}

// lines gives the table's cells by module.
func lines(t *testing.T) map[string][]string {
	t.Helper()
	byModule := map[string][]string{}
	for line := range strings.Lines(read(t, "docs/dependencies.md")) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		module, is := strings.CutPrefix(cells[0], "`")
		if !is {
			continue
		}
		module = strings.TrimSuffix(module, "`")
		if _, twice := byModule[module]; twice {
			t.Errorf("docs/dependencies.md has more than one line for %s", module)
		}
		byModule[module] = cells
	}
	return byModule
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
