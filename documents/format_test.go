package documents

import (
	"strings"
	"testing"
)

func TestADocumentIsAFileInEveryFormatAndNoOther(t *testing.T) {
	d := Document{Language: "de", Title: "Protokoll", Blocks: []Block{P("Ein Satz.")}}
	for format, want := range map[Format]struct{ begins, kind, ending string }{
		FormatPDF:      {"%PDF-", "application/pdf", "pdf"},
		FormatWord:     {"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
		FormatPage:     {"<!DOCTYPE html>", "text/html; charset=utf-8", "html"},
		FormatMarkdown: {"# Protokoll", "text/markdown; charset=utf-8", "md"},
	} {
		made, err := d.As(format)
		if err != nil || !strings.HasPrefix(strings.ToLower(string(made.Content)), strings.ToLower(want.begins)) || made.Type != want.kind || made.Ending != want.ending {
			t.Errorf("%s: %v %q %q %.20q", format, err, made.Type, made.Ending, made.Content)
		}
	}
	if _, err := d.As("odt"); err == nil {
		t.Error("a format that nobody makes")
	}
}
