package config

import "strings"

// Mistake is one thing wrong with the configuration. Load returns all of them
// joined; errors.As finds the first.
type Mistake struct {
	Key     string // as in the file, or the name of what is not known at all
	Origin  string // "beirat.yaml line 4", "BEIRAT_LISTEN", "--listen", "default"
	Problem string // never quotes a secret
	Allowed string // may be empty
}

func (m *Mistake) Error() string {
	var b strings.Builder
	b.WriteString(m.Key)
	if m.Origin != "" && m.Origin != m.Key {
		b.WriteString(" (" + m.Origin + ")")
	}
	b.WriteString(": " + m.Problem)
	if m.Allowed != "" {
		b.WriteString("; allowed: " + m.Allowed)
	}
	return b.String()
}
