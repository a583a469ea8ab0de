package board

import (
	"errors"
	"testing"
)

func TestALinkIsAnAddressOfAPageAndOneThatLeadsInsideIsShownWithoutItsScheme(t *testing.T) {
	for typed, want := range map[string]struct {
		shown string
		no    error
	}{
		"https://termine.example.org/a?b=1#c": {"https://termine.example.org/a?b=1#c", nil},
		"HTTP://Example.org":                  {"HTTP://Example.org", nil},
		"termine.example.org/buchen":          {"https://termine.example.org/buchen", nil},
		"https://münster.example":             {"https://münster.example", nil},
		"http://93.184.216.34/":               {"http://93.184.216.34/", nil},
		"http://localhost:8080/x":             {"localhost:8080/x", nil},
		"http://127.0.0.1":                    {"127.0.0.1", nil},
		"10.1.2.3":                            {"10.1.2.3", nil},
		"https://192.168.0.1/router":          {"192.168.0.1/router", nil},
		"http://[::1]/x":                      {"[::1]/x", nil},
		"http://[::ffff:10.0.0.1]/":           {"[::ffff:10.0.0.1]/", nil},
		"http://100.64.0.1/":                  {"100.64.0.1/", nil},
		"http://169.254.169.254/latest":       {"169.254.169.254/latest", nil},
		"http://2130706433/":                  {"2130706433/", nil},
		"http://0x7f.1/":                      {"0x7f.1/", nil},
		"http://drucker.local./":              {"drucker.local./", nil},
		"http://①②⑦.⓪.⓪.①/":                   {"①②⑦.⓪.⓪.①/", nil},
		"http://１２７.０.０.１/":                   {"１２７.０.０.１/", nil},
		"https://stadt.example/\u202egnp.exe": {"", ErrNoAddress},
		"https://stadt\u200b.example":         {"", ErrNoAddress},
		"http://intranet/seite":               {"intranet/seite", nil},
		"https://stadt.example@boese.example": {"", ErrHiddenAddress},
		"javascript:alert(1)":                 {"", ErrNoAddress},
		"file:///etc/passwd":                  {"", ErrNoAddress},
		"ftp://example.org":                   {"", ErrNoAddress},
		"mailto:a@example.org":                {"", ErrNoAddress},
		"https://":                            {"", ErrNoAddress},
		"https://a b.example":                 {"", ErrNoAddress},
		"https://example.org/\u0007":          {"", ErrNoAddress},
		"https://example.org/<b>":             {"", ErrNoAddress},
		"http://..":                           {"", ErrNoAddress},
		"kein Link":                           {"", ErrNoAddress},
		"":                                    {"", ErrNoAddress},
	} {
		link, err := ReadLink(typed)
		if !errors.Is(err, want.no) || err == nil && link.Shown() != want.shown {
			t.Errorf("%q: %q, %v", typed, link.Shown(), err)
		}
	}
}
