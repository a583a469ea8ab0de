package config

import "log/slog"

const hidden = "(hidden)"

// Secret is a text that no way of printing, logging or encoding shows; Reveal
// is the only way to it.
type Secret string

// Reveal is the secret itself, for the one who must send or hash it.
func (s Secret) Reveal() string { return string(s) }

// String tells only whether there is one.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// GoString is String.
func (s Secret) GoString() string { return s.String() }

// LogValue is String.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText is String: an encoded configuration does not carry its secrets.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
