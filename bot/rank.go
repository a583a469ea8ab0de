package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

const rankHelp = `usage: beirat rank --method METHOD < ballots.txt

Recomputes votes over several options. A line stands for equal ballots, blank lines for none:
  3: A>B=C>D   3 ballots that put A first, then B and C, tied, and D last
  0: E         nobody voted so, but there is E
  2: A=5 B=3   2 ballots with points, for the method points; a name has no spaces there
An option that a ballot does not name stands below all that it names.
The methods:
  schulze   winning votes; the unbeaten options first, then the unbeaten ones of the rest
  borda     n-1 points for the first of n, tied options share the mean of their places
  irv       the option with fewest first places leaves; strict orders only
  approval  the ballots that name an option
  points    the sum of the points
Prints a line a rank: the names, tied ones with " = " between them, then a tab and the score where the
method has one. Where a line is no ballot nothing is ranked, and standard error says which and why.
`

func runRank(_ context.Context, s Streams, args []string) error {
	set := flags(s, "rank")
	set.Usage = func() { fmt.Fprint(s.Err, rankHelp) }
	method := set.String("method", "", "")
	if err := parse(set, s, args); err != nil {
		return err
	}
	if known := board.RankMethods(); !slices.Contains(known, *method) {
		fmt.Fprintf(s.Err, "%s: --method must be one of %s, not %q\n", set.Name(), strings.Join(known, ", "), *method)
		return errMisuse
	}
	return board.RankTable(*method, s.In, s.Out, s.Err)
}
