package fakediscord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"regexp"
	"strconv"
)

// upload is a file that came with a request.
type upload struct {
	name, kind string
	content    []byte
}

// body is what was sent: fields, and files by their number.
type body struct {
	raw    []byte // the JSON; nil: none
	fields map[string]json.RawMessage
	files  map[int]upload
}

// read takes a body apart.
func read(kind string, raw []byte) (b body, no *refusal) {
	if len(raw) == 0 {
		return b, nil
	}
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		return b, wrong(400, 50109, "The request body contains invalid JSON.", "no content type")
	}
	b.raw = raw
	if media == "multipart/form-data" {
		if b.raw, b.files, no = parts(multipart.NewReader(bytes.NewReader(raw), params["boundary"])); no != nil {
			return b, no
		}
	} else if media != "application/json" {
		return b, wrong(400, 50109, "The request body contains invalid JSON.", "content type "+media)
	}
	if !json.Valid(b.raw) {
		return b, wrong(400, 50109, "The request body contains invalid JSON.")
	}
	if bytes.HasPrefix(bytes.TrimSpace(b.raw), []byte("{")) {
		if err := json.Unmarshal(b.raw, &b.fields); err != nil {
			return b, wrong(400, 50109, "The request body contains invalid JSON.", err.Error())
		}
	}
	return b, nil
}

var numbered = regexp.MustCompile(`^files\[(\d+)\]$`)

func parts(reader *multipart.Reader) (raw []byte, files map[int]upload, no *refusal) {
	raw, files = []byte("{}"), map[int]upload{}
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			return raw, files, nil
		}
		if err != nil {
			return nil, nil, invalid("the multipart body: " + err.Error())
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, nil, invalid("the multipart body: " + err.Error())
		}
		if part.FormName() == "payload_json" {
			raw = content
			continue
		}
		number := numbered.FindStringSubmatch(part.FormName())
		if number == nil {
			return nil, nil, invalid(fmt.Sprintf("a part has the name %q, which is neither payload_json nor files[n]", part.FormName()))
		}
		n, err := strconv.Atoi(number[1])
		if err != nil {
			return nil, nil, invalid("the number of a file: " + err.Error())
		}
		files[n] = upload{name: part.FileName(), kind: part.Header.Get("Content-Type"), content: content}
	}
}

// has tells whether a field is there and not null.
func (b body) has(name string) bool {
	return b.fields[name] != nil && string(b.fields[name]) != "null"
}

// into decodes a field; what is not there stays as it is, null becomes zero.
func into[T any](b body, name string, v *T) *refusal {
	raw, there := b.fields[name]
	if !there {
		return nil
	}
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		return invalid(name + ": " + err.Error())
	}
	*v = value
	return nil
}
