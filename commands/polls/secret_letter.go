package polls

import "beirat/chat"

// The letters of a secret vote name no title in their first line, which shows
// on locked screens.

// secretInvitation is the private message to each who may vote in a secret
// vote; changed, if it has just become one.
func secretInvitation(s sheet, changed *anew) chat.Message {
	first := chat.T("poll.secret.invitation.first")
	if changed != nil {
		first = chat.T("poll.secret.invitation.changed", "Discarded", changed.Discarded)
	}
	m := chat.Say(first, title(s))
	if s.poll.Text != "" {
		m = m.With(chat.Para{Text: chat.Written(s.poll.Text)})
	}
	m = m.With(optionList(s.poll)...).With(methodBlocks(s.poll)...)
	return m.With(chat.Para{Text: chat.T("poll.secret.invitation", "Closes", s.local(s.poll.Closes), "Now", s.now)},
		secretButtons(s.poll, moreButton(s.poll)))
}

// secretReminder is the private message to one whose secret ballot is missing.
func secretReminder(s sheet) chat.Message {
	return chat.Say(chat.T("poll.secret.reminder", "Closes", s.local(s.poll.Closes), "Now", s.now), title(s)).
		With(secretButtons(s.poll, showButton(s.poll)))
}
