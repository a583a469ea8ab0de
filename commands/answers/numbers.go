package answers

import (
	"slices"
	"strconv"
	"strings"

	"beirat/commands"
)

// mostAtOnce is how many points one answer is for at most.
const mostAtOnce = 200

// numbersIn reads "1-3, 7 und 9": each number once, in their order. The rest is what
// is no number.
func numbersIn(typed string) (numbers []int, rest []string) {
	typed = strings.NewReplacer(" - ", "-", " – ", "-", "–", "-", " bis ", "-", " to ", "-").Replace(typed)
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(",;+& \n\t", r) }) {
		if slices.Contains([]string{"und", "and"}, strings.ToLower(word)) {
			continue
		}
		first, last, ok := span(word)
		if !ok || last-first >= mostAtOnce {
			rest = append(rest, commands.Cut(word))
			continue
		}
		for n := first; n <= last; n++ {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), rest
}

// span reads "3", "#3" and "3-7".
func span(word string) (first, last int, ok bool) {
	from, to, ranged := strings.Cut(word, "-")
	if !ranged {
		to = from
	}
	first, err := strconv.Atoi(strings.TrimPrefix(from, "#"))
	last, no := strconv.Atoi(strings.TrimPrefix(to, "#"))
	return first, last, err == nil && no == nil && first >= 1 && last >= first
}
