package ideas

import (
	"context"
	"slices"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// sift has the board vote on ideas: for each of them a vote of its own, to keep
// it, to take it up later, or to drop it.
func (f *Ideas) sift() commands.Command {
	ideas := commands.Text("ideas").Required()
	closes, secret := commands.Time("closes").Future(), commands.Flag("secret")
	return commands.Command{
		Path: "roadmap.sift", Right: board.Chairing, Params: []commands.Param{ideas, closes, secret}, Shape: f.shapeSift,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Pressed() { // the button opens the form, and its sending the votes
				return chat.Reply{Form: c.Form("roadmap.sift", map[string]string{ideas.Name(): ideas.Of(c)})}, nil
			}
			var polls []board.Poll
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				polls, err = f.putToVote(tx, c, ideas.Of(c), board.Poll{Closes: closes.Of(c), Secret: secret.Of(c)})
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			numbers := make([]int, len(polls))
			for i, p := range polls {
				numbers[i] = p.Number
			}
			m := chat.Say(chat.T("idea.sift.done", "N", len(polls), "Numbers", texts(numbers), "Closes", polls[0].Closes.In(c.Now.Location())))
			return reply(m.With(chat.Para{Text: chat.T("idea.sift.then")}), button("cmd.poll.list.title", c.Board.ID, "poll.list")), nil
		},
	}
}

// putToVote opens the votes about the ideas that were named; draft is what is
// the same of all.
func (f *Ideas) putToVote(tx *storage.Tx, c *commands.Call, typed string, draft board.Poll) ([]board.Poll, error) {
	ideas, err := named(tx, c, typed)
	if err != nil {
		return nil, err
	}
	if len(ideas) > board.MostSifted {
		return nil, commands.Mistake("ideas", "idea.sift.many", "Most", board.MostSifted, "Have", len(ideas))
	}
	if no := waiting("ideas", ideas...); no != nil {
		return nil, no
	}
	round, err := tx.NextRound(c.Board.ID)
	if err != nil {
		return nil, err
	}
	var polls []board.Poll
	for _, i := range ideas {
		inside, err := tx.Bundled(i.ID)
		if err != nil {
			return nil, err
		}
		p, err := f.open(tx, c, voteOn(c.Board, draft, i, inside))
		if err != nil {
			return nil, err
		}
		if err := tx.SiftIdea(i, round); err != nil {
			return nil, err
		}
		polls = append(polls, p)
	}
	return polls, nil
}

// voteOn is the vote on an idea, in the board's language. Who sent it is not
// told: it is to be judged by itself, and the card is for everybody.
func voteOn(b board.Board, draft board.Poll, i board.Idea, inside []board.Idea) board.Poll {
	say := words.Printer{Language: words.Language(b.Language)}
	p := draft
	p.Method, p.About = board.OneOf, board.Subject{Kind: board.AboutIdea, ID: i.ID}
	p.Question = say.Print(chat.T("idea.vote.question", "Onto", onto(i), "Text", i.Heading(quotable)))
	switch {
	case i.Kind == board.IdeaBundle:
		p.Text = together(inside)
	case i.Heading(quotable) != i.Text:
		p.Text = i.Text
	}
	for n, fate := range board.SiftedFates() {
		p.Options = append(p.Options, board.Option{Number: n + 1, Label: say.Print(chat.T("idea.vote." + string(fate))), Thing: board.ID(n + 1)})
	}
	return p
}

// shapeSift fills in what waits, the longest first, where nothing is named yet.
func (f *Ideas) shapeSift(ctx context.Context, c *commands.Call, form *chat.Form) error {
	at := slices.IndexFunc(form.Fields, func(field chat.Field) bool { return field.Name == "ideas" })
	if at < 0 || strings.TrimSpace(form.Fields[at].Value) != "" {
		return nil
	}
	var open []board.Idea
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		open, err = tx.OpenIdeas(c.Board.ID, board.MostSifted)
		return err
	})
	if err != nil {
		return err
	}
	if len(open) == 0 {
		return commands.Refuse("idea.none_open").With(listButton(c.Board.ID))
	}
	numbers := make([]int, len(open))
	for i, one := range open {
		numbers[i] = one.Number
	}
	form.Fields[at].Value = strings.Join(texts(numbers), ", ")
	return nil
}
