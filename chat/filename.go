package chat

import (
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

const filenameMost = 60 // characters of a file's name, without its end

var german = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss")

// PlainName is a file's name that every computer can save a file by: without
// folders, umlauts and spaces.
func PlainName(name string) string {
	name = path.Base(strings.ReplaceAll(norm.NFC.String(name), `\`, "/"))
	end := path.Ext(name)
	stem := strings.Map(plainSign, norm.NFD.String(german.Replace(strings.TrimSuffix(name, end))))
	stem = strings.Join(strings.FieldsFunc(stem, func(r rune) bool { return r == ' ' }), "-")
	stem = strings.Trim(FirstRunes(stem, filenameMost), "-.")
	if stem == "" {
		stem = "beirat"
	}
	return strings.TrimRight(stem+strings.ReplaceAll(strings.Map(plainSign, FirstRunes(end, filenameMost)), " ", ""), ".")
}

// plainSign drops accents and makes a space of every other sign that a name
// should not hold.
func plainSign(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_', r == '.':
		return r
	case r >= 0x300 && r <= 0x36f: // what NFD puts behind a letter
		return -1
	}
	return ' '
}

// FirstRunes are so many characters of a text, or all.
func FirstRunes(text string, most int) string {
	for i := range text {
		if most == 0 {
			return text[:i]
		}
		most--
	}
	return text
}
