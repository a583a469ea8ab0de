package dates

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// holidays shows the school holidays that the board knows, and imports them from
// the text of a file.
func (f *Dates) holidays() commands.Command {
	file, remove := commands.Text("holidays_file").Long(), commands.Flag("remove")
	sure, ask := commands.Flag("confirm").Hidden(), commands.Flag("import").Hidden()
	return commands.Command{
		Path: "meeting.holidays", Right: board.Inside, Params: []commands.Param{file, remove, sure, ask},
		Needless: func(*commands.Call) []string { return []string{"remove"} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if (file.Given(c) || remove.Of(c) || ask.Of(c)) && !c.Who.Chairs() {
				return chat.Reply{}, commands.Refuse("date.holidays.chairing")
			}
			switch {
			case file.Given(c):
				return f.imports(ctx, c, file.Of(c))
			case remove.Of(c) && c.Pressed() && !sure.Of(c):
				return reply(chat.Say(chat.T("date.holidays.sure")), holidaysButton(c, "date.button.remove_sure", "remove", "yes", "confirm", "yes"), holidaysButton(c, "date.button.holidays")), nil
			case remove.Of(c):
				err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error { return tx.RemoveSchoolHolidays(c.Board.ID) })
				return reply(chat.Say(chat.T("date.holidays.removed")), holidaysButton(c, "date.button.import", "import", "yes")), err
			case ask.Of(c):
				return chat.Reply{Form: c.Form("meeting.holidays", nil)}, nil
			}
			return f.known(ctx, c)
		},
	}
}

func holidaysButton(c *commands.Call, label string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), c.Board.ID, "meeting.holidays", pairs...)
}

// imports keeps what the text of a file says.
func (f *Dates) imports(ctx context.Context, c *commands.Call, text string) (chat.Reply, error) {
	file, err := ReadFile([]byte(text), c.Board.Land, c.Now.Location())
	var flaw *FileError
	switch {
	case errors.As(err, &flaw):
		return chat.Reply{}, &commands.Error{Field: "holidays_file", Text: flaw.Text()}
	case err != nil:
		return chat.Reply{}, err
	}
	err = f.db.Write(ctx, by(c), func(tx *storage.Tx) error { return tx.ImportSchoolHolidays(c.Board.ID, file.Holidays) })
	if err != nil {
		return chat.Reply{}, err
	}
	return reply(chat.Say(file.Imported()).With(listed(file.Holidays)...), holidaysButton(c, "date.button.holidays")), nil
}

// Imported says what was taken from a file.
func (f File) Imported() chat.Text {
	return chat.T("date.holidays.imported", "N", len(f.Holidays), "First", f.Holidays[0].First, "Last", lastDay(f.Holidays), "Others", f.Others)
}

// lastDay is how far they reach.
func lastDay(all []board.SchoolHoliday) (last time.Time) {
	for _, s := range all {
		if s.Last.After(last) {
			last = s.Last
		}
	}
	return last
}

// shownHolidays is how many are shown at most.
const shownHolidays = 12

// listed are school holidays, one a line.
func listed(all []board.SchoolHoliday) []chat.Block {
	lines := make([]chat.Text, 0, shownHolidays)
	for _, s := range all[:min(shownHolidays, len(all))] {
		lines = append(lines, chat.T("date.holidays.one", "Name", s.Name, "First", s.First, "Last", s.Last, "Single", s.First.Equal(s.Last)))
	}
	blocks := []chat.Block{chat.Para{Text: chat.T("date.lines", "Lines", lines)}}
	if more := len(all) - len(lines); more > 0 {
		blocks = append(blocks, chat.Para{Text: chat.T("date.holidays.more", "N", more)})
	}
	return blocks
}

// endsSoon is within how many months the school holidays should be imported anew.
const endsSoon = 6

// short tells whether what is known reaches not far enough to plan with.
func short(all []board.SchoolHoliday, now time.Time) bool {
	return len(all) > 0 && lastDay(all).Before(now.AddDate(0, endsSoon, 0))
}

// known shows what is to come.
func (f *Dates) known(ctx context.Context, c *commands.Call) (chat.Reply, error) {
	var all []board.SchoolHoliday
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		all, err = tx.SchoolHolidays(c.Board.ID)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	var row []chat.Button
	if c.Who.Chairs() {
		row = append(row, holidaysButton(c, "date.button.import", "import", "yes"))
	}
	if len(all) == 0 {
		return reply(chat.Say(chat.T("date.holidays.none")), row...), nil
	}
	if c.Who.Chairs() {
		row = append(row, holidaysButton(c, "date.button.remove", "remove", "yes"))
	}
	var ahead []board.SchoolHoliday
	for _, s := range all {
		if !s.Last.AddDate(0, 0, 1).Before(c.Now) {
			ahead = append(ahead, s)
		}
	}
	m := chat.Say(chat.T("date.holidays.title", "Last", lastDay(all)))
	if len(ahead) > 0 {
		m = m.With(listed(ahead)...)
	}
	if short(all, c.Now) {
		m = m.With(chat.Para{Text: chat.T("date.holidays.soon", "Over", len(ahead) == 0)})
	}
	return reply(m, row...), nil
}

// Office are the lines of the sheet of those who coordinate: searches that run,
// and school holidays that end soon.
func (f *Dates) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	open, err := tx.OpenDateSearches(c.Board.ID)
	if err != nil {
		return nil, err
	}
	var lines []commands.OfficeLine
	for _, s := range open {
		m, err := tx.Meeting(s.Meeting)
		if err != nil {
			return nil, err
		}
		t, err := f.tableOf(tx, m, s)
		if err != nil {
			return nil, err
		}
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Due: s.Closes, Buttons: []chat.Button{showButton(m)},
			Text: chat.T("date.office", "Meeting", commands.MeetingTitle(m), "Closes", s.Closes, "Answered", t.answered(), "People", len(t.audience.asked))})
	}
	all, err := tx.SchoolHolidays(c.Board.ID)
	if err == nil && short(all, c.Now) {
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Due: lastDay(all), Buttons: []chat.Button{holidaysButton(c, "date.button.import", "import", "yes")},
			Text: chat.T("date.office.holidays", "Last", lastDay(all))})
	}
	return lines, err
}
