package board

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTheLotCanBeDrawnAgainByHand(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("no sha256sum here")
	}
	sum := func(command string, args ...string) string {
		out, err := exec.CommandContext(t.Context(), shell, append([]string{"-c", command, "sh"}, args...)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	const seed = "MFRGGZDFMZTWQ2LKNNWG23TP"
	tied := []Option{{Number: 1, Label: "Bücherei"}, {Number: 2, Label: "Park \"am See\""}, {Number: 4, Label: "100 % Radweg"}}
	var lines []string
	for _, o := range tied {
		lines = append(lines, sum(`printf '%s\n%s' "$1" "$2" | sha256sum`, seed, o.Label)[:64]+o.Label)
	}
	if got, want := Drawn(seed, tied).Label, slices.Min(lines)[64:]; got != want {
		t.Errorf("drawn: %s, by hand: %s", got, want)
	}
	if got, want := Pledge(seed), strings.TrimSpace(sum(`printf %s "$1" | sha256sum | cut -c 1-32`, seed)); got != want {
		t.Errorf("pledge %s, by hand %s", got, want)
	}
}

func TestWhatTheLotDrawsIsFixedByItsRule(t *testing.T) {
	tied := []Option{{Number: 1, Label: "A"}, {Number: 2, Label: "B"}, {Number: 3, Label: "C"}}
	got := ""
	for _, seed := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		got += Drawn(seed, tied).Label
	}
	if got != "BAACCACB" {
		t.Errorf("drawn before: BAACCACB, now %s", got)
	}
	if pledge := Pledge("1"); pledge != "6b86b273ff34fce19d6b804eff5a3f57" {
		t.Errorf("the pledge of 1 is %s", pledge)
	}
	if Pledge("") != "" {
		t.Error("a pledge of nothing")
	}
}

func TestTheLotDoesNotCareForTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.String().Draw(t, "seed")
		tied := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Option {
			return Option{Number: rapid.IntRange(1, 25).Draw(t, "number"), Label: rapid.String().Draw(t, "label")}
		}), 1, 9, func(o Option) string { return o.Label }).Draw(t, "tied")
		first := Drawn(seed, tied)
		if !slices.Contains(tied, first) {
			t.Fatalf("%v is none of them", first)
		}
		if again := Drawn(seed, rapid.Permutation(tied).Draw(t, "order")); again.Label != first.Label {
			t.Fatalf("%v, and then %v", first, again)
		}
	})
}

func TestTheLotIsFair(t *testing.T) {
	tied := []Option{{Number: 1, Label: "A"}, {Number: 2, Label: "B"}, {Number: 3, Label: "C"}}
	drawn := map[string]int{}
	for i := range 3000 {
		drawn[Drawn(strings.Repeat("x", i), tied).Label]++
	}
	for label, n := range drawn {
		if n < 850 || n > 1150 {
			t.Errorf("%s is drawn %d of 3000 times", label, n)
		}
	}
}
