package chat

// Part is what stands above a row of buttons, and the row.
type Part struct {
	Blocks []Block
	Row    Actions
}

// Parts are a message from one row of buttons to the next, for platforms that
// show buttons only below a text.
func (m Message) Parts() []Part {
	var all []Part
	var now Part
	for _, block := range m.Blocks {
		if row, is := block.(Actions); is {
			now.Row = row
			all, now = append(all, now), Part{}
			continue
		}
		now.Blocks = append(now.Blocks, block)
	}
	if len(now.Blocks) > 0 {
		all = append(all, now)
	}
	return all
}

// Spoken is the message without the content of files, which is never part of
// what is said.
func (m Message) Spoken() Message {
	var words Message
	for _, block := range m.Blocks {
		if f, is := block.(File); is {
			block = Para{Text: f.About}
		}
		words.Blocks = append(words.Blocks, block)
	}
	return words
}
