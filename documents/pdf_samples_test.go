package documents

import (
	"fmt"
	"strings"
	"time"

	"beirat/words"
)

// strategy is a document as boards hand it on.
func strategy() Document {
	zone := time.FixedZone("CET", 3600)
	return Document{
		Language: words.German,
		Title:    "Strategie für die digitale Stadt",
		Subtitle: "Digitalbeirat der Stadt Neustadt an der Weinstraße",
		Facts: []Fact{
			{"Version", "3"}, {"Stand", "14. Januar 2027"}, {"Geändert seit Version 2", "Kapitel Handlungsfelder, Roadmap"},
			{"Prüfsumme (SHA-256)", strings.Repeat("9f86d081884c7d65", 4)},
		},
		Contents: true,
		Running:  "Strategie für die digitale Stadt, Version 3 vom 14. Januar 2027",
		Made:     time.Date(2027, 1, 14, 9, 30, 0, 0, zone),
		Blocks: []Block{
			Heading{1, "Vision"},
			Para{{Text: "Leitfrage: „Wie leben wir 2040 – digital und selbstbestimmt?“ Die Arbeitsgruppen sind aus den Sitzgruppen gelost."}},
			Heading{2, "Arbeitsgruppe 1"},
			P("Jede Bürgerin und jeder Bürger erledigt 2040 alle Anliegen bei der Stadt ohne Weg ins Rathaus – und wer das nicht möchte, findet dort weiterhin einen Menschen, der Zeit hat. Straße, Maß, Größe, Übung: Umlaute und ß bleiben, was sie sind …"),
			Para{{Text: "Die Stadt "}, {"soll", Deleted}, {Text: " "}, {"wird", Inserted}, {Text: " ihre Daten offen bereitstellen, "}, {"soweit nicht Rechte Dritter entgegenstehen", Inserted}, {Text: "."}},
			Para{{Text: "Vorgeschlagen von Ayşe Yılmaz, 3. Dezember 2026", Look: Quiet}},
			Heading{1, "Handlungsfelder"},
			P("In diesem Kapitel stehen alle Handlungsfelder mit ihren Ergänzungen:"),
			List{Items: []Para{P("Online-Dienste und Bürgerkonto"), P("Teilhabe: Niemand soll zurückbleiben, auch wer kein Gerät hat. Deshalb gibt es in jedem Stadtteil einen Ort, an dem jemand hilft; die Öffnungszeiten richten sich nach denen, die arbeiten."), P("Offene Daten\nund was daraus wird")}},
			Heading{2, "Handlungsfeld 1: Online-Dienste, die ohne Vorwissen zum richtigen Antrag führen und in Leichter Sprache erklärt sind"},
			P(lorem(5)), P(lorem(8)),
			Heading{3, "Ergänzungen"},
			List{Ordered: true, Items: numbered(12)},
			Heading{4, "Aufgenommen"}, P(lorem(3)),
			Heading{4, "Nicht aufgenommen"}, P(lorem(2)),
			Heading{2, "Handlungsfeld 2: Teilhabe"},
			P(lorem(12)), P(lorem(7)), P(lorem(9)),
			Heading{1, "Roadmap"},
			P("Die Maßnahmen stehen in der Reihenfolge, in die der Beirat sie zuletzt gebracht hat."),
			Table{Caption: "Maßnahmen in ihrer Reihenfolge", Head: []string{"Nr.", "Maßnahme", "Stand", "Handlungsfelder"}, Shares: []int{1, 5, 2, 3}, Rows: measures(34)},
			Heading{1, "Mitgewirkt haben"},
			P("Genannt ist, wer eingewilligt hat: Jürgen Müller, Zoë Đorđević, Łukasz Wójcik, Ștefan Ionescu und 👩‍👩‍👧 sowie שלום."),
		},
	}
}

func lorem(sentences int) string {
	all := []string{
		"Die Verwaltung richtet für jedes Anliegen eine Seite ein, auf der in einfachen Worten steht, was man braucht, wie lange es dauert und was es kostet.",
		"Wer anruft, bekommt dieselbe Auskunft wie im Netz.",
		"Anträge lassen sich unterbrechen und später fortsetzen, auch auf einem anderen Gerät.",
		"Bis dahin bleibt das Bürgerbüro so geöffnet, wie es heute geöffnet ist.",
		"Die Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung ist davon nicht betroffen.",
		"Über die Kosten von etwa 120.000 € im Jahr entscheidet der Rat.",
	}
	var b strings.Builder
	for i := range sentences {
		b.WriteString(all[i%len(all)] + " ")
	}
	return strings.TrimSpace(b.String())
}

func numbered(n int) []Para {
	items := make([]Para, n)
	for i := range items {
		items[i] = Para{{Text: lorem(1 + i%2)}, {Text: fmt.Sprintf(" (Ergänzung %d)", i+1), Look: Quiet}}
	}
	return items
}

func measures(n int) [][]Para {
	states := []string{"Idee", "in Ausarbeitung", "ausgearbeitet", "in Umsetzung", "umgesetzt"}
	rows := make([][]Para, n)
	for i := range rows {
		rows[i] = []Para{P(fmt.Sprint(i + 1)), {{"Maßnahme " + fmt.Sprint(i+1) + ": ", Strong}, {Text: lorem(i % 4)}}, P(states[i%5]), P("1 Online-Dienste\n3 Verwaltungsdigitalisierung")}
	}
	return rows
}
