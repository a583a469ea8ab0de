package ideas

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// numbersIn reads "3, 5 und 8", each once. The rest is what is no number.
func numbersIn(typed string) (numbers []int, rest []string) {
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(",;+& \n\t", r) }) {
		if slices.Contains([]string{"und", "and"}, strings.ToLower(word)) {
			continue
		}
		n, err := strconv.Atoi(strings.TrimPrefix(word, "#"))
		switch {
		case err != nil || n < 1:
			rest = append(rest, commands.Cut(word))
		case !slices.Contains(numbers, n):
			numbers = append(numbers, n)
		}
	}
	return numbers, rest
}

// named locks the ideas that somebody names by their numbers, in the order of
// their numbers; of those in a bundle the bundle. What is said twice is one.
func named(tx *storage.Tx, c *commands.Call, typed string) ([]board.Idea, error) {
	numbers, rest := numbersIn(typed)
	if len(rest) > 0 || len(numbers) == 0 {
		return nil, commands.Mistake("ideas", "idea.numbers.none", "Rest", rest, "N", len(rest))
	}
	slices.Sort(numbers) // who locks the same waits at the first
	var (
		ideas   []board.Idea
		unknown []int
	)
	for _, n := range numbers {
		found, err := tx.IdeaNumber(c.Board.ID, n)
		if errors.Is(err, storage.ErrNotFound) {
			unknown = append(unknown, n)
			continue
		}
		if err != nil {
			return nil, err
		}
		locked, err := lockWhole(tx, found.ID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(ideas, func(i board.Idea) bool { return i.ID == locked.ID }) {
			continue
		}
		ideas = append(ideas, locked)
	}
	if len(unknown) > 0 {
		return nil, commands.Mistake("ideas", "idea.numbers.unknown", "Numbers", texts(unknown), "N", len(unknown))
	}
	return ideas, nil
}

// lockWhole locks an idea or, if it is in one, its bundle.
func lockWhole(tx *storage.Tx, id board.ID) (board.Idea, error) {
	i, err := tx.LockIdea(id)
	if err != nil || i.Bundle == 0 {
		return i, err
	}
	return tx.LockIdea(i.Bundle)
}

func texts(numbers []int) []string {
	said := make([]string, len(numbers))
	for i, n := range numbers {
		said[i] = strconv.Itoa(n)
	}
	return said
}

// waiting refuses what nobody can do anything about any more, or now: it is
// answered, a vote decides about it, or it is a bundle that is no more.
func waiting(field string, ideas ...board.Idea) *commands.Error {
	for _, i := range ideas {
		var no *commands.Error
		switch {
		case i.State == board.IdeaUndone:
			no = commands.Refuse("idea.undone", "Number", i.Number)
		case i.Settled():
			no = commands.Refuse("idea.settled", "The", the(i), "Fate", fate(i.State)).With(showButton(i))
		case i.Poll != 0:
			no = commands.Refuse("idea.voted_on", "The", the(i)).With(showButton(i))
		default:
			continue
		}
		if no.Field = field; field != "" {
			no.Buttons = nil
		}
		return no
	}
	return nil
}
