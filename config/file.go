package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// file reads the YAML file, if one is named. It looks at the nodes rather than
// decoding into Config, because mistakes need the line and the key as written.
func (l *loading) file(path, origin string) {
	if path == "" {
		if origin != "" {
			l.wrong(Mistake{Key: origin, Problem: "names no file"})
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		l.wrong(Mistake{Key: origin, Problem: fmt.Sprintf("cannot read %q: %v", path, withoutPath(err))})
		return
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, second yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return
	case err != nil:
		l.wrong(Mistake{Key: path, Problem: "is no YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")})
		return
	case !errors.Is(decoder.Decode(&second), io.EOF):
		l.wrong(Mistake{Key: path, Problem: "holds more than one document", Allowed: "one, without lines of ---"})
		return
	}
	l.section(path, "", document.Content[0])
	l.guard(path)
}

// section takes the values of one level of the file; name is "" for the whole
// file and else the section's with a dot.
func (l *loading) section(path, name string, node *yaml.Node) {
	if node.Tag == "!!null" {
		return
	}
	if node.Kind != yaml.MappingNode {
		l.wrong(Mistake{Key: cmp.Or(strings.TrimSuffix(name, "."), "configuration"), Origin: place(path, node),
			Problem: "is no section", Allowed: strings.Join(within(name), ", ") + ", each a line of its own like KEY: VALUE"})
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		label, value := node.Content[i], node.Content[i+1]
		full := name + label.Value
		if first, twice := seen[full]; twice {
			l.wrong(Mistake{Key: full, Origin: place(path, label), Problem: fmt.Sprintf("is given twice, first in line %d", first)})
			continue
		}
		seen[full] = label.Line
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		switch {
		case !slices.Contains(within(name), label.Value) || strings.Contains(label.Value, "."):
			l.wrong(Mistake{Key: full, Origin: place(path, label), Problem: "unknown key", Allowed: strings.Join(within(name), ", ")})
		case len(within(full+".")) > 0:
			l.section(path, full+".", value)
		case value.Kind != yaml.ScalarNode:
			l.wrong(Mistake{Key: full, Origin: place(path, value), Problem: "is no single value", Allowed: "one text, in quotes if need be"})
		case value.Tag == "!!null":
			l.take(full, given{layer: byFile, origin: place(path, label)})
		default:
			l.take(full, given{text: value.Value, layer: byFile, origin: place(path, value)})
		}
	}
}

// guard warns of a file that shows its secrets to others.
func (l *loading) guard(path string) {
	info, err := os.Stat(path)
	if err != nil || !open(info.Mode()) {
		return
	}
	for _, name := range []string{"mattermost.token", "discord.token"} {
		if l.given[name].layer == byFile && l.given[name].text != "" {
			l.warn("%s (%s): the file is open to everybody on this machine (mode %04o); chmod 600 closes it",
				name, l.given[name].origin, info.Mode().Perm())
		}
	}
}

// within lists the keys and sections of a section.
func within(name string) []string {
	var names []string
	for _, k := range keys() {
		rest, ok := strings.CutPrefix(k.name, name)
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(rest, ".")
		if !slices.Contains(names, first) {
			names = append(names, first)
		}
	}
	return names
}

func place(path string, node *yaml.Node) string { return fmt.Sprintf("%s line %d", path, node.Line) }
