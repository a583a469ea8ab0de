package chat

import "slices"

// Message is one thing said to a channel or a person.
type Message struct {
	Blocks []Block
	// Thread names the conversation that a message in a channel begins: what is
	// said about it has a place of its own there, and still belongs to the channel.
	// Zero: none begins. A platform without such conversations lets it be, and
	// which name it bears is settled when the message is sent.
	Thread Text
}

// Say makes a message of paragraphs.
func Say(paras ...Text) Message {
	var m Message
	for _, text := range paras {
		m.Blocks = append(m.Blocks, Para{Text: text})
	}
	return m
}

// With gives the message further blocks.
func (m Message) With(blocks ...Block) Message {
	m.Blocks = append(m.Blocks[:len(m.Blocks):len(m.Blocks)], blocks...)
	return m
}

// Beginning gives the message a conversation of its own, of that name.
func (m Message) Beginning(name Text) Message {
	m.Thread = name
	return m
}

// Split is the message without the buttons that it ends with, and these; of one
// that ends otherwise there are none.
func (m Message) Split() (Message, Actions) {
	last := len(m.Blocks) - 1
	if last < 0 {
		return m, nil
	}
	row, ends := m.Blocks[last].(Actions)
	if !ends {
		return m, nil
	}
	m.Blocks = m.Blocks[:last:last]
	return m, row
}

// Block is a part of a message. The set is closed: Para, Table, Image, File, Actions.
type Block interface{ block() }

// Para is one paragraph; its text may hold line breaks.
type Para struct{ Text Text }

// Table has a caption, which a screen reader says first, a head and rows of
// equal length. A platform without tables shows one line a row, cells joined
// by " · ".
type Table struct {
	Caption Text
	Head    []Text
	Rows    [][]Text
}

// Image is a PNG. A platform without pictures shows Alt, which must not be empty.
type Image struct {
	Name string
	PNG  []byte
	Alt  Text
}

// File is something to keep, as an export. A platform without files says About
// and, of a text, the content line by line.
type File struct {
	Name    string // with its extension; a platform may spell it its own way
	Type    string // MIME type, as "text/csv"
	Content []byte // not empty; a text is in UTF-8
	About   Text   // says what it is; must not be empty
}

// Actions is a row of buttons, at most four on a card that everyone sees.
type Actions []Button

func (Para) block()    {}
func (Table) block()   {}
func (Image) block()   {}
func (File) block()    {}
func (Actions) block() {}

// Button does an action when pressed.
type Button struct {
	Label  Text
	Action Action
}

// Action is what a button means: a command by its path ("poll.vote") with
// values by parameter name, in the machine's words. It holds everything, so a
// button works after a restart and an upgrade.
type Action struct {
	Name string            `json:"name"`
	Args map[string]string `json:"args,omitempty"`
	// Confidential: a value among Args is told to nobody, as the ballot of a secret
	// vote. A platform keeps neither the press nor what is answered to it, and the
	// button in such a way that nobody tells its action from that of another.
	Confidential bool `json:"confidential,omitempty"`
}

// Form asks a person for the values of a command. It holds what is known and
// every mistake at once.
type Form struct {
	Command string // path of the command that it sends
	Title   Text
	About   Text // what stands above the fields; zero: nothing
	Fields  []Field
	Fixed   map[string]string // values that are sent along and not asked for
	Passing []string          // names of those of Fixed that mean nothing after a while and are kept nowhere
}

// Field is one value of a form.
type Field struct {
	Name     string // of the parameter, the machine's word
	Label    Text
	Typed    Text // the name of the parameter as people type it
	Help     Text
	Kind     FieldKind
	Value    string // as people type it, in the reader's language where it is a choice; of several joined by ", "
	Max      int    // how many characters it may have; 0: a line
	Choices  []Choice
	Required bool
	Mistake  Text // zero: none
	// Confidential: what is filled in is told to nobody and kept nowhere. Value is empty.
	Confidential bool
}

// Confidential tells whether the form asks for a value that is kept nowhere.
func (f Form) Confidential() bool {
	return slices.ContainsFunc(f.Fields, func(field Field) bool { return field.Confidential })
}

// FieldKind is the way a field is filled in.
type FieldKind string

// The kinds. A moment or a person is a Line.
const (
	Line    FieldKind = "line"
	Long    FieldKind = "long"
	Select  FieldKind = "select"
	Several FieldKind = "several" // any number of the choices; the values come joined by ", "
)

// Choice is one value of a select.
type Choice struct {
	Value string // machine's word, what is sent
	Typed Text   // as people type it
	Label Text   // as people read it
}
