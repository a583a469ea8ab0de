package storage

import "beirat/board"

// What other features read of a meeting, until its owner keeps it.

// Agenda lists what stands on the agenda of a meeting, in its order.
func (tx *Tx) Agenda(board.ID) ([]board.AgendaItem, error) { return nil, nil }

// MeetingGuests lists the guests of a meeting, in the order of their invitation.
func (tx *Tx) MeetingGuests(board.ID) ([]board.MeetingGuest, error) { return nil, nil }

// Invitations lists the calls of a meeting, the last one last.
func (tx *Tx) Invitations(board.ID) ([]board.Invitation, error) { return nil, nil }

// Attendances lists what people said before a meeting, by seat.
func (tx *Tx) Attendances(board.ID) ([]board.Attendance, error) { return nil, nil }
