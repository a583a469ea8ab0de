package scenarios

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// demo are the people of the demonstration board, as a city would send its roll.
const demo = `username,group,role
buerger1,Bürgerschaft,member
buerger2,Bürgerschaft,member
buerger3,Bürgerschaft,member
buerger4,Bürgerschaft,member
buerger5,Bürgerschaft,member
gewerbe1,Wirtschaft,member
gewerbe2,Wirtschaft,member
gewerbe3,Wirtschaft,member
gewerbe4,Wirtschaft,member
gewerbe5,Wirtschaft,member
stadt,Stadt,chair
geschaeftsstelle,,office
gast,,guest
`

var peopleNamed = regexp.MustCompile(`\b(?:buerger\d+|gewerbe\d+|stadt|geschaeftsstelle|gast|admin|vize|vertretung|vertreterin|amtsnachfolge)\b`)

// cast are the names of all who act or are spoken of.
func (s Story) cast() []string {
	var names []string
	for _, step := range s.Steps {
		if who, _, spoken := strings.Cut(step.Text, ":"); spoken && !strings.ContainsAny(who, " /") {
			names = append(names, who)
		}
		names = append(names, peopleNamed.FindAllString(step.Text, -1)...)
	}
	for line := range strings.Lines(demo) {
		name, _, _ := strings.Cut(line, ",")
		names = append(names, name)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "username" || name == "now" || name == "wait" })
	slices.Sort(names)
	return slices.Compact(names)
}

// board are the flags of setup for the board that a story begins with; its roll
// is a file in the folder.
func (s Story) board(folder string, now time.Time) ([]string, error) {
	args := []string{"--land", "NW"}
	if s.Settings.Language != "" {
		args = append(args, "--language", s.Settings.Language)
	}
	if s.Settings.Empty {
		return append(args, "--without-board"), nil
	}
	roll := filepath.Join(folder, "roll.csv")
	return append(args, "--roll", roll, "--term-start", termStart(now)), os.WriteFile(roll, []byte(demo), 0o600)
}

// termStart is the last 9 December.
func termStart(now time.Time) string {
	start := time.Date(now.Year(), time.December, 9, 0, 0, 0, 0, now.Location())
	if start.After(now) {
		start = start.AddDate(-1, 0, 0)
	}
	return start.Format(time.DateOnly)
}
