package discord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// sending is a request as it goes out.
type sending struct {
	method, path, bucket string
	kind                 string // of the content
	content              []byte // nil: none
	payload              []byte // the JSON in the content
	bare, twice          bool
}

func (r request) encoded() (sending, error) {
	s := sending{method: r.method, path: r.path, bucket: r.bucket, bare: r.bare, twice: r.twice}
	if s.bucket == "" {
		s.bucket = limitOf(r.method, r.path)
	}
	if r.body == nil && len(r.files) == 0 {
		return s, nil
	}
	payload, err := json.Marshal(r.body)
	if err != nil {
		return s, fmt.Errorf("writing the body: %w", err)
	}
	s.kind, s.content, s.payload = "application/json", payload, payload
	if len(r.files) == 0 {
		return s, nil
	}
	s.kind, s.content, err = parts(payload, r.files)
	return s, err
}

// parts is a body beside its files.
func parts(payload []byte, files []file) (kind string, content []byte, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	add := func(name, filename, kind string, content []byte) {
		if err != nil {
			return
		}
		disposition := `form-data; name="` + name + `"`
		if filename != "" {
			disposition += `; filename="` + quoted(filename) + `"`
		}
		header := textproto.MIMEHeader{}
		header.Set("Content-Disposition", disposition)
		header.Set("Content-Type", kind)
		part, failed := w.CreatePart(header)
		if failed == nil {
			_, failed = part.Write(content)
		}
		err = failed
	}
	add("payload_json", "", "application/json", payload)
	for i, f := range files {
		add("files["+strconv.Itoa(i)+"]", f.Name, kindOf(f), f.Content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return "", nil, fmt.Errorf("writing the files: %w", err)
	}
	return w.FormDataContentType(), b.Bytes(), nil
}

// quoted is a file's name as it stands between quotes; its umlauts stay.
func quoted(name string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", " ", "\n", " ").Replace(name)
}

func kindOf(f file) string {
	if f.Type == "" {
		return "application/octet-stream"
	}
	return f.Type
}

// repeatable tells whether it is the same to be done once or twice. An
// interaction takes one answer, and a message only then comes once when Discord
// looks at its nonce.
func (s sending) repeatable() bool {
	if s.method != http.MethodPost || s.twice {
		return true
	}
	var said struct {
		Nonce   string `json:"nonce"`
		Enforce bool   `json:"enforce_nonce"`
	}
	return json.Unmarshal(s.payload, &said) == nil && said.Enforce && said.Nonce != ""
}

func withoutQuery(path string) string {
	before, _, _ := strings.Cut(path, "?")
	return before
}

// limitOf names the limit that a call falls under: the first thing in a path has
// one of its own, as a channel has; the messages in it share theirs.
func limitOf(method, path string) string {
	steps := strings.Split(withoutQuery(path), "/")
	for i := 3; i < len(steps); i++ {
		if _, err := strconv.ParseUint(steps[i], 10, 64); err == nil {
			steps[i] = "…"
		}
	}
	return method + " " + strings.Join(steps, "/")
}

// shape is a path without what stands behind a question mark and without the
// token of an interaction.
func shape(path string) string {
	steps := strings.Split(withoutQuery(path), "/")
	if len(steps) > 3 && (steps[1] == "interactions" || steps[1] == "webhooks") {
		steps[3] = "…"
	}
	return strings.Join(steps, "/")
}
