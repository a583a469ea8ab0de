package board

// Replaced is what became of a line: Before is empty for a new one, After for
// one that was left out, and both are the same for one that stayed.
type Replaced struct{ Before, After string }

// Lines is what changed from one text to another where both are long: line by
// line. A line that took the place of one that is like it stands beside it, so
// that their words can be compared (Difference).
func Lines(before, after []string) []Replaced {
	var all []Replaced
	var gone, come []string
	flush := func() {
		all = append(all, paired(gone, come)...)
		gone, come = nil, nil
	}
	for _, e := range compared(before, after) {
		switch e.Kind {
		case Deleted:
			gone = append(gone, e.Text)
		case Inserted:
			come = append(come, e.Text)
		default:
			flush()
			all = append(all, Replaced{e.Text, e.Text})
		}
	}
	flush()
	return all
}

// window is how many lines ahead one is looked for that is like another.
const window = 20

// paired puts lines that came beside lines that went and are like them.
func paired(gone, come []string) []Replaced {
	var all []Replaced
	next := 0
	for _, was := range gone {
		at := -1
		for i := next; i < min(next+window, len(come)) && at < 0; i++ {
			if alike(was, come[i]) {
				at = i
			}
		}
		if at < 0 {
			all = append(all, Replaced{Before: was})
			continue
		}
		for _, is := range come[next:at] {
			all = append(all, Replaced{After: is})
		}
		all = append(all, Replaced{was, come[at]})
		next = at + 1
	}
	for _, is := range come[next:] {
		all = append(all, Replaced{After: is})
	}
	return all
}

// alike tells whether two lines share half of their words.
func alike(a, b string) bool {
	have := map[string]int{}
	words := 0
	for _, unit := range units(a, wordEnd) {
		if inWord([]rune(unit)[0]) {
			have[unit]++
			words++
		}
	}
	shared, others := 0, 0
	for _, unit := range units(b, wordEnd) {
		if !inWord([]rune(unit)[0]) {
			continue
		}
		others++
		if have[unit] > 0 {
			have[unit]--
			shared++
		}
	}
	return shared > 0 && 2*shared >= min(words, others)
}
