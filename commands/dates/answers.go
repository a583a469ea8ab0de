package dates

import (
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/words"
)

// most are the words of the longest answer: "if need be".
const mostWords = 3

// readAnswers reads "1 ja, 2 notfalls, 3-5 nein", "ja: 1, 2; nein: 3", "alle ja"
// and "1 ja, sonst nein": numbers before or behind their answer. answer knows the
// answers by their words.
func readAnswers(text string, s board.DateSearch, answer func(string) (board.Availability, bool)) (map[int]board.Availability, error) {
	r := &reading{search: s, said: map[int]board.Availability{}, answer: answer}
	all := tokens(text)
	for i := 0; i < len(all); {
		n := r.word(all[i:])
		if n == 0 {
			if !r.numbers(all[i]) {
				return nil, commands.Mistake("answers", "date.answers.unread", "Typed", commands.Cut(all[i]))
			}
			n = 1
		}
		i += n
	}
	r.flush()
	slices.Sort(r.unknown)
	switch {
	case len(r.unknown) > 0:
		return nil, commands.Mistake("answers", "date.answers.unknown", "Numbers", texts(slices.Compact(r.unknown)), "N", len(s.Options))
	case len(r.waiting) > 0, len(r.said) == 0:
		return nil, commands.Mistake("answers", "date.answers.which")
	case len(r.twice) > 0:
		return nil, commands.Mistake("answers", "date.answers.twice", "Numbers", texts(r.twice))
	}
	return r.said, nil
}

// reading is a text of answers on its way.
type reading struct {
	search  board.DateSearch
	answer  func(string) (board.Availability, bool)
	said    map[int]board.Availability
	waiting []int              // numbers that wait for the answer behind them
	leading board.Availability // the answer that stands before its numbers
	others  bool               // the answer is for every date that is not named
	rest    board.Availability
	unknown []int
	twice   []int
}

// word takes an answer of up to three words, and tells how many they are.
func (r *reading) word(all []string) int {
	for n := min(mostWords, len(all)); n > 0; n-- {
		a, known := r.answer(strings.Join(all[:n], " "))
		switch {
		case !known:
			continue
		case r.others:
			r.rest, r.others = a, false
		case len(r.waiting) == 0:
			r.leading = a
			return n
		}
		for _, number := range r.waiting {
			r.say(number, a)
		}
		r.waiting, r.leading = nil, ""
		return n
	}
	return 0
}

func (r *reading) say(number int, a board.Availability) {
	if before, said := r.said[number]; said && before != a {
		r.twice = append(r.twice, number)
	}
	r.said[number] = a
}

// numbers takes "3", "3-5" or a word for all of them.
func (r *reading) numbers(token string) bool {
	if slices.Contains([]string{"alle", "alles", "all", "every"}, token) {
		for _, o := range r.search.Options {
			r.number(o.Number)
		}
		return true
	}
	if slices.Contains([]string{"sonst", "rest", "übrige", "else", "otherwise", "others"}, token) {
		r.others = true
		return true
	}
	first, last, span := strings.Cut(strings.ReplaceAll(token, "–", "-"), "-")
	from, err := strconv.Atoi(strings.TrimRight(first, "."))
	if err != nil {
		return false
	}
	until := from
	if span {
		if until, err = strconv.Atoi(strings.TrimRight(last, ".")); err != nil || until < from {
			return false
		}
	}
	if until-from >= board.MostDates {
		r.unknown = append(r.unknown, until)
		return true
	}
	for ; from <= until; from++ {
		r.number(from)
	}
	return true
}

func (r *reading) number(n int) {
	if _, is := r.search.Option(n); !is {
		r.unknown = append(r.unknown, n)
		return
	}
	if r.leading != "" {
		r.say(n, r.leading)
		return
	}
	r.waiting = append(r.waiting, n)
}

// flush says the rest of the dates that are not named.
func (r *reading) flush() {
	if r.rest == "" {
		return
	}
	for _, o := range r.search.Options {
		if _, said := r.said[o.Number]; !said {
			r.said[o.Number] = r.rest
		}
	}
}

// tokens are the words of a text; what only parts them is left out.
func tokens(text string) []string {
	all := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" \t\n,;:=()/", r) })
	return slices.DeleteFunc(all, func(word string) bool {
		return slices.Contains([]string{"und", "and", "&", "+", "termin", "termine", "date", "dates", "nr", "nr.", "no."}, word)
	})
}

func texts(numbers []int) []chat.Text {
	said := make([]chat.Text, len(numbers))
	for i, n := range numbers {
		said[i] = number(n)
	}
	return said
}

// typed is an answer as somebody of the board would type it, for what a button
// carries and a line repeats.
func typed(b board.Board, a board.Availability) string {
	return strings.ToLower(words.Printer{Language: language(b)}.Print(says(a)))
}

// everyWord is what stands for every date.
func everyWord(b board.Board) string {
	return words.Printer{Language: language(b)}.Say("date.answers.every", nil)
}

func language(b board.Board) words.Language {
	if l, known := words.Match(b.Language); known {
		return l
	}
	return words.German
}
