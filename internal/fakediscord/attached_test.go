package fakediscord_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"beirat/internal/fakediscord"
)

// fetch asks for a file as somebody who has its address.
func fetch(t *testing.T, address, token string) (status int, content string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		q.Header.Set("Authorization", token)
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(read)
}

func TestAFileThatSomebodySendsLiesAtItsAddress(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	if err := w.eva.Write(t.Context(), w.hall.Place(), "", fakediscord.File{Name: "../bild.png", Content: []byte("Inhalt")}); err != nil {
		t.Fatal(err)
	}
	a := w.eva.Sees(w.hall.ID)[0].Attachments
	if len(a) != 1 || a[0].Filename != "bild.png" {
		t.Fatalf("%+v", a)
	}
	address := w.URL() + "/attachments/" + w.hall.ID + "/" + a[0].ID + "/bild.png"
	if status, content := fetch(t, address, ""); status != 200 || content != "Inhalt" || w.Fetched() != 1 {
		t.Errorf("%d, %q, fetched %d times", status, content, w.Fetched())
	}
	if status, _ := fetch(t, w.URL()+"/attachments/1/2/x", ""); status != 404 || w.Fetched() != 1 {
		t.Errorf("what is not there: %d", status)
	}
	if len(w.Violations()) != 0 {
		t.Error(w.Violations())
	}
	fetch(t, address, "Bot geheim")
	if v := w.Violations(); len(v) != 1 || strings.Contains(v[0], "geheim") {
		t.Errorf("a token that is shown: %q", v)
	}
	if err := w.eva.Write(t.Context(), w.hall.Place(), " ", make([]fakediscord.File, 11)...); err == nil {
		t.Error("eleven files are taken")
	}
}
