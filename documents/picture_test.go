package documents

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pictured is a document with a picture.
func pictured(t *testing.T) Document {
	t.Helper()
	ratings := rounds()["ratings"]
	content, err := ratings.PNG()
	if err != nil {
		t.Fatal(err)
	}
	return Document{Title: "Bericht", Blocks: []Block{Heading{1, "Noten"}, P("Im Bild:"), Picture{PNG: content, Alt: ratings.Alt()}, P("Danach.")}}
}

func TestAPictureIsToldInEveryFormat(t *testing.T) {
	d := pictured(t)
	alt := d.Blocks[2].(Picture).Alt
	if page, err := d.HTML(); err != nil || !bytes.Contains(page, []byte(`src="data:image/png;base64,iVBOR`)) || !bytes.Contains(page, []byte("img-src data:")) {
		t.Errorf("the page has no picture (%v)", err)
	}
	if text := string(d.Markdown()); !strings.Contains(text, "Einen Termin buchen") {
		t.Errorf("the text does not tell it: %s", text)
	}
	file, err := d.PDF()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(file, []byte("/Subtype /Image")) {
		t.Error("the PDF has no picture")
	}
	parts := docxFiles(t, d)
	if !bytes.Equal(parts["word/media/image1.png"], d.Blocks[2].(Picture).PNG) || !bytes.Contains(parts["word/document.xml"], []byte(`r:embed="rIdPicture1"`)) ||
		!bytes.Contains(parts["word/document.xml"], []byte(escapeXML(alt))) || !bytes.Contains(parts["word/_rels/document.xml.rels"], []byte(`Target="media/image1.png"`)) {
		t.Error("Word has no picture with a description")
	}
}

func TestAPictureIsStoredAndReadAgain(t *testing.T) {
	d := pictured(t)
	content, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var read Document
	if err := json.Unmarshal(content, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.Blocks, read.Blocks); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoPictureIsDescribed(t *testing.T) {
	d := Document{Title: "Bericht", Blocks: []Block{Picture{PNG: []byte("no picture"), Alt: "Balken: gut 3"}, Picture{PNG: []byte("none")}}}
	if diff := cmp.Diff([]Block{Para{{"Balken: gut 3", Quiet}}}, d.tidy().Blocks); diff != "" {
		t.Error(diff)
	}
	if _, err := d.PDF(); err != nil {
		t.Error(err)
	}
}

func TestAPageWithoutPicturesLoadsNone(t *testing.T) {
	page, err := (Document{Title: "Bericht", Blocks: []Block{P("Text")}}).HTML()
	if err != nil || bytes.Contains(page, []byte("img-src")) {
		t.Errorf("it may load pictures (%v)", err)
	}
}

func docxFiles(t *testing.T, d Document) map[string][]byte {
	t.Helper()
	content, err := d.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, file := range archive.File {
		opened, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[file.Name], err = io.ReadAll(opened); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}
