package chat

import (
	"slices"
	"strings"
)

// Said is a choice as it is shown; say makes words of a Text.
func (c Choice) Said(say func(Text) string) string {
	if text := say(c.Label); text != "" {
		return text
	}
	if text := say(c.Typed); text != "" {
		return text
	}
	return c.Value
}

// Listed tells whether a field is filled in by choosing.
func (f Field) Listed() bool {
	return (f.Kind == Select || f.Kind == Several) && len(f.Choices) > 0
}

// Chosen are the values of the choices that a field holds; none if it holds
// anything else. say makes words of a Text.
func (f Field) Chosen(say func(Text) string) []string {
	held := []string{f.Value}
	if f.Kind == Several {
		held = strings.Split(f.Value, ",")
	}
	var chosen []string
	for _, one := range held {
		one = strings.TrimSpace(one)
		i := slices.IndexFunc(f.Choices, func(c Choice) bool {
			return one != "" && (one == c.Value || one == say(c.Typed))
		})
		if i < 0 {
			return nil
		}
		chosen = append(chosen, f.Choices[i].Value)
	}
	return chosen
}
