package documents

import (
	"bytes"
	"image/color"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// parsed reads a page; pages that a browser would have to mend are not excused.
func parsed(t rapid.TB, d Document) *html.Node {
	t.Helper()
	content, err := d.HTML()
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// all are the elements of a name, in their order.
func all(n *html.Node, name string) []*html.Node {
	var found []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == name {
			found = append(found, c)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is the text within an element, line breaks as line feeds.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Data == "br":
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// pageOutline is what a page says, in the words of meant.
func pageOutline(root *html.Node) []string {
	var lines []string
	line := func(kind string, n *html.Node) {
		lines = append(lines, kind+" "+strings.ReplaceAll(textOf(n), "\n", "⏎"))
	}
	for n := range all(root, "main")[0].ChildNodes() {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "":
		case n.Data == "ul" || n.Data == "ol":
			mark, _ := strconv.Atoi(attribute(n, "start"))
			for i, item := range all(n, "li") {
				if n.Data == "ul" {
					line("item -", item)
				} else {
					line("item "+strconv.Itoa(max(mark, 1)+i), item)
				}
			}
			lines = append(lines, "end")
		case n.Data == "div":
			for _, caption := range all(n, "caption") {
				line("p", caption)
			}
			for _, row := range all(n, "tr") {
				var cells []string
				for cell := range row.ChildNodes() {
					cells = append(cells, strings.ReplaceAll(textOf(cell), "\n", " ⏎"))
				}
				lines = append(lines, "row "+strings.Join(cells, " ¦ "))
			}
			lines = append(lines, "end")
		default:
			line(n.Data, n)
		}
	}
	return lines
}

func TestAPageSaysWhatTheDocumentSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		if diff := cmp.Diff(meant(d), pageOutline(parsed(t, d))); diff != "" {
			t.Fatalf("a browser sees something else (-meant +read):\n%s", diff)
		}
	})
	if diff := cmp.Diff(meant(sample()), pageOutline(parsed(t, sample()))); diff != "" {
		t.Errorf("a browser sees something else (-meant +read):\n%s", diff)
	}
}

func TestAPageStandsAloneAndRunsNothing(t *testing.T) {
	root := parsed(t, sample())
	known := strings.Fields("html head meta title style body a header h1 h2 h3 h4 h5 p dl div dt dd nav ul ol li main table caption colgroup col thead tbody tr th td footer strong span ins del br")
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(known, n.Data) {
			t.Errorf("the page has a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
	if strings.Contains(textOf(all(root, "style")[0]), "url(") {
		t.Error("the style loads something")
	}
}

func TestAPageCanBeReadWithoutSeeingIt(t *testing.T) {
	root := parsed(t, sample())
	if got := attribute(all(root, "html")[0], "lang"); got != "de" {
		t.Errorf("the language is %q", got)
	}
	for name, want := range map[string]int{"h1": 1, "main": 1, "nav": 1, "header": 1, "footer": 1, "title": 1} {
		if got := len(all(root, name)); got != want {
			t.Errorf("the page has %d <%s>, not %d", got, name, want)
		}
	}
	ids := map[string]*html.Node{}
	level := 1
	for n := range root.Descendants() {
		if id := attribute(n, "id"); id != "" {
			if ids[id] != nil {
				t.Errorf("the id %q stands twice", id)
			}
			ids[id] = n
		}
		if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] > '0' && n.Data[1] < '7' {
			next := int(n.Data[1] - '0')
			if next > level+1 {
				t.Errorf("%q is a <%s> below an <h%d>", textOf(n), n.Data, level)
			}
			level = next
		}
	}
	links := all(root, "a")
	if attribute(links[0], "href") != "#text" || ids["text"] == nil || ids["text"].Data != "main" {
		t.Errorf("the first link leads to %q, not to the text", attribute(links[0], "href"))
	}
	var listed []string
	for _, a := range links[1:] {
		target := ids[strings.TrimPrefix(attribute(a, "href"), "#")]
		if target == nil || textOf(target) != textOf(a) {
			t.Errorf("%q in the contents leads nowhere", textOf(a))
		}
		listed = append(listed, textOf(a))
	}
	var headings []string
	for _, h := range sample().tidy().contents() {
		headings = append(headings, h.Text)
	}
	if diff := cmp.Diff(headings, listed); diff != "" {
		t.Errorf("the contents (-headings +listed):\n%s", diff)
	}
	for _, th := range all(root, "th") {
		if attribute(th, "scope") != "col" {
			t.Errorf("the head %q says not what it is the head of", textOf(th))
		}
	}
	for _, table := range all(root, "table") {
		if len(all(table, "caption")) != 1 || len(all(table, "thead")) != 1 {
			t.Error("a table has no caption or no head")
		}
	}
	for name, want := range map[string]string{"ins": "[neu: wird]", "del": "[gestrichen: soll]"} {
		if got := textOf(all(root, name)[0]); got != want {
			t.Errorf("<%s> says %q, not %q", name, got, want)
		}
	}
}

func TestAPageOfADocumentOfTitleAloneIsWhole(t *testing.T) {
	root := parsed(t, Document{Language: "fr", Title: "Nur ein Titel", Contents: true})
	if len(all(root, "nav"))+len(all(root, "footer"))+len(all(root, "dl")) > 0 || attribute(all(root, "html")[0], "lang") != "de" {
		t.Error("the page shows what there is none of")
	}
}

// TestColoursCanBeToldApart holds what WCAG 2.2 asks: 4.5 to 1 for text, 3 to 1 for lines.
func TestColoursCanBeToldApart(t *testing.T) {
	schemes := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(pageCSS, -1)
	if len(schemes) != 3 {
		t.Fatalf("there are %d schemes of colours", len(schemes))
	}
	for _, scheme := range schemes {
		colours := map[string]color.NRGBA{}
		for _, c := range regexp.MustCompile(`--(\w+): #(\w{6});`).FindAllStringSubmatch(scheme[1], -1) {
			colours[c[1]] = colour(c[2])
		}
		if got := contrast(colours["ink"], colours["head"]); got < 7 {
			t.Errorf("the head of a table has a contrast of %.1f in%s", got, scheme[1])
		}
		for name, least := range map[string]float64{"ink": 7, "quiet": 4.5, "link": 4.5, "new": 4.5, "gone": 4.5, "line": 3} {
			if got := contrast(colours[name], colours["paper"]); got < least {
				t.Errorf("%s on paper has a contrast of %.1f in%s", name, got, scheme[1])
			}
		}
	}
}

func colour(hex string) color.NRGBA {
	n, _ := strconv.ParseUint(hex, 16, 32)
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}
