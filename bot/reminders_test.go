package bot

import (
	"context"
	"sync"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// doomed is a platform under whose program the database goes away at one message,
// as if the program were killed after it was sent.
type doomed struct {
	*pier
	at   int
	dies func()
	once sync.Once
}

func (d *doomed) Send(ctx context.Context, o chat.Outgoing) (string, error) {
	ref, err := d.pier.Send(ctx, o)
	d.mu.Lock()
	killed := len(d.sent) >= d.at
	d.mu.Unlock()
	if killed {
		d.once.Do(d.dies)
		return "", context.Canceled
	}
	return ref, err
}

func TestOfTwoProgramsOneIsKilledAndEverybodyIsRemindedOnce(t *testing.T) {
	const many = 6
	clock := &hands{at: noon}
	h := &harbour{TB: t, url: storagetest.MigratedPostgres(t), pier: newPier(0)}
	programs := make([]*Bot, 2)
	killed, kill := context.WithCancel(t.Context())
	mortal := &doomed{pier: h.pier, at: 25}
	for i, platform := range []chat.Platform{mortal, h.pier} {
		db, err := storage.Open(t.Context(), h.url, clock.Now)
		h.must(err)
		t.Cleanup(func() { h.must(db.Close()) })
		programs[i], err = New(db, Options{Platforms: []chat.Platform{platform}, tempo: tempo{hands: 4, gather: 10 * time.Minute}})
		h.must(err)
	}
	mortal.dies = func() {
		kill()
		h.must(programs[0].db.Close())
	}
	h.fill(programs[1].db, many, 2)

	both := func() {
		var working sync.WaitGroup
		working.Go(func() { _ = programs[0].Work(killed) }) // it is the one that dies
		working.Go(func() { h.must(programs[1].Work(t.Context())) })
		working.Wait()
	}
	both()
	if got := len(h.pier.sent); got != 0 {
		t.Fatalf("%d messages were sent before the reminders had waited for each other", got)
	}
	clock.set(noon.Add(10 * time.Minute))
	both()
	for range 3 { // what the killed one had in hand is free when its leases end
		clock.set(clock.Now().Add(2 * lease))
		h.must(programs[1].Work(t.Context()))
	}
	if killed.Err() == nil {
		t.Error("nobody was killed")
	}
	h.once(11 * many)
}

func TestWhatBecomesOfALetter(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, berlin) }
	const window = 10 * time.Minute
	var (
		news     = commands.Letter{Board: 1, Person: 2}
		reminder = commands.Letter{Board: 1, Person: 2, Reminder: true}
		daily    = board.Digest{Rhythm: board.HeardDaily, Hour: 8}
		resting  = board.Digest{Rhythm: board.HeardAtOnce, Own: true, Quiet: board.Quiet{FromHour: 18, ToHour: 9}}
	)
	until := func(l commands.Letter, over time.Time) commands.Letter { l.Before = over; return l }
	urgent := func(l commands.Letter) commands.Letter { l.Urgent = true; return l }
	for name, test := range map[string]struct {
		digest board.Digest
		now    time.Time
		letter commands.Letter
		want   put
	}{
		"news at once":                                   {board.Digest{Rhythm: board.HeardAtOnce}, at(26, 10, 0), news, put{}},
		"a reminder waits for others":                    {board.Digest{}, at(26, 10, 0), reminder, put{with: storage.WithReminders, at: at(26, 10, 10)}},
		"but not until it is over":                       {board.Digest{}, at(26, 10, 0), until(reminder, at(26, 10, 15)), put{}},
		"nor until the board rests":                      {board.Digest{}, at(26, 19, 55), reminder, put{}},
		"news for a digest":                              {daily, at(26, 10, 0), news, put{with: storage.WithDigest, at: at(27, 8, 0)}},
		"a reminder for a digest":                        {daily, at(26, 10, 0), reminder, put{with: storage.WithDigest, at: at(27, 8, 0)}},
		"what ends on the day of the digest":             {daily, at(26, 10, 0), until(news, at(27, 18, 0)), put{}},
		"what ends half a day after it":                  {daily, at(26, 10, 0), until(news, at(27, 20, 0)), put{with: storage.WithDigest, at: at(27, 8, 0)}},
		"what cannot wait, for a digest":                 {daily, at(26, 10, 0), urgent(news), put{}},
		"news in one's own quiet hours":                  {resting, at(26, 18, 30), news, put{with: storage.WithReminders, at: at(27, 9, 0)}},
		"news that would be over after them":             {resting, at(26, 18, 30), until(news, at(26, 22, 0)), put{}},
		"a reminder that would be over after them":       {resting, at(26, 18, 30), until(reminder, at(26, 22, 0)), put{drop: "the person's quiet hours last until it is over"}},
		"a reminder that would wait into them goes":      {resting, at(26, 17, 55), reminder, put{}},
		"what goes to one platform because it was asked": {daily, at(26, 10, 0), commands.Letter{Board: 1, Person: 2, On: "town"}, put{}},
	} {
		t.Run(name, func(t *testing.T) {
			h := hearing{digest: test.digest, quiet: board.Quiet{FromHour: 20, ToHour: 8, DaysOff: true}, now: test.now, off: board.HolidaysOf("NW")}
			got := h.put(test.letter, window)
			if got.with != test.want.with || got.drop != test.want.drop || !got.at.Equal(test.want.at) {
				t.Errorf("%+v, not %+v", got, test.want)
			}
		})
	}
}
