package board

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// seatsOf makes seats of groups of these sizes, all filled.
func seatsOf(sizes ...int) []Seat {
	var seats []Seat
	for g, size := range sizes {
		for place := range size {
			id := ID(len(seats) + 1)
			seats = append(seats, Seat{ID: id, Group: Group{ID: ID(g + 1), Position: g + 1, Seats: size}, Position: place + 1, Holder: Person{ID: id}})
		}
	}
	return seats
}

// lots writes a draw as "1.1=2 1.2=1".
func lots(drawn []Lot) string {
	all := make([]string, len(drawn))
	for i, lot := range drawn {
		all[i] = fmt.Sprintf("%s=%d", lot.Sign, lot.Group)
	}
	return strings.Join(all, " ")
}

func TestADrawIsFixedByItsRule(t *testing.T) {
	const want = "1.1=2 1.2=1 1.3=1 1.4=2 1.5=1 2.1=2 2.2=1 2.3=2 2.4=2 2.5=1 3.1=1"
	if got := lots(Draw(seatsOf(5, 5, 1), 2, "Lottozahlen 3 12 17 22 41 49")); got != want {
		t.Errorf("drawn before: %s\nnow: %s", want, got)
	}
}

// TestADrawCanBeDoneAgainByHand runs the lines of docs/draw.md.
func TestADrawCanBeDoneAgainByHand(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	for _, tool := range []string{"sha256sum", "sort", "awk", "cut"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool + " here")
		}
	}
	page, err := os.ReadFile(filepath.Join("..", "docs", "draw.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```sh\n")
	lines, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("docs/draw.md has no lines for a shell")
	}
	_, body, _ := strings.Cut(lines, "done |") // what comes before is the example's own
	for _, tt := range []struct {
		seed   string
		groups int
		seats  []Seat
	}{
		{"Lottozahlen 3 12 17 22 41 49", 2, seatsOf(5, 5, 1)},
		{"Grüße & 100 %\\n", 3, seatsOf(4, 12, 2)},
		{"x", 4, seatsOf(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)},
		{"one group", 1, seatsOf(3, 2)},
	} {
		drawn := Draw(tt.seats, tt.groups, tt.seed)
		var signs []string
		for _, lot := range drawn {
			signs = append(signs, lot.Sign)
		}
		loop := "seed=$1; groups=$2\nfor seat in " + strings.Join(signs, " ") + "; do\n" + `  printf '%s %s %s\n' "${seat%.*}" "$(printf '%s\n%s' "$seed" "$seat" | sha256sum | cut -c 1-64)" "$seat"` + "\ndone |"
		if !strings.Contains(lines, strings.Split(loop, "\n")[2]) {
			t.Fatal("the lines of docs/draw.md are not those of this test")
		}
		out, err := exec.CommandContext(t.Context(), shell, "-c", loop+body, "sh", tt.seed, fmt.Sprint(tt.groups)).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if got := strings.Join(strings.Fields(string(out)), " "); got != lots(drawn) {
			t.Errorf("seed %q, %d groups: by hand\n%s\ndrawn\n%s", tt.seed, tt.groups, got, lots(drawn))
		}
	}
}

func TestADrawIsEvenOverTheSeatGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seats := seatsOf(rapid.SliceOfN(rapid.IntRange(0, 8), 1, 5).Draw(t, "sizes")...)
		for i := range seats {
			if rapid.Bool().Draw(t, "vacant") {
				seats[i].Holder = Person{}
			}
		}
		groups, seed := rapid.IntRange(1, 6).Draw(t, "groups"), rapid.String().Draw(t, "seed")
		drawn := Draw(seats, groups, seed)
		again := slices.Clone(seats)
		slices.Reverse(again)
		if lots(drawn) != lots(Draw(again, groups, seed)) {
			t.Fatal("the order of the seats matters")
		}
		sizes, within := make([]int, groups), map[int][]int{}
		of := map[ID]Seat{}
		for _, s := range seats {
			of[s.ID] = s
		}
		for _, lot := range drawn {
			seat := of[lot.Seat]
			if seat.Vacant() {
				t.Fatalf("seat %s is vacant and drawn", lot.Sign)
			}
			if within[seat.Group.Position] == nil {
				within[seat.Group.Position] = make([]int, groups)
			}
			sizes[lot.Group-1]++
			within[seat.Group.Position][lot.Group-1]++
			delete(of, lot.Seat)
		}
		for _, s := range of {
			if !s.Vacant() {
				t.Fatalf("seat %s is filled and not drawn", SeatSign(s))
			}
		}
		for _, counts := range append(slices.Collect(maps.Values(within)), sizes) {
			if slices.Max(counts)-slices.Min(counts) > 1 {
				t.Fatalf("uneven: %v of %v", counts, lots(drawn))
			}
		}
	})
}

func TestASeatThatWasVacantComesToTheSmallestGroup(t *testing.T) {
	groups := []WorkingGroup{{Number: 1, Seats: []ID{1, 2, 3}}, {Number: 2, Seats: []ID{4, 5, 6}}, {Number: 3, Seats: []ID{7, 8}}}
	filled := func(ids ...ID) map[ID]bool {
		m := map[ID]bool{}
		for _, id := range ids {
			m[id] = true
		}
		return m
	}
	for name, tt := range map[string]struct {
		filled map[ID]bool
		want   int
	}{
		"the one with the fewest seats":                     {filled(1, 2, 3, 4, 5, 6, 7, 8), 3},
		"vacant seats do not count":                         {filled(1, 4, 5, 6, 7, 8), 1},
		"of groups as small as each other the first":        {filled(1, 2, 3, 4, 5, 7, 8), 2},
		"where nobody is left at all, the first":            {filled(), 1},
		"a group of which all have left is the smallest":    {filled(1, 2, 3, 7, 8), 2},
		"whoever is on a seat of no group counts in no one": {filled(1, 2, 4, 5, 6, 7, 8, 99), 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Smallest(groups, tt.filled); got != tt.want {
				t.Errorf("group %d, want %d", got, tt.want)
			}
		})
	}
	if got := Smallest(nil, nil); got != 0 {
		t.Errorf("of no groups: %d", got)
	}
}
