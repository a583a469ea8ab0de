package fakediscord

import (
	"cmp"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// File is one that a user sends.
type File struct {
	Name    string
	Content []byte
	Size    int // as Discord tells it; 0: that of the content
}

// attachments is where files lie, as cdn.discordapp.com does.
const attachments = "/attachments/"

// ofAttachment is the kind of an option that takes a file.
const ofAttachment = 11

// uploaded keeps a file, where it can be fetched by its address.
func (s *Server) uploaded(f File) Attachment {
	a := Attachment{ID: s.id(), Filename: path.Base(f.Name), Kind: mime.TypeByExtension(path.Ext(f.Name)), Content: f.Content, size: f.Size}
	if s.files == nil {
		s.files = map[string]Attachment{}
	}
	s.files[a.ID] = a
	return a
}

// attach sends a file with a command and gives its id.
func (t *typing) attach(f File) string {
	a := t.server.uploaded(f)
	t.files[a.ID] = t.server.fileData(t.channel, a)
	return a.ID
}

// fileData is a file as the API tells of it.
func (s *Server) fileData(channel *Channel, a Attachment) map[string]any {
	address := s.URL() + attachments + channel.ID + "/" + a.ID + "/" + url.PathEscape(a.Filename)
	file := map[string]any{
		"id": a.ID, "filename": a.Filename, "size": cmp.Or(a.size, len(a.Content)), "content_type": a.Kind,
		"url": address, "proxy_url": address,
	}
	if a.Description != "" {
		file["description"] = a.Description
	}
	return file
}

// deliver gives a file to whoever has its address. A token has no business there.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Header.Get("Authorization") != "" {
		s.violate("%s %s: a token is shown to the server of the files", r.Method, attachments)
	}
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, attachments), "/")
	a, known := s.files[parts[min(1, len(parts)-1)]]
	if !known || r.Method != http.MethodGet {
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
		return
	}
	s.fetched++
	w.Header().Set("Content-Type", cmp.Or(a.Kind, "application/octet-stream"))
	_, _ = w.Write(a.Content) // who went away reads no more
}

// Fetched counts how often a file was fetched.
func (s *Server) Fetched() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fetched
}
