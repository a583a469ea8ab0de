package erasure

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// holds is how long the button below a preview does something.
const holds = 30 * time.Minute

// sheet is what forgetting somebody does, as it is said before it is done.
type sheet struct {
	asked  asked
	c      *commands.Call
	what   storage.Forgetting
	vacant []vacancy // what nobody has any more then
}

// as is what the person is called from then on, in the language of their board.
func (s sheet) as() string { return former(s.what, s.c.Language) }

// former is what somebody who is forgotten is called, in the language of their
// board; in another one where they are in none.
func former(what storage.Forgetting, language words.Language) string {
	if len(what.Boards) > 0 {
		if l, known := words.Match(what.Boards[0].Language); known {
			language = l
		}
	}
	said := words.Printer{Language: language}
	group := ""
	if what.Group.ID != 0 {
		group = said.Print(groupName(what.Group))
	}
	return said.Say("erasure.former", map[string]any{"Member": what.Member, "Group": group})
}

func groupName(g board.Group) chat.Text {
	if g.Name != "" {
		return chat.Written(g.Name)
	}
	return chat.T("group." + g.Key)
}

// preview says what goes, what stays and why, and offers to do it.
func (s sheet) preview(first chat.Text) chat.Reply {
	texts := []chat.Text{chat.T("erasure.title", "Own", s.asked.own, "Name", s.asked.who.Name, "Boards", s.boards())}
	if !first.IsZero() {
		texts = append([]chat.Text{first}, texts...)
	}
	if kinds := s.kinds(storage.Removed, storage.Blanked); len(kinds) > 0 {
		texts = append(texts, chat.T("erasure.goes", "Kinds", kinds))
	}
	if kinds := s.kinds(storage.Former); len(kinds) > 0 {
		texts = append(texts, chat.T("erasure.stays", "Kinds", kinds, "As", s.as()))
	}
	texts = append(texts, chat.T("erasure.kept"), chat.T("erasure.unlinked"), chat.T("erasure.chat", "Own", s.asked.own))
	var groups []chat.Text
	for _, seat := range s.what.Seats {
		if seat.Holder.ID == s.asked.who.ID {
			groups = append(groups, groupName(seat.Group))
		}
	}
	if len(groups) > 0 {
		texts = append(texts, chat.T("erasure.seat", "Own", s.asked.own, "Groups", groups))
	}
	for _, v := range s.vacant {
		texts = append(texts, v.text())
	}
	if !s.asked.own {
		texts = append(texts, chat.T("erasure.told"))
	}
	texts = append(texts, chat.T("erasure.last"))
	pairs := []string{"seen", s.seal(s.c.Now)}
	if s.asked.own {
		return reply(texts, button("erasure.button.yes", s.c.Board.ID, "board.forget", pairs...), button("cmd.board.my_data.title", s.c.Board.ID, "board.my_data"))
	}
	pairs = append(pairs, "person", s.c.Raw("person"), "request", s.asked.note)
	return reply(texts, button("erasure.button.yes", s.c.Board.ID, "board.forget", pairs...), button("erasure.button.not", s.c.Board.ID, "board.menu"))
}

func (s sheet) boards() []string {
	names := make([]string, len(s.what.Boards))
	for i, b := range s.what.Boards {
		names[i] = b.Name
	}
	return names
}

// kinds are what has one of the fates, with how much it is.
func (s sheet) kinds(fates ...storage.Fate) []chat.Text {
	var kinds []chat.Text
	for _, told := range storage.Tolds() {
		n := 0
		for _, fate := range fates {
			n += s.what.Rows[fate][told]
		}
		if n > 0 && (told != storage.ToldIdentity || fates[0] != storage.Former) { // of that only the id stays
			kinds = append(kinds, chat.T("erasure.kind."+string(told), "N", n))
		}
	}
	return kinds
}

// seal is when the preview was made, and of what.
func (s sheet) seal(now time.Time) string {
	return strconv.FormatInt(now.Unix(), 36) + "-" + s.sum()
}

// sum changes when what is to be said changes. What the person does while they
// read is counted out: that they asked is itself an entry.
func (s sheet) sum() string {
	var all strings.Builder
	fmt.Fprint(&all, s.asked.who.ID, s.boards(), s.what.Group, s.what.Roles, s.vacant)
	for _, seat := range s.what.Seats {
		fmt.Fprint(&all, " ", seat.ID)
	}
	for _, told := range storage.Tolds() {
		if told == storage.ToldLog || told == storage.ToldLetters {
			continue
		}
		for _, fate := range []storage.Fate{storage.Removed, storage.Blanked, storage.Former} {
			fmt.Fprint(&all, " ", s.what.Rows[fate][told])
		}
	}
	sum := sha256.Sum256([]byte(all.String()))
	return hex.EncodeToString(sum[:8])
}

// fresh tells whether a preview that was seen still says the truth.
func (s sheet) fresh(seen string) bool {
	at, sum, _ := strings.Cut(seen, "-")
	made, err := strconv.ParseInt(at, 36, 64)
	if err != nil || sum != s.sum() {
		return false
	}
	age := s.c.Now.Sub(time.Unix(made, 0))
	return age >= -time.Second && age <= holds
}
