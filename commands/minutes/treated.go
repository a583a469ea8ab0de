package minutes

import (
	"beirat/board"
	"beirat/storage"
)

// itemsOf are the items of a meeting with their numbers: those of its agenda,
// then those that were taken off it after something was held fast on them, so
// that it is neither lost nor told where they were not to be.
func itemsOf(tx *storage.Tx, m board.Meeting) ([]item, error) {
	agenda, err := tx.Agenda(m.ID)
	if err != nil {
		return nil, err
	}
	known := map[board.ID]bool{0: true}
	var items []item
	for _, one := range agenda {
		known[one.ID] = true
		items = append(items, item{AgendaItem: one, number: len(items) + 1})
	}
	treated, err := treatedItems(tx, m)
	if err != nil {
		return nil, err
	}
	for _, id := range treated {
		if known[id] {
			continue
		}
		known[id] = true
		one, err := tx.Item(id)
		if err != nil {
			return nil, err
		}
		items = append(items, item{AgendaItem: one, number: len(items) + 1, off: true})
	}
	return items, nil
}

// treatedItems are the items on which something was written down, voted on or
// taken on in a meeting, some of them more than once.
func treatedItems(tx *storage.Tx, m board.Meeting) ([]board.ID, error) {
	notes, err := tx.MeetingNotes(m.ID)
	if err != nil {
		return nil, err
	}
	polls, err := tx.MeetingPolls(m.ID)
	if err != nil {
		return nil, err
	}
	tasks, err := tx.MeetingTasks(m.ID)
	if err != nil {
		return nil, err
	}
	var items []board.ID
	for _, n := range notes {
		items = append(items, n.Item)
	}
	for _, p := range polls {
		items = append(items, p.Item)
	}
	for _, t := range tasks {
		items = append(items, t.Item)
	}
	return items, nil
}
