package strategy

import (
	"context"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
)

// more is what else this person may do with a version, each in a sentence with
// its button.
func (f *Strategy) more(ctx context.Context, c *commands.Call, s board.Strategy) (chat.Reply, error) {
	var last board.Strategy
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		last, err = newest(tx, c.Board.ID)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(chat.T("strategy.more.title", "Version", s.Version))
	offer := func(about string, b chat.Button) { m = m.With(chat.Para{Text: chat.T(about)}, chat.Actions{b}) }
	if s.Version > 1 {
		offer("strategy.more.difference", versionButton(chat.T("strategy.button.difference"), s, asDifference))
	}
	if last.Version > 1 {
		offer("strategy.more.versions", versionButton(chat.T("strategy.button.versions"), s, asVersions))
	}
	offer("strategy.more.markdown", versionButton(formatName(asMarkdown), s, asMarkdown))
	offer("strategy.more.sent", versionButton(chat.T("strategy.button.sent"), s, asSent))
	offer("strategy.more.phase", phasesButton(c.Board.ID))
	if c.Who.May(board.Inside) {
		offer("strategy.more.consent", button(chat.T("cmd.board.consent.title"), c.Board.ID, "board.consent"))
	}
	if c.Who.May(board.MembersAndChair) {
		offer("strategy.more.compile", compileButton(c.Board.ID))
		offer("strategy.more.submit", button(chat.T("cmd.board.submit.title"), c.Board.ID, "board.submit", "version", strconv.Itoa(s.Version)))
	}
	return chat.Reply{Messages: []chat.Message{m}}, nil
}

// phasesButton shows the phases, and opens the next.
func phasesButton(of board.ID) chat.Button {
	return button(chat.T("cmd.board.phase.title"), of, "board.phase")
}

// versionsAPage is how many versions a message lists.
const versionsAPage = 8

// listVersions lists a version and those before it, each with its button.
func (f *Strategy) listVersions(ctx context.Context, c *commands.Call, s board.Strategy) (chat.Reply, error) {
	var list []board.Strategy
	var lines []chat.Text
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if list, err = tx.Strategies(c.Board.ID, s.Version+1, versionsAPage+1); err != nil {
			return err
		}
		for _, one := range list[:min(len(list), versionsAPage)] {
			by, err := tx.Person(one.Person)
			if err != nil {
				return err
			}
			name := by.Name
			if !c.Who.May(board.Inside) { // inside the board names are shown
				name = ""
			}
			lines = append(lines, chat.T("strategy.versions.line", "Version", one.Version, "Made", one.Made.In(c.Now.Location()), "By", name, "Phase", phaseName(one.Phase), "Some", one.Phase != ""))
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, err
	}
	m := chat.Say(chat.T("strategy.versions.title", "Board", c.Board.Name), chat.T("strategy.versions.list", "Lines", lines))
	var row chat.Actions
	for _, one := range list[:min(len(list), versionsAPage)] {
		row = append(row, button(chat.T("strategy.button.version", "Version", one.Version), c.Board.ID, "board.strategy", "version", strconv.Itoa(one.Version)))
	}
	if len(list) > versionsAPage {
		row = append(row, versionButton(chat.T("strategy.button.earlier"), list[versionsAPage], asVersions))
	}
	return chat.Reply{Messages: []chat.Message{m.With(row)}}, nil
}

// chapterTitles are the chapters of a version.
func chapterTitles(d documents.Document) []string {
	var titles []string
	for _, b := range d.Blocks {
		if h, is := b.(documents.Heading); is && h.Level == 1 {
			titles = append(titles, h.Text)
		}
	}
	return titles
}
