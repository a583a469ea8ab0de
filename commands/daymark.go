package commands

import (
	"strings"

	"beirat/board"
	"beirat/chat"
)

// Marked is what speaks against a day, in a row: "Allerheiligen (Feiertag) und
// Wochenende". It is zero if nothing does.
func Marked(marks []board.DayMark) chat.Text {
	if len(marks) == 0 {
		return chat.Text{}
	}
	said := make([]chat.Text, len(marks))
	for i, mark := range marks {
		said[i] = marked(mark)
	}
	return chat.T("date.marks", "Marks", said)
}

func marked(mark board.DayMark) chat.Text {
	switch mark.Kind {
	case board.PublicHoliday:
		return chat.T("date.mark.holiday", "Name", HolidayName(mark.Name))
	case board.SchoolBreak:
		if strings.Contains(strings.ToLower(mark.Name), "ferien") {
			return chat.T("date.mark.break", "Name", mark.Name)
		}
		return chat.T("date.mark.school", "Name", mark.Name)
	case board.CustomaryDay:
		return chat.Written(mark.Name)
	}
	return chat.T("date.mark.weekend")
}

// HolidayName is a public holiday as its reader calls it, by its German name.
func HolidayName(german string) chat.Text {
	if key, known := holidayKey(german); known {
		return chat.T("date.holiday." + key)
	}
	return chat.Written(german)
}

// holidayKey knows the names of the library of holidays.
func holidayKey(german string) (key string, known bool) {
	key, known = map[string]string{
		"Neujahrstag": "new_year", "Heilige Drei Könige": "epiphany", "Frauentag": "women", "Internationaler Frauentag": "women",
		"Karfreitag": "good_friday", "Ostermontag": "easter_monday", "Tag der Arbeit": "labour", "Christi Himmelfahrt": "ascension",
		"Pfingstmontag": "whit_monday", "Fronleichnam": "corpus_christi", "Mariä Himmelfahrt": "assumption", "Weltkindertag": "children",
		"Tag der Deutschen Einheit": "unity", "Reformationstag": "reformation", "Allerheiligen": "all_saints", "Buß- und Bettag": "repentance",
		"Weihnachtstag": "christmas", "Zweiter Weihnachtsfeiertag": "boxing", "75. Jahrestag des Aufstandes vom 17. Juni 1953": "uprising",
	}[german]
	return key, known
}
