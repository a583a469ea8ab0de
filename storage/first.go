package storage

import "strconv"

// first is the clause that keeps a query to its first rows. The number is
// written out: SQLite prepares a statement anew each time it is given a LIMIT
// as a parameter, because it plans by its value.
func first(rows int) string { return " LIMIT " + strconv.Itoa(max(rows, 0)) }
