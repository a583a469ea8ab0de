package setup

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"beirat/bot/survey"
)

// checkCalendars asks, as people's programs do, for a calendar that is none: only
// the running program says so in these words.
func checkCalendars(ctx context.Context, site string) (findings survey.Findings) {
	if site == "" { // then there are files, and nothing to subscribe to
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	said, err := fetched(ctx, site+"/calendar/"+strings.Repeat("0", 26)+".ics")
	switch {
	case err != nil:
		findings.Wrong("Nobody reaches the calendars at %s: %v. Is \"beirat serve\" running, and the proxy before it?", site, err)
	case !strings.Contains(said, "There is no such calendar."):
		findings.Wrong("At %s answers something else than this program. The proxy has to pass on what is below /calendar/ (public_url).", site)
	default:
		findings.Good("The calendars are reached at %s.", site)
	}
	return findings
}

// fetched is the beginning of what stands at an address.
func fetched(ctx context.Context, address string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return "", fmt.Errorf("public_url: %w", err)
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, Proxy: http.ProxyFromEnvironment}}
	answer, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(io.LimitReader(answer.Body, 1000))
	return string(content), err
}
