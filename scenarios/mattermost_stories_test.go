package scenarios

import (
	"os"
	"testing"

	"beirat/internal/fakemattermost"
)

// TestMattermostStories tells stories to the users of a Mattermost server: of the
// real one that the environment names, where they run beside each other, and of a
// fake one of its own. With "make everything" it tells all of them to both; in CI
// those whose turn it is to the real one, and the fake one is left to
// TestMattermostStoriesWithFaults.
func TestMattermostStories(t *testing.T) {
	t.Parallel()
	typist := typist{theBook(t)}
	t.Run("fake", func(t *testing.T) {
		if !everything() {
			return
		}
		for i, story := range toldEverywhere(t) {
			for name, database := range databases(i) {
				t.Run(story.short()+"/"+name, func(t *testing.T) {
					t.Parallel()
					town := fakeTown(t, story.locale())
					tell(t, plot{town: town, database: database(t), story: story, typist: typist})
				})
			}
		}
	})
	t.Run("real", func(t *testing.T) {
		url, token := realServer(t)
		for _, locale := range []string{"de", "en"} { // a user has one at a time
			t.Run(locale, func(t *testing.T) {
				town := newTown(url, token, locale)
				t.Cleanup(town.Close)
				for i, story := range toldEverywhere(t) {
					if story.locale() != locale || !toldOnMattermost.has(i) {
						continue
					}
					for name, database := range databases(i / 4) {
						t.Run(story.short()+"/"+name, func(t *testing.T) {
							t.Parallel()
							tell(t, plot{town: town, database: database(t), story: story, typist: typist})
						})
					}
				}
			})
		}
	})
}

func fakeTown(t *testing.T, locale string) *town {
	t.Helper()
	server := fakemattermost.New(fakemattermost.Options{})
	t.Cleanup(server.Close)
	town := newTown(server.URL, server.AdminToken, locale)
	t.Cleanup(town.Close)
	return town
}

// realServer is the server that the environment names; without one the test is
// skipped, and e2e/mattermost says how to start one.
func realServer(t testing.TB) (url, token string) {
	t.Helper()
	url, token = os.Getenv("BEIRAT_TEST_MATTERMOST"), os.Getenv("BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN")
	if url == "" || token == "" {
		t.Skip("no real Mattermost server: e2e/mattermost starts one and says BEIRAT_TEST_MATTERMOST and BEIRAT_TEST_MATTERMOST_ADMIN_TOKEN")
	}
	return url, token
}

func tell(t *testing.T, p plot) {
	t.Helper()
	var err error
	if p.binary, err = built(); err != nil {
		t.Fatal(err)
	}
	p.folder = t.TempDir()
	d, err := Mattermost(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	acted(t, p.story, p.folder, d)
}
