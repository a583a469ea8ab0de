package storage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

// SaveFeedbackTemplate keeps under a name what rounds of feedback are begun by, in
// place of one whose name differs only in capitals, spaces or how an umlaut is
// written.
func (tx *Tx) SaveFeedbackTemplate(of board.ID, name string, values map[string]string) error {
	content, err := json.Marshal(values)
	if err != nil {
		return fmt.Errorf("template %q of board %d: %w", name, of, err)
	}
	id, err := tx.insert(`INSERT INTO feedback_template (board_id, name, folded, content, saved_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (board_id, folded) DO UPDATE SET name = excluded.name, content = excluded.content, saved_at = excluded.saved_at RETURNING id`,
		int64(of), name, foldName(name), string(content), tx.now())
	if err != nil {
		return fmt.Errorf("template %q of board %d: %w", name, of, err)
	}
	return tx.note(of, "feedback_template.save", Entity("feedback_template", id), name)
}

// FeedbackTemplates lists those of a board by name, with their values.
func (tx *Tx) FeedbackTemplates(of board.ID) ([]Template, error) {
	var rows []struct {
		templateRow
		Content string `db:"content"`
	}
	err := tx.all(&rows, "SELECT id, name, saved_at, content FROM feedback_template WHERE board_id = ?", int64(of))
	list := make([]Template, len(rows))
	for i, row := range rows {
		list[i] = row.template()
		if err := json.Unmarshal([]byte(row.Content), &list[i].Values); err != nil {
			return nil, fmt.Errorf("template %q of board %d: %w", row.Name, of, err)
		}
	}
	slices.SortFunc(list, func(a, b Template) int { return strings.Compare(foldName(a.Name), foldName(b.Name)) })
	return list, err
}

// RemoveFeedbackTemplate forgets one of a board by its name, however that is
// written; ErrNotFound if there is none.
func (tx *Tx) RemoveFeedbackTemplate(of board.ID, name string) error {
	if tx.reading {
		return ErrReadOnly
	}
	var id board.ID
	err := tx.get(&id, "SELECT id FROM feedback_template WHERE board_id = ? AND folded = ?", int64(of), foldName(name))
	if err == nil {
		err = tx.must("DELETE FROM feedback_template WHERE id = ?", int64(id))
	}
	if err != nil {
		return fmt.Errorf("template %q of board %d: %w", name, of, err)
	}
	return tx.note(of, "feedback_template.remove", Entity("feedback_template", id), name)
}

// Called tells whether a name is that of the template, however it is written.
func (t Template) Called(name string) bool { return foldName(t.Name) == foldName(name) }
