// Package storage keeps everything that Beirat knows: people, boards, polls,
// ballots, shown messages, planned work and the record of who changed what.
// It speaks SQL to one SQLite file or to a PostgreSQL server, with the same
// texts and the same promises; one transaction is one function. It decides
// nothing: who may vote and what a ballot means is in package board, and it
// knows no chat platform, no language and no clock but the one it is given.
package storage
