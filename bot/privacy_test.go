package bot

import (
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

func TestWhoHasLeftEveryBoardReadsWhatIsStored(t *testing.T) {
	w := newWorld(t)
	privacy := chat.Command{Line: "/beirat datenschutz"}
	w.says("m1", `/abstimmung neu "Frage?"`)
	w.found("Klimabeirat", "de", "c2")
	w.found("Radbeirat", "de", "c3")
	w.write(func(tx *storage.Tx) error {
		person, err := tx.Meet("town", "former", "former")
		if err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		if err := tx.LeaveSeat(seats[0].ID); err != nil {
			return err
		}
		if err := tx.TakeSeat(seats[0].ID, person.ID, ""); err != nil {
			return err
		}
		return tx.LeaveSeat(seats[0].ID)
	})
	w.town.absent = []string{"former", "stranger"}
	for _, said := range map[string]string{
		"in private":              w.whispers("former", privacy),
		"where there is no board": w.answered(w.elsewhere("former", privacy)),
	} {
		w.contains(said, "Was über Sie gespeichert ist (Digitalbeirat)", "Ihr Konto: former", "Gruppe Bürgerschaft", "nach 30 Tagen")
		w.lacks(said, "Klimabeirat", "Radbeirat")
	}
	said := w.whispers("stranger", privacy)
	w.contains(said, "In den Unterlagen des Beirats stehen Sie nicht.")
	w.lacks(said, "Digitalbeirat", "Klimabeirat")
}

func TestAMemberOfSeveralBoardsReadsWhatEachStores(t *testing.T) {
	w := newWorld(t)
	w.found("Klimabeirat", "de", "c2")
	said := w.whispers("m1", chat.Command{Line: "/beirat datenschutz"})
	w.contains(said, "(Digitalbeirat)", "(Klimabeirat)")
	w.lacks(said, "mehreren Beiräten")
}

func TestWhoIsInNoBoardReadsTheAccountOnly(t *testing.T) {
	w := newWorld(t)
	w.write(func(tx *storage.Tx) error {
		person, err := tx.Meet("town", "guest9", "guest9")
		if err != nil {
			return err
		}
		return tx.SetRole(w.board.ID, person.ID, board.Guest, false)
	})
	w.town.absent = []string{"guest9"}
	said := w.whispers("guest9", chat.Command{Line: "/beirat datenschutz"})
	w.contains(said, "Ihr Konto: guest9", "In den Unterlagen des Beirats stehen Sie nicht.")
	w.lacks(said, "Digitalbeirat")
	w.contains(w.says("guest9", "/beirat datenschutz"), "(Digitalbeirat)", "Einen Sitz hatten Sie hier bisher nicht.")
}

func TestWhoWasNamedByOthersIsToldAtTheFirstContactWhatIsStored(t *testing.T) {
	w := newWorld(t)
	const told = "Von Ihnen ist jetzt etwas gespeichert"
	w.write(func(tx *storage.Tx) error {
		person, err := tx.Meet("town", "buero2", "buero2")
		if err != nil {
			return err
		}
		return tx.SetRole(w.board.ID, person.ID, board.Office, true)
	})
	w.contains(w.says("buero2", "/beirat mitglieder"), told, "Datenschutz")
	w.lacks(w.says("buero2", "/beirat mitglieder"), told)
	w.lacks(w.says("m1", "/beirat mitglieder"), told)
	w.lacks(w.says("stranger", "/beirat mitglieder"), told)
}

// elsewhere is something done in a channel without a board.
func (w *world) elsewhere(who string, do chat.Do) chat.Reply {
	e := w.event(who, do)
	e.Place.Channel = "town-square"
	return w.Handle(w.Context(), e)
}
