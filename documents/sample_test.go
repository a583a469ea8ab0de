package documents

// hostile is what could be markup in Markdown, HTML, OOXML or PDF.
func hostile() []string {
	return []string{
		"# Überschrift", "## zwei ##", "- Punkt", "* Stern", "+ plus", "1. eins", "12) zwölf", "> Zitat", "---", "***", "===", "- - -",
		"**fett**", "__fett__", "*kursiv*", "~~weg~~", "`code`", "```\nblock\n```", "    eingerückt", "\tTabulator",
		"[Text](https://example.org)", "![Bild](x.png)", "[ref]: https://example.org", "[^1]", "[^1]: Fußnote", "- [x] erledigt",
		"<b>fett</b>", "<script>alert(1)</script>", "<!-- weg", "<https://example.org>", "&lt;b&gt; &amp; &#65;", "Müller & Söhne",
		"https://example.org/a_b_c?x=1&y=2", "www.example.org", "jemand@example.org", "ftp://x.y", ":smile:", "@alle #12",
		"| a | b |\n|---|---|\n| 1 | 2 |", "a \\| b", "\\", "ende\\", "a\\\nb", "zwei  \nzeilen", "Begriff\n: Erklärung", ": Erklärung",
		"$x^2$", "{#kennung}", "{{.Title}}", "<w:p/>", "]]>", "<?xml?>", "(a) Tj ET \\(", "%PDF-1.7\n%%EOF", "]>", "&#x0;",
		"\u202eabc\u202c", "שלום", "a\x00b\x07c\x1b[31m", "\ufffe\uffff", "👩‍👩‍👧 😀", "e\u0301", "a\r\nb\rc\vd\u2028e", "\xff\xfe",
	}
}
