package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// secretFiles names the keys whose value may stand in a file, and that file's.
func secretFiles() [][2]string {
	return [][2]string{
		{"database", "database_file"},
		{"mattermost.token", "mattermost.token_file"},
		{"discord.token", "discord.token_file"},
	}
}

// chooseSecrets decides between a secret and its file: an empty path is none,
// else the higher layer wins, within one an empty secret gives way, and two are
// a mistake.
func (l *loading) chooseSecrets() {
	for _, pair := range secretFiles() {
		value, direct := l.given[pair[0]]
		path, inFile := l.given[pair[1]]
		switch {
		case !direct || !inFile:
		case path.text == "" || value.layer > path.layer:
			delete(l.given, pair[1])
		case path.layer > value.layer || value.text == "":
			delete(l.given, pair[0])
		default:
			l.wrong(Mistake{Key: pair[0], Origin: value.origin + " and " + path.origin,
				Problem: "is given both by itself and as a file", Allowed: "one of the two"})
			delete(l.given, pair[1])
		}
	}
}

// readSecrets replaces what the environment and files name by what is in there.
func (l *loading) readSecrets() {
	for _, pair := range secretFiles() {
		text, ok := l.readSecret(pair[1])
		if !ok {
			continue
		}
		k := keys()[slices.IndexFunc(keys(), func(k key) bool { return k.name == pair[0] })]
		if err := k.set(&l.config, text); err != nil {
			g := l.given[pair[1]]
			l.wrong(Mistake{Key: pair[1], Origin: g.origin,
				Problem: fmt.Sprintf("what %q holds %v", g.text, err), Allowed: k.allowed})
		}
	}
	text, ok := l.readSecret("secret_file")
	if ok && len(text) < 32 {
		g := l.given["secret_file"]
		l.wrong(Mistake{Key: "secret_file", Origin: g.origin,
			Problem: fmt.Sprintf("%q holds only %d characters", g.text, len(text)),
			Allowed: "32 or more, as head -c 32 /dev/urandom | base64 makes them"})
	}
	l.config.Secret = Secret(text)
}

func (l *loading) readSecret(name string) (text string, ok bool) {
	g := l.given[name]
	if g.text == "" {
		return "", false
	}
	text, mode, err := readSecret(g.text)
	if err != nil {
		l.wrong(Mistake{Key: name, Origin: g.origin, Problem: fmt.Sprintf("%q: %v", g.text, err),
			Allowed: "a file that holds one word and that this program may read"})
		return "", false
	}
	if open(mode) {
		l.warn("%s (%s): %q is open to everybody on this machine (mode %04o); chmod 600 closes it",
			name, g.origin, g.text, mode)
	}
	return text, true
}

// readSecret reads the one word that a file holds, and the file's mode. Its
// errors name neither path nor content.
func readSecret(path string) (string, fs.FileMode, error) {
	const most = 8 << 10
	file, err := os.Open(path)
	if err != nil {
		return "", 0, withoutPath(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", 0, withoutPath(err)
	}
	if info.IsDir() {
		return "", 0, errors.New("is a folder")
	}
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return "", 0, withoutPath(err)
	}
	text := strings.TrimSpace(string(data))
	switch {
	case len(data) > most:
		return "", 0, fmt.Errorf("is larger than %d bytes", most)
	case text == "":
		return "", 0, errors.New("is empty")
	case word(text) != nil:
		return "", 0, errors.New("holds more than one word")
	}
	return text, info.Mode().Perm(), nil
}

// open tells whether others than the owner and the group can read or write.
func open(mode fs.FileMode) bool { return mode&0o006 != 0 }

// withoutPath is what the system said, without the path that stands beside it.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
