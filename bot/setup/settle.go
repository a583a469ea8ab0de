package setup

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"beirat/bot/survey"

	"go.yaml.in/yaml/v3"
)

// settled is the configuration as a file: what it says and how it is changed
// without losing what else stands there.
type settled struct {
	path    string
	exists  bool
	doc     yaml.Node
	problem string // what stands against writing it; empty: nothing
	changed bool
}

// settle reads the file that is to be written, or begins one.
func settle(path string) *settled {
	f := &settled{path: path}
	data, err := os.ReadFile(path)
	switch {
	case path == "" || errors.Is(err, fs.ErrNotExist):
	case err != nil:
		f.problem = fmt.Sprintf("The configuration cannot be read: %v.", err)
		return f
	default:
		f.exists = true
		if err := yaml.Unmarshal(data, &f.doc); err != nil {
			f.problem = fmt.Sprintf("%s is no configuration: %v.", path, err)
			return f
		}
	}
	if f.doc.Kind == 0 || len(f.doc.Content) == 0 {
		f.doc = yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{{Kind: yaml.MappingNode,
			HeadComment: "Beirat. Holds secrets: keep it readable for its owner only."}}}
	}
	if f.doc.Content[0].Kind != yaml.MappingNode {
		f.problem = fmt.Sprintf("%s is no configuration: it has no keys.", path)
		return f
	}
	if path != "" {
		f.problem = writable(path)
	}
	return f
}

// writable says why a file could not be written; empty: it can.
func writable(path string) string {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Sprintf("%s is no file.", path)
	}
	probe, err := os.CreateTemp(filepath.Dir(path), ".beirat-*")
	if err != nil {
		return fmt.Sprintf("The configuration cannot be written to %s: %v.", path, err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return fmt.Sprintf("The configuration cannot be written to %s: %v.", path, err)
	}
	return ""
}

// save writes the configuration, or prints it; check is what "beirat check"
// tells of the platform.
func (o *Setup) save(check string, told func(survey.Done)) error {
	f := o.file
	for _, k := range o.common() {
		if o.given[k.name] {
			f.set(k.name, k.value)
		}
	}
	text, err := f.text()
	if err != nil {
		return err
	}
	switch {
	case f.path == "":
		_, err := o.desk.Out.Write(text)
		return err
	case !f.changed:
		told(survey.Done{How: "found", What: "configuration in " + f.path})
		return nil
	}
	if err := replace(f.path, text); err != nil {
		return err
	}
	told(survey.Done{How: "wrote", What: fmt.Sprintf("configuration to %s; start with \"beirat serve --config %s\", and \"beirat check --config %s\" tells %s", f.path, f.path, f.path, check)})
	return nil
}

// begin fills a new configuration with what is not as it is by itself.
func (o *Setup) begin() {
	f := o.file
	if file := o.settings.DatabaseFile; file != "" {
		f.set("database_file", absolute(file))
	} else if path, isFile := strings.CutPrefix(o.settings.Database, "sqlite:"); isFile {
		f.set("database", "sqlite:"+absolute(path))
	} else {
		f.set("database", o.settings.Database)
	}
	if file := o.settings.SecretFile; file != "" {
		f.set("secret_file", absolute(file))
	}
	for _, k := range o.common() {
		if k.value != k.otherwise {
			f.set(k.name, k.value)
		}
	}
}

// common are further keys; most have flags by the same names.
func (o *Setup) common() []struct{ name, value, otherwise string } {
	c := o.settings
	return []struct{ name, value, otherwise string }{
		{"listen", c.Listen, "127.0.0.1:8080"}, {"language", c.Language, "de"}, {"zone", c.Zone, "Europe/Berlin"}, {"prefix", c.Prefix, ""}, {"admin_listen", c.AdminListen, "127.0.0.1:9090"},
	}
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// set gives a key its value where it has another one.
func (f *settled) set(name, value string) {
	node := f.at(name)
	if node.Kind == yaml.ScalarNode && node.Value == value && node.Tag != "!!null" {
		return
	}
	f.changed = true
	node.Kind, node.Tag, node.Value, node.Style, node.Alias = yaml.ScalarNode, "!!str", value, 0, nil
}

// at is where the value of a key stands, made if it does not.
func (f *settled) at(name string) *yaml.Node {
	node := f.doc.Content[0]
	for _, part := range strings.Split(name, ".") {
		if node.Kind != yaml.MappingNode {
			*node = yaml.Node{Kind: yaml.MappingNode}
		}
		node = valueOf(node, part)
	}
	return node
}

// has tells whether the file gives a key a value.
func (f *settled) has(name string) bool {
	node := f.doc.Content[0]
	for _, part := range strings.Split(name, ".") {
		var value *yaml.Node
		for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == part {
				value = node.Content[i+1]
			}
		}
		if value == nil {
			return false
		}
		node = value
	}
	return node.Kind == yaml.ScalarNode && node.Value != ""
}

func valueOf(section *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(section.Content); i += 2 {
		if section.Content[i].Value == key {
			return section.Content[i+1]
		}
	}
	value := &yaml.Node{}
	section.Content = append(section.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}, value)
	return value
}

func (f *settled) text() ([]byte, error) {
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := encoder.Encode(&f.doc); err != nil {
		return nil, fmt.Errorf("writing the configuration: %w", err)
	}
	return text.Bytes(), encoder.Close()
}

// replace writes a file whole or not at all, for its owner only.
func replace(path string, data []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".beirat-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	_, err = file.Write(data)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
