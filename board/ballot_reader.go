package board

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What may stand between the options of a ballot.
const (
	approvalSeparators = ",;&+ \n"
	pointSeparators    = ",; \n"
	rankingSeparators  = ">=,; \n" + arrows
	arrows             = "→›⟩➔≻"  // for >
	keycap             = "\u20e3" // ends a number that is an emoji
	mostTyped          = 1000     // bytes of one option as somebody writes it
)

var (
	numberTyped = regexp.MustCompile(`^(?:#\s*|(?i:nr|nummer|no|number)(?:\.\s*|\s+))?(\d{1,3})(?:\x{fe0f}?\x{20e3})?[.)]?$`)
	andWord     = regexp.MustCompile(`^(?i:und|and)[\s]+`)
	besideSigns = regexp.MustCompile(` *([,>=]) *`)
	beforeWord  = regexp.MustCompile(`^(?i:vor|before)[\s]+`)
)

// reader reads a ballot from its beginning to its end.
type reader struct {
	poll     Poll
	labels   map[string]Option // by what is the same
	typed    string
	rest     string // what is still unread
	named    []int  // the options read
	listed   []int  // the numbers of a list that stood before labels
	byNumber bool   // the last option was a number
}

func newReader(p Poll, typed string) *reader {
	r := &reader{poll: p, labels: make(map[string]Option, len(p.Options))}
	for _, o := range p.Options {
		r.labels[sameLabel(o.Label)] = o
	}
	r.rest = strings.TrimSpace(plain(typed))
	r.typed = r.rest
	return r
}

func (r *reader) skip(separators string) { r.rest = strings.TrimLeft(r.rest, separators) }

// next reads an option, which ends before one of the separators or where the
// ballot does.
func (r *reader) next(separators string) (Mark, error) {
	option, found := r.take(separators)
	for _, before := range []*regexp.Regexp{bullet, andWord} {
		if prefix := before.FindString(r.rest); !found && prefix != "" {
			ahead := *r
			ahead.rest = r.rest[len(prefix):]
			if option, found = ahead.take(separators); found {
				*r = ahead
			}
		}
	}
	if !found {
		typed, _, _ := strings.Cut(r.rest, "\n")
		if end := strings.IndexAny(typed, ",;>=:"+arrows); end > 0 {
			typed = typed[:end]
		}
		return Mark{}, r.unknown(strings.TrimSpace(typed))
	}
	if slices.Contains(r.named, option.Number) {
		return Mark{}, &BallotError{Flaw: OptionTwice, Option: option}
	}
	r.named = append(slices.Clip(r.named), option.Number)
	return Mark{Option: option}, nil
}

// take reads the longest text that is an option: a label may have separators
// in it. Only what would be a mere number may be that of a list.
func (r *reader) take(separators string) (Option, bool) {
	plain := *r
	option, found := plain.longest(separators)
	if number := listNumber.FindStringSubmatch(r.rest); number != nil && (!found || plain.byNumber) {
		listed := *r
		listed.rest = r.rest[len(number[0]):]
		if labelled, found := listed.longest(separators); found && !listed.byNumber {
			n, _ := strconv.Atoi(number[1])
			*r = listed
			r.listed = append(slices.Clip(r.listed), n)
			return labelled, true
		}
	}
	if found {
		*r = plain
	}
	return option, found
}

func (r *reader) longest(separators string) (Option, bool) {
	var ends []int
	for at, c := range r.rest + separators[:1] { // the end of the ballot ends an option, too
		if at > mostTyped {
			break
		}
		if at > 0 && (strings.ContainsRune(separators, c) || strings.HasSuffix(r.rest[:at], keycap)) {
			ends = append(ends, at)
		}
	}
	for _, end := range slices.Backward(ends) {
		if option, found := r.resolve(r.rest[:end]); found {
			r.rest = r.rest[end:]
			return option, true
		}
	}
	return Option{}, false
}

// resolve finds the option that a text names as a whole.
func (r *reader) resolve(text string) (Option, bool) {
	text = unquote(text)
	if option, found := r.labels[sameLabel(text)]; found && !spacedDigits(text) {
		_, r.byNumber = bareNumber(sameLabel(text))
		return option, true
	}
	number := numberTyped.FindStringSubmatch(text)
	if number == nil {
		return Option{}, false
	}
	r.byNumber = true
	return r.poll.numbered(strings.TrimLeft(number[1], "0"))
}

// spacedDigits: "1 4" is two numbers, though "14" may be a label.
func spacedDigits(text string) bool {
	return strings.ContainsFunc(text, unicode.IsSpace) &&
		!strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsDigit(c) && !unicode.IsSpace(c) })
}

// sign reads what stands between two places: ">", "=", "," for anything else
// that separates, and nothing at the end.
func (r *reader) sign() (string, error) {
	after := strings.TrimLeft(r.rest, rankingSeparators)
	between := strings.Map(plainSign, r.rest[:len(r.rest)-len(after)])
	if word := r.before(after); strings.TrimSpace(between) == "" && word != "" {
		between, after = ">", after[len(word):]
	}
	r.rest = after
	signs := strings.Join(strings.Fields(strings.ReplaceAll(between, ",", " , ")), "")
	switch {
	case strings.Trim(signs, ",") == "" && after == "":
		return "", nil
	case after == "" || len(signs) > 1:
		return "", &BallotError{Flaw: UnclearBallot, Typed: r.typed}
	case signs == "":
		return ",", nil
	}
	return signs, nil
}

// plainSign is the sign that another one is read as.
func plainSign(c rune) rune {
	switch {
	case c == ';':
		return ','
	case strings.ContainsRune(arrows, c):
		return '>'
	}
	return c
}

// before is the word between two places, as in "3 vor 1", that a text begins
// with; nothing where it begins an option.
func (r *reader) before(text string) string {
	ahead := *r
	ahead.rest = text
	if _, found := ahead.take(rankingSeparators); found {
		return ""
	}
	return beforeWord.FindString(text)
}

// leastPart is how many characters of a label tell which one is meant.
const leastPart = 3

// unknown is the mistake of what is no option. It names the one whose label has
// what was typed in it; what is only part of a label is never counted.
func (r *reader) unknown(typed string) error {
	flaw := &BallotError{Flaw: UnknownOption, Typed: typed}
	part := sameLabel(unquote(typed))
	if utf8.RuneCountInString(part) < leastPart {
		return flaw
	}
	for _, o := range r.poll.Options {
		if !strings.Contains(sameLabel(o.Label), part) {
			continue
		}
		if flaw.Option.Number != 0 {
			flaw.Option = Option{}
			break
		}
		flaw.Option = o
	}
	return flaw
}

// checkListed refuses numbers before labels that count neither as a list does
// nor are those of the options: they could be places or options.
func (r *reader) checkListed() error {
	if len(r.listed) == 0 {
		return nil
	}
	list, own := len(r.listed) == len(r.named), len(r.listed) == len(r.named)
	for i, n := range r.listed {
		list = list && n == i+1
		own = own && n == r.named[i]
	}
	if !list && !own {
		return &BallotError{Flaw: UnclearBallot, Typed: r.typed}
	}
	return nil
}
