package fakediscord

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Modal is a form that somebody has open.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
	opened     *interaction
}

// Asked is one field of a modal, with what stands around it.
type Asked struct {
	Component
	Label, Description string
	Required           bool
}

// Fields are what people can fill in, in order.
func (f *Modal) Fields() []Asked {
	var found []Asked
	for _, top := range f.Components {
		if top.Type == Label && top.Component != nil {
			found = append(found, Asked{*top.Component, top.Label, top.Description, top.Component.must()})
		}
		for _, inner := range top.Components {
			found = append(found, Asked{inner, inner.Label, "", inner.must()})
		}
	}
	return found
}

// Texts are the texts of a modal that ask for nothing, in order.
func (f *Modal) Texts() []string {
	var found []string
	for _, top := range f.Components {
		if top.Type == TextDisplay {
			found = append(found, top.Content)
		}
	}
	return found
}

// checked refuses a modal that cannot be opened.
func (f *Modal) checked() *refusal {
	r := &rules{}
	r.length("a modal's custom_id", f.CustomID, 1, 100)
	r.length("a modal's title", f.Title, 1, 45)
	r.count("a modal's components", len(f.Components), 1, 5)
	for i := range f.Components {
		switch top := &f.Components[i]; top.Type {
		case TextDisplay:
			r.length("a text", top.Content, 1, 4000)
		case Row:
			r.count("a row of a modal", len(top.Components), 1, 1)
			for j := range top.Components {
				if inner := &top.Components[j]; inner.Type != TextInput {
					r.broken("a row of a modal can only have a text, not a component of the type %d", inner.Type)
				} else {
					r.length("a label", inner.Label, 1, 45)
					r.input(inner)
				}
			}
		case Label:
			r.length("a label", top.Label, 1, 45)
			r.length("the description of a label", top.Description, 0, 100)
			if top.Component == nil {
				r.broken("the label %q has no component", top.Label)
			} else {
				r.labelled(top.Component)
			}
		default:
			r.broken("a modal cannot have a component of the type %d", top.Type)
		}
	}
	r.unique(f.Components)
	return r.refusal()
}

func (r *rules) labelled(c *Component) {
	switch {
	case c.Type == TextInput && c.Label != "":
		r.broken("a text inside a label has no label of its own: %q", c.Label)
	case c.Type == TextInput:
		r.input(c)
	case c.selects():
		if c.Disabled {
			r.broken("a select in a modal cannot be disabled")
		}
		if c.must() && c.MinValues != nil && *c.MinValues == 0 {
			r.broken("a select that takes no value must have required false")
		}
		r.choice(c)
	case c.Type == RadioGroup || c.Type == CheckboxGroup:
		r.length("custom_id", c.CustomID, 1, 100)
		r.count("options", len(c.Options), 1, 10)
		r.options(c.Options, or(c.MaxValues, len(c.Options)))
	case c.Type == Checkbox:
		r.length("custom_id", c.CustomID, 1, 100)
	default:
		r.broken("a label cannot have a component of the type %d", c.Type)
	}
}

func (r *rules) input(c *Component) {
	r.length("custom_id", c.CustomID, 1, 100)
	r.length("a placeholder", c.Placeholder, 0, 100)
	if c.Style != 1 && c.Style != 2 {
		r.broken("a text cannot have the style %d", c.Style)
	}
	least, most := or(c.MinLength, 0), or(c.MaxLength, 4000)
	if least < 0 || least > 4000 || most < 1 || most > 4000 || least > most {
		r.broken("a text cannot have %d to %d characters", least, most)
	}
	if c.Value != "" {
		r.length("the value of "+c.CustomID, c.Value, least, most)
	}
}

