package fakediscord

import "encoding/json"

// The kinds of components.
const (
	Row           = 1
	Button        = 2
	StringSelect  = 3
	TextInput     = 4
	UserSelect    = 5
	TextDisplay   = 10
	Label         = 18
	RadioGroup    = 21
	CheckboxGroup = 22
	Checkbox      = 23
)

// Component is a part of a message or a modal that people read or use.
type Component struct {
	Type        int             `json:"type"`
	ID          int             `json:"id,omitempty"`
	CustomID    string          `json:"custom_id,omitempty"`
	Style       int             `json:"style,omitempty"`
	Label       string          `json:"label,omitempty"`
	Description string          `json:"description,omitempty"`
	URL         string          `json:"url,omitempty"`
	Emoji       json.RawMessage `json:"emoji,omitempty"`
	Disabled    bool            `json:"disabled,omitempty"`
	Placeholder string          `json:"placeholder,omitempty"`
	Value       string          `json:"value,omitempty"`
	Content     string          `json:"content,omitempty"`
	Options     []Option        `json:"options,omitempty"`
	Defaults    []Default       `json:"default_values,omitempty"`
	MinValues   *int            `json:"min_values,omitempty"`
	MaxValues   *int            `json:"max_values,omitempty"`
	MinLength   *int            `json:"min_length,omitempty"`
	MaxLength   *int            `json:"max_length,omitempty"`
	Required    *bool           `json:"required,omitempty"`
	Components  []Component     `json:"components,omitempty"`
	Component   *Component      `json:"component,omitempty"` // of a label
	Default     bool            `json:"default,omitempty"`   // of a checkbox
}

// Option is one of what a select offers.
type Option struct {
	Label       string          `json:"label"`
	Value       string          `json:"value"`
	Description string          `json:"description,omitempty"`
	Emoji       json.RawMessage `json:"emoji,omitempty"`
	Default     bool            `json:"default,omitempty"`
}

// Default is somebody whom a select of users begins with.
type Default struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// each visits components, those inside others included.
func each(list []Component, visit func(*Component)) {
	for i := range list {
		visit(&list[i])
		each(list[i].Components, visit)
		if list[i].Component != nil {
			visit(list[i].Component)
		}
	}
}

// find gives the component with this custom id, or nil.
func find(list []Component, customID string) (found *Component) {
	each(list, func(c *Component) {
		if found == nil && c.CustomID == customID && customID != "" {
			found = c
		}
	})
	return found
}

// number gives every component an id that has none.
func number(list []Component) {
	next := 1
	each(list, func(c *Component) {
		if c.ID == 0 {
			c.ID = next
		}
		next = max(next, c.ID) + 1
	})
}

// selects tells whether people choose among options here.
func (c *Component) selects() bool {
	return c.Type == StringSelect || c.Type >= UserSelect && c.Type <= 8
}

// must tells whether a modal cannot be sent without it.
func (c *Component) must() bool { return c.Required == nil || *c.Required }

func or(value *int, missing int) int {
	if value == nil {
		return missing
	}
	return *value
}

// Embed is a framed text below a message's own.
type Embed struct {
	Type        string  `json:"type,omitempty"`
	Title       string  `json:"title,omitempty"`
	Description string  `json:"description,omitempty"`
	URL         string  `json:"url,omitempty"`
	Timestamp   string  `json:"timestamp,omitempty"`
	Color       int     `json:"color,omitempty"`
	Footer      *Footer `json:"footer,omitempty"`
	Author      *Author `json:"author,omitempty"`
	Image       *Image  `json:"image,omitempty"`
	Thumbnail   *Image  `json:"thumbnail,omitempty"`
	Fields      []Field `json:"fields,omitempty"`
}

// Footer is the small print of an embed.
type Footer struct {
	Text string `json:"text"`
}

// Author is the line above an embed's title.
type Author struct {
	Name string `json:"name"`
}

// Image is the picture of an embed; "attachment://NAME" is one of the files.
type Image struct {
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
}

// Field is a short text with a heading, inside an embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}
