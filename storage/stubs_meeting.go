package storage

import "beirat/board"

// What other features read of a meeting, until its owner keeps it.

// SchoolHolidays lists the school holidays that were imported for a board.
func (tx *Tx) SchoolHolidays(board.ID) ([]board.SchoolHoliday, error) { return nil, nil }

// Agenda lists what stands on the agenda of a meeting, in its order.
func (tx *Tx) Agenda(board.ID) ([]board.AgendaItem, error) { return nil, nil }

// MeetingGuests lists the guests of a meeting, in the order of their invitation.
func (tx *Tx) MeetingGuests(board.ID) ([]board.MeetingGuest, error) { return nil, nil }

// Invitations lists the calls of a meeting, the last one last.
func (tx *Tx) Invitations(board.ID) ([]board.Invitation, error) { return nil, nil }

// Attendances lists what people said before a meeting, by seat.
func (tx *Tx) Attendances(board.ID) ([]board.Attendance, error) { return nil, nil }

// Presences lists when who was at a meeting, by seat and time.
func (tx *Tx) Presences(board.ID) ([]board.Presence, error) { return nil, nil }

// MeetingNotes lists what was written down in a meeting, in order.
func (tx *Tx) MeetingNotes(board.ID) ([]board.MeetingNote, error) { return nil, nil }

// MeetingTasks lists what was taken on in a meeting, by number.
func (tx *Tx) MeetingTasks(board.ID) ([]board.MeetingTask, error) { return nil, nil }

// OpenTasks lists what people of a board took on and have not done, by date.
func (tx *Tx) OpenTasks(board.ID) ([]board.MeetingTask, error) { return nil, nil }

// ItemRecusals lists who took no part in which item of a meeting.
func (tx *Tx) ItemRecusals(board.ID) ([]board.ItemRecusal, error) { return nil, nil }