// filled is a modal as the client sends it, or what the client would say
// instead of sending it.
func (f *Modal) filled(values map[string]any) ([]map[string]any, error) {
	for name := range values {
		if find(f.Components, name) == nil {
			return nil, fmt.Errorf("the form %q has no field %q", f.Title, name)
		}
	}
	var sent []map[string]any
	for _, top := range f.Components {
		entry := map[string]any{"type": top.Type, "id": top.ID}
		switch {
		case top.Component != nil:
			inner, err := fill(*top.Component, top.Label, values)
			if err != nil {
				return nil, err
			}
			entry["component"] = inner
		case top.Type == Row:
			var inners []map[string]any
			for _, c := range top.Components {
				inner, err := fill(c, c.Label, values)
				if err != nil {
					return nil, err
				}
				inners = append(inners, inner)
			}
			entry["components"] = inners
		}
		sent = append(sent, entry)
	}
	return sent, nil
}

func fill(c Component, label string, values map[string]any) (map[string]any, error) {
	sent := map[string]any{"type": c.Type, "id": c.ID, "custom_id": c.CustomID}
	value, given := values[c.CustomID]
	switch c.Type {
	case TextInput:
		text := c.Value
		if given {
			var is bool
			if text, is = value.(string); !is {
				return nil, fmt.Errorf("%q takes a string, not %T", label, value)
			}
		}
		n := utf8.RuneCountInString(text)
		switch {
		case n == 0 && c.must():
			return nil, fmt.Errorf("%w: %q must be filled in", ErrForm, label)
		case n > 0 && n < or(c.MinLength, 0), n > or(c.MaxLength, 4000):
			return nil, fmt.Errorf("%w: %q takes %d to %d characters, not %d", ErrForm, label, or(c.MinLength, 0), or(c.MaxLength, 4000), n)
		}
		sent["value"] = text
		return sent, nil
	case Checkbox:
		ticked := c.Default
		if given {
			var is bool
			if ticked, is = value.(bool); !is {
				return nil, fmt.Errorf("%q takes a bool, not %T", label, value)
			}
		}
		sent["value"] = ticked
		return sent, nil
	}
	chosen, err := chosenOf(c, label, value, given)
	if err != nil {
		return nil, err
	}
	if c.Type == RadioGroup {
		sent["value"] = nil
		if len(chosen) > 0 {
			sent["value"] = chosen[0]
		}
		return sent, nil
	}
	sent["values"] = chosen
	return sent, nil
}

// chosenOf gives what is chosen in a select of a modal.
func chosenOf(c Component, label string, value any, given bool) ([]string, error) {
	chosen := []string{}
	switch v := value.(type) {
	case string:
		chosen = []string{v}
		if v == "" {
			chosen = []string{}
		}
	case []string:
		chosen = append(chosen, v...)
	case nil:
		for _, o := range c.Options {
			if o.Default && !given {
				chosen = append(chosen, o.Value)
			}
		}
		for _, d := range c.Defaults {
			if !given {
				chosen = append(chosen, d.ID)
			}
		}
	default:
		return nil, fmt.Errorf("%q takes a string or strings, not %T", label, value)
	}
	if len(chosen) == 0 && !c.must() {
		return chosen, nil
	}
	return chosen, c.takes(chosen)
}

// takes tells why a select cannot be left with these values.
func (c *Component) takes(chosen []string) error {
	least, most := or(c.MinValues, 1), or(c.MaxValues, 1)
	if c.Type == CheckboxGroup {
		most = or(c.MaxValues, len(c.Options))
	}
	if len(chosen) < least || len(chosen) > most {
		return fmt.Errorf("%w: the select %q takes %d to %d values, not %d", ErrForm, c.CustomID, least, most, len(chosen))
	}
	for i, v := range chosen {
		if slices.Contains(chosen[:i], v) {
			return fmt.Errorf("%w: the select %q has %q twice", ErrForm, c.CustomID, v)
		}
		if len(c.Options) > 0 && !slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == v }) {
			return fmt.Errorf("%w: the select %q does not offer %q", ErrForm, c.CustomID, v)
		}
	}
	return nil
}
