package storage

import "beirat/board"

// What other features read of a meeting, until its owner keeps it.

// Invitations lists the calls of a meeting, the last one last.
func (tx *Tx) Invitations(board.ID) ([]board.Invitation, error) { return nil, nil }

// Attendances lists what people said before a meeting, by seat.
func (tx *Tx) Attendances(board.ID) ([]board.Attendance, error) { return nil, nil }
