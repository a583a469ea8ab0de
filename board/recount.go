package board

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ErrDiffers: the recount of an export is not what was announced.
var ErrDiffers = errors.New("the recount differs from what was announced")

// Recount counts the ballots of an exported poll anew and writes what comes of
// them. Where that is not what was announced it writes every difference to
// problems, and the error is ErrDiffers. Any other error says why the input
// cannot be recounted: it is no export, of a later version, damaged, of a poll
// that is not over, or its ballots are withheld.
func Recount(in io.Reader, out, problems io.Writer) error {
	x, err := readExport(in)
	if err != nil {
		return err
	}
	p := x.poll()
	r := p.Count(x.people(), x.piles())
	if err := x.tell(out, r); err != nil {
		return fmt.Errorf("write the recount: %w", err)
	}
	differences := x.differences(r)
	for _, d := range differences {
		fmt.Fprintln(problems, d)
	}
	if len(differences) > 0 {
		return ErrDiffers
	}
	_, err = fmt.Fprintln(out, "The recount equals what was announced.")
	return err
}

// mostBallots, or hands, are far more than any board has; what is beyond could
// overflow the counts.
const mostBallots = 1_000_000

func readExport(in io.Reader) (x Export, err error) {
	file, err := readFile(in)
	if err != nil {
		return x, fmt.Errorf("read the export: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(file))
	if err := dec.Decode(&x); err != nil {
		return x, fmt.Errorf("no export of a poll: %w", err)
	}
	if dec.More() {
		return x, errors.New("no export of a poll: something follows its end")
	}
	switch {
	case x.Format != exportFormat:
		return x, fmt.Errorf("no export of a poll: its format is %q, not %q", x.Format, exportFormat)
	case x.Version != exportVersion:
		return x, fmt.Errorf("the export is of version %d; this program reads version %d", x.Version, exportVersion)
	case x.State != Closed:
		return x, fmt.Errorf("poll %d is not over (%s): there is nothing to recount", x.Number, x.State)
	case x.Withheld:
		return x, fmt.Errorf("the counts of poll %d are withheld, because they would reveal how somebody voted: it cannot be recounted", x.Number)
	}
	if damage := x.damage(); damage != "" {
		return x, fmt.Errorf("the export of poll %d is damaged: %s", x.Number, damage)
	}
	return x, nil
}

// damage is what in the export of a closed poll cannot be; empty if nothing.
func (x Export) damage() string {
	if x.Counts == nil {
		return "its counts are missing"
	}
	for i, o := range x.Options {
		if o.Number != i+1 {
			return fmt.Sprintf("option %d stands where option %d should", o.Number, i+1)
		}
	}
	for _, b := range x.Ballots {
		if b.N < 1 || b.N > mostBallots {
			return fmt.Sprintf("%d ballots %q", b.N, b.Ballot)
		}
	}
	if !x.Hands {
		return ""
	}
	for _, n := range []int{x.Counts.Yes, x.Counts.No, x.Counts.Abstain, x.Counts.Invalid} {
		if n < 0 || n > mostBallots {
			return fmt.Sprintf("%d hands", n)
		}
	}
	for _, o := range x.Options {
		if n, err := strconv.Atoi(o.Score); o.Score != "" && (err != nil || n < 0 || n > mostBallots) {
			return fmt.Sprintf("%q hands for option %d", o.Score, o.Number)
		}
	}
	return ""
}

// poll is as much of the poll as its count looks at.
func (x Export) poll() Poll {
	p := Poll{Purpose: x.Purpose, Method: x.Method, Secret: x.Secret, Seed: x.Seed, Terms: Terms(x.Terms)}
	for _, o := range x.Options {
		p.Options = append(p.Options, Option{Number: o.Number, Label: o.Label})
	}
	return p
}

func (x Export) people() Tally {
	t := Tally{Members: x.Counts.Members, Present: x.Counts.Present, Objections: x.Counts.Objections, Chair: x.Counts.Chair}
	if t.Chair == noChair {
		t.Chair = ""
	}
	return t
}

// piles are the ballots; of a show of hands, the hands.
func (x Export) piles() []Pile {
	if x.Hands {
		options := make([]Option, len(x.Options))
		for i, o := range x.Options {
			options[i] = Option{Number: o.Number, Label: o.Label, Place: o.Place, Score: o.Score, Won: o.Won}
		}
		c := x.Counts
		return handsOf(x.Method, Tally{Yes: c.Yes, No: c.No, Abstain: c.Abstain, Invalid: c.Invalid}, options)
	}
	piles := make([]Pile, len(x.Ballots))
	for i, b := range x.Ballots {
		piles[i] = Pile{b.Ballot, b.N}
	}
	return piles
}

// tell writes the recounted result.
func (x Export) tell(out io.Writer, r Result) error {
	var b strings.Builder
	t := r.Tally
	fmt.Fprintf(&b, "poll %d: %s\n", x.Number, x.Question)
	fmt.Fprintf(&b, "members %d, present %d, objections %d\n", t.Members, t.Present, t.Objections)
	fmt.Fprintf(&b, "yes %d, no %d, abstain %d, invalid %d\n", t.Yes, t.No, t.Abstain, t.Invalid)
	place := 1
	for _, rank := range r.Order {
		for _, i := range rank.Options {
			o := r.Options[i]
			fmt.Fprintf(&b, "%d. %s", place, o.Label)
			if o.Score != "" {
				fmt.Fprintf(&b, "\t%s", o.Score)
			}
			b.WriteString("\n")
		}
		place += len(rank.Options)
	}
	outcome := string(r.Outcome)
	if outcome == "" {
		outcome = "none, the poll was informal"
	}
	fmt.Fprintf(&b, "result: %s\n", outcome)
	_, err := io.WriteString(out, b.String())
	return err
}

// differences are where a recount is not what was announced.
func (x Export) differences(r Result) []string {
	var all []string
	compare := func(what string, announced, recounted any) {
		if announced != recounted {
			all = append(all, fmt.Sprintf("%s: announced %v, recounted %v", what, announced, recounted))
		}
	}
	if !x.Hands {
		cast := 0
		for _, b := range x.Ballots {
			cast += b.N
		}
		compare("have voted", x.Turnout.Voted, cast)
	}
	compare("result", x.Result, r.Outcome)
	compare("yes", x.Counts.Yes, r.Tally.Yes)
	compare("no", x.Counts.No, r.Tally.No)
	compare("abstain", x.Counts.Abstain, r.Tally.Abstain)
	compare("invalid", x.Counts.Invalid, r.Tally.Invalid)
	for i, o := range x.Options {
		got := r.Options[i]
		what := fmt.Sprintf("option %d, %s", o.Number, o.Label)
		compare(what+", place", o.Place, got.Place)
		compare(what+", score", o.Score, got.Score)
		compare(what+", won", o.Won, got.Won)
	}
	if x.Pledge != Pledge(x.Seed) {
		all = append(all, fmt.Sprintf("the seed of the lot is not the one that was pledged: %s, not %s", Pledge(x.Seed), x.Pledge))
	}
	return all
}
