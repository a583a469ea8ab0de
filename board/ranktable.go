package board

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// rankMethod is a way of ranking that a table can be asked for.
type rankMethod struct {
	word   string
	points bool // its lines give points instead of an order
	strict bool // its lines take no ties
	// most is a bound of what an option gets from one ballot of a line, or of
	// the ballot itself where there are no scores, in a vote over so many options.
	most func(line rankLine, options int) uint64
	rank func(rankLines) []Rank
}

func rankMethods() []rankMethod {
	one := func(rankLine, int) uint64 { return 1 }
	halves := func(rankLine, int) uint64 { return 2 }
	places := func(_ rankLine, options int) uint64 { return 2 * uint64(options-1) }
	given := func(line rankLine, _ int) uint64 { return 2 * uint64(slices.Max(line.points)) }
	return []rankMethod{
		{word: string(BySchulze), most: one, rank: func(l rankLines) []Rank { return Schulze(len(l.names), l.rankings()) }},
		{word: string(ByBorda), most: places, rank: func(l rankLines) []Rank { return Borda(len(l.names), l.rankings()) }},
		{word: string(ByIRV), strict: true, most: one, rank: func(l rankLines) []Rank { return InstantRunoff(len(l.names), l.rankings()) }},
		{word: string(Approval), most: halves, rank: func(l rankLines) []Rank { return Approvals(len(l.names), l.rankings()) }},
		{word: string(Points), points: true, most: given, rank: func(l rankLines) []Rank { return PointSums(len(l.names), l.points()) }},
	}
}

// RankMethods lists the words for the ways of ranking that RankTable knows.
func RankMethods() []string {
	var words []string
	for _, m := range rankMethods() {
		words = append(words, m.word)
	}
	return words
}

// RankTable ranks what stands on ballots: a line for equal ones, "3: A>B=C>D"
// or, with the method "points", "3: A=5 B=3". Blank lines are none. An option
// exists when a line names it, also one of 0 ballots. Names are compared byte
// by byte, without the white space around them; one in a line of points has
// none within either, and none has ">", "=" or control characters. "approval"
// approves whatever a line names; "irv" takes no ties.
//
// It writes a line for each rank: the names, in byte order, with " = " between
// them and, where the method has scores, a tab and the score. Where nobody has
// cast a ballot all are tied, and without an option nothing is written.
//
// A line that is no such ballot, or with which the counts would not fit into
// 64 bits, stands with its number and the reason on problems. Then, and if
// the word is none of RankMethods or reading fails, the error is not nil and
// nothing is written.
func RankTable(word string, in io.Reader, out, problems io.Writer) error {
	i := slices.Index(RankMethods(), word)
	if i < 0 {
		return fmt.Errorf("there is no method %q, only %s", word, strings.Join(RankMethods(), ", "))
	}
	method := rankMethods()[i]
	data, err := readFile(in)
	if err != nil {
		return fmt.Errorf("read the ballots: %w", err)
	}
	lines, flawless := readRankLines(method, string(data), problems)
	if !flawless {
		return errors.New("nothing is ranked while a line is no ballot")
	}
	ranks := bufio.NewWriter(out) // a failure stays until Flush below
	for _, rank := range method.rank(lines) {
		for j, option := range rank.Options {
			if j > 0 {
				ranks.WriteString(" = ")
			}
			ranks.WriteString(lines.names[option])
		}
		if rank.Score.Known {
			ranks.WriteString("\t" + rank.Score.String())
		}
		ranks.WriteString("\n")
	}
	if err := ranks.Flush(); err != nil {
		return fmt.Errorf("write the ranks: %w", err)
	}
	return nil
}

// rankLines is a table of ballots; its options are numbered in byte order.
type rankLines struct {
	lines  []rankLine
	names  []string
	number map[string]int
}

// readRankLines tells what is wrong on problems, line by line.
func readRankLines(method rankMethod, table string, problems io.Writer) (l rankLines, flawless bool) {
	at, flaws := 0, 0
	for text := range strings.Lines(table) {
		at++
		if strings.TrimSpace(text) == "" {
			continue
		}
		line, err := readRankLine(method, text)
		if err != nil {
			flaws++
			fmt.Fprintf(problems, "line %d: %v\n", at, err)
			continue
		}
		line.at = at
		l.lines = append(l.lines, line)
	}
	l.numberNames()
	if at, found := l.overflow(method); found {
		flaws++
		fmt.Fprintf(problems, "line %d: with it the counts no longer fit into 64 bits\n", at)
	}
	return l, flaws == 0
}

func (l *rankLines) numberNames() {
	l.number = map[string]int{}
	for _, line := range l.lines {
		for name := range line.names() {
			l.number[name] = 0
		}
	}
	l.names = slices.Sorted(maps.Keys(l.number))
	for option, name := range l.names {
		l.number[name] = option
	}
}

// overflow finds the first line with which a score, or the number of ballots,
// might not fit into an int.
func (l rankLines) overflow(method rankMethod) (line int, found bool) {
	sum := uint64(0)
	for _, line := range l.lines {
		high, low := bits.Mul64(uint64(line.n), method.most(line, len(l.names)))
		sum += min(low, math.MaxInt+1)
		if high > 0 || sum > math.MaxInt {
			return line.at, true
		}
	}
	return 0, false
}

func (l rankLines) rankings() []RankedPile {
	piles := make([]RankedPile, len(l.lines))
	for i, line := range l.lines {
		for _, group := range line.groups {
			options := make([]int, len(group))
			for j, name := range group {
				options[j] = l.number[name]
			}
			piles[i].Ranking = append(piles[i].Ranking, options)
		}
		piles[i].N = line.n
	}
	return piles
}

func (l rankLines) points() []PointPile {
	piles := make([]PointPile, len(l.lines))
	for i, line := range l.lines {
		piles[i] = PointPile{Points: make([]int, len(l.names)), N: line.n}
		for j, group := range line.groups {
			piles[i].Points[l.number[group[0]]] = line.points[j]
		}
	}
	return piles
}
