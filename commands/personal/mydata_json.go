package personal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"beirat/board"
	"beirat/storage"
	"beirat/words"
)

// The form of the JSON file, which docs/my-data.md describes. The version is
// raised when something in it is called otherwise or means something else; more
// kinds and more values may come without that.
const (
	schemaName    = "beirat-my-data"
	schemaVersion = 1
)

// sheetJSON is the whole file.
type sheetJSON struct {
	Schema    string       `json:"schema"`
	Version   int          `json:"version"`
	Made      time.Time    `json:"made"`
	Person    string       `json:"person"`
	Boards    []string     `json:"boards"`
	Records   []recordJSON `json:"records"`
	NotLinked []string     `json:"not_linked"`
}

// recordJSON is one entry.
type recordJSON struct {
	Board   string         `json:"board,omitempty"` // empty: of the installation
	Heading string         `json:"heading"`
	Kind    string         `json:"kind"`
	As      []string       `json:"as"`
	Values  map[string]any `json:"values"`
}

// json is all of it for another program.
func (o owned) json() ([]byte, error) {
	said := words.Printer{Language: o.language}
	sheet := sheetJSON{Schema: schemaName, Version: schemaVersion, Made: o.db.Now().UTC().Truncate(time.Second), Person: o.person.Name,
		Boards: []string{}, Records: make([]recordJSON, len(o.rows))}
	names := map[board.ID]string{}
	for _, b := range o.boards {
		names[b.ID], sheet.Boards = b.Name, append(sheet.Boards, b.Name)
	}
	for i, r := range o.rows {
		sheet.Records[i] = recordJSON{Board: names[r.Board], Heading: string(r.Told), Kind: r.Table, As: r.As, Values: valuesOf(r)}
	}
	for _, why := range unlinked() {
		sheet.NotLinked = append(sheet.NotLinked, said.Print(why))
	}
	var out bytes.Buffer
	into := json.NewEncoder(&out)
	into.SetEscapeHTML(false)
	into.SetIndent("", " ")
	if err := into.Encode(sheet); err != nil {
		return nil, fmt.Errorf("what is stored about person %d as JSON: %w", o.person.ID, err)
	}
	return out.Bytes(), nil
}

// valuesOf are the values of a row by their names; times are RFC 3339 in UTC.
func valuesOf(r storage.OwnRow) map[string]any {
	values := make(map[string]any, len(r.Values))
	for _, v := range r.Values {
		values[v.Name] = v.Value
	}
	return values
}
