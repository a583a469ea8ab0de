package polls

import (
	"slices"
	"strings"
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
)

// optionList are the options of a vote with their numbers; none of a yes-no vote.
func optionList(p board.Poll) []chat.Block {
	if p.Method == board.YesNo || len(p.Options) == 0 {
		return nil
	}
	return []chat.Block{chat.Para{Text: chat.T("poll.option.list", "Options", numbered(p))}}
}

// methodBlocks explain how one votes, and what the lot is drawn by.
func methodBlocks(p board.Poll) []chat.Block {
	var blocks []chat.Block
	if p.Method != board.YesNo {
		blocks = append(blocks, chat.Para{Text: methodLine(p)})
	}
	if pledged(p) {
		blocks = append(blocks, chat.Para{Text: chat.T("poll.lot.pledge", "Pledge", board.Pledge(p.Seed))})
	}
	return blocks
}

// pledged tells whether the pledge of a lot stands on the card, so that its seed
// is owed with the result.
func pledged(p board.Poll) bool {
	noTie := p.Method == board.OneOf && p.Terms.RunOff // more than half is for one alone
	return p.Terms.Lot && p.Seed != "" && !noTie
}

// optionRule is what the first option of a vote needs, in words.
func optionRule(p board.Poll) chat.Text {
	t := p.Terms
	switch {
	case p.Method == board.Ranked:
		return chat.T("poll.option.counting." + string(t.Counting))
	case p.Method == board.Points:
		return chat.T("poll.option.most.points")
	case t.Procedure == board.CircularAllAgree:
		return chat.T("poll.option.rule.unanimous_members", "RunOff", false)
	case t.Rule == board.Simple && !t.RunOff:
		return chat.T("poll.option.most." + string(p.Method))
	}
	return chat.T("poll.option.rule."+string(t.Rule), "RunOff", t.RunOff)
}

// optionCounts are the figures of a vote over options, the first place first;
// of a ranking without figures its places.
func optionCounts(s sheet) chat.Text {
	said := placesOf(s.poll)
	length := 0
	for _, o := range s.poll.Options {
		length += utf8.RuneCountInString(o.Label)
	}
	return chat.T("poll.option.counts", "Said", said, "Lines", len(said) > 4 || length > 60,
		"Abstain", s.tally.Abstain, "Invalid", s.tally.Invalid, "Technical", s.technical(), "Missing", s.silent())
}

// placesOf says what each option got; what got nothing is only counted, if it
// is much.
func placesOf(p board.Poll) []chat.Text {
	const fewWithout = 3
	if p.Method == board.Ranked && len(leaders(p)) == 0 {
		return []chat.Text{chat.T("poll.option.without.ranking")}
	}
	var said []chat.Text
	without := 0
	for _, tied := range byPlace(p.Options) {
		for _, o := range tied {
			if o.Score == "0" || o.Score == "" && o.Place == 0 {
				without++
			}
		}
	}
	for _, tied := range byPlace(p.Options) {
		if p.Method == board.Ranked && tied[0].Place > 0 {
			said = append(said, placed(p, tied))
			continue
		}
		for _, o := range tied {
			if nothing := o.Score == "0" || o.Score == ""; !nothing || without <= fewWithout {
				said = append(said, scored(p, o))
			}
		}
	}
	if without > fewWithout && p.Method != board.Ranked {
		said = append(said, chat.T("poll.option.without."+string(p.Method), "N", without, "All", without == len(p.Options)))
	}
	return said
}

// byPlace are the options in groups that share a place, the best first; those
// without a place come last, one by one.
func byPlace(options []board.Option) [][]board.Option {
	sorted := slices.Clone(options)
	slices.SortStableFunc(sorted, func(a, b board.Option) int {
		switch {
		case a.Place == b.Place:
			return a.Number - b.Number
		case a.Place == 0 || b.Place == 0:
			return b.Place - a.Place
		}
		return a.Place - b.Place
	})
	var groups [][]board.Option
	for i, o := range sorted {
		if i > 0 && o.Place > 0 && o.Place == sorted[i-1].Place {
			groups[len(groups)-1] = append(groups[len(groups)-1], o)
			continue
		}
		groups = append(groups, []board.Option{o})
	}
	return groups
}

func placed(p board.Poll, tied []board.Option) chat.Text {
	whole, part := decimal(tied[0].Score)
	return chat.T("poll.option.place", "Place", tied[0].Place, "Labels", labels(tied), "Tied", len(tied) > 1, "Whole", whole, "Part", part)
}

func scored(p board.Poll, o board.Option) chat.Text {
	whole, part := decimal(o.Score)
	if whole == "" {
		whole = "0"
	}
	return chat.T("poll.option.score", "Label", o.Label, "Whole", whole, "Part", part, "Points", p.Method == board.Points)
}

// decimal parts an exact decimal at its point.
func decimal(score string) (whole, part string) {
	whole, part, _ = strings.Cut(score, ".")
	return whole, part
}

func labels(options []board.Option) []string {
	all := make([]string, len(options))
	for i, o := range options {
		all[i] = o.Label
	}
	return all
}
