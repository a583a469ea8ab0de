package personal

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"beirat/words"
)

// code is how the log calls what was done; constant is a value of a type of rules.
var (
	code     = regexp.MustCompile(`"([a-z_]+)\.([a-z_]+)"`)
	constant = regexp.MustCompile(`(?m)^\s+\w+ +(\w+) += +"([a-z_]+)"`)
)

// nothing are beginnings of names in the sources of storage that are no things.
const nothing = " beirat m r s "

// stored are the types whose values somebody finds among their data.
const stored = " State Outcome Method Purpose Role Rhythm Notice InvitedState FieldState Adoption StatementState SuggestionState MeasureState IdeaKind IdeaState ItemKind ItemState " +
	"AttendanceAnswer Availability MeetingKind MeetingState MinutesState Severity FeedbackKind FeedbackAsked FeedbackState FeedbackFate AnswerState Considered TermFate Phase " +
	"Retained DateSearchState Choice "

func sourcesOf(t *testing.T, room string) (all []string) {
	t.Helper()
	files, err := filepath.Glob("../../" + room + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "mydata_reference.go") {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(content))
	}
	return all
}

func TestWhatTheLogSaysHasWords(t *testing.T) {
	var found []string
	for _, source := range sourcesOf(t, "storage") {
		for _, m := range code.FindAllStringSubmatch(source, -1) {
			if strings.Contains(nothing, " "+m[1]+" ") || slices.Contains(found, m[0]) {
				continue
			}
			found = append(found, m[0])
			for _, l := range words.Languages() {
				if !words.Has(l, "personal.log.thing."+m[1]) || !words.Has(l, "personal.log.did."+m[2]) {
					t.Errorf("%s has no words in %s", m[0], l)
				}
			}
		}
	}
	if len(found) < 100 {
		t.Errorf("only %d codes were found", len(found))
	}
}

func TestWhatIsStoredAsACodeHasWords(t *testing.T) {
	found := 0
	for _, source := range sourcesOf(t, "board") {
		for _, m := range constant.FindAllStringSubmatch(source, -1) {
			if !strings.Contains(stored, " "+m[1]+" ") {
				continue
			}
			found++
			for _, l := range words.Languages() {
				if !words.Has(l, "personal.value."+m[2]) {
					t.Errorf("%s %q has no words in %s", m[1], m[2], l)
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d values were found", found)
	}
}
