package fakediscord

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"
)

// typing is somebody who fills in a command.
type typing struct {
	server  *Server
	user    *User
	channel *Channel
	focused string
	typed   bool // not sent yet
	people  map[string]bool
	files   map[string]any // that are sent along, by id
}

func (t *typing) named(list []*option, name string) *option {
	for _, o := range list {
		if o.Name == name {
			return o
		}
	}
	for _, o := range list {
		if local(o.Name, o.Names, t.user.Locale) == name {
			return o
		}
	}
	return nil
}

func (t *typing) options(list []*option, path []string, values []Value) ([]map[string]any, error) {
	if len(list) > 0 && (list[0].Kind == subcommand || list[0].Kind == group) {
		if len(path) == 0 {
			return nil, fmt.Errorf("%w: a subcommand is missing", ErrNoCommand)
		}
		verb := t.named(list, path[0])
		if verb == nil {
			return nil, fmt.Errorf("%w: no subcommand %q", ErrNoCommand, path[0])
		}
		inner, err := t.options(verb.Options, path[1:], values)
		if err != nil {
			return nil, err
		}
		return []map[string]any{{"name": verb.Name, "type": verb.Kind, "options": inner}}, nil
	}
	if len(path) > 0 {
		return nil, fmt.Errorf("%w: nothing is called %q below", ErrNoCommand, path[0])
	}
	sent := []map[string]any{}
	given := map[*option]bool{}
	for _, v := range values {
		o := t.named(list, v.Name)
		if o == nil || given[o] {
			return nil, fmt.Errorf("%w: no option %q, or twice", ErrOption, v.Name)
		}
		given[o] = true
		if file, is := v.Value.(File); is && o.Kind == ofAttachment {
			sent = append(sent, map[string]any{"name": o.Name, "type": o.Kind, "value": t.attach(file)})
			continue
		}
		entry := map[string]any{"name": o.Name, "type": o.Kind, "value": v.Value}
		if t.typed && (t.focused == v.Name || t.named(list, t.focused) == o) {
			if !o.Asks {
				return nil, fmt.Errorf("%w: the option %q does not complete", ErrOption, v.Name)
			}
			entry["focused"] = true
		} else if err := t.takes(o, v.Value); err != nil {
			return nil, err
		}
		sent = append(sent, entry)
	}
	for _, o := range list {
		if o.Required && !given[o] && !t.typed {
			return nil, fmt.Errorf("%w: the option %q is required", ErrOption, o.Name)
		}
	}
	if t.typed && !slices.ContainsFunc(sent, func(e map[string]any) bool { return e["focused"] == true }) {
		return nil, fmt.Errorf("%w: the option %q is not given", ErrOption, t.focused)
	}
	return sent, nil
}

// takes tells why an option cannot have a value.
func (t *typing) takes(o *option, value any) error {
	fits := false
	switch v := value.(type) {
	case string:
		fits = o.Kind == ofString
		if o.Kind == ofUser {
			if t.server.users[v] == nil {
				return fmt.Errorf("%w: nobody has the id %q", ErrOption, v)
			}
			t.people[v], fits = true, true
		}
		n := utf8.RuneCountInString(v)
		if o.Kind == ofString && (n < max(or(o.MinLength, 0), 1) || n > or(o.MaxLength, 6000)) {
			return fmt.Errorf("%w: %q takes %d to %d characters, not %d", ErrOption, o.Name, or(o.MinLength, 0), or(o.MaxLength, 6000), n)
		}
	case bool:
		fits = o.Kind == ofBoolean
	case int, int64, float64:
		var n float64
		if _, err := fmt.Sscan(fmt.Sprint(v), &n); err != nil {
			return fmt.Errorf("%w: %v is no number: %w", ErrOption, v, err)
		}
		fits = o.Kind == ofNumber || o.Kind == ofInteger && n == math.Trunc(n)
		if o.Min != nil && n < *o.Min || o.Max != nil && n > *o.Max {
			return fmt.Errorf("%w: %q is not within its bounds: %v", ErrOption, o.Name, v)
		}
	}
	if !fits {
		return fmt.Errorf("%w: %q cannot be %v (%T)", ErrOption, o.Name, value, value)
	}
	if len(o.Choices) == 0 || slices.ContainsFunc(o.Choices, func(c choice) bool { return fmt.Sprint(c.Value) == fmt.Sprint(value) }) {
		return nil
	}
	return fmt.Errorf("%w: %q does not offer %v", ErrOption, o.Name, value)
}
