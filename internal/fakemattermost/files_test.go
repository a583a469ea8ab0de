package fakemattermost_test

import (
	"testing"

	"beirat/internal/fakemattermost"
)

// The settings are those of the whole server, so that others on a real one would
// meet them too: what it answers was tried by hand.
func TestFilesAreTakenAsTheSettingsSay(t *testing.T) {
	_, w := newFake(t, fakemattermost.Options{})
	for _, c := range []struct {
		name     string
		settings map[string]any
		content  string
		want     string
	}{
		{"files are switched off", map[string]any{"EnableFileAttachments": false}, "x", `403 "api.file.attachments.disabled.app_error"`},
		{"it is one byte too large", map[string]any{"MaxFileSize": 10}, "12345678901", `413 "api.file.upload_file.too_large_detailed.app_error"`},
		{"it is as large as can be", map[string]any{"MaxFileSize": 10}, "1234567890", `201 ""`},
		{"the picture has one point too many", map[string]any{"MaxImageResolution": 599}, picture(30, 20), `400 "api.file.upload_file.large_image_detailed.app_error"`},
		{"the picture has as many points as can be", map[string]any{"MaxImageResolution": 600}, picture(30, 20), `201 ""`},
	} {
		w.must("admin", "PUT", "/config/patch", map[string]any{"FileSettings": c.settings})
		h := w.uploads("robot", w.ids["open"], "bild.png", c.content)
		if got := jsonOf(h.status) + " " + jsonOf(h.text("id")); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		w.must("admin", "PUT", "/config/patch", map[string]any{"FileSettings": map[string]any{"EnableFileAttachments": true, "MaxFileSize": 100 << 20, "MaxImageResolution": 33177600}})
	}
}
