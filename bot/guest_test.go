package bot

import (
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// comes puts on the first meeting, whose date stands, a public item, one that is
// not, and the impulses of two guests: Kurt, who has no account and does not want
// to be named, and Ada with one of hers; neither impulse is public.
func (w *world) comes() {
	w.Helper()
	w.write(func(tx *storage.Tx) error { _, err := tx.Meet("town", "ada", "ada"); return err })
	for _, line := range []string{
		`/sitzung neu am="10. Dezember 18 Uhr" ort="Rathaus, Saal 1" video=https://video.example.org/1`,
		`/sitzung tagesordnung neu Parkbänke`, `/sitzung tagesordnung neu Personalsache öffentlich=nein`,
		`/sitzung gast "Kurt Stumm" impuls=Stillebericht`, `/sitzung gast "Ada Wolf" impuls=Nachtbusse person=ada`,
	} {
		w.says("office", line)
	}
	w.write(func(tx *storage.Tx) error {
		m, err := tx.MeetingNumber(w.board.ID, 1)
		if err != nil {
			return err
		}
		all, err := tx.Agenda(m.ID)
		for _, i := range all {
			if i.Public = i.Guest == 0 && i.Public; err == nil {
				err = tx.SaveItem(i)
			}
		}
		return err
	})
	w.works()
}

func (w *world) letters(who string) string { return strings.Join(w.town.to(who), "\n") }

func TestAGuestReadsInTheInvitationWhatIsPublicAndTheirOwn(t *testing.T) {
	w := newWorld(t)
	w.comes()
	w.presses("office", "meeting.invite", "confirm", "yes")
	w.works()
	w.contains(w.letters("ada"), "lädt Sie zur Sitzung", "Parkbänke", "Nachtbusse")
	w.lacks(w.letters("ada"), "Personalsache", "Stillebericht", "Kurt")
	w.contains(w.letters("m1"), "Parkbänke", "Nachtbusse", "Personalsache", "Stillebericht")
	w.lacks(w.letters(""), "Personalsache", "Stillebericht", "Nachtbusse", "Kurt", "Ada")
	w.lacks(w.letters("guest"), "lädt Sie")
	w.contains(w.says("ada", "/sitzung tagesordnung zeigen"), "Parkbänke", "Nachtbusse", "Ada Wolf")
	for _, who := range []string{"ada", "guest", "stranger"} {
		w.lacks(w.says(who, "/sitzung tagesordnung zeigen")+w.says(who, "/sitzung tagesordnung zeigen ansicht=pdf")+w.says(who, "/sitzung kalender 1"),
			"Personalsache", "Stillebericht", "Kurt")
	}
	w.contains(w.presses("ada", "meeting.attend", "attendance", "in_person"), "Sie kommen")
}

func TestAGuestWithoutConsentIsNamedToNobodyOutside(t *testing.T) {
	w := newWorld(t)
	w.comes()
	w.says("office", "/sitzung tagesordnung ändern stille öffentlich=ja")
	w.works()
	for _, who := range []string{"ada", "guest", "stranger", "another stranger"} {
		agenda := w.says(who, "/sitzung tagesordnung zeigen")
		w.contains(agenda, "Stillebericht", "einem Gast")
		w.lacks(agenda, "Kurt")
	}
	w.contains(w.says("m1", "/sitzung tagesordnung zeigen"), "Kurt Stumm")
	w.lacks(w.letters(""), "Kurt")
}

func TestAGuestWhoComesAfterTheInvitationIsInvitedToo(t *testing.T) {
	w := newWorld(t)
	w.comes()
	w.presses("office", "meeting.invite", "confirm", "yes")
	w.works()
	w.write(func(tx *storage.Tx) error { _, err := tx.Meet("town", "bea", "bea"); return err })
	for range 2 {
		w.says("office", `/sitzung gast "Bea Late" person=bea`)
		w.works()
	}
	if n := strings.Count(w.letters("bea"), "lädt Sie zur Sitzung"); n != 1 {
		t.Errorf("invited %d times: %s", n, w.letters("bea"))
	}
	w.lacks(w.letters("bea"), "Personalsache", "Stillebericht", "Nachtbusse")
}

func TestAGuestIsToldThatTheMeetingIsCancelled(t *testing.T) {
	w := newWorld(t)
	w.comes()
	for w.waits(w.clock.Now().Add(10 * time.Minute)) {
	}
	w.presses("office", "meeting.cancel", "reason", "Hochwasser", "confirm", "yes")
	for w.waits(w.clock.Now().Add(10 * time.Minute)) {
	}
	w.contains(w.letters("ada"), "Hochwasser")
	w.read(func(tx *storage.Tx) error {
		m, err := tx.MeetingNumber(w.board.ID, 1)
		if err != nil {
			return err
		}
		guests, err := tx.MeetingGuests(m.ID)
		if err != nil {
			return err
		}
		standing, err := tx.Standing(w.board.ID, guests[1].Person)
		if standing.Has(board.Guest) || guests[1].Person == 0 {
			t.Errorf("%+v has the roles %v", guests[1], standing.Roles)
		}
		return err
	})
	sheet := w.says("office", "/beirat geschäftsstelle teil=texte")
	w.contains(sheet, "Kurt Stumm", "findet nicht statt")
	w.lacks(sheet, "herzlich als Gast")
}

func TestTheCalendarFileForAGuestHoldsNothingThatIsNotPublic(t *testing.T) {
	w := newWorld(t)
	w.comes()
	file := w.presses("office", "meeting.calendar", "for_guest", "yes")
	w.contains(file, "BEGIN:VEVENT", "Parkb", "video.example.org")
	w.lacks(file, "Personalsache", "Stillebericht", "Nachtbusse", "PRIVATE")
	w.lacks(w.presses("stranger", "meeting.calendar", "for_guest", "yes"), "video.example.org")
}

func TestANewDateIsToBeInvitedForThoughThePlaceChangesToo(t *testing.T) {
	w := newWorld(t)
	w.invites()
	w.presses("office", "meeting.move", "starts", "17. Dezember 18 Uhr", "confirm", "yes")
	w.clock.set(w.clock.Now().Add(2 * time.Minute))
	w.presses("office", "meeting.move", "place", "Saal 2", "confirm", "yes")
	for w.waits(w.clock.Now().Add(10 * time.Minute)) {
	}
	w.contains(w.letters("office"), "dafür ist noch nicht eingeladen")
}

func TestARoundOfIdeasOnAnItemThatIsNotPublicAnyMoreTellsNobodyItsTitle(t *testing.T) {
	w := newWorld(t)
	w.says("office", `/sitzung neu am="10. Dezember 18 Uhr" ort="Rathaus, Saal 1"`)
	w.says("office", `/sitzung gast "Ada Wolf" impuls=Nachtbusse`)
	w.says("office", "/sitzung ideen 1")
	w.works()
	w.contains(w.letters(""), "Ideen zu „Nachtbusse“")
	w.says("office", `/sitzung tagesordnung ändern 1 titel=Personalsache öffentlich=nein`)
	w.works()
	w.clock.set(w.clock.Now().Add(49 * time.Hour))
	w.works()
	w.contains(w.letters(""), "Ideen zu", "zusammengekommen")
	w.lacks(w.letters(""), "Personalsache", "Nachtbusse")
}

func TestWhatCameBeforeTheNewInvitationIsNotLateForIt(t *testing.T) {
	w := newWorld(t)
	w.invites()
	w.says("office", "/sitzung tagesordnung neu Parkbänke")
	w.presses("office", "meeting.move", "starts", "17. Dezember 18 Uhr", "confirm", "yes")
	w.says("office", "/sitzung tagesordnung neu Lärm")
	agenda := w.says("office", "/sitzung tagesordnung zeigen")
	if strings.Count(agenda, "nachgereicht") != 1 {
		t.Error(agenda)
	}
	w.presses("office", "meeting.invite", "confirm", "yes")
	w.lacks(w.says("office", "/sitzung tagesordnung zeigen"), "nachgereicht")
	w.says("office", "/sitzung tagesordnung neu Laternen")
	w.presses("office", "meeting.invite", "resend", "everybody", "confirm", "yes")
	w.contains(w.says("office", "/sitzung tagesordnung zeigen"), "nachgereicht")
}
