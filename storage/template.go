package storage

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"beirat/board"
)

// Template is what a board keeps to open polls of one kind by.
type Template struct {
	ID     board.ID
	Name   string
	Values map[string]string // by parameter of a new poll; nil in a list
	Saved  time.Time
}

// SaveTemplate keeps a template under a name, in place of one whose name
// differs only in capitals, spaces or how an umlaut is written.
func (tx *Tx) SaveTemplate(of board.ID, name string, values map[string]string) error {
	id, err := tx.insert(`INSERT INTO template (board_id, name, folded, saved_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (board_id, folded) DO UPDATE SET name = excluded.name, saved_at = excluded.saved_at RETURNING id`,
		int64(of), name, foldName(name), tx.now())
	if err == nil {
		_, err = tx.exec("DELETE FROM template_value WHERE template_id = ?", int64(id))
	}
	for _, parameter := range slices.Sorted(maps.Keys(values)) {
		if err == nil {
			_, err = tx.exec("INSERT INTO template_value (template_id, name, content) VALUES (?, ?, ?)", int64(id), parameter, values[parameter])
		}
	}
	if err != nil {
		return fmt.Errorf("template %q of board %d: %w", name, of, err)
	}
	return tx.note(of, "template.save", Entity("template", id), name)
}

// Templates lists the templates of a board by name, without their values. The
// order is that of bytes, of small letters: no database has an order of its own.
func (tx *Tx) Templates(of board.ID) ([]Template, error) {
	var rows []templateRow
	err := tx.all(&rows, "SELECT id, name, saved_at FROM template WHERE board_id = ?", int64(of))
	slices.SortFunc(rows, func(a, b templateRow) int { return strings.Compare(foldName(a.Name), foldName(b.Name)) })
	list := make([]Template, len(rows))
	for i, row := range rows {
		list[i] = row.template()
	}
	return list, err
}

// Template is a template of a board by its name, however that is written, with
// its values; ErrNotFound if there is none.
func (tx *Tx) Template(of board.ID, name string) (Template, error) {
	var row templateRow
	err := tx.get(&row, "SELECT id, name, saved_at FROM template WHERE board_id = ? AND folded = ?", int64(of), foldName(name))
	if err != nil {
		return Template{}, fmt.Errorf("template %q of board %d: %w", name, of, err)
	}
	var values []struct {
		Name    string `db:"name"`
		Content string `db:"content"`
	}
	if err := tx.all(&values, "SELECT name, content FROM template_value WHERE template_id = ?", int64(row.ID)); err != nil {
		return Template{}, fmt.Errorf("template %q of board %d: %w", name, of, err)
	}
	t := row.template()
	t.Values = make(map[string]string, len(values))
	for _, v := range values {
		t.Values[v.Name] = v.Content
	}
	return t, nil
}

// RemoveTemplate forgets a template of a board; ErrNotFound if there is none.
func (tx *Tx) RemoveTemplate(of board.ID, name string) error {
	if tx.reading {
		return ErrReadOnly
	}
	t, err := tx.Template(of, name)
	if err != nil {
		return err
	}
	if _, err = tx.exec("DELETE FROM template_value WHERE template_id = ?", int64(t.ID)); err == nil {
		err = tx.must("DELETE FROM template WHERE id = ?", int64(t.ID))
	}
	if err != nil {
		return fmt.Errorf("template %q of board %d: %w", name, of, err)
	}
	return tx.note(of, "template.remove", Entity("template", t.ID), t.Name)
}

type templateRow struct {
	ID    board.ID `db:"id"`
	Name  string   `db:"name"`
	Saved int64    `db:"saved_at"`
}

func (r templateRow) template() Template {
	return Template{ID: r.ID, Name: r.Name, Saved: moment(r.Saved)}
}

// foldName is a name as it is looked for.
func foldName(name string) string { return fold(strings.Join(strings.Fields(name), " ")) }
