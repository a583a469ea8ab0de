package discord

import (
	"strings"
	"testing"
	"unicode/utf8"

	"beirat/chat"
	"beirat/words"
)

// unescaped is a text without what only escapes.
func unescaped(text string) string {
	return strings.NewReplacer(`\\`, `\`, `\`, "", string(joiner), "").Replace(text)
}

func FuzzATextThatIsPartedIsWhole(f *testing.F) {
	f.Add("Ein **fetter** Satz. ", 150)
	f.Add("🚲", 3000)
	f.Add("* ", 2000)
	f.Add("`", 4000)
	f.Add("\xff", 5000)
	f.Add("\x16 ", 5000)
	f.Fuzz(func(t *testing.T, piece string, times int) {
		if times < 1 || times > 5000 || len(piece)*times > 1<<16 {
			return
		}
		text, full := fitted(escape(strings.Repeat(piece, times)), reader{language: words.German})
		b := empty()
		b.write(text)
		sum := size(b.Content)
		if sum > contentMost || len(b.Embeds) > 2 {
			t.Fatalf("%d units, %d embeds", sum, len(b.Embeds))
		}
		all := b.Content
		for _, e := range b.Embeds {
			if size(e.Description) > embedMost || e.Description == "" || !utf8.ValidString(e.Description) {
				t.Fatalf("%d units", size(e.Description))
			}
			sum += size(e.Description)
			all += e.Description
		}
		if sum > embedsMost {
			t.Fatalf("%d units", sum)
		}
		letters := strings.NewReplacer(" ", "", "\n", "", "\t", "")
		if !full && letters.Replace(unescaped(all)) != letters.Replace(unescaped(text)) {
			t.Fatalf("%q became %q", text, all)
		}
	})
}

func TestWhatIsCutStaysAsItWasTyped(t *testing.T) {
	stars := escape(strings.Repeat("*", 3000))
	for _, most := range []int{100, 101} {
		first, rest := parted(stars, most)
		if strings.Count(first, `\*`) != strings.Count(first, "*") || strings.HasSuffix(first, `\`) || !strings.HasPrefix(rest, `\`) {
			t.Errorf("%d: %q is followed by %q", most, first[len(first)-4:], rest[:4])
		}
	}
	if _, rest := parted(strings.Repeat("x", 90)+" # Wichtig "+strings.Repeat("x", 90), 95); strings.HasPrefix(rest, "#") {
		t.Errorf("a line begins that was none: %q", rest)
	}
}

func TestACodeBlockThatIsCutIsOneOnBothSides(t *testing.T) {
	var long chat.Table
	long.Caption, long.Head = chat.Written("Stimmen"), []chat.Text{chat.Written("Name"), chat.Written("Stimme")}
	for range 160 {
		long.Rows = append(long.Rows, []chat.Text{chat.Written("Anna Beispiel-Müller"), chat.Written("ja")})
	}
	for _, rows := range []int{200, 400} {
		for len(long.Rows) < rows {
			long.Rows = append(long.Rows, long.Rows[0])
		}
		text, full := fitted(table(long, words.German), reader{language: words.German})
		b := empty()
		b.write(text)
		if full != (rows == 400) || len(b.Embeds) != 2 {
			t.Errorf("%d rows: full %t, %d embeds", rows, full, len(b.Embeds))
		}
		sum := 0
		for _, e := range b.Embeds {
			sum += size(e.Description)
			if strings.Count(e.Description, "```")%2 != 0 || size(e.Description) > embedMost {
				t.Errorf("%d rows: a block of %d units is left open: %q … %q", rows, size(e.Description), e.Description[:20], e.Description[len(e.Description)-20:])
			}
		}
		if sum > embedsMost {
			t.Errorf("%d rows: %d units", rows, sum)
		}
	}
}

func TestWhatPeopleTypeIsShownAsTheyTypedIt(t *testing.T) {
	for typed, want := range map[string]string{
		"https:\u202a//evil.example":       `https\://evil.example`,
		"im Verhältnis 1:100:2":            `im Verhältnis 1\:100:2`,
		":tada: endlich":                   `\:tada: endlich`,
		"um 10:30 Uhr":                     `um 10:30 Uhr`,
		"„Radwege‟ und ‚Bänke‘":            `„Radwege‟ und ‚Bänke‘`,
		"-# klein":                         `\-# klein`,
		"  # groß":                         `\# groß`,
		"a\n>>> b":                         "a\n" + `\>\>\> b`,
		"<t:1700000000:R>":                 `\<t\:1700000000:R\>`,
		"||geheim|| [x](https://a.b)":      `\|\|geheim\|\| \[x\](https\://a.b)`,
		"3. Dezember":                      `3\. Dezember`,
		"\u200b":                           "\u200b",
		" \u00a0 \n":                       "",
		"@everyone":                        "@" + string(joiner) + "everyone",
		"an@here":                          "an@" + string(joiner) + "here",
		"rat@stadt.example, @anna":         "rat@stadt.example, @anna",
		"<@123> <#123> </x:1> <a:b:1>":     `\<@123\> \<#123\> \</x:1\> \<a\:b:1\>`,
		strings.Repeat("🚲", 2000) + "\r\n": strings.Repeat("🚲", 2000),
	} {
		if got := escape(typed); got != want {
			t.Errorf("%q becomes %q, not %q", typed, got, want)
		}
	}
}

func TestATableKeepsItsColumnsWhateverStandsInThem(t *testing.T) {
	cells := func(all ...string) (row []chat.Text) {
		for _, one := range all {
			row = append(row, chat.Written(one))
		}
		return row
	}
	wide := table(chat.Table{Caption: chat.Written("Wer"), Head: cells("", "Stimme", ""), Rows: [][]chat.Text{cells("# Anna", "", strings.Repeat("ja ", 20))}}, words.German)
	if head := strings.Split(wide, "\n")[1]; strings.HasPrefix(head, "* ") || strings.HasSuffix(head, " *") {
		t.Errorf("the head is no head: %q", head)
	}
	narrow := table(chat.Table{Caption: chat.Written("Wer"), Head: cells("Name", "Stimme"), Rows: [][]chat.Text{cells("```\u202egnu\r\n**A**", "ja")}}, words.German)
	if strings.Count(narrow, "```") != 2 || strings.ContainsAny(narrow, "\u202e\r") || !strings.Contains(narrow, "**A**") {
		t.Errorf("%q", narrow)
	}
}
