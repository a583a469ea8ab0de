package when

import (
	"strings"
	"time"
)

// vocabulary turns a readable table, meaning to phrases, into the one a cursor
// reads with, phrase to meaning. Phrases are parted by commas; a star stands
// for the endings of a German adjective; an umlaut may be written ä, ae or a.
// A phrase with two meanings is a mistake in this package and panics at start.
func vocabulary[V comparable](meanings map[V]string) map[string]V {
	spelled := make(map[string]V)
	for meaning, phrases := range meanings {
		for _, phrase := range strings.Split(phrases, ",") {
			for _, spelling := range spellings(strings.TrimSpace(phrase)) {
				if other, taken := spelled[spelling]; taken && other != meaning {
					panic("when: two meanings of " + spelling)
				}
				spelled[spelling] = meaning
			}
		}
	}
	return spelled
}

func words(phrases string) map[string]bool { return vocabulary(map[bool]string{true: phrases}) }

func spellings(phrase string) []string {
	var all []string
	for _, inflected := range inflections(phrase) {
		written, bare := umlauts.Replace(inflected), dotless.Replace(inflected)
		all = append(all, written)
		if bare != written {
			all = append(all, bare)
		}
	}
	return all
}

var dotless = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "ss")

func inflections(phrase string) []string {
	if !strings.Contains(phrase, "*") {
		return []string{phrase}
	}
	var all []string
	for _, ending := range []string{"e", "en", "er", "es", "em"} {
		all = append(all, strings.Replace(phrase, "*", ending, 1))
	}
	return all
}

var weekdays = vocabulary(map[time.Weekday]string{
	time.Monday:    "montag, mo, monday, mon",
	time.Tuesday:   "dienstag, di, tuesday, tues, tue",
	time.Wednesday: "mittwoch, mi, wednesday, weds, wed",
	time.Thursday:  "donnerstag, do, thursday, thurs, thur, thu",
	time.Friday:    "freitag, fr, friday, fri",
	time.Saturday:  "samstag, sonnabend, sa, saturday, sat",
	time.Sunday:    "sonntag, so, sunday, sun",
})

// germanDays follow the German "am", so that one before them makes no
// American hour of "12 am Freitag".
var germanDays = words("montag, mo, dienstag, di, mittwoch, mi, donnerstag, do, freitag, fr, samstag, sonnabend, sa, sonntag, so, " +
	"wochenende, morgen, vormittag, mittag, nachmittag, abend, nächst*, kommend*, übernächst*, dies*, letzt*, erst*, zweit*, dritt*, selben")

var months = vocabulary(map[time.Month]string{
	time.January:   "januar, jänner, jan, january",
	time.February:  "februar, feber, feb, february",
	time.March:     "märz, mär, mrz, march, mar",
	time.April:     "april, apr",
	time.May:       "mai, may",
	time.June:      "juni, jun, june",
	time.July:      "juli, jul, july",
	time.August:    "august, aug",
	time.September: "september, sept, sep",
	time.October:   "oktober, okt, october, oct",
	time.November:  "november, nov",
	time.December:  "dezember, dez, december, dec",
})

// daysAway are the words for a day counted from today.
var daysAway = vocabulary(map[int]string{
	-2: "vorgestern, day before yesterday, the day before yesterday",
	-1: "gestern, yesterday",
	0:  "heute, heut, today",
	1:  "morgen, nächst* tag, kommend* tag, next day, tomorrow, tomorow, tommorow, tommorrow, tmrw, tmr",
	2:  "übermorgen, day after tomorrow, the day after tomorrow",
	3:  "überübermorgen",
})

var compoundHeads = words("montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonnabend, sonntag, heute, morgen, übermorgen, gestern")

var compoundTails = words("früh, morgen, vormittag, mittag, nachmittag, abend, nacht")

// which tells one week (or month, or Friday) from the one after it.
var which = vocabulary(map[int]string{
	-1: "letzt*, vorig*, vergangen*, last, previous, past",
	0:  "dies*, this",
	1:  "nächst*, kommend*, next, coming, upcoming, this coming, the coming",
	2:  "übernächst*",
})

// feasts are the days of the year with a name that always fall on one date.
var feasts = vocabulary(map[[2]int]string{
	{1, 1}:   "neujahr, neujahrstag, new year, new years day, new years",
	{12, 6}:  "nikolaus, nikolaustag",
	{12, 24}: "heiligabend, heilig abend, heiliger abend, christmas eve",
	{12, 25}: "christmas, christmas day",
	{12, 31}: "silvester, sylvester, silvesterabend, new years eve",
})

// yearWords and monthWords are what "nächsten" stands before in a date.
var (
	yearWords  = words("jahr, jahres, year")
	monthWords = words("monat, monats, monates, month")
)
