// Package web is what the program shows over HTTP. At this stage that is the
// admin address: whether the process lives, whether it can do its work, and
// numbers for monitoring. It asks its questions through State, decides nothing,
// and no person, board or text ever stands in what it shows there.
package web
