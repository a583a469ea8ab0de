package board

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Option is one of the things that a vote is over.
type Option struct {
	Number int // from 1
	Label  string
	Thing  ID // of what the option stands for, where Poll.About says what that is

	// Fixed at the end of the poll; zero before, and where nobody chose anything.
	Place int    // from 1; tied options share the better one
	Score string // votes, approvals, points, Borda's score, as an exact decimal; empty where the counting has none
	Won   bool   // what came of the poll: the first of one that passed, and of an informal one; of a tie only what the lot drew
}

// MostOptions is how many options a vote has at most, LeastOptions at least.
const (
	LeastOptions = 2
	MostOptions  = 25
	mostLabel    = 100 // characters
)

// OptionFlaw is what is wrong with an option, or with how many there are.
type OptionFlaw string

// The flaws.
const (
	TooFewOptions  OptionFlaw = "too_few"  // N of them
	TooManyOptions OptionFlaw = "too_many" // N of them
	EmptyOption    OptionFlaw = "empty"
	SameOption     OptionFlaw = "same"    // as Other, or all but: spaces, capitals and invisible characters are no difference
	NoWordOption   OptionFlaw = "no_word" // neither a letter nor a digit
	LongOption     OptionFlaw = "long"    // N characters
	NumberOption   OptionFlaw = "number"  // a number that another option may have, or several, so that a ballot with it could mean either
)

// OptionError says why options are refused.
type OptionError struct {
	Flaw   OptionFlaw
	Number int    // of the option; 0 where all are meant
	Label  string // of the option
	Other  string // the label of the one before that is the same
	N      int    // how many options, or characters
}

func (e *OptionError) Error() string {
	return fmt.Sprintf("option %d %q: %s (%q, %d)", e.Number, e.Label, e.Flaw, e.Other, e.N)
}

// NewOptions makes options of labels, numbered from 1, for a vote by a method.
// White space around a label goes, within it becomes single spaces. The error is
// an *OptionError about the first flaw.
func NewOptions(m Method, labels []string) ([]Option, error) {
	switch n := len(labels); {
	case n < LeastOptions:
		return nil, &OptionError{Flaw: TooFewOptions, N: n}
	case n > MostOptions:
		return nil, &OptionError{Flaw: TooManyOptions, N: n}
	}
	var options []Option
	for _, label := range labels {
		var err error
		if options, err = AddOption(m, options, label); err != nil {
			return nil, err
		}
	}
	return options, nil
}

// AddOption is the options with one more at the end, after the checks of
// NewOptions; the options given stay as they are.
func AddOption(m Method, options []Option, label string) ([]Option, error) {
	label = tidyLabel(label)
	flaw := OptionError{Number: len(options) + 1, Label: label}
	number, isNumber := bareNumber(sameLabel(label))
	switch n := utf8.RuneCountInString(label); {
	case len(options) >= MostOptions:
		return nil, &OptionError{Flaw: TooManyOptions, N: len(options) + 1}
	case label == "":
		flaw.Flaw = EmptyOption
	case n > mostLabel:
		flaw.Flaw, flaw.N = LongOption, n
	case !strings.ContainsFunc(label, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		flaw.Flaw = NoWordOption
	case isNumber && number != flaw.Number, m != OneOf && !isNumber && (severalNumbers(label) || namesNumbers(m, label)):
		flaw.Flaw = NumberOption
	}
	if i := slices.IndexFunc(options, func(o Option) bool { return sameLabel(o.Label) == sameLabel(label) }); flaw.Flaw == "" && i >= 0 {
		flaw.Flaw, flaw.Other = SameOption, options[i].Label
	}
	if flaw.Flaw != "" {
		return nil, &flaw
	}
	return append(slices.Clip(options), Option{Number: flaw.Number, Label: label}), nil
}

// bareNumber reads a label that is nothing but a number which an option may have.
func bareNumber(label string) (number int, found bool) {
	number, err := strconv.Atoi(label)
	return number, err == nil && number >= 1 && number <= MostOptions
}

// namesNumbers tells whether a label reads as a ballot that names options by
// their numbers: "Nr. 1", "1 und 2".
func namesNumbers(m Method, label string) bool {
	p := Poll{Method: m, Terms: Terms{Budget: MostPoints, Counting: BySchulze}}
	for n := 1; n <= MostOptions; n++ {
		p.Options = append(p.Options, Option{Number: n, Label: strconv.Itoa(n)})
	}
	c, err := p.Read(label)
	return err == nil && c != Abstain
}

// severalNumbers tells whether a label is nothing but numbers, of which a part
// may be those of options: "1,2", "12,50".
func severalNumbers(label string) bool {
	const signs = ",;>=+& "
	plain := norm.NFKC.String(label)
	return strings.ContainsAny(plain, signs) && strings.Trim(plain, signs+"0123456789") == ""
}
