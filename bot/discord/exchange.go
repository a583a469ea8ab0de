package discord

import (
	"slices"
	"strconv"
	"time"

	"beirat/chat"
	"beirat/words"
)

// Discord waits three seconds for a first answer, and fifteen minutes for the
// others (https://docs.discord.com/developers/interactions/receiving-and-responding).
const (
	patience   = 1500 * time.Millisecond // before Discord is told that the answer comes late
	answerTime = 2500 * time.Millisecond // for the call that carries the first answer
	handleTime = time.Minute             // for all of it
)

// exchange is one thing that a person did, and the ways an answer can take.
type exchange struct {
	interaction
	event chat.Event
	// answered: Discord has the first answer, so that no form can open any more and
	// what is said follows it.
	answered bool
	// waiting: the first answer only said that another comes, which takes its place.
	waiting  bool
	patience <-chan time.Time // until it is told that the answer comes late
	turn     turn
}

// begin is an exchange with somebody whom the gateway names: that is proof, for
// only Discord speaks there.
func begin(i interaction) *exchange {
	who := i.by()
	x := &exchange{interaction: i, patience: time.After(patience)}
	x.event = chat.Event{ID: i.ID, Platform: Name, Place: i.place(), Actor: chat.Actor{
		Account: who.ID, Name: who.Username, Locale: i.Locale, Admin: i.Member != nil && mayManage(i.Member.Permissions),
	}}
	return x
}

// threads are the types of channels that belong to another one: of news, public
// and private ones.
func threads() []int { return []int{10, 11, 12} }

// place is where it was done; a private conversation has none, and a thread is
// where its channel is.
func (i interaction) place() chat.Place {
	if i.GuildID == "" {
		return chat.Place{}
	}
	if i.Channel.Parent != "" && slices.Contains(threads(), i.Channel.Type) {
		return chat.Place{Server: i.GuildID, Channel: i.Channel.Parent}
	}
	return chat.Place{Server: i.GuildID, Channel: i.ChannelID}
}

// mayManage tells who runs a guild, by the permissions that Discord says.
func mayManage(decimal string) bool {
	may, err := strconv.ParseInt(decimal, 10, 64)
	return err == nil && permissions(may)&(administrator|manageGuild) != 0
}

// language is that of the person, as Discord says it.
func (x *exchange) language() words.Language {
	if l, known := words.Match(x.Locale); known {
		return l
	}
	return words.German
}

func (x *exchange) reader(language string) reader {
	l, known := words.Match(language)
	if !known {
		l = x.language()
	}
	return reader{language: l, account: x.event.Actor.Account}
}

// account is who did it.
func (x *exchange) account() string { return x.event.Actor.Account }
