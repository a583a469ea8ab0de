package boards

import (
	"context"
	"reflect"
	"slices"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

// What a digest tells at most, before it leads on to the whole.
const mostTold = 10

// point is one thing that a digest tells.
type point struct {
	line    chat.Text
	buttons []chat.Button
}

// Overview is the digest for the one who calls: what is new, then what is still
// open. False if it has nothing to say: nothing is new, and nothing that is open
// is due before the time of the next one; a weekly one also says what is open.
func (f *Boards) Overview(ctx context.Context, c *commands.Call, d board.Digest, letters []commands.Letter) (chat.Message, bool, error) {
	var tasks []commands.Task
	if !c.Who.AwayAt(c.Now) {
		var err error
		if tasks, err = f.owed(ctx, c); err != nil {
			return chat.Message{}, false, err
		}
	}
	next := d.Next(c.Now, board.HolidaysOf(c.Board.Land))
	soon := slices.ContainsFunc(tasks, func(t commands.Task) bool { return !t.Due.IsZero() && !d.Waits(t.Due, next) })
	news, open := points(letters, tasks)
	if len(letters) == 0 && !soon && (d.Rhythm != board.HeardWeekly || len(open) == 0) {
		return chat.Message{}, false, nil
	}
	return overview(c, news, open, mostTold), true, nil
}

// points are what letters tell as news, and what is open. What a letter asks for
// that is open is said once: as news in the words of the task, or in its own where
// there is more to read, and what the letter only reminds of as open.
func points(letters []commands.Letter, tasks []commands.Task) (news, open []point) {
	said := make([]bool, len(tasks))
	for _, l := range letters {
		line, buttons := told(l)
		same := slices.IndexFunc(tasks, func(t commands.Task) bool { return shares(buttons, t.Buttons) })
		switch {
		case same >= 0 && (l.Reminder || said[same]):
		case same >= 0 && l.Opens.Action.Name == "":
			said[same] = true
			news = append(news, point{tasks[same].Text, tasks[same].Buttons})
		default:
			if same >= 0 {
				said[same] = true
			}
			news = append(news, point{line, buttons})
		}
	}
	for i, t := range tasks {
		if !said[i] {
			open = append(open, point{t.Text, t.Buttons})
		}
	}
	return news, open
}

// told is what a letter says in a line, and its buttons.
func told(l commands.Letter) (chat.Text, []chat.Button) {
	_, buttons := l.Message.Split()
	if l.Opens.Action.Name != "" {
		buttons = append(chat.Actions{l.Opens}, buttons...)
	}
	if !l.Line.IsZero() {
		return l.Line, buttons
	}
	for _, block := range l.Message.Blocks {
		if para, is := block.(chat.Para); is {
			return para.Text, buttons
		}
	}
	return chat.Text{}, buttons
}

// shares tells whether two do the same by one of their buttons.
func shares(some, others []chat.Button) bool {
	return slices.ContainsFunc(some, func(a chat.Button) bool {
		return slices.ContainsFunc(others, func(b chat.Button) bool { return reflect.DeepEqual(a.Action, b.Action) })
	})
}

// overview is the message: numbered lines, and below them a button for each.
func overview(c *commands.Call, news, open []point, most int) chat.Message {
	m := chat.Say(chat.T("board.digest.title", "Name", c.Board.Name, "Now", c.Now))
	var row chat.Actions
	number := 0
	for _, part := range []struct {
		title  chat.Text
		points []point
	}{{chat.T("board.digest.news"), news}, {chat.T("board.digest.open"), open}} {
		points := part.points[:min(len(part.points), most-number)]
		if len(points) == 0 {
			continue
		}
		m = m.With(chat.Para{Text: part.title})
		for _, p := range points {
			number++
			m = m.With(chat.Para{Text: chat.T("board.digest.line", "Number", number, "Line", p.line)})
			if b, is := opener(p.buttons); is {
				row = append(row, numbered(number, b))
			}
		}
	}
	if all := len(news) + len(open); all > number {
		m = m.With(chat.Para{Text: chat.T("board.digest.further", "N", all-number)})
		row = append(row, button("board.digest.button.all", c.Board.ID, "board.digest", "rhythm", string(board.HeardDaily), "all", "yes"))
	}
	return m.With(row)
}

// opener is the button that stands for all of something: the one that shows it,
// else the first.
func opener(buttons []chat.Button) (chat.Button, bool) {
	if len(buttons) == 0 {
		return chat.Button{}, false
	}
	for _, b := range buttons {
		if len(b.Action.Name) > len(showing) && b.Action.Name[len(b.Action.Name)-len(showing):] == showing {
			return b, true
		}
	}
	return buttons[0], true
}

// showing is how the paths end by which things are shown.
const showing = ".show"

// numbered is a button that says to which line of a message it belongs, where
// many buttons stand together.
func numbered(n int, b chat.Button) chat.Button {
	b.Label = chat.T("board.digest.button.numbered", "Number", n, "Label", b.Label)
	return b
}

// byDue puts first what is due first, and last what has no date.
func byDue(a, b time.Time) int {
	switch {
	case a.Equal(b):
		return 0
	case b.IsZero() || !a.IsZero() && a.Before(b):
		return -1
	}
	return 1
}

// Bundle is one message of several letters: each in its line, or as it would have
// been where it has none, and all buttons below, with the number of the line.
func Bundle(letters []commands.Letter) chat.Message {
	total, reminders := 0, 0
	for _, l := range letters {
		_, buttons := told(l)
		if total += len(buttons); l.Reminder {
			reminders++
		}
	}
	m := chat.Say(chat.T("board.reminders.title", "N", len(letters), "Open", reminders == len(letters)))
	var row chat.Actions
	for i, l := range letters {
		line, buttons := told(l)
		m = m.With(chat.Para{Text: chat.T("board.digest.line", "Number", i+1, "Line", line)})
		if l.Line.IsZero() {
			m = m.With(furtherBlocks(l.Message)...)
		}
		if b, is := opener(buttons); is && total > mostButtons {
			buttons = []chat.Button{b}
		}
		for _, b := range buttons {
			row = append(row, numbered(i+1, b))
		}
	}
	return m.With(row)
}

// furtherBlocks are those of a letter after its first paragraph, without the
// buttons at its end.
func furtherBlocks(m chat.Message) []chat.Block {
	said, _ := m.Split()
	for i, block := range said.Blocks {
		if _, is := block.(chat.Para); is {
			return slices.Concat(said.Blocks[:i], said.Blocks[i+1:])
		}
	}
	return said.Blocks
}

// mostButtons is how many buttons a message bears before each of its parts has
// only one.
const mostButtons = 16

// wholeDigest shows what the last digest told, and everything that is open.
func (f *Boards) wholeDigest(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	letters, err := f.LastNews(ctx, c)
	if err != nil {
		return chat.Reply{}, err
	}
	tasks, err := f.owed(ctx, c)
	if err != nil {
		return chat.Reply{}, err
	}
	news, open := points(letters, tasks)
	if len(news)+len(open) == 0 {
		return say("board.tasks.none"), nil
	}
	var messages []chat.Message
	for len(news)+len(open) > 0 { // a message has room for so many buttons only
		n := min(len(news), mostShown)
		o := min(len(open), mostShown-n)
		messages = append(messages, overview(c, news[:n], open[:o], mostShown))
		news, open = news[n:], open[o:]
	}
	return chat.Reply{Messages: messages}, nil
}

// mostShown is how much of it a message shows.
const mostShown = 15
