package words

import texttemplate "text/template"

// functions are what catalogue entries may call besides the built-in functions
// of text/template. Examples are German.
func (c *catalogue) functions() texttemplate.FuncMap {
	return texttemplate.FuncMap{
		"full":          c.full,          // Donnerstag, 3. Dezember 2026, 18:00 Uhr
		"at":            c.at,            // (am) Donnerstag, dem 3. Dezember 2026, um 18:00 Uhr
		"until":         c.until,         // (bis) Donnerstag, 3. Dezember 2026, 18:00 Uhr
		"day":           c.day,           // Donnerstag, 3. Dezember 2026
		"dayDative":     c.dayDative,     // (am) Donnerstag, dem 3. Dezember 2026
		"dayAccusative": c.dayAccusative, // (bis) Donnerstag, den 31. Dezember 2026
		"short":         c.short,         // Donnerstag, 3. Dezember, 18:00 Uhr
		"clock":         c.clock,         // 18:00 Uhr
		"left":          c.left,          // left .now .closes: noch 7 Tage
		"near":          c.near,          // near .now .closes: heute, morgen or nothing
		"span":          c.span,          // 7 Tage; 1 Stunde und 30 Minuten
		"spanDative":    c.spanDative,    // (in) 7 Tagen

		"word":    c.word,        // sechs; 13
		"Word":    c.capitalWord, // Sechs; 13
		"count":   c.count,       // 1.234
		"percent": c.percent,     // percent .yes .all: 66,7 %
		"plural":  plural,        // plural .members "Mitglied" "Mitglieder"

		"list":   c.list,  // A, B und C
		"quote":  c.quote, // „Wortlaut“
		"upper1": upper1,  // der Beirat: Der Beirat

		"ungreeted": c.ungreeted, // Guten Tag. Es fehlt noch etwas: Es fehlt noch etwas
	}
}
