package chat

import (
	"context"
	"io"
)

// Event is one thing that a person did on a platform. The adapter has
// authenticated it.
type Event struct {
	ID       string // the platform's, for sameness of deliveries; may be empty
	Platform string
	Actor    Actor
	Place    Place
	Do       Do
	// Files came along. A parameter of a command takes one by its Ref; with a Typing
	// they were sent to the bot.
	Files []Attachment
	// Local finds a file of the computer that the person sits at by its path, where
	// the platform is at home there. nil: it is not.
	Local func(path string) (Attachment, error)
}

// Attachment is a picture or a file that somebody sent. It is not fetched before
// it is opened, which can be left.
type Attachment struct {
	Ref  string // by which a value of a command means it
	Name string // as the person's computer calls it: anything
	Size int64  // in bytes, as the platform says; -1: it does not
	Open func(context.Context) (io.ReadCloser, error)
}

// Actor is an account on a platform.
type Actor struct {
	Account string // the platform's identifier
	Name    string // as others see it there
	Locale  string // as the platform says it, "de", "en-GB"; may be empty
	Admin   bool   // administrator of the workspace, as the platform says
}

// Place is where something was done.
type Place struct {
	Server  string // team or guild
	Channel string // empty for a private conversation with the bot
}

// Private tells whether the place is a private conversation.
func (p Place) Private() bool { return p.Channel == "" }

// Do is what was done. The set is closed: Command, Press, Submit, Typing.
type Do interface{ do() }

// Command is a slash command: a line with its trigger, or, on platforms that
// parse, a path with values.
type Command struct {
	Line   string            // "/abstimmung neu …"; empty where Path says it
	Path   string            // "poll.create"
	Values map[string]string // by parameter name
}

// Press is a pressed button.
type Press struct{ Action Action }

// Submit is a form that was sent. Values are by parameter name, as typed; Line,
// where the platform has it, is typed over them ("bis=Freitag").
type Submit struct {
	Command string
	Values  map[string]string
	Line    string
}

// Typing is plain text to the bot: the line grammar without a slash, or just talk.
type Typing struct{ Text string }

func (Command) do() {}
func (Press) do()   {}
func (Submit) do()  {}
func (Typing) do()  {}

// Reply is what the person is answered, privately. What a platform shows to
// others is sent by the worker.
type Reply struct {
	Messages []Message
	Form     *Form
	Language string // of the reader
}
