package board

import (
	"strings"
	"unicode/utf8"
)

// slid moves a change that begins with the sign that also follows it behind that
// sign: not "weiß[. Niemand fragt]." but "weiß. [Niemand fragt.]"
func slid(edits []Edit) []Edit {
	for i := 1; i+1 < len(edits); i++ {
		before, after := &edits[i-1], &edits[i+1]
		if edits[i].Kind == Same || before.Kind != Same || after.Kind != Same {
			continue
		}
		sign, size := utf8.DecodeRuneInString(edits[i].Text)
		last := i+2 == len(edits)
		if !strings.ContainsRune(".,;:!?", sign) || !strings.HasPrefix(after.Text, string(sign)) || !last && len(after.Text) == size {
			continue
		}
		before.Text += string(sign)
		edits[i].Text = edits[i].Text[size:] + string(sign)
		after.Text = after.Text[size:]
		if after.Text == "" {
			edits = edits[:i+1]
		}
	}
	return edits
}
