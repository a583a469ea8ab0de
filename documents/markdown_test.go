package documents

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	markup "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"
)

// outline is what a reader of Markdown makes of it: a line for every block, its
// text behind what it is.
func outline(source []byte) []string {
	reader := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote))
	var lines []string
	for n := reader.Parser().Parse(text.NewReader(source)).FirstChild(); n != nil; n = n.NextSibling() {
		lines = append(lines, outlined(n, source)...)
	}
	return lines
}

func outlined(n ast.Node, source []byte) []string {
	var lines []string
	switch n := n.(type) {
	case *ast.Heading:
		return []string{fmt.Sprintf("h%d %s", n.Level, inlines(n, source))}
	case *ast.Paragraph:
		return []string{"p " + inlines(n, source)}
	case *ast.ThematicBreak:
		return []string{"rule"}
	case *ast.List:
		i := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			mark := "-"
			if n.IsOrdered() {
				mark = fmt.Sprint(i)
				i++
			}
			for block := item.FirstChild(); block != nil; block = block.NextSibling() {
				switch block.(type) {
				case *ast.TextBlock, *ast.Paragraph:
					lines = append(lines, "item "+mark+" "+inlines(block, source))
				default:
					lines = append(lines, outlined(block, source)...)
				}
			}
		}
		return append(lines, "end")
	case *extended.Table:
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var cells []string
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, inlines(cell, source))
			}
			lines = append(lines, "row "+strings.Join(cells, " ¦ "))
		}
		return append(lines, "end")
	}
	return []string{n.Kind().String()}
}

// inlines is the text within a block; a line break is "⏎", any markup but looks is named.
func inlines(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(shown(c.Segment.Value(source)))
			if c.HardLineBreak() {
				b.WriteString("⏎")
			} else if c.SoftLineBreak() {
				b.WriteString("⟨soft⟩")
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.Emphasis, *extended.Strikethrough:
			b.WriteString(inlines(c, source))
		case *ast.RawHTML:
			if string(c.Segments.Value(source)) == "<br>" {
				b.WriteString("⏎")
				continue
			}
			b.WriteString("⟨html⟩")
		default:
			b.WriteString("⟨" + c.Kind().String() + "⟩")
		}
	}
	return b.String()
}

// shown is what a reader sees of a piece of text.
func shown(segment []byte) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	markup.DefaultWriter.Write(w, segment)
	w.Flush()
	return html.UnescapeString(b.String())
}

// meant is the outline that a document should have.
func meant(d Document) []string {
	var lines []string
	for _, b := range d.tidy().Blocks {
		switch b := b.(type) {
		case Heading:
			lines = append(lines, fmt.Sprintf("h%d %s", b.Level+1, b.Text))
		case Para:
			lines = append(lines, "p "+said(b, "⏎"))
		case List:
			for i, item := range b.Items {
				mark := "-"
				if b.Ordered {
					mark = fmt.Sprint(b.Start + i)
				}
				lines = append(lines, "item "+mark+" "+said(item, "⏎"))
			}
			lines = append(lines, "end")
		case Table:
			if b.Caption != "" {
				lines = append(lines, "p "+b.Caption)
			}
			lines = append(lines, "row "+strings.Join(b.Head, " ¦ "))
			for _, row := range b.Rows {
				var cells []string
				for _, cell := range row {
					cells = append(cells, said(cell, " ⏎"))
				}
				lines = append(lines, "row "+strings.Join(cells, " ¦ "))
			}
			lines = append(lines, "end")
		}
	}
	return lines
}

// said is the text of a paragraph, with what stands for a line break.
func said(p Para, feed string) string {
	var b strings.Builder
	for _, r := range p {
		b.WriteString(strings.ReplaceAll(r.Text, "\n", feed))
	}
	return b.String()
}

func TestNoTextBecomesMarkupInMarkdown(t *testing.T) {
	for _, text := range hostile() {
		t.Run(text, func(t *testing.T) {
			d := Document{Title: text, Blocks: []Block{
				Heading{1, text}, P(text), P("vor " + text), Para{{text, Strong}, {text, Plain}, {text, Quiet}},
				Para{{"wir " + text, Deleted}, {text, Inserted}},
				List{Items: []Para{P(text), P(text)}}, List{Items: []Para{P(text)}},
				List{Ordered: true, Start: 9, Items: []Para{P(text), P(text)}},
				Table{Caption: text, Head: []string{text, "zwei"}, Rows: [][]Para{{P(text), P("2")}, {P("1"), P(text)}}},
			}}
			if diff := cmp.Diff(meant(d), outline(d.Body())); diff != "" {
				t.Errorf("the reader of Markdown sees something else (-meant +read):\n%s\n%s", diff, d.Body())
			}
		})
	}
}

