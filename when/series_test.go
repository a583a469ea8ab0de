package when

import (
	"errors"
	"testing"
	"time"
)

func TestASeriesIsReadAsPeopleSayIt(t *testing.T) {
	quarterly := Series{Place: 2, Weekday: time.Thursday, Months: 3, Hour: 18}
	for text, want := range map[string]Series{
		"zweiter Donnerstag jedes dritten Monats, 18:00":                quarterly,
		"Second Thursday of every third month, 18:00":                   quarterly,
		"second Thursday of every third month at 6pm":                   quarterly,
		"jeden zweiten Donnerstag alle drei Monate um 18 Uhr":           quarterly,
		"am 2. Donnerstag alle 3 Monate 18:00 Uhr":                      quarterly,
		"alle drei Monate am zweiten Donnerstag um 18 Uhr":              quarterly,
		"vierteljährlich am zweiten Donnerstag, 18 Uhr":                 quarterly,
		"vierteljaehrlich am 2. Do. um 18:00":                           quarterly,
		"zweiter Donnerstag im Quartal, 18 Uhr":                         quarterly,
		"2nd Thursday of each quarter, 18:00":                           quarterly,
		"every three months on the second Thursday at 18:00":            quarterly,
		"quarterly on the second thursday, 6 pm":                        quarterly,
		"jeden ersten Montag im Monat um halb acht":                     {1, time.Monday, 1, 19, 30},
		"first Monday of the month, 19:30":                              {1, time.Monday, 1, 19, 30},
		"letzter Mittwoch jedes zweiten Monats 17.30 Uhr":               {-1, time.Wednesday, 2, 17, 30},
		"last Wednesday of every other month, 5:30 pm":                  {-1, time.Wednesday, 2, 17, 30},
		"dritter Dienstag jedes Halbjahr, 9 Uhr":                        {3, time.Tuesday, 6, 9, 0},
		"vierter Freitag im Jahr, 10:15":                                {4, time.Friday, 12, 10, 15},
		"einmal im Jahr am ersten Samstag, 10 Uhr":                      {1, time.Saturday, 12, 10, 0},
		"halbjährlich, erster Donnerstag, 18 Uhr":                       {1, time.Thursday, 6, 18, 0},
		"jeden Monat am letzten Donnerstag um 18 Uhr":                   {-1, time.Thursday, 1, 18, 0},
		"immer am zweiten Donnerstag jedes dritten Monats um 18:00 Uhr": quarterly,
	} {
		if got, err := UnderstandSeries(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestASeriesThatCannotBeSaysWhatIsMissing(t *testing.T) {
	for text, reason := range map[string]string{
		"":                                   Empty,
		"wie immer":                          Unknown,
		"jeden zweiten Donnerstag um 18 Uhr": SeriesPeriod,
		"zweiter Donnerstag jedes dritten Monats":     SeriesClock,
		"jedes Quartal um 18 Uhr":                     SeriesDay,
		"fünfter Donnerstag jedes dritten Monats 18h": Unknown,
		"fünfter Donnerstag jedes Monats, 18:00":      SeriesPlace,
		"vorletzter Donnerstag jedes Monats, 18:00":   SeriesPlace,
		"zweiter Donnerstag alle 13 Monate, 18:00":    SeriesPeriod,
		"zweiter Donnerstag alle 0 Monate, 18:00":     SeriesPeriod,
		"zweiter Donnerstag alle 2 Jahre, 18:00":      SeriesPeriod,
		"zweiter Donnerstag im Monat, 25:00":          NoSuchTime,
		"zweiter Donnerstag im Monat, Mitternacht":    NoSuchTime,
		"zweiter Donnerstag im Monat, 18:00, Rathaus": Unknown,
	} {
		var refusal *Refusal
		if _, err := UnderstandSeries(text); !errors.As(err, &refusal) || refusal.Reason != reason {
			t.Errorf("%q: %v, want %s", text, err, reason)
		}
	}
}
