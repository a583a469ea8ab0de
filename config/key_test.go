package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

func TestTheKeysAreTheFieldsOfConfig(t *testing.T) {
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(Config{}.String()), &document); err != nil {
		t.Fatal(err)
	}
	var fields, declared []string
	var walk func(prefix string, node *yaml.Node)
	walk = func(prefix string, node *yaml.Node) {
		for i := 0; i < len(node.Content); i += 2 {
			name, value := prefix+node.Content[i].Value, node.Content[i+1]
			if value.Kind == yaml.MappingNode {
				walk(name+".", value)
				continue
			}
			fields = append(fields, name)
		}
	}
	walk("", document.Content[0])
	for _, k := range keys() {
		declared = append(declared, k.name)
	}
	if diff := cmp.Diff(fields, declared); diff != "" {
		t.Errorf("fields -, keys +:\n%s", diff)
	}
}

func TestEveryDefaultIsAllowedAndNoSecretIsAFlag(t *testing.T) {
	c, err := Load(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Warnings()) > 0 || len(c.Platforms()) > 0 {
		t.Errorf("defaults warn %q and configure %q", c.Warnings(), c.Platforms())
	}
	for _, k := range keys() {
		if k.allowed == "" {
			t.Errorf("%s does not say what is allowed", k.name)
		}
		if strings.HasSuffix(k.name, "token") && k.flag != "" {
			t.Errorf("%s is a flag, which process lists show", k.name)
		}
	}
	if !slices.Contains(within("log."), "format") {
		t.Error("a section does not know its keys")
	}
}
