package ideas

import (
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/words"
)

func TestASentenceThatOnlyBeginsLikeACommandIsAskedAbout(t *testing.T) {
	d := newDesk(t)
	book, err := commands.New([]commands.Group{{Name: "roadmap"}}, d.f.Commands())
	if err != nil {
		t.Fatal(err)
	}
	for typed, c := range map[string]struct {
		book  *commands.Book
		asked string // what the form holds; empty: it is sent
	}{
		"Problem mit meiner Stimme":         {book, "Problem mit meiner Stimme"},
		"Idee gut, so machen wir es":        {book, "Idee gut, so machen wir es"},
		"Problem: Die Tür klemmt":           {book, ""},
		"/problem Das Licht ist aus":        {book, ""},
		`problem problem="Der Hahn tropft"`: {book, ""},
		"Problem Hier drückt man nichts":    {book.WithoutSlash(), ""},
		"Problem mit Vorsatz":               {book.WithPrefix("x"), "Problem mit Vorsatz"},
	} {
		t.Run(typed, func(t *testing.T) {
			do := chat.Typing{Text: typed}
			r, err := c.book.Resolve(do)
			if err != nil {
				t.Fatal(err)
			}
			call := &commands.Call{Event: chat.Event{Do: do}, Board: d.board, Who: board.Standing{Person: d.people[0]}, Now: d.db.Now(), Language: words.German}
			reply, err := c.book.Run(t.Context(), r, call)
			if err != nil {
				t.Fatal(err)
			}
			if asked := reply.Form != nil; asked != (c.asked != "") {
				t.Fatalf("asked: %t", asked)
			}
			if c.asked != "" && reply.Form.Fields[0].Value != c.asked {
				t.Errorf("%q", reply.Form.Fields[0].Value)
			}
		})
	}
}
