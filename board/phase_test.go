package board

import (
	"errors"
	"testing"
)

func TestAPhaseFollowsTheOneBefore(t *testing.T) {
	for _, c := range []struct {
		name     string
		now, to  Phase
		want     error
		wantNext Phase
	}{
		{"a board begins with the vision", "", PhaseVision, nil, PhaseVision},
		{"a board that has worked before begins where it stands", "", PhaseProjects, nil, PhaseVision},
		{"the next one follows", PhaseVision, PhaseFields, nil, PhaseFields},
		{"none is left out", PhaseVision, PhaseProjects, ErrPhaseSkipped, PhaseFields},
		{"nor two", PhaseVision, PhaseRoadmap, ErrPhaseSkipped, PhaseFields},
		{"the present one is open", PhaseFields, PhaseFields, ErrPhaseRuns, PhaseProjects},
		{"an earlier one can be taken up again", PhaseRoadmap, PhaseVision, nil, ""},
		{"the last one follows the projects", PhaseProjects, PhaseRoadmap, nil, PhaseRoadmap},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.now.MayOpen(c.to); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if next, follows := c.now.Next(); next != c.wantNext || follows != (c.wantNext != "") {
				t.Errorf("next is %q, %t", next, follows)
			}
		})
	}
}
