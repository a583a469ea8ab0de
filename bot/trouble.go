package bot

import (
	"maps"
	"strconv"
	"unicode/utf8"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

const (
	menuPath  = "board.menu"
	foundPath = "board.init"
	homePath  = "board.home"
	votePath  = "poll.vote"
)

// broken says that something of ours broke, and offers the same button again;
// for an open ballot, all of its buttons.
func (b *Bot) broken(c *commands.Call) chat.Reply {
	key := "program.broken"
	var again chat.Actions
	if press, is := c.Event.Do.(chat.Press); is {
		again = chat.Actions{{Label: chat.T("program.again"), Action: press.Action}}
	}
	switch {
	case path(c) == votePath:
		key, again = "program.broken_vote", ballot(c)
	case b.discreet(c):
		key = "program.broken_vote"
	}
	m := chat.Say(chat.T(key, "Log", c.Log))
	if len(again) > 0 {
		m = m.With(again)
	}
	return chat.Reply{Messages: []chat.Message{m}, Language: string(c.Language)}
}

// ballot are the buttons of the poll in which somebody was voting.
func ballot(c *commands.Call) chat.Actions {
	args := maps.Clone(carried(c.Event.Do))
	if args == nil { // a typed line
		args = map[string]string{}
		if c.Board.ID != 0 {
			args[commands.Where] = strconv.FormatInt(int64(c.Board.ID), 10)
		}
		if poll := c.Raw("poll"); poll != "" {
			args["poll"] = poll
		}
	}
	var row chat.Actions
	for _, choice := range board.Choices() {
		own := maps.Clone(args)
		own["vote"] = string(choice)
		row = append(row, chat.Button{Label: chat.T("value.vote." + string(choice) + ".label"), Action: chat.Action{Name: votePath, Args: own}})
	}
	return row
}

// path is the command that was meant, for the log; what was typed is not
// repeated there.
func path(c *commands.Call) string {
	if c.Command == nil {
		return ""
	}
	return c.Command.Path
}

// What a question about the board carries: so many boards, so many characters
// of values.
const (
	mostBoards  = 20
	mostCarried = 60
)

// whichBoard asks which board is meant; the buttons do what was wanted there.
// Long texts do not fit a button: then it has to be said in the channel.
func whichBoard(c *commands.Call, r commands.Request, among []board.Board) chat.Reply {
	length := 0
	for _, value := range r.Values {
		length += utf8.RuneCountInString(value)
	}
	m := chat.Say(chat.T("refused.which_channel"))
	if length <= mostCarried && len(r.Mistakes) == 0 {
		var row chat.Actions
		for _, b := range among[:min(len(among), mostBoards)] {
			args := map[string]string{}
			maps.Copy(args, r.Values)
			args[commands.Where] = strconv.FormatInt(int64(b.ID), 10)
			row = append(row, chat.Button{Label: chat.Written(b.Name), Action: chat.Action{Name: r.Command.Path, Args: args}})
		}
		m = chat.Say(chat.T("refused.which_board")).With(row)
	}
	return chat.Reply{Messages: []chat.Message{m}, Language: string(c.Language)}
}
