package discord

import "strings"

// What follows is Discord's own vocabulary, as far as it is used: its API,
// version 10 (https://docs.discord.com/developers). The library's types know
// neither a label nor a select in a form.

// Kinds of interactions.
const (
	didCommand  = 2
	didPress    = 3
	didComplete = 4
	didSubmit   = 5
)

// Kinds of answers to an interaction.
const (
	answerMessage = 4
	answerLater   = 5
	answerOffers  = 8
	answerForm    = 9
	flagEphemeral = 1 << 6
)

// Kinds of components.
const (
	kindRow    = 1
	kindButton = 2
	kindSelect = 3
	kindInput  = 4
	kindText   = 10
	kindLabel  = 18
)

// Kinds of options of a command.
const (
	optionVerb   = 1
	optionLevel  = 2 // verbs that begin alike
	optionText   = 3
	optionNumber = 4
	optionFlag   = 5
	optionPerson = 6
	optionFile   = 11
)

// user is an account.
type user struct {
	ID         string `json:"id"`
	Username   string `json:"username"`
	GlobalName string `json:"global_name"`
	Bot        bool   `json:"bot"`
}

// member is an account in a guild.
type member struct {
	User        user     `json:"user"`
	Nick        string   `json:"nick"`
	Roles       []string `json:"roles"`
	Permissions string   `json:"permissions"` // only where the gateway tells it
}

// interaction is what a person did, as the gateway tells it.
type interaction struct {
	ID            string `json:"id"`
	ApplicationID string `json:"application_id"`
	Type          int    `json:"type"`
	Token         string `json:"token"`
	GuildID       string `json:"guild_id"`
	ChannelID     string `json:"channel_id"`
	Channel       struct {
		Type   int    `json:"type"`
		Parent string `json:"parent_id"` // of a thread: the channel that it is in
	} `json:"channel"`
	Member *member `json:"member"` // in a guild
	User   *user   `json:"user"`   // elsewhere
	Locale string  `json:"locale"`
	Data   struct {
		Name       string   `json:"name"`
		Options    []option `json:"options"`
		CustomID   string   `json:"custom_id"`
		Values     []string `json:"values"`
		Components []filled `json:"components"`
		Resolved   struct {
			Users       map[string]user `json:"users"`
			Attachments map[string]sent `json:"attachments"`
		} `json:"resolved"`
	} `json:"data"`
}

// option is a value of a command, or a verb with such.
type option struct {
	Name    string   `json:"name"`
	Type    int      `json:"type"`
	Value   any      `json:"value"`
	Options []option `json:"options"`
	Focused bool     `json:"focused"`
}

// filled is a field of a form that was sent.
type filled struct {
	Type       int      `json:"type"`
	CustomID   string   `json:"custom_id"`
	Value      string   `json:"value"`
	Values     []string `json:"values"`
	Component  *filled  `json:"component"`
	Components []filled `json:"components"`
}

// component is a part of a message or of a form.
type component struct {
	Type        int         `json:"type"`
	CustomID    string      `json:"custom_id,omitempty"`
	Label       string      `json:"label,omitempty"`
	Description string      `json:"description,omitempty"`
	Style       int         `json:"style,omitempty"`
	Content     string      `json:"content,omitempty"`
	Value       string      `json:"value,omitempty"`
	Placeholder string      `json:"placeholder,omitempty"`
	MinLength   *int        `json:"min_length,omitempty"`
	MaxLength   int         `json:"max_length,omitempty"`
	MinValues   *int        `json:"min_values,omitempty"`
	MaxValues   int         `json:"max_values,omitempty"`
	Required    *bool       `json:"required,omitempty"`
	Options     []choice    `json:"options,omitempty"`
	Component   *component  `json:"component,omitempty"`
	Components  []component `json:"components,omitempty"`
}

// choice is a value of a select.
type choice struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// body is a message as it is sent or edited. Nothing is left out: what an edit
// does not name stays as it was, and what somebody else names may be wiped.
type body struct {
	Content     string       `json:"content"`
	Embeds      []embed      `json:"embeds"`
	Components  []component  `json:"components"`
	Attachments []attachment `json:"attachments"`
	Mentions    mentions     `json:"allowed_mentions"`
	Flags       int          `json:"flags,omitempty"`
	Nonce       string       `json:"nonce,omitempty"`
	Enforce     bool         `json:"enforce_nonce,omitempty"`

	files []file
	bare  *body // the same where no file goes along; nil: none does
}

// mentions are who is told of a message: nobody, whatever stands in it.
type mentions struct {
	Parse []string `json:"parse"`
}

type embed struct {
	Description string `json:"description"`
}

// attachment describes a file that goes along with a message.
type attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// file is the content of an attachment.
type file struct {
	Name, Type, Description string
	Content                 []byte
}

// response is an answer to an interaction.
type response struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// modal is a form.
type modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []component `json:"components"`
}

// message is one that was sent, as far as we look at it.
type message struct {
	ID        string `json:"id"`
	ChannelID string `json:"channel_id"`
	GuildID   string `json:"guild_id"`
	Author    user   `json:"author"`
	Content   string `json:"content"`
	Type      int    `json:"type"`
	Webhook   string `json:"webhook_id"`

	Embeds      []embed     `json:"embeds"`
	Components  []component `json:"components"`
	Attachments []sent      `json:"attachments"`
}

// sent is a file that somebody sent, with the address at which it lies.
type sent struct {
	ID       string `json:"id"`
	Filename string `json:"filename"`
	Size     int64  `json:"size"`
	URL      string `json:"url"`
}

// by is who did it.
func (i interaction) by() user {
	if i.Member != nil {
		return i.Member.User
	}
	if i.User != nil {
		return *i.User
	}
	return user{}
}

// reference is how the program knows a message: where it is, and which.
func reference(channel, message string) string { return channel + "/" + message }

func referred(ref string) (channel, message string, ok bool) {
	return strings.Cut(ref, "/")
}
