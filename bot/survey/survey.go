// Package survey is what looking at a platform finds: the findings of a check,
// and the plan of a setup, which says what is there, what lacks and what stands
// against it before anything is done. It asks no platform itself.
package survey

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrEnough ends a look: what would follow only repeats what was found.
var ErrEnough = errors.New("enough is wrong")

// Look is one question to a platform. An error means that it was not possible
// to ask.
type Look func(context.Context) error

// All looks at one thing after another, until one is enough or cannot be asked.
func All(ctx context.Context, looks ...Look) error {
	for _, look := range looks {
		err := look(ctx)
		if errors.Is(err, ErrEnough) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Account is a person on a platform.
type Account struct {
	ID, Name string
	Why      string // it can be nobody on a board; empty: it can
}

// Plan is what a platform has of a wish, what lacks, and what stands against it.
type Plan struct {
	// Problems are what stands against the wish, a sentence each. With one,
	// nothing can be done.
	Problems []string
	// Notes are not in the way, and good to know, a sentence each.
	Notes []string
	// People are the accounts of the wish by name, as far as they were found;
	// nil where a problem kept the look from asking for them.
	People map[string]Account
	// Apart are those of the wish who are not in the channel of a board that
	// has been founded.
	Apart []string

	steps []Step
}

// Step is one thing that a wish needs.
type Step struct {
	What  string
	How   string                      // "made", "repaired"; empty: it is there
	Do    func(context.Context) error // nil: nothing is to be done
	Keeps bool                        // it ends in the database
}

// Done is one line of what became of a wish.
type Done struct{ How, What string }

// Wrong notes what stands against the wish.
func (p *Plan) Wrong(format string, args ...any) {
	p.Problems = append(p.Problems, fmt.Sprintf(format, args...))
}

// Note keeps a sentence, if it is one.
func (p *Plan) Note(text string) {
	if text != "" {
		p.Notes = append(p.Notes, text)
	}
}

// Found notes what is there.
func (p *Plan) Found(format string, args ...any) {
	p.steps = append(p.steps, Step{What: fmt.Sprintf(format, args...)})
}

// Later notes what is to be done.
func (p *Plan) Later(how string, do func(context.Context) error, format string, args ...any) {
	p.steps = append(p.steps, Step{What: fmt.Sprintf(format, args...), How: how, Do: do})
}

// Keep is Later for what ends in the database.
func (p *Plan) Keep(how string, do func(context.Context) error, format string, args ...any) {
	p.Later(how, do, format, args...)
	p.steps[len(p.steps)-1].Keeps = true
}

// Keeps tells whether something is to end in the database.
func (p *Plan) Keeps() bool {
	return slices.ContainsFunc(p.steps, func(s Step) bool { return s.Keeps })
}

// Do makes and repairs what lacks, and tells every step when it is done. It may
// be repeated after a failure.
func (p *Plan) Do(ctx context.Context, told func(Done)) error {
	if len(p.Problems) > 0 {
		return errors.New("something stands against it")
	}
	return Do(ctx, p.steps, told)
}

// Do does steps in their order, and tells each when it is done.
func Do(ctx context.Context, steps []Step, told func(Done)) error {
	for _, s := range steps {
		if s.Do == nil {
			told(Done{How: "found", What: s.What})
			continue
		}
		if err := s.Do(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.What, err)
		}
		told(Done{How: s.How, What: s.What})
	}
	return nil
}
