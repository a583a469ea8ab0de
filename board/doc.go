// Package board holds the rules of an advisory board: who has a seat and a
// vote, when a poll takes ballots, what its ballots mean, and who may do what.
// It is pure: no clock, no context, no database, no words for people. Every
// moment it needs is an argument, every number an integer, and every refusal
// an error with a code that the outside turns into a sentence. Only the tables
// of verdicts and ranks, tools for clerks and tests, speak for themselves.
package board

// ID identifies a stored thing over the whole installation. People never see
// it; they type the short number that a thing has within its board.
type ID int64
