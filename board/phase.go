package board

import (
	"slices"
	"time"
)

// Phase is where a board stands on its way to a strategy: first the vision,
// then the fields of action, then the projects, and at last the roadmap, which
// never ends.
type Phase string

// The phases, in their order.
const (
	PhaseVision   Phase = "vision"
	PhaseFields   Phase = "fields"
	PhaseProjects Phase = "projects"
	PhaseRoadmap  Phase = "roadmap"
)

// Phases lists the phases in their order.
func Phases() []Phase { return []Phase{PhaseVision, PhaseFields, PhaseProjects, PhaseRoadmap} }

// PhaseOpening is a phase as it was opened: by whom, on what basis, or by which
// poll.
type PhaseOpening struct {
	ID     ID
	Board  ID
	Phase  Phase
	Basis  string // the decision it rests on; empty where a poll decided
	Poll   ID     // zero: no poll
	Person ID     // zero: Beirat itself, after a poll
	Opened time.Time
}

// Why a phase cannot be opened.
const (
	ErrPhaseRuns    Refusal = "phase_runs"    // it is the present one
	ErrPhaseSkipped Refusal = "phase_skipped" // one that comes before it was left out
)

// Next is the phase that follows; none follows the last. Of no phase it is the
// first.
func (p Phase) Next() (next Phase, follows bool) {
	all := Phases()
	i := slices.Index(all, p) + 1
	if i == len(all) {
		return "", false
	}
	return all[i], true
}

// MayOpen tells why a phase cannot follow the present one, nil if it can: the
// next one follows, an earlier one may be taken up again, and a board that has
// none yet begins where it stands.
func (p Phase) MayOpen(to Phase) error {
	all := Phases()
	now, then := slices.Index(all, p), slices.Index(all, to)
	switch {
	case now == then:
		return ErrPhaseRuns
	case now >= 0 && then > now+1:
		return ErrPhaseSkipped
	}
	return nil
}
