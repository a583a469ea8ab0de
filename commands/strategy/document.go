package strategy

import (
	"maps"
	"slices"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// draft gathers what the strategy of a board says now: what it is, the chapters,
// who wrote it, and how its checksum is checked. No blocks: nothing is written
// yet.
func (f *Strategy) draft(tx *storage.Tx, b board.Board) (d draft, err error) {
	l := words.Language(b.Language)
	said := words.Printer{Language: l}
	d.document = documents.Document{
		Language: l, Title: said.Print(chat.T("strategy.document.title")), Subtitle: b.Name, Contents: true,
	}
	if d.last, err = newest(tx, b.ID); err != nil {
		return d, err
	}
	if d.named, err = tx.Consenting(b.ID); err != nil {
		return d, err
	}
	phase, err := presentPhase(tx, b.ID)
	if err != nil {
		return d, err
	}
	d.phase = phase.Phase
	var chapters []documents.Block
	for _, chapter := range f.chapters {
		blocks, err := chapter(tx, b, l, d.named)
		if err != nil {
			return d, err
		}
		chapters = append(chapters, blocks...)
	}
	if len(chapters) == 0 {
		return d, nil
	}
	writers, err := tx.Writers(b.ID)
	if err != nil {
		return d, err
	}
	blocks := append([]documents.Block{
		documents.Heading{Level: 1, Text: said.Print(chat.T("strategy.document.about.title"))},
		documents.P(said.Print(chat.T("strategy.document.about", "Board", b.Name))),
	}, chapters...)
	blocks = append(blocks, d.contributors(said, writers)...)
	d.document.Blocks = append(blocks,
		documents.Heading{Level: 1, Text: said.Print(chat.T("strategy.document.check.title"))},
		documents.P(said.Print(chat.T("strategy.document.check"))),
		documents.P(said.Print(chat.T("strategy.document.check.how"))))
	d.people = mentioned(d.document, d.named)
	return d, nil
}

// mentioned are those whose name stands anywhere in a document.
func mentioned(d documents.Document, named map[board.ID]string) (people []board.ID) {
	text := strings.Join(lines(d), "\n")
	for _, person := range slices.Sorted(maps.Keys(named)) {
		if strings.Contains(text, named[person]) {
			people = append(people, person)
		}
	}
	return people
}

// contributors says who wrote the strategy: by name who consents, the others by
// their number, group by group where that does not say who they are. Of who wrote nothing it says nothing.
func (d draft) contributors(said words.Printer, writers []storage.Writer) []documents.Block {
	if len(writers) == 0 {
		return nil
	}
	var names documents.List
	var unnamed []board.Group
	for _, w := range writers {
		name, consents := d.named[w.Person.ID]
		if !consents {
			unnamed = append(unnamed, w.Group)
			continue
		}
		names.Items = append(names.Items, documents.P(said.Print(chat.T("strategy.document.writer", "Name", name, "Organisation", w.Organisation, "Group", groupName(w.Group)))))
	}
	others := counted(unnamed)
	blocks := []documents.Block{documents.Heading{Level: 1, Text: said.Print(chat.T("strategy.document.writers"))}}
	if len(names.Items) > 0 {
		blocks = append(blocks, documents.P(said.Print(chat.T("strategy.document.named"))), names)
	}
	if len(others) > 0 {
		blocks = append(blocks, documents.P(said.Print(chat.T("strategy.document.others", "Groups", others, "Some", len(names.Items) > 0))))
	}
	return blocks
}

// counted are those who are not named, by the groups in whose order they stand;
// all together, if a group is so small that it would say who is meant.
func counted(unnamed []board.Group) []chat.Text {
	if len(unnamed) == 0 {
		return nil
	}
	if slices.ContainsFunc(unnamed, func(g board.Group) bool { return !g.HidesMembers() }) {
		return []chat.Text{chat.T("strategy.document.others.together", "N", len(unnamed))}
	}
	var all []chat.Text
	for len(unnamed) > 0 {
		group, n := unnamed[0], 0
		for n < len(unnamed) && unnamed[n].ID == group.ID {
			n++
		}
		all = append(all, chat.T("strategy.document.others.group", "Group", groupName(group), "N", n))
		unnamed = unnamed[n:]
	}
	return all
}

// groupName is the group as people call it: by its own name, or, for the groups
// that every new board starts with, by the catalogue's.
func groupName(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}
