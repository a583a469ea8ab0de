package documents

import (
	"fmt"
	"strings"
	"time"

	"beirat/words"
)

// hostile is what could be markup in Markdown, HTML, OOXML or PDF.
func hostile() []string {
	return []string{
		"# Überschrift", "## zwei ##", "- Punkt", "* Stern", "+ plus", "1. eins", "12) zwölf", "> Zitat", "---", "***", "===", "- - -",
		"**fett**", "__fett__", "*kursiv*", "~~weg~~", "`code`", "```\nblock\n```", "    eingerückt", "\tTabulator",
		"[Text](https://example.org)", "![Bild](x.png)", "[ref]: https://example.org", "[^1]", "[^1]: Fußnote", "- [x] erledigt",
		"<b>fett</b>", "<script>alert(1)</script>", "<!-- weg", "<https://example.org>", "&lt;b&gt; &amp; &#65;", "Müller & Söhne",
		"https://example.org/a_b_c?x=1&y=2", "www.example.org", "jemand@example.org", "ftp://x.y", ":smile:", "@alle #12",
		"| a | b |\n|---|---|\n| 1 | 2 |", "a \\| b", "\\", "ende\\", "a\\\nb", "zwei  \nzeilen", "Begriff\n: Erklärung", ": Erklärung",
		"$x^2$", "{#kennung}", "{{.Title}}", "<w:p/>", "]]>", "<?xml?>", "(a) Tj ET \\(", "%PDF-1.7\n%%EOF", "]>", "&#x0;",
		"\u202eabc\u202c", "שלום", "a\x00b\x07c\x1b[31m", "\ufffe\uffff", "👩‍👩‍👧 😀", "e\u0301", "a\r\nb\rc\vd\u2028e", "\xff\xfe",
	}
}

const (
	longWord = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen" // 60 letters
	pasted   = "Wir wünschen uns Übersicht über alle Angebote:\n\n• Öffnungszeiten der Ämter\n• Straßenfeste und Märkte\n• Größere Baustellen,\n  auch die der Stadtwerke\n\n" +
		"So gehen wir vor:\n1. Bestand aufnehmen\n2. Lücken schließen\n\n3) Ergebnis prüfen\n\nDas „Wie“ bleibt offen – vorerst."
)

// sample is a strategy of three chapters, with all that people may write in it.
func sample() Document {
	d := Document{
		Language: words.German,
		Title:    "Digitalstrategie der Stadt Musterstädt",
		Subtitle: "Digitalbeirat – Entwurf für die politischen Gremien",
		Facts: []Fact{
			{"Fassung", "3"}, {"Stand", "23. November 2026"},
			{"Prüfsumme", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"},
		},
		Contents: true,
		Running:  "Digitalstrategie der Stadt Musterstädt, Fassung 3",
		Made:     time.Date(2026, 11, 23, 0, 30, 0, 0, time.FixedZone("CET", 3600)),
	}
	add := func(blocks ...Block) { d.Blocks = append(d.Blocks, blocks...) }
	add(Heading{1, "Vision 2035"}, P("Leitfrage: Wie wollen wir im Jahr 2035 in unserer Stadt leben, arbeiten und einander helfen?"),
		Heading{2, "Leitsatz 1"}, P("Im Jahr 2035 erledigt jede Bürgerin und jeder Bürger jeden Antrag so, wie es passt: am Bildschirm, am Telefon oder am Schalter."),
		Para{{"Arbeitsgruppe 1, abgeschlossen am 3. September 2026", Quiet}},
		Heading{2, "Leitsatz 2"}, Para{{"Die Stadt ", Plain}, {"soll", Deleted}, {" ", Plain}, {"wird", Inserted}, {" ihre Daten teilen, ", Plain}, {"offen, verständlich und sparsam.", Strong}})
	add(Heading{1, "Handlungsfelder"}, Heading{2, "Handlungsfeld 1: Ämter, die man findet"})
	add(Prose(pasted)...)
	add(Heading{3, "Ergänzungen"}, Para{{"Aufgenommen", Strong}, {" – Gruppe der Seniorinnen und Senioren, Ergänzung 4", Quiet}})
	add(Prose("Auch ohne Smartphone muss alles gehen. Ein Wort wie " + longWord + " darf die Seite nicht sprengen.")...)
	add(Heading{4, "Begründung"}, P("Rund ein Fünftel der über Siebzigjährigen nutzt kein Internet."))
	add(Heading{2, "Handlungsfeld 2: " + longWord + " & <Co>"})
	for _, text := range hostile() {
		add(P(text))
	}
	add(Heading{2, "Handlungsfeld 3: \u202eVerdrehtes\u202c \u200fשלום\u200e und مرحبا"},
		P("Von \u202eAvi Cohen שלום\u202c, 12 Jahre 👩‍👩‍👧 😀 🇩🇪, und ein Zeichen 日本語."),
		List{Items: []Para{P("Erstens"), {{"Zweitens ", Strong}, {"mit Look\nund zweiter Zeile", Plain}}}},
		List{Items: []Para{P("eine zweite Liste gleich danach")}},
		List{Ordered: true, Start: 9, Items: []Para{P("neuntens"), P("zehntens"), P("elftens")}},
		List{Ordered: true, Items: []Para{P("wieder von vorn")}})
	add(Heading{1, "Roadmap"}, P("Die Maßnahmen stehen in der Reihenfolge, die der Beirat ihnen gegeben hat."), roadmap(60),
		Heading{1, "Wer mitgewirkt hat"}, P("Genannt ist nur, wer dem zugestimmt hat: Ayşe Yılmaz-Großkopf, Jürgen Müller, Zoë Đorđević."))
	return d
}

func roadmap(rows int) Table {
	t := Table{Caption: "Maßnahmen und ihr Stand", Head: []string{"Platz", "Maßnahme", "Handlungsfelder | Leitsätze", "Stand"}, Shares: []int{1, 5, 3, 2}}
	for i := range rows {
		t.Rows = append(t.Rows, []Para{P(fmt.Sprint(i + 1)), P("Offene Daten im Straßenverkehr " + strings.Repeat("und überall sonst ", i%4)), P("Feld 1 | Feld 2\nLeitsatz 2"), P("ausgearbeitet")})
	}
	t.Rows[3][1] = P("a | b \\| c <td> " + longWord)
	t.Rows[4] = t.Rows[4][:2]
	return t
}
