package fakediscord

import "net/http"

// limits are how often the bot may ask.
type limits struct{}

// limited counts a request, and refuses it when there were too many.
func (s *Server) limited(r *http.Request, path string) (map[string]string, *refusal) {
	return map[string]string{
		"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "999", "X-RateLimit-Reset-After": "1.000",
	}, nil
}
