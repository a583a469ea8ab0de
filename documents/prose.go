package documents

import (
	"strconv"
	"strings"
)

// Prose makes blocks of what a person wrote in a chat. Blank lines part
// paragraphs; lines that begin with "- ", "– ", "* ", "•" or the like, or with
// "1. " or "1) ", become lists, an indented line below an item goes on in it.
// Everything else stays word for word: no markup is interpreted.
func Prose(text string) []Block {
	var w prose
	for line := range strings.SplitSeq(clean(text), "\n") {
		w.line(line)
	}
	w.end()
	return w.blocks
}

// prose is what is read of a text so far.
type prose struct {
	blocks []Block
	para   []string // lines of the paragraph that is being read
	list   *List    // that is being read; blank lines do not end it
	apart  bool     // a blank line stands before the next one
}

func (w *prose) line(line string) {
	text := strings.TrimSpace(line)
	if text == "" {
		w.endPara()
		w.apart = true
		return
	}
	i, is := itemOf(text)
	switch {
	case is && w.takes(i):
		w.list.Items = append(w.list.Items, P(i.text))
	case is:
		w.end()
		w.list = &List{Ordered: i.number > 0, Start: i.number, Items: []Para{P(i.text)}}
	case w.list != nil && !w.apart && strings.TrimLeft(line, " ") != line:
		last := w.list.Items[len(w.list.Items)-1]
		last[0].Text += "\n" + text
	default:
		w.endList()
		w.para = append(w.para, text)
	}
	w.apart = false
}

// takes tells whether an item goes on with the list that is being read.
func (w *prose) takes(i item) bool {
	return w.list != nil && w.list.Ordered == (i.number > 0) &&
		(!w.list.Ordered || i.number == w.list.Start+len(w.list.Items))
}

func (w *prose) end() {
	w.endPara()
	w.endList()
}

func (w *prose) endPara() {
	if len(w.para) > 0 {
		w.blocks = append(w.blocks, P(strings.Join(w.para, "\n")))
		w.para = nil
	}
}

func (w *prose) endList() {
	if w.list != nil {
		w.blocks = append(w.blocks, *w.list)
		w.list = nil
	}
}

// item is a line that belongs to a list.
type item struct {
	number int // zero: a bullet
	text   string
}

// bullets need a space behind them, but for those that are nothing but bullets;
// the last one is what a text processor leaves where it is copied from.
const bullets, onlyBullets = "-–*", "•◦▪‣\uf0b7"

func itemOf(line string) (item, bool) {
	if rest := strings.TrimLeft(line, onlyBullets); rest != line {
		return item{text: strings.TrimSpace(rest)}, strings.TrimSpace(rest) != ""
	}
	mark, rest, parted := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case !parted || rest == "":
		return item{}, false
	case len([]rune(mark)) == 1 && strings.Contains(bullets, mark):
		return item{text: rest}, true
	}
	digits := strings.TrimRight(mark, ".)")
	n, err := strconv.Atoi(digits)
	if err != nil || len(mark) != len(digits)+1 || n < 1 || n > 999 || digits[0] < '1' || digits[0] > '9' {
		return item{}, false
	}
	return item{number: n, text: rest}, true
}
