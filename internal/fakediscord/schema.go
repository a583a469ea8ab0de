package fakediscord

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	printing "golang.org/x/text/message"
)

// schemas are the official descriptions of what a bot sends, by method and
// path.
type schemas struct {
	byRoute map[string]*jsonschema.Schema
	printer *printing.Printer
}

var braces = regexp.MustCompile(`\{[^}]*\}`)

// shape is a method and a path whose names are left out.
func shape(method, path string) string { return method + " " + braces.ReplaceAllString(path, "{}") }

// newSchemas reads a document whose "requests" have a schema for each "METHOD
// path". Nothing gives nil.
func newSchemas(raw []byte) *schemas {
	if len(raw) == 0 {
		return nil
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		panic("fakediscord: read the schemas: " + err.Error())
	}
	root, _ := document.(map[string]any)
	requests, _ := root["requests"].(map[string]any)
	components, _ := root["components"].(map[string]any)
	defined, _ := components["schemas"].(map[string]any)
	if len(requests) == 0 || len(defined) == 0 {
		panic("fakediscord: the schemas have no requests, or no components")
	}
	(&narrowing{defined}).value(document)
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("requests.json", document); err != nil {
		panic("fakediscord: read the schemas: " + err.Error())
	}
	known := &schemas{byRoute: map[string]*jsonschema.Schema{}, printer: printing.NewPrinter(language.English)}
	for name := range requests {
		pointer := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", " ", "%20").Replace(name)
		compiled, err := compiler.Compile("requests.json#/requests/" + pointer)
		if err != nil {
			panic("fakediscord: compile the schema of " + name + ": " + err.Error())
		}
		method, path, _ := strings.Cut(name, " ")
		known.byRoute[shape(method, path)] = compiled
	}
	return known
}

// narrowing rewrites unions so that one variant is chosen by its type before it
// is checked: otherwise what is wrong cannot be read among what is wrong with
// all the others. It also closes objects: a field that nobody knows is a slip.
type narrowing struct{ defined map[string]any }

func (n *narrowing) value(value any) {
	switch v := value.(type) {
	case []any:
		for _, inner := range v {
			n.value(inner)
		}
	case map[string]any:
		for name, inner := range v {
			if name != "enum" && name != "const" {
				n.value(inner)
			}
		}
		n.object(v)
	}
}

func (n *narrowing) object(v map[string]any) {
	if properties, is := v["properties"].(map[string]any); is && v["type"] == "object" {
		if _, said := v["additionalProperties"]; !said {
			v["additionalProperties"] = false
		}
		if p, is := properties["default_member_permissions"].(map[string]any); is {
			p["type"] = []any{"integer", "string", "null"}
		}
	}
	for _, union := range []string{"oneOf", "anyOf"} {
		if variants, is := v[union].([]any); is && n.narrow(v, variants) {
			delete(v, union)
		}
	}
}

// narrow makes a choice out of a union, if its variants can be told apart.
func (n *narrowing) narrow(v map[string]any, variants []any) bool {
	var null bool
	var rest []map[string]any
	for _, variant := range variants {
		o, is := variant.(map[string]any)
		if !is {
			return false
		}
		if o["type"] == "null" {
			null = true
			continue
		}
		rest = append(rest, o)
	}
	if null && len(rest) == 1 {
		v["if"], v["else"] = map[string]any{"type": "null"}, rest[0]
		return true
	}
	if null || len(rest) < 2 {
		return false
	}
	for _, by := range []string{"type", "entity_type"} {
		if choices, all := n.choices(by, rest); choices != nil {
			v["type"] = "object"
			v["required"] = []any{by}
			v["properties"] = map[string]any{by: map[string]any{"enum": all}}
			v["allOf"] = choices
			return true
		}
	}
	return false
}

func (n *narrowing) choices(by string, variants []map[string]any) (choices, all []any) {
	for _, variant := range variants {
		values := n.values(by, variant)
		if values == nil {
			return nil, nil
		}
		all = append(all, values...)
		choices = append(choices, map[string]any{
			"if":   map[string]any{"properties": map[string]any{by: map[string]any{"enum": values}}, "required": []any{by}},
			"then": variant,
		})
	}
	return choices, all
}

// values are what the property of a variant can be.
func (n *narrowing) values(by string, variant map[string]any) []any {
	if name, is := variant["$ref"].(string); is {
		variant, _ = n.defined[strings.TrimPrefix(name, "#/components/schemas/")].(map[string]any)
	}
	properties, _ := variant["properties"].(map[string]any)
	property, _ := properties[by].(map[string]any)
	values, _ := property["enum"].([]any)
	return values
}

// fits checks a body against its schema, if there is one.
func (s *Server) fits(c *call) *refusal {
	if s.schemas == nil {
		return nil
	}
	schema := s.schemas.byRoute[shape(c.Method, c.route.path)]
	if schema == nil {
		return nil
	}
	raw := c.body.raw
	if raw == nil {
		raw = []byte("null")
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return wrong(400, 50109, "The request body contains invalid JSON.", err.Error())
	}
	err = schema.Validate(value)
	var bad *jsonschema.ValidationError
	if errors.As(err, &bad) {
		why := s.schemas.leaves(bad)
		slices.Sort(why)
		return invalid(slices.Compact(why)...)
	}
	if err != nil {
		panic("fakediscord: validate: " + err.Error())
	}
	return nil
}

// leaves says what is wrong where.
func (k *schemas) leaves(e *jsonschema.ValidationError) []string {
	if len(e.Causes) == 0 {
		return []string{fmt.Sprintf("/%s: %s", strings.Join(e.InstanceLocation, "/"), e.ErrorKind.LocalizedString(k.printer))}
	}
	var found []string
	for _, cause := range e.Causes {
		found = append(found, k.leaves(cause)...)
	}
	return found
}
