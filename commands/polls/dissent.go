package polls

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// opinion is a minority opinion with the name of the one who signed it.
type opinion struct {
	board.Dissent
	Name string
}

// opinionsOn are the minority opinions on a poll, in the order of the seats.
func opinionsOn(tx *storage.Tx, id board.ID) ([]opinion, error) {
	dissents, err := tx.Dissents(id)
	if err != nil {
		return nil, err
	}
	opinions := make([]opinion, len(dissents))
	for i, d := range dissents {
		name, err := tx.PersonName(d.Person)
		if err != nil {
			return nil, err
		}
		opinions[i] = opinion{Dissent: d, Name: name}
	}
	return opinions, nil
}

// of is the opinion of a seat; zero if it attached none.
func of(seat board.ID, opinions []opinion) opinion {
	for _, o := range opinions {
		if o.Seat == seat {
			return o
		}
	}
	return opinion{}
}

// dissent attaches a minority opinion to a verdict, changes it or takes it
// back, within seven days. In a secret vote it asks first: who signs shows how
// they voted.
func (f *Polls) dissent(shared params) commands.Command {
	text := commands.Text("opinion").RequiredOr("poll").Long()
	withdraw := commands.Flag("take_back")
	sure := commands.Flag("known_to_show")
	return commands.Command{
		Path: "poll.dissent", Right: board.Members, Params: []commands.Param{shared.any, text, withdraw, sure},
		Needless: func(*commands.Call) []string { return []string{withdraw.Name(), sure.Name()} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				p      board.Poll
				before opinion
				key    string
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if p, err = tx.LockPoll(shared.any.Of(c).ID, true); err != nil {
					return err
				}
				var e board.Elector
				if e, err = f.dissenter(tx, p, c); err != nil {
					return err
				}
				opinions, err := opinionsOn(tx, p.ID)
				if err != nil {
					return err
				}
				before = of(e.Seat, opinions)
				key, err = f.attach(tx, c, p, before, board.Dissent{Poll: p.ID, Seat: e.Seat, Person: c.Who.Person.ID, Text: text.Of(c)},
					dissenting{withdraw: withdraw.Of(c), sure: sure.Of(c)})
				return err
			})
			switch {
			case errors.Is(err, errNoOpinion):
				return chat.Reply{Form: c.Form("poll.dissent", map[string]string{"poll": strconv.Itoa(p.Number), "opinion": before.Text})}, nil
			case err != nil:
				return chat.Reply{}, refusal(err, p, c.Now.Location())
			}
			return chat.Reply{Messages: []chat.Message{
				chat.Say(chat.T(key, "Number", p.Number, "Until", p.DissentUntil(c.Now.Location()))).With(chat.Actions{showButton(p)}),
			}}, nil
		},
	}
}

// dissenting is what somebody says about their opinion besides its words.
type dissenting struct {
	withdraw bool
	sure     bool // knows that the name shows how they voted
}

// errNoOpinion: there are no words yet, so the form opens with those there are.
var errNoOpinion = errors.New("no words of an opinion")

// attach keeps the opinion, or takes it back, and tells everybody. The key is
// that of the answer.
func (f *Polls) attach(tx *storage.Tx, c *commands.Call, p board.Poll, before opinion, now board.Dissent, said dissenting) (key string, err error) {
	there := before.Seat != 0
	switch {
	case said.withdraw && !there:
		return "", commands.Refuse("poll.dissent.none", "Number", p.Number)
	case said.withdraw:
		if err := tx.WithdrawDissent(p.ID, now.Seat); err != nil {
			return "", err
		}
		return "poll.dissent.taken_back", f.planNotice(tx, p, notice{What: dissentBack, By: c.Who.Person.ID})
	case now.Text == "":
		return "", errNoOpinion
	case there && before.Text == now.Text && before.Person == now.Person:
		return "poll.dissent.done", nil
	case p.Secret && !there && !said.sure:
		return "", commands.Mistake("known_to_show", "poll.dissent.shows", "Number", p.Number)
	}
	if err := tx.SaveDissent(now); err != nil {
		return "", err
	}
	what := dissentWritten
	if there {
		what = dissentChanged
	}
	return "poll.dissent.done", f.planNotice(tx, p, notice{What: what, By: c.Who.Person.ID})
}

// dissenter is the elector for whom the caller may attach an opinion now.
func (f *Polls) dissenter(tx *storage.Tx, p board.Poll, c *commands.Call) (board.Elector, error) {
	e, err := entitled(tx, p, c.Who)
	if err != nil {
		return e, err
	}
	err = p.MayDissent(e, c.Now)
	if errors.Is(err, board.ErrDissentOver) {
		return e, commands.Refuse("refused.dissent_over", "Number", p.Number, "Until", p.DissentUntil(c.Now.Location())).With(showButton(p))
	}
	return e, err
}

// withOpinions shows the minority opinions, and offers the reader who may
// attach one to do so.
func withOpinions(m chat.Message, s sheet, own ownBallot) chat.Message {
	for _, o := range s.dissents {
		m = withPara(m, chat.T("poll.dissent.shown", "Name", o.Name, "Text", shortened(o.Text, opinionsShown/len(s.dissents))))
	}
	if !mayDissent(s, own) {
		return m
	}
	label := "poll.dissent.button"
	if of(own.elector.Seat, s.dissents).Seat != 0 {
		label = "poll.dissent.change"
	}
	return withButton(m, button(label, s.poll, "poll.dissent"))
}

// opinionsShown is how many characters all opinions together take in one view;
// in full each has its own post.
const opinionsShown = 8000

// shortened is a text of so many characters at most.
func shortened(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return strings.TrimSpace(string(letters[:most-1])) + "…"
}

// mayDissent tells whether the reader is offered to attach an opinion now: not
// to an election, where nobody is asked for reasons.
func mayDissent(s sheet, own ownBallot) bool {
	return s.poll.Purpose.Decides() && own.elector.Seat != 0 && s.poll.MayDissent(own.elector, s.now) == nil
}

// dissentNotice is the post about a minority opinion; zero if it is no more.
func dissentNotice(s sheet, n notice, actor string) chat.Message {
	about := []any{"Number", s.poll.Number, "Question", s.poll.Question, "By", actor}
	if n.What == dissentBack {
		return chat.Say(chat.T("poll.notice.dissent_back", about...))
	}
	for _, o := range s.dissents {
		if o.Person == n.By {
			return chat.Say(chat.T("poll.notice."+string(n.What), about...), chat.Written(o.Text))
		}
	}
	return chat.Message{}
}
