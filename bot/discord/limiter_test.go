package discord

import (
	"fmt"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// bounded is a Discord that takes so many calls a second on every path.
func bounded(most int, refused *int) wires {
	var mu sync.Mutex
	left, reset := map[string]int{}, map[string]time.Time{}
	return func(q *http.Request, _ string) (*http.Response, error) {
		if !strings.HasPrefix(q.URL.Path, "/api/v10/interactions/") {
			time.Sleep(10 * time.Millisecond) // of the bubble: the way there
		}
		mu.Lock()
		defer mu.Unlock()
		now, path := time.Now(), q.URL.Path
		if !reset[path].After(now) {
			left[path], reset[path] = most, now.Add(time.Second)
		}
		after := strconv.FormatFloat(reset[path].Sub(now).Seconds(), 'f', 3, 64)
		headers := []string{"X-RateLimit-Limit", strconv.Itoa(most), "X-RateLimit-Reset-After", after}
		if left[path] == 0 {
			*refused++
			return said(429, `{"retry_after":`+after+`}`, append(headers, "X-RateLimit-Remaining", "0", "Retry-After", after)...)
		}
		left[path]--
		return said(200, `{}`, append(headers, "X-RateLimit-Remaining", strconv.Itoa(left[path]))...)
	}
}

func TestCallsUnderOneLimitWaitInsteadOfBeingRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		refused := 0
		c := clientOn(bounded(5, &refused))
		began := time.Now()
		var wait sync.WaitGroup
		for range 30 {
			wait.Go(func() {
				if err := c.call(t.Context(), request{method: "GET", path: "/channels/1/messages"}, nil); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if took := time.Since(began).Round(time.Second); refused > 0 || took != 5*time.Second {
			t.Errorf("30 calls took %s, and %d were refused", took, refused)
		}
	})
}

func TestInteractionsAreNotSlowedByALimitThatIsUsedUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		refused := 0
		c := clientOn(bounded(1, &refused))
		var wait sync.WaitGroup
		for range 10 { // nine of which wait
			wait.Go(func() { _ = c.call(t.Context(), request{method: "GET", path: "/channels/1/messages"}, nil) })
		}
		synctest.Wait()
		began := time.Now()
		for i := range 500 {
			wait.Go(func() {
				path := fmt.Sprintf("/interactions/%d/token/callback", i)
				if err := c.call(t.Context(), request{method: "POST", path: path, body: 1, bare: true}, nil); err != nil {
					t.Error(err)
				}
				if took := time.Since(began); took > 0 {
					t.Errorf("an interaction was answered after %s", took)
				}
			})
		}
		wait.Wait()
	})
}

func TestALimiterDoesNotGrowWithTheNumberOfInteractions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const interactions = 100_000
		l, most := newLimiter(time.Now), 0
		for i := range interactions {
			key := "POST /interactions/" + strconv.Itoa(i) + "/token/callback"
			if err := l.enter(t.Context(), key); err != nil {
				t.Fatal(err)
			}
			var said limits
			if i%2 == 0 { // as Discord does for some
				said = limits{known: true, most: 5, remaining: 4, reset: time.Second}
			}
			l.leave(key, said)
			most = max(most, len(l.buckets))
			time.Sleep(20 * time.Millisecond) // of the bubble: fifty a second
		}
		if most > bucketsMost {
			t.Errorf("%d buckets were kept at once", most)
		}
	})
}

func TestAClientKeepsNothingOfAHundredThousandInteractions(t *testing.T) {
	if testing.Short() {
		t.Skip("counts the memory of a hundred thousand calls")
	}
	c := clientOn(func(*http.Request, string) (*http.Response, error) { return said(204, "") })
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	for i := range 100_000 {
		path := "/interactions/" + strconv.Itoa(i) + "/token/callback"
		if err := c.call(t.Context(), request{method: "POST", path: path, bare: true}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if after := heap(); after > before+4<<20 {
		t.Errorf("the heap grew from %d to %d", before, after)
	}
	if n := len(c.limits.buckets); n > 0 {
		t.Errorf("%d buckets are kept", n)
	}
}

func TestMessagesOfOneChannelShareALimitAndChannelsDoNot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		one, other string
		same       bool
	}{
		{"/channels/1/messages/2", "/channels/1/messages/3", true},
		{"/guilds/1/members/2", "/guilds/1/members/3", true},
		{"/guilds/1/members/search?query=a", "/guilds/1/members/search?query=b", true},
		{"/channels/1/messages", "/channels/2/messages", false},
		{"/channels/1/messages", "/channels/1/messages/3", false},
		{"/interactions/1/a/callback", "/interactions/2/a/callback", false},
		{"/webhooks/1/a/messages/@original", "/webhooks/1/b/messages/@original", false},
	} {
		if same := limitOf("GET", c.one) == limitOf("GET", c.other); same != c.same {
			t.Errorf("%s and %s share a limit: %t", c.one, c.other, same)
		}
	}
}
