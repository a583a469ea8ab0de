package config

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
)

// prefix begins the name of every variable.
const prefix = "BEIRAT_"

// Flags adds --config and the flags of the named keys, or of all keys when none
// is named, to a subcommand's flags. Their values are checked by Load. It
// panics on a key that does not exist.
func Flags(flags *flag.FlagSet, names ...string) {
	flags.Var(&given{}, "config", "`file` with the configuration (YAML)")
	for _, name := range names {
		if !slices.ContainsFunc(keys(), func(k key) bool { return k.name == name && k.flag != "" }) {
			panic("config: no flag for key " + name)
		}
	}
	for _, k := range keys() {
		if k.flag == "" || len(names) > 0 && !slices.Contains(names, k.name) {
			continue
		}
		flags.Var(&given{key: k.name, text: k.otherwise}, k.flag, k.usage+": "+k.allowed)
	}
}

// Load puts the configuration together: defaults, then the file that --config
// or BEIRAT_CONFIG names, then environ (as os.Environ gives it), then the parsed
// flags, which may be nil. The error joins every *Mistake there is; with one,
// the Config is empty. Load reads files and nothing else.
func Load(flags *flag.FlagSet, environ []string) (Config, error) {
	l := &loading{given: map[string]given{}}
	for _, k := range keys() {
		if k.otherwise != "" {
			l.take(k.name, given{text: k.otherwise, layer: byDefault, origin: "default"})
		}
	}
	l.file(configFile(flags, environ))
	l.environment(environ)
	l.flags(flags)
	l.chooseSecrets()
	l.set()
	l.readSecrets()
	l.compare()
	if len(l.mistakes) > 0 {
		return Config{}, errors.Join(l.mistakes...)
	}
	return l.config, nil
}

// layer is where a value came from; a higher one wins.
type layer int

const (
	byDefault layer = iota
	byFile
	byEnvironment
	byFlag
)

// given is a value as it was written, and by whom. Flags are given values too.
type given struct {
	key, text string
	layer     layer
	origin    string // for people: "beirat.yaml line 4"
}

// String and Set make it a flag.Value.
func (g *given) String() string        { return g.text }
func (g *given) Set(text string) error { g.text = text; return nil }

// loading is a configuration on its way.
type loading struct {
	given    map[string]given // by key; the winning layer's
	config   Config
	mistakes []error
}

func (l *loading) take(name string, g given) { l.given[name] = g }

func (l *loading) wrong(m Mistake) { l.mistakes = append(l.mistakes, &m) }

// configFile is the path that --config or else BEIRAT_CONFIG names, and who did.
func configFile(flags *flag.FlagSet, environ []string) (path, origin string) {
	for _, entry := range environ {
		if value, ok := strings.CutPrefix(entry, prefix+"CONFIG="); ok && value != "" {
			path, origin = value, prefix+"CONFIG"
		}
	}
	if flags != nil {
		flags.Visit(func(f *flag.Flag) {
			if g, ok := f.Value.(*given); ok && g.key == "" {
				path, origin = g.text, "--config"
			}
		})
	}
	return path, origin
}

func (l *loading) environment(environ []string) {
	known := map[string]key{}
	var names []string
	for _, k := range keys() {
		known[k.variable()] = k
		names = append(names, k.variable())
	}
	for _, entry := range slices.Sorted(slices.Values(environ)) {
		name, value, _ := strings.Cut(entry, "=")
		k, ok := known[name]
		switch {
		case ok:
			l.take(k.name, given{text: value, layer: byEnvironment, origin: name})
		case strings.HasPrefix(name, prefix) && !foreign(name):
			l.wrong(Mistake{Key: name, Problem: "unknown variable", Allowed: strings.Join(names, ", ")})
		}
	}
}

// foreign tells variables that begin like ours but are no part of the
// configuration: the file's name, what tests are told, and the addresses that
// Kubernetes gives every container when a service is called "beirat".
func foreign(name string) bool {
	rest := strings.TrimPrefix(name, prefix)
	return rest == "CONFIG" || strings.HasPrefix(rest, "TEST_") ||
		rest == "SERVICE_HOST" || rest == "SERVICE_PORT" || strings.HasPrefix(rest, "SERVICE_PORT_") ||
		rest == "PORT" || strings.HasPrefix(rest, "PORT_")
}

func (l *loading) flags(flags *flag.FlagSet) {
	if flags == nil {
		return
	}
	flags.Visit(func(f *flag.Flag) {
		if g, ok := f.Value.(*given); ok && g.key != "" {
			l.take(g.key, given{text: g.text, layer: byFlag, origin: "--" + f.Name})
		}
	})
}

func (l *loading) set() {
	for _, k := range keys() {
		g, ok := l.given[k.name]
		if !ok {
			continue
		}
		if g.text == "" && k.otherwise != "" {
			l.wrong(Mistake{Key: k.name, Origin: g.origin, Problem: "is empty", Allowed: k.allowed})
			continue
		}
		if err := k.set(&l.config, g.text); err != nil {
			l.wrong(Mistake{Key: k.name, Origin: g.origin, Problem: err.Error(), Allowed: k.allowed})
		}
	}
}

func (l *loading) warn(format string, args ...any) {
	l.config.warnings = append(l.config.warnings, fmt.Sprintf(format, args...))
}
