package ideas

import (
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
)

// The kinds of work that ideas plan. The key of each begins with the board.
const (
	AlertKind     = "idea.alert"     // key: board/idea/person; a letter: a problem was sent
	AnsweredKind  = "idea.answered"  // key: board/idea/person; a letter: what came of it
	UndecidedKind = "idea.undecided" // key: board/poll/person; a letter: a vote came to nothing
	SiftedKind    = "idea.sifted"    // key: board/round; a post: what came of a round of sifting

	DecidedKind = "decided." + string(board.AboutIdea) // key: board/poll; a vote about an idea is over
)

// key is the key of a job about these things.
func key(ids ...board.ID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(int64(id), 10)
	}
	return strings.Join(parts, "/")
}

// parseKey reads the n ids of a job's key.
func parseKey(k string, n int) ([]board.ID, error) {
	parts := strings.Split(k, "/")
	if len(parts) < n {
		return nil, fmt.Errorf("job key %q has fewer than %d parts", k, n)
	}
	ids := make([]board.ID, n)
	for i := range ids {
		id, err := strconv.ParseInt(parts[i], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("job key %q: %w", k, err)
		}
		ids[i] = board.ID(id)
	}
	return ids, nil
}
