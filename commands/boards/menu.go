package boards

import (
	"context"
	"errors"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// menu is what "/beirat" alone opens: what is open for this person, and where
// to go on. The one word to remember.
func (f *Boards) menu() commands.Command {
	return commands.Command{
		Path: "board.menu", Right: board.Everyone, Anywhere: true,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Board.ID == 0 {
				return f.homeless(c), nil
			}
			tasks, err := f.owed(ctx, c)
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("board.menu.title", "Name", c.Board.Name, "Last", c.Board.Term.Last, "Over", c.Board.Term.Ended(c.Now)))
			if m, err = f.withLines(ctx, c, m); err != nil {
				return chat.Reply{}, err
			}
			m = m.With(chat.Para{Text: openFor(c, tasks)})
			var row chat.Actions
			if len(tasks) > 0 {
				row = append(row, button(nowLabel(tasks), c.Board.ID, "board.tasks"))
			}
			for _, item := range f.offers.Menu {
				if c.Who.May(item.Right) {
					b := button("", c.Board.ID, item.Path)
					b.Label = item.Label
					row = append(row, b)
				}
			}
			row = append(row, button("cmd.board.members.title", c.Board.ID, "board.members"))
			if c.Who.Chairs() {
				row = append(row, button("cmd.board.office.title", c.Board.ID, "board.office"))
			}
			if c.Who.May(board.Admins) {
				row = append(row, button("cmd.board.role.title", c.Board.ID, "board.role"))
			}
			row = append(row, button("cmd.board.help.title", c.Board.ID, "board.help"))
			return chat.Reply{Messages: []chat.Message{m.With(row)}}, nil
		},
	}
}

// withLines adds what the features say below the title.
func (f *Boards) withLines(ctx context.Context, c *commands.Call, m chat.Message) (chat.Message, error) {
	for _, say := range f.offers.Lines {
		lines, err := say(ctx, c)
		if err != nil {
			return m, err
		}
		for _, line := range lines {
			m = m.With(chat.Para{Text: line})
		}
	}
	return m, nil
}

// nowLabel is what the button says that leads to what the person owes.
func nowLabel(tasks []commands.Task) string {
	if slices.ContainsFunc(tasks, func(t commands.Task) bool { return t.Ballot }) {
		return "board.menu.now"
	}
	return "board.menu.do"
}

// homeless is the menu where there is no board.
func (f *Boards) homeless(c *commands.Call) chat.Reply {
	if c.Event.Place.Private() {
		return say("board.menu.in_channel", "Word", c.Word())
	}
	if c.Who.May(board.Admins) {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("board.menu.found")).With(chat.Actions{
			{Label: chat.T("cmd.board.init.title"), Action: chat.Action{Name: "board.init"}},
		})}}
	}
	return say("board.menu.no_board")
}

// openFor says in a sentence what the person still owes.
func openFor(c *commands.Call, tasks []commands.Task) chat.Text {
	switch {
	case !c.Who.May(board.Inside) && c.Who.Has(board.Guest):
		return chat.T("board.menu.guest")
	case !c.Who.May(board.Inside):
		return chat.T("board.menu.stranger")
	case len(tasks) == 0:
		return chat.T("board.tasks.none")
	}
	texts := make([]chat.Text, len(tasks))
	for i, task := range tasks {
		texts[i] = task.Text
	}
	return chat.T("board.menu.open", "Tasks", texts, "N", len(tasks))
}

// owed asks every feature; what is due first comes first.
func (f *Boards) owed(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	var all []commands.Task
	if c.Who.Person.ID == 0 {
		return nil, nil
	}
	for _, ask := range f.offers.Tasks {
		tasks, err := ask(ctx, c)
		if err != nil {
			return nil, err
		}
		all = append(all, tasks...)
	}
	slices.SortStableFunc(all, func(a, b commands.Task) int { return byDue(a.Due, b.Due) })
	return all, nil
}

// tasks lists what the person still owes, each with its buttons.
func (f *Boards) tasks() commands.Command {
	return commands.Command{
		Path: "board.tasks", Right: board.Inside,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			tasks, err := f.owed(ctx, c)
			if err != nil {
				return chat.Reply{}, err
			}
			if len(tasks) == 0 {
				return say("board.tasks.none"), nil
			}
			messages := []chat.Message{chat.Say(chat.T("board.tasks.title", "N", len(tasks)))}
			for _, task := range tasks {
				messages = append(messages, chat.Say(chat.T("board.tasks.one", "Task", task.Text)).With(chat.Actions(task.Buttons)))
			}
			return chat.Reply{Messages: messages}, nil
		},
	}
}

// language sets the language of a person's private messages.
func (f *Boards) language() commands.Command {
	language := commands.Choice("language", words.Languages()...).Required()
	return commands.Command{
		Path: "board.language", Right: board.Everyone, Anywhere: true, Params: []commands.Param{language},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				return tx.SetLanguage(c.Who.Person.ID, string(language.Of(c)))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			reply := say("board.language.done")
			reply.Language = string(language.Of(c))
			return reply, nil
		},
	}
}

// help explains: everything in short, or one topic.
func (f *Boards) help() commands.Command {
	topic := commands.Text("topic").Max(60)
	return commands.Command{
		Path: "board.help", Right: board.Everyone, Anywhere: true, Params: []commands.Param{topic},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			messages := c.Book().Help(c.Language, topic.Of(c), c.Who.May)
			if len(messages) == 0 {
				return chat.Reply{}, errors.New("no help")
			}
			if !topic.Given(c) && c.Board.ID != 0 {
				last := len(messages) - 1
				messages[last] = messages[last].With(oneself(c))
			}
			return chat.Reply{Messages: messages}, nil
		},
	}
}

// oneself are the buttons of what concerns only the person who asks.
func oneself(c *commands.Call) chat.Actions {
	var row chat.Actions
	if c.Who.May(board.Inside) {
		row = append(row, button("cmd.board.away.title", c.Board.ID, "board.away"), button("cmd.board.digest.title", c.Board.ID, "board.digest"))
	}
	return append(row,
		button("cmd.board.language.title", c.Board.ID, "board.language"),
		button("cmd.board.privacy.title", c.Board.ID, "board.privacy"),
		button("cmd.board.practice.title", c.Board.ID, "board.practice"))
}
