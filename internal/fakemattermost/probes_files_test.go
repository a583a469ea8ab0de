package fakemattermost_test

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// uploads puts a file into a channel, its name beside it.
func (w *world) uploads(who, channel, name, content string) heard {
	w.t.Helper()
	query := url.Values{"channel_id": {channel}, "filename": {name}}
	return w.call(who, "POST", "/files?"+query.Encode(), content)
}

// file is the id of a new one.
func (w *world) file(who, channel string) string {
	w.t.Helper()
	return fileOf(w.uploads(who, w.ids[channel], "a.txt", "x"), "id")
}

func (w *world) files(who, channel string, count int) []string {
	w.t.Helper()
	ids := make([]string, count)
	for i := range ids {
		ids[i] = w.file(who, channel)
	}
	return ids
}

// fileOf is something that the server says of a file that was uploaded.
func fileOf(h heard, key string) string {
	answer, _ := h.body.(map[string]any)
	infos, _ := answer["file_infos"].([]any)
	if len(infos) != 1 {
		return ""
	}
	said, _ := infos[0].(map[string]any)[key].(string)
	return said
}

// uploadsMuch uploads so many bytes, as far as they are read.
func (w *world) uploadsMuch(channel string, size int64) heard {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.url+"/api/v4/files?filename=a.txt&channel_id="+channel, io.LimitReader(zeros{}, size))
	if err != nil {
		w.t.Fatal(err)
	}
	r.ContentLength = size
	r.Header = http.Header{"Authorization": {"Bearer " + w.tokens["robot"]}, "Content-Type": {"application/octet-stream"}}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return heardJSON(answer.StatusCode, raw)
}

// gone asks for something until it is no more: what hangs on a post is deleted a
// moment after it.
func (w *world) gone(who, path string) heard {
	w.t.Helper()
	for until := time.Now().Add(patience); ; {
		if h := w.call(who, "GET", path, nil); h.status != http.StatusOK || time.Now().After(until) {
			return h
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func picture(width, height int) string {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))) // into memory: never fails
	return b.String()
}

func fileProbes() []probe {
	return []probe{
		{"a picture is known by what is in it", func(w *world) []any {
			return []any{w.uploads("robot", w.ids["open"], "bild.png", picture(30, 20)), w.uploads("robot", w.ids["open"], "bild.png", "PNG")}
		}},
		{"the end of a name tells the kind of a file", func(w *world) []any {
			var list []any
			for _, name := range []string{"x.csv", "x.json", "X.TXT", "x", "x.", "Stimmen für „A“.csv", "../x/y.csv", `x\y.csv`} {
				up := w.uploads("robot", w.ids["open"], name, "{}")
				list = append(list, name, up.status, fileOf(up, "name"), fileOf(up, "extension"), fileOf(up, "mime_type"))
			}
			return list
		}},
		{"what is no upload is refused", func(w *world) []any {
			return []any{w.uploads("robot", w.ids["open"], "x.txt", ""), w.uploads("robot", "x", "x.txt", "x"), w.uploads("robot", "", "x.txt", "x"),
				w.uploads("robot", nobody, "x.txt", "x"), w.uploads("robot", w.ids["open"], "", "x"), w.uploads("cora", w.ids["open"], "", "x"),
				w.uploads("cora", w.ids["open"], "x.txt", "x"), w.uploads("", w.ids["open"], "x.txt", "x"), w.uploads("robot", w.ids["open"], strings.Repeat("x", 300), "x")}
		}},
		{"what is too large is refused unread", func(w *world) []any {
			return []any{w.uploadsMuch(w.ids["open"], 100<<20+1), w.uploadsMuch(nobody, 100<<20+1), w.uploadsMuch(w.ids["open"], 2<<20).status}
		}},
		{"a post shows ten files", func(w *world) []any {
			eleven := w.files("robot", "open", 11)
			list := []any{w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["open"], "file_ids": eleven})}
			id := w.post("robot", "open", map[string]any{"file_ids": eleven[:10]})
			shown := w.must("anna", "GET", "/posts/"+id, nil).body.(map[string]any)["file_ids"].([]any)
			more := w.call("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"file_ids": w.files("robot", "open", 11)})
			return append(list, len(shown), more, w.call("anna", "GET", "/files/"+eleven[0], nil))
		}},
		{"files stand beside attachments", func(w *world) []any {
			var list []any
			for _, c := range []struct{ channel, other string }{{"closed", "cora"}, {"direct", "bert"}} {
				id := w.file("robot", c.channel)
				made := w.call("robot", "POST", "/posts", map[string]any{"channel_id": w.ids[c.channel], "message": "", "file_ids": []string{id}, "props": w.buttons()})
				post := made.text("id")
				kept := w.call("robot", "PUT", "/posts/"+post+"/patch", map[string]any{"file_ids": []string{id}, "props": w.buttons()})
				list = append(list, made, jsonOf(kept.body.(map[string]any)["file_ids"]) == jsonOf([]string{id}), w.call("anna", "GET", "/files/"+id, nil),
					w.call(c.other, "GET", "/files/"+id, nil), w.call(c.other, "GET", "/files/"+id+"/info", nil))
			}
			return list
		}},
		{"a file belongs to who uploaded it, wherever it is shown", func(w *world) []any {
			id := w.post("robot", "open", nil)
			taken := w.must("robot", "PUT", "/posts/"+id+"/patch", map[string]any{"file_ids": []string{w.file("anna", "open")}})
			elsewhere := w.file("robot", "closed")
			moved := w.must("robot", "POST", "/posts", map[string]any{"channel_id": w.ids["direct"], "file_ids": []string{elsewhere, elsewhere}})
			info := w.must("robot", "GET", "/files/"+elsewhere+"/info", nil)
			return []any{taken.body.(map[string]any)["file_ids"], len(moved.body.(map[string]any)["file_ids"].([]any)), info.text("channel_id") == w.ids["direct"],
				w.call("bert", "GET", "/files/"+elsewhere, nil).status}
		}},
		{"files go with their post", func(w *world) []any {
			id := w.file("robot", "open")
			unseen := w.call("anna", "GET", "/files/"+id, nil).status
			post := w.post("robot", "open", map[string]any{"file_ids": []string{id}})
			w.must("robot", "DELETE", "/posts/"+post, nil)
			return []any{unseen, w.gone("anna", "/files/"+id), w.call("anna", "GET", "/files/"+strconv.Itoa(1), nil), w.call("anna", "GET", "/files/"+model.NewId(), nil).status}
		}},
	}
}
