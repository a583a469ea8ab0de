package when

import "strings"

var germanUnits = []string{"null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
	"dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"}

var germanTens = []string{"", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"}

var englishUnits = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}

var englishTens = []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

var englishOrdinals = []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
	"twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"}

// cardinals are the numbers in words up to 99, ordinals the places in a row.
var (
	cardinals      = vocabulary(cardinalWords())
	ordinals       = vocabulary(ordinalWords())
	ordinalEndings = words("st, nd, rd, th, te, ten, ter, tes, tem, ste, sten, ster")
)

func cardinalWords() map[int]string {
	spelled := make(map[int]string)
	for n := range 100 {
		spelled[n] = germanCardinal(n) + "," + englishNumber(n, englishUnits)
	}
	spelled[1] += ", eins"
	spelled[2] += ", zwo"
	return spelled
}

func germanCardinal(n int) string {
	switch {
	case n < 20:
		return germanUnits[n]
	case n%10 == 0:
		return germanTens[n/10]
	}
	return germanUnits[n%10] + "und" + germanTens[n/10]
}

// englishNumber is spelled in every way the hyphen may be lost; a hyphen that
// stands is read by numeral and ordinal.
func englishNumber(n int, last []string) string {
	switch {
	case n < 20:
		return last[n]
	case n%10 == 0:
		return englishTens[n/10]
	}
	return englishTens[n/10] + " " + last[n%10] + "," + englishTens[n/10] + last[n%10]
}

func ordinalWords() map[int]string {
	spelled := make(map[int]string)
	for n := 1; n <= 31; n++ {
		spelled[n] = germanOrdinal(n) + "*," + englishNumber(n, englishOrdinals)
	}
	spelled[20], spelled[30] = "zwanzigst*, twentieth", "dreißigst*, thirtieth"
	spelled[7] += ", siebent*"
	return spelled
}

func germanOrdinal(n int) string {
	switch n {
	case 1:
		return "erst"
	case 3:
		return "dritt"
	case 7:
		return "siebt"
	case 8:
		return "acht"
	}
	if n < 20 {
		return germanUnits[n] + "t"
	}
	return germanCardinal(n) + "st"
}

// numeral steps over a number in figures or in words. Figures of more than
// four places are left to nobody.
func (c cursor) numeral() (int, cursor, bool) {
	if t, after, ok := c.digits(); ok {
		return t.number, after, len(t.text) <= 4
	}
	return take(c.unhyphened(), cardinals)
}

// ordinal steps over "3.", "3rd", "dritten" or "third".
func (c cursor) ordinal() (int, cursor, bool) {
	t, after, ok := c.digits()
	if !ok {
		return take(c.unhyphened(), ordinals)
	}
	if len(t.text) > 2 {
		return 0, c, false
	}
	if dotted, ok := after.tight("."); ok {
		return t.number, dotted, true
	}
	if after.peek(0).spaced {
		return 0, c, false
	}
	_, after, ok = take(after, ordinalEndings)
	return t.number, after, ok
}

// unhyphened joins "twenty-one" into one word, in a copy.
func (c cursor) unhyphened() cursor {
	ten, hyphen, one := c.peek(0), c.peek(1), c.peek(2)
	if hyphen.text != "-" || one.kind != word || !tens[ten.text] {
		return c
	}
	joined := append([]token{}, c.tokens[:c.at]...)
	joined = append(joined, token{text: ten.text + one.text, kind: word, spaced: ten.spaced})
	return cursor{tokens: append(joined, c.tokens[c.at+3:]...), at: c.at}
}

var tens = words(strings.Join(englishTens[2:], ","))
