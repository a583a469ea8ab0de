package bot

import (
	"testing"
	"time"

	"beirat/storage"
)

func TestWhatWasWrittenUnderAnotherAccountIsTheirsOnceBothAreLinked(t *testing.T) {
	w := newTwin(t)
	w.write(func(tx *storage.Tx) error { // bert sits on m2's seat, who is gone
		bert, err := tx.Meet("village", "bert", "bert")
		if err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		return tx.TakeSeat(seats[1].ID, bert.ID, "")
	})
	w.town.nobody = []string{"bert"}
	w.contains(w.says("m1", `/handlungsfeld neu "Mobilität" "Bus und Rad."`), "Ihr Handlungsfeld 1")
	w.contains(w.writes("bert", `handlungsfeld neu "Bildung" "Schulen und Netze."`), "Ihr Handlungsfeld 2")
	w.contains(w.writes("bert", `handlungsfeld ergänzen 1 Auch samstags.`), "Ihre Ergänzung 1")
	w.contains(w.writes("bert", `/idee Mehr Bänke am Markt`), "die Idee 1 ist gespeichert")
	w.contains(w.says("m11", "/beirat sitz freigeben bert"), "ist frei")
	w.contains(w.links("m1", "bert"), "gehören jetzt zusammen", "zwei Handlungsfelder (", "mit den Nummern 1 und 2; jedes Mitglied hat eines")
	w.contains(w.says("m1", `/handlungsfeld bearbeiten 1 Auch sonntags.`), "ist geändert")
	w.contains(w.says("m1", `/handlungsfeld überarbeiten 2 text="Schulen, Netze und Büchereien."`), "ist überarbeitet")
	w.contains(w.writes("bert", "handlungsfeld neu"), "haben Sie schon das Handlungsfeld 1 angelegt")
	w.contains(w.says("m11", `/roadmap antworten 1 später`), "m1 bekommt eine Nachricht")
	w.clock.set(w.clock.Now().Add(time.Minute))
	w.works()
	w.contains(w.village.to("bert")[len(w.village.to("bert"))-1], "Es gibt eine Antwort zu Ihrer Idee 1")
	w.contains(w.says("m1", "/handlungsfeld zusammenführen 1 2"), "sind jetzt eines")
	w.contains(w.says("m1", "/beirat verknüpfen lösen=ja"), "gelöst")
	w.contains(w.says("m1", "/handlungsfeld bearbeiten 1"), "ändern kann sie nur, wer sie geschrieben hat")
}
