package mattermost

import "testing"

func TestVersionsOfTheServer(t *testing.T) {
	for _, c := range []struct {
		name, version   string
		wrong, unproved bool
	}{
		{"a version that lacks what is asked for", "8.1.0", true, true},
		{"the first that can do it, which nobody tried", "9.0.0", false, true},
		{"one before the first that is proved", "10.11.4", false, true},
		{"the first that is proved", "11.0.2", false, false},
		{"a newer one", "12.1.0", false, false},
		{"none at all", "", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if problem := outdated(c.version); (problem != "") != c.wrong {
				t.Errorf("wrong: %q", problem)
			}
			if note := unproved(c.version); (note != "") != c.unproved {
				t.Errorf("note: %q", note)
			}
		})
	}
}

func TestHintsOfTheSettings(t *testing.T) {
	off, on := false, true
	for _, c := range []struct {
		name   string
		tokens *bool
		files  *bool
		locale string
		hints  int
	}{
		{"all as it should be", &on, &on, "de", 0},
		{"a server that says nothing", nil, nil, "", 0},
		{"tokens of people that are off", &off, &on, "de", 1},
		{"files that are off", &on, &off, "de", 1},
		{"another language", &on, &on, "en", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &settings{}
			s.ServiceSettings.EnableUserAccessTokens, s.LocalizationSettings.DefaultClientLocale = c.tokens, c.locale
			s.FileSettings.EnableFileAttachments = c.files
			if texts := hints(s, "de"); len(texts) != c.hints {
				t.Errorf("%q", texts)
			}
		})
	}
}
