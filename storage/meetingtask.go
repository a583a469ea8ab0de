package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

type meetingTaskRow struct {
	ID      board.ID `db:"id"`
	Board   board.ID `db:"board_id"`
	Number  int      `db:"number"`
	Meeting board.ID `db:"meeting_id"`
	Item    board.ID `db:"item_id"`
	Title   string   `db:"title"`
	Owner   board.ID `db:"owner_id"`
	Name    string   `db:"owner_name"`
	Due     string   `db:"due_day"`
	Zone    string   `db:"zone"`
	Done    int64    `db:"done_at"`
	DoneBy  board.ID `db:"done_by"`
	By      board.ID `db:"person_id"`
	At      int64    `db:"made_at"`
}

const meetingTaskSelect = `SELECT t.id, t.board_id, t.number, t.meeting_id, t.item_id, t.title, t.owner_id, t.owner_name, t.due_day, b.zone,
	t.done_at, t.done_by, t.person_id, t.made_at FROM meeting_task t JOIN board b ON b.id = t.board_id `

// CreateMeetingTask keeps what somebody took on and gives it its ID and the
// board's next number of a task. Due is a day in the board's zone.
func (tx *Tx) CreateMeetingTask(t board.MeetingTask) (board.MeetingTask, error) {
	number, err := tx.count(t.Board, "meeting_task")
	if err != nil {
		return t, fmt.Errorf("number a task of board %d: %w", t.Board, err)
	}
	now := tx.now()
	t.Number, t.By, t.At = number, tx.by.Person, moment(now)
	t.ID, err = tx.insert(`INSERT INTO meeting_task (board_id, number, meeting_id, item_id, title, folded, owner_id, owner_name, due_day, done_at, done_by, person_id, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(t.Board), t.Number, int64(t.Meeting), int64(t.Item), t.Title, fold(t.Title), int64(t.Owner), t.Name, formatDueDay(t.Due),
		milli(t.Done), int64(t.DoneBy), int64(t.By), now)
	if err != nil {
		return t, fmt.Errorf("task %d of board %d: %w", t.Number, t.Board, err)
	}
	return t, tx.note(t.Board, "task.create", Entity("task", t.ID), fmt.Sprintf("number %d", t.Number))
}

// SaveMeetingTask keeps what can change about a task: its title, owner, date, and
// whether it is done. The caller has locked it.
func (tx *Tx) SaveMeetingTask(t board.MeetingTask) error {
	err := tx.must("UPDATE meeting_task SET title = ?, folded = ?, owner_id = ?, owner_name = ?, due_day = ?, done_at = ?, done_by = ? WHERE id = ? AND board_id = ?",
		t.Title, fold(t.Title), int64(t.Owner), t.Name, formatDueDay(t.Due), milli(t.Done), int64(t.DoneBy), int64(t.ID), int64(t.Board))
	if err != nil {
		return fmt.Errorf("task with id %d: %w", t.ID, err)
	}
	return tx.note(t.Board, "task.save", Entity("task", t.ID), fmt.Sprintf("done %t", !t.Done.IsZero()))
}

// MeetingTask is a task by its id.
func (tx *Tx) MeetingTask(id board.ID) (board.MeetingTask, error) {
	return tx.meetingTask("WHERE t.id = ?", int64(id))
}

// LockMeetingTask reads a task of a board and holds it until the transaction ends.
func (tx *Tx) LockMeetingTask(of, id board.ID) (board.MeetingTask, error) {
	if tx.reading {
		return board.MeetingTask{}, ErrReadOnly
	}
	return tx.meetingTask("WHERE t.board_id = ? AND t.id = ? {{FOR UPDATE OF t}}", int64(of), int64(id))
}

// MeetingTaskNumber is a task by its number within a board.
func (tx *Tx) MeetingTaskNumber(of board.ID, number int) (board.MeetingTask, error) {
	return tx.meetingTask("WHERE t.board_id = ? AND t.number = ?", int64(of), number)
}

// MeetingTasks lists what was taken on in a meeting, by number.
func (tx *Tx) MeetingTasks(meeting board.ID) ([]board.MeetingTask, error) {
	return tx.meetingTasks("WHERE t.meeting_id = ? ORDER BY t.number", int64(meeting))
}

// OpenTasks lists what people of a board took on and have not done, by date; what
// has none comes last.
func (tx *Tx) OpenTasks(of board.ID) ([]board.MeetingTask, error) {
	return tx.meetingTasks("WHERE t.board_id = ? AND t.done_at = 0 ORDER BY CASE WHEN t.due_day = '' THEN 1 ELSE 0 END, t.due_day, t.number", int64(of))
}

// DoneTasks lists what people of a board took on and have done, the last first,
// at most limit.
func (tx *Tx) DoneTasks(of board.ID, limit int) ([]board.MeetingTask, error) {
	return tx.meetingTasks("WHERE t.board_id = ? AND t.done_at > 0 ORDER BY t.done_at DESC, t.number DESC"+first(limit), int64(of))
}

// TasksTitled lists tasks of a board whose title contains part, the last first;
// capitals do not matter, nor whether an umlaut is written ä or ae.
func (tx *Tx) TasksTitled(of board.ID, part string, limit int) ([]board.MeetingTask, error) {
	return tx.meetingTasks(`WHERE t.board_id = ? AND t.folded LIKE ? ESCAPE '\' ORDER BY t.number DESC`+first(limit), int64(of), "%"+like(fold(part))+"%")
}

func (tx *Tx) meetingTask(which string, args ...any) (board.MeetingTask, error) {
	var row meetingTaskRow
	if err := tx.get(&row, meetingTaskSelect+which, args...); err != nil {
		return board.MeetingTask{}, fmt.Errorf("task: %w", err)
	}
	return row.task(tx.db)
}

func (tx *Tx) meetingTasks(which string, args ...any) ([]board.MeetingTask, error) {
	var rows []meetingTaskRow
	if err := tx.all(&rows, meetingTaskSelect+which, args...); err != nil {
		return nil, fmt.Errorf("tasks: %w", err)
	}
	list := make([]board.MeetingTask, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.task(tx.db); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (r meetingTaskRow) task(db *DB) (board.MeetingTask, error) {
	t := board.MeetingTask{ID: r.ID, Board: r.Board, Number: r.Number, Meeting: r.Meeting, Item: r.Item, Title: r.Title, Owner: r.Owner, Name: r.Name,
		Done: moment(r.Done), DoneBy: r.DoneBy, By: r.By, At: moment(r.At)}
	if r.Due == "" {
		return t, nil
	}
	var err error
	if t.Due, err = time.ParseInLocation(time.DateOnly, r.Due, db.Zone(r.Zone)); err != nil {
		return t, fmt.Errorf("task with id %d: %w", r.ID, err)
	}
	return t, nil
}

func formatDueDay(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}