func TestAnyDocumentIsReadFromMarkdownAsItWasMeant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		if diff := cmp.Diff(meant(d), outline(d.Body())); diff != "" {
			t.Fatalf("the reader of Markdown sees something else (-meant +read):\n%s\n%s", diff, d.Body())
		}
	})
}

// anyText is what people might write, markup above all.
func anyText() *rapid.Generator[string] {
	pieces := rapid.SampledFrom(append(hostile(), "*", "_", "`", "~~", "[", "](", ")", "<", ">", "&", "amp;", "|", "\\", "\n", "\n\n", " ", "  ", "\t",
		"#", "-", "+", "=", "1.", "2)", ":", "://", "www.", "@", "!", "a", "Ä", "ß", "wort", "„", "“", "—", "\u00a0", "\u202e", "😀", "{", "}", "$", "^", "\"", "'"))
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(pieces, 0, 6).Draw(t, "pieces"), "")
	})
}

func anyDocument(t *rapid.T) Document {
	para := rapid.Custom(func(t *rapid.T) Para {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Run {
			return Run{anyText().Draw(t, "text"), rapid.SampledFrom([]Look{Plain, Strong, Quiet, Inserted, Deleted}).Draw(t, "look")}
		}), 0, 4).Draw(t, "runs")
	})
	block := rapid.Custom(func(t *rapid.T) Block {
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return Heading{rapid.IntRange(0, 6).Draw(t, "level"), anyText().Draw(t, "text")}
		case 1:
			return List{rapid.Bool().Draw(t, "ordered"), rapid.IntRange(0, 30).Draw(t, "start"), rapid.SliceOfN(para, 0, 3).Draw(t, "items")}
		case 2:
			return Table{Caption: anyText().Draw(t, "caption"), Head: rapid.SliceOfN(anyText(), 0, 3).Draw(t, "head"),
				Rows: rapid.SliceOfN(rapid.SliceOfN(para, 0, 3), 0, 3).Draw(t, "rows")}
		}
		return para.Draw(t, "para")
	})
	return Document{Title: anyText().Draw(t, "title"), Blocks: rapid.SliceOfN(block, 0, 6).Draw(t, "blocks")}
}

func TestTheChecksumIsThatOfWhatStandsBelowTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		d.Subtitle, d.Facts, d.Contents = anyText().Draw(t, "subtitle"), []Fact{{anyText().Draw(t, "name"), anyText().Draw(t, "value")}, {"---", "---"}}, true
		_, below, found := bytes.Cut(d.Markdown(), []byte("\n---\n"))
		if !found || !bytes.Equal(below, d.Body()) {
			t.Fatalf("below the line stands %q, the body is %q", below, d.Body())
		}
	})
}

func TestTheChecksumIsWhatTheCommandsTell(t *testing.T) {
	file := filepath.Join(t.TempDir(), "strategie.md")
	if err := os.WriteFile(file, sample().Markdown(), 0o600); err != nil {
		t.Fatal(err)
	}
	told, err := exec.CommandContext(t.Context(), "sh", "-c", `sed '1,/^---$/d' "$1" | sha256sum`, "sh", file).Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("there is no shell")
	} else if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Fields(string(told))[0], sample().Checksum(); got != want {
		t.Errorf("the commands tell %s, the checksum is %s", got, want)
	}
}

func TestTheChecksumChangesWithTheTextAlone(t *testing.T) {
	d := sample()
	d.Title, d.Subtitle, d.Facts, d.Running, d.Contents = "Anders", "", nil, "", false
	if d.Checksum() != sample().Checksum() {
		t.Error("the head changes the checksum")
	}
	d.Blocks = append(d.Blocks, P("Noch ein Wort."))
	if d.Checksum() == sample().Checksum() {
		t.Error("another text has the same checksum")
	}
}
