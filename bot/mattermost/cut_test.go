package mattermost

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// typed is a line of anna's to the bot, heard by a talk that never waits: what
// shall be looked at later is in waits.
func (s *stand) typed(waits *[]time.Duration) (*talk, heard) {
	s.server.rest = func(_ context.Context, pause time.Duration) error {
		*waits = append(*waits, pause)
		return context.Canceled
	}
	post := &model.Post{Id: model.NewId(), UserId: s.anna, ChannelId: model.NewId(), Message: "abstimmung 12 ja"}
	return &talk{Mattermost: s.Mattermost, host: s, me: account{ID: s.bot, Name: "beirat"}},
		heard{post: post, channelType: model.ChannelTypeDirect, text: post.Message}
}

func TestALineThatAKillCutOffIsAnswered(t *testing.T) {
	for name, test := range map[string]struct {
		claims   []time.Duration // how long ago others claimed it, one after the other
		answered bool            // the first of them did
		handled  int
		later    bool // another look is planned
	}{
		"nobody claimed it":                        {nil, false, 1, false},
		"somebody claimed it just now":             {[]time.Duration{time.Second}, false, 0, true},
		"somebody answered it just now":            {[]time.Duration{time.Second}, true, 0, false},
		"somebody died over it":                    {[]time.Duration{takeTime + time.Second}, false, 1, false},
		"somebody answered it long ago":            {[]time.Duration{takeTime + time.Second}, true, 0, false},
		"two died over it":                         {[]time.Duration{time.Hour, takeTime + time.Second}, false, 0, false},
		"one died over it, and another is just on": {[]time.Duration{time.Hour, time.Second}, false, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			var waits []time.Duration
			talk, line := s.typed(&waits)
			key := "post/" + line.post.Id
			for i, ago := range test.claims {
				claim := key
				if i > 0 {
					claim += "/" + strconv.Itoa(i)
				}
				if _, _, _, err := s.options.Memory.Once(t.Context(), Name, claim, strconv.FormatInt(time.Now().Add(-ago).UnixMilli(), 10)); err != nil {
					t.Fatal(err)
				}
			}
			if test.answered {
				if err := s.options.Memory.Answered(t.Context(), Name, key, nil); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 { // heard twice, as over the websocket and when catching up
				talk.answer(t.Context(), line)
				talk.working.Wait()
			}
			if len(s.handled()) != test.handled || len(waits) > 0 != test.later {
				t.Errorf("handled %d times, another look after %v", len(s.handled()), waits)
			}
			for _, wait := range waits {
				if wait <= 0 || wait > takeTime {
					t.Errorf("another look after %v", wait)
				}
			}
		})
	}
}
