package fakediscord

import (
	"strconv"
	"strings"
	"time"
)

// limits are how often the bot may ask.
type limits struct{ buckets []*bucket }

// bucket is one limit; each path that it holds for counts alone, unless it is
// the global one.
type bucket struct {
	method, prefix string
	most           int
	per            time.Duration
	used           map[string]*used
}

type used struct {
	times int
	until time.Time
}

// Limit lets so many requests pass in a time, for each path that begins with
// the prefix (without /api/v10); an empty method and prefix is the global limit,
// that answers to interactions do not count for. What comes beyond is refused by
// 429. Wall time counts.
func (s *Server) Limit(method, prefix string, most int, per time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buckets = append(s.buckets, &bucket{method: method, prefix: prefix, most: most, per: per, used: map[string]*used{}})
}

// limited counts a request, and refuses it when there were too many. It gives
// the headers that tell how many more may come.
func (s *Server) limited(method, path string) (headers map[string]string, no *refusal) {
	headers = map[string]string{"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "999", "X-RateLimit-Reset-After": "1.000"}
	now := time.Now()
	for _, b := range s.buckets {
		global := b.method == "" && b.prefix == ""
		if b.method != "" && b.method != method || !strings.HasPrefix(path, b.prefix) {
			continue
		}
		key := path
		if global {
			key = ""
			if strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/") {
				continue
			}
		}
		u := b.used[key]
		if u == nil || !now.Before(u.until) {
			u = &used{until: now.Add(b.per)}
			b.used[key] = u
		}
		if u.times++; u.times > b.most {
			no := refuse(429, 0, "You are being rate limited.")
			no.after, no.global = u.until.Sub(now), global
			return waiting(no.after, global), no
		}
		headers = map[string]string{
			"X-RateLimit-Limit": strconv.Itoa(b.most), "X-RateLimit-Remaining": strconv.Itoa(b.most - u.times),
			"X-RateLimit-Reset-After": strconv.FormatFloat(u.until.Sub(now).Seconds(), 'f', 3, 64),
		}
	}
	return headers, nil
}
