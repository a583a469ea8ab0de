package roadmap

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// mostHistory is how far the history of a measure is read.
const mostHistory = 1000

// history shows what became of a measure, the newest first; of a version it shows
// what it changed.
func (f *Roadmap) history(shared params) commands.Command {
	page := commands.Number("roadmap_page", 1, 1<<20).Hidden()
	edition := commands.Number("edition", 1, 1<<30).Hidden()
	return commands.Command{
		Path: "roadmap.history", Right: board.Everyone, Params: []commands.Param{shared.measure, page, edition},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m chat.Message
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				measure, err := tx.Measure(shared.measure.Of(c).ID)
				if err != nil {
					return err
				}
				p := past{measure: measure, inside: c.Who.May(board.Inside)}
				if p.revisions, err = tx.Revisions(c.Board.ID, entity(measure.ID), mostHistory); err != nil {
					return err
				}
				if edition.Given(c) {
					m = p.version(edition.Of(c))
					return nil
				}
				m, err = p.listing(tx, c, max(1, page.Of(c)))
				return err
			})
			return chat.Reply{Messages: []chat.Message{m}}, err
		},
	}
}

// past is the history of a measure, the newest first.
type past struct {
	measure   board.Measure
	revisions []board.Revision
	inside    bool // the reader belongs to the board, and so reads names
}

// versionOf is the number of the version that the revision at i made; 0: none.
func (p past) versionOf(i int) int {
	if !worded(p.revisions[i]) {
		return 0
	}
	n := 0
	for _, r := range p.revisions[i:] {
		if worded(r) {
			n++
		}
	}
	return n
}

// worded tells whether a revision kept title and text.
func worded(r board.Revision) bool { return r.What == "added" || r.What == "revised" }

func (p past) listing(tx *storage.Tx, c *commands.Call, page int) (chat.Message, error) {
	from := min((page-1)*listed, (len(p.revisions)-1)/listed*listed)
	until := min(from+listed, len(p.revisions))
	m := chat.Say(chat.T("roadmap.history.title", "Number", p.measure.Number, "Title", p.measure.Title))
	var row []chat.Button
	for i := from; i < until; i++ {
		line, err := p.line(tx, c, i)
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: line})
		if n := p.versionOf(i); n > 1 && len(row) < 3 {
			b := button("roadmap.history.version", p.measure, "roadmap.history", "edition", strconv.Itoa(n))
			b.Label.Args = map[string]any{"Version": n}
			row = append(row, b)
		}
	}
	if until < len(p.revisions) {
		row = append(row, button("roadmap.history.more", p.measure, "roadmap.history", "roadmap_page", strconv.Itoa(from/listed+2)))
	}
	return withButtons(m, append(row, showButton(p.measure))...), nil
}

// line says what was done at i.
func (p past) line(tx *storage.Tx, c *commands.Call, i int) (chat.Text, error) {
	r := p.revisions[i]
	who := ""
	if p.inside {
		var err error
		if who, err = tx.PersonName(r.Person); err != nil {
			return chat.Text{}, err
		}
	}
	about := []any{"At", r.At.In(c.Now.Location()), "By", who}
	switch {
	case r.What == "added":
		return chat.T("roadmap.history.added", about...), nil
	case r.What == "revised":
		return chat.T("roadmap.history.revised", append(about, "Version", p.versionOf(i))...), nil
	case r.What == "placed":
		var place int
		var round board.ID
		if _, err := fmt.Sscanf(r.Detail, "%d/%d", &place, &round); err != nil {
			return chat.Text{}, fmt.Errorf("place %q: %w", r.Detail, err)
		}
		poll, err := tx.Poll(round)
		return chat.T("roadmap.history.placed", "At", r.At.In(c.Now.Location()), "Place", place, "Poll", poll.Number), err
	}
	state, _ := strings.CutPrefix(r.What, "moved.")
	return chat.T("roadmap.history.moved", append(about, "State", stateName(board.MeasureState(state)), "Why", r.Detail)...), nil
}

// version is what a version of title and text changed.
func (p past) version(n int) chat.Message {
	for i, r := range p.revisions {
		if p.versionOf(i) != n {
			continue
		}
		title, text := r.Title, r.Text
		m := chat.Say(chat.T("roadmap.history.version_title", "Number", p.measure.Number, "Version", n))
		for _, before := range p.revisions[i+1:] {
			if worded(before) {
				title, text = before.Title, before.Text
				break
			}
		}
		edits := board.Difference(title, r.Title)
		m = m.With(chat.Para{Text: commands.Difference(edits)})
		if r.Text != "" || text != "" {
			m = m.With(chat.Para{Text: commands.Difference(board.Difference(text, r.Text))})
		}
		if title == r.Title && text == r.Text {
			m = m.With(chat.Para{Text: chat.T("roadmap.history.only_links")})
		}
		return withButtons(m, button("roadmap.history.back", p.measure, "roadmap.history"))
	}
	return withButtons(chat.Say(chat.T("roadmap.history.no_version", "Version", n)), button("roadmap.history.back", p.measure, "roadmap.history"))
}
