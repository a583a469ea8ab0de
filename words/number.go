package words

import (
	"strconv"
	"strings"
)

// Count is a whole number in figures, grouped by thousands: "1.234".
func (p Printer) Count(n int) string { return spoken(p.Language).count(n) }

// Percent is the share num/den in percent: "66,7 %", rounded half up to one
// decimal. A share that is whole percent is written without decimal; one that
// was rounded always keeps it, so that "50 %" is exactly half. It is "–" where
// there is no share: den below one or num negative. The space before the sign
// does not break.
func (p Printer) Percent(num, den int) string { return spoken(p.Language).percent(num, den) }

func (c *catalogue) count(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	group := c.name("words.number.group")
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(digit)
	}
	return b.String()
}

func (c *catalogue) percent(num, den int) string {
	if den < 1 || num < 0 {
		return "–"
	}
	// Only the part below one is multiplied: large counts do not overflow.
	whole, rest := num/den*100, num%den
	tenths := (rest*2000 + den) / (2 * den)
	number := c.count(whole + tenths/10)
	if rest*100%den != 0 {
		number += c.name("words.number.point") + strconv.Itoa(tenths%10)
	}
	return c.own("words.percent", map[string]any{"number": number})
}

// word is a number word from zero to twelve and figures beyond. Before a noun,
// one is a matter of the plural forms: "eine Stimme", never "eins Stimme".
func (c *catalogue) word(n int) string {
	if n < 0 || n > 12 {
		return c.count(n)
	}
	return c.name("words.number." + strconv.Itoa(n))
}

// capitalWord is word at the beginning of a sentence.
func (c *catalogue) capitalWord(n int) string { return upper1(c.word(n)) }

// plural chooses a noun for a number that is not the entry's N.
func plural(n int, one, other string) string {
	if n == 1 {
		return one
	}
	return other
}
