package documents

import (
	"fmt"
	"strconv"
	"strings"

	"beirat/words"
)

// decimal is an exact number that is not negative, as it is written.
type decimal struct {
	whole int    // at most largestValue
	rest  string // digits behind the point, at most three
}

const largestValue = 1_000_000_000

func parseDecimal(text string) (decimal, error) {
	whole, rest, pointed := strings.Cut(text, ".")
	n, err := strconv.ParseUint(whole, 10, 63)
	if err != nil || n > largestValue || pointed && rest == "" || len(rest) > 3 || strings.Trim(rest, "0123456789") != "" {
		return decimal{}, fmt.Errorf("%q is no value that can be drawn", text)
	}
	return decimal{int(n), rest}, nil
}

// thousandths is the number times a thousand.
func (d decimal) thousandths() int {
	rest, _ := strconv.Atoi((d.rest + "000")[:3]) // three digits, as parsed
	return d.whole*1000 + rest
}

// figure says a value in figures: "1.234,5". What is no value is said as it is.
func figure(p words.Printer, value string) string {
	d, err := parseDecimal(value)
	switch {
	case err != nil:
		return value
	case d.rest == "":
		return p.Count(d.whole)
	}
	return p.Say("documents.decimal", map[string]any{"whole": d.whole, "rest": d.rest})
}

// thousandths are the rows' values times a thousand. None is above what was cast.
func (c Chart) thousandths() ([]int, error) {
	if c.Cast < 0 || c.Cast > largestValue {
		return nil, fmt.Errorf("%d cannot be what was cast", c.Cast)
	}
	values := make([]int, len(c.Rows))
	for i, row := range c.Rows {
		d, err := parseDecimal(row.Value)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		values[i] = d.thousandths()
		if c.Cast > 0 && values[i] > c.Cast*1000 {
			return nil, fmt.Errorf("row %d: %s is more than the %d cast", i+1, row.Value, c.Cast)
		}
	}
	return values, nil
}
