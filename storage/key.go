package storage

import (
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
)

// JobKey is the key of a job about these things: their ids with slashes between,
// "7/12". More may follow behind another slash.
func JobKey(ids ...board.ID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(int64(id), 10)
	}
	return strings.Join(parts, "/")
}

// IDs are the first n ids of the job's key, as JobKey wrote them. A key that has
// fewer, or something else in their place, is an error.
func (j Job) IDs(n int) ([]board.ID, error) {
	parts := strings.Split(j.Key, "/")
	if len(parts) < n {
		return nil, fmt.Errorf("job key %q has fewer than %d parts", j.Key, n)
	}
	ids := make([]board.ID, n)
	for i := range ids {
		id, err := strconv.ParseInt(parts[i], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("job key %q: %w", j.Key, err)
		}
		ids[i] = board.ID(id)
	}
	return ids, nil
}
