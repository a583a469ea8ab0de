package bot

import (
	"context"
	"errors"
	"fmt"

	"beirat/board"
)

const recountHelp = `usage: beirat recount < poll-12.json

Counts the ballots of an exported poll anew: the file that ends in .json of what the command
"poll export" gives. Prints the counts, the order of the options, and what comes of them. Where that
is not what was announced, standard error says what differs, and the exit code is 1; it is so too
where the file is no such export, the poll is not over, or its counts are withheld.
`

func runRecount(_ context.Context, s Streams, args []string) error {
	set := flags(s, "recount")
	set.Usage = func() { fmt.Fprint(s.Err, recountHelp) }
	if err := parse(set, s, args); err != nil {
		return err
	}
	err := board.Recount(s.In, s.Out, s.Err)
	if errors.Is(err, board.ErrDiffers) {
		return errFailed // what differs was printed
	}
	return err
}
