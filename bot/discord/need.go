package discord

import "fmt"

// need is a permission that the bot's work depends on.
type need struct {
	is      permissions
	name    string // as Discord calls it
	german  string // likewise
	without string // what fails
	spare   bool   // everything else works without it
}

// needs are the permissions that a board needs, and no other.
func needs() []need {
	return []need{
		{is: viewChannel, name: "View Channel", german: "Kanal ansehen", without: "the bot neither sees the channel nor anything that happens in it"},
		{is: sendMessages, name: "Send Messages", german: "Nachrichten senden", without: "no poll and no result appears in the channel"},
		{is: embedLinks, name: "Embed Links", german: "Links einbetten", without: "texts of more than 2000 characters do not appear whole"},
		{is: attachFiles, name: "Attach Files", german: "Dateien anhängen", without: "results come without their picture, and long tables and exports not at all"},
		{is: readHistory, name: "Read Message History", german: "Nachrichtenverlauf anzeigen", without: "after a fault a message may stand there twice"},
		{is: createThreads, name: "Create Public Threads", german: "Öffentliche Threads erstellen", without: "a working group has no thread of its own to talk in; everything else works", spare: true},
		{is: manageEvents, name: "Manage Events", german: "Events verwalten", without: "meetings do not stand among the events of the server; everything else works", spare: true},
	}
}

// invited are the permissions that the invitation link asks for.
func invited() (sum permissions) {
	for _, n := range needs() {
		sum |= n.is
	}
	return sum
}

// lacking are the permissions that are missing. Without the first there is none
// of the others, which then need not be named.
func lacking(may permissions) (list []need) {
	if may&viewChannel == 0 {
		return needs()[:1]
	}
	for _, n := range needs() {
		if may&n.is == 0 {
			list = append(list, n)
		}
	}
	return list
}

// invitation is the address at which an administrator of a guild lets the bot
// in, in a browser, whatever way the program itself takes to Discord; guild may
// be empty.
func invitation(application, guild string) string {
	link := fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d&integration_type=0",
		application, invited())
	if guild != "" {
		link += "&guild_id=" + guild + "&disable_guild_select=true"
	}
	return link
}
