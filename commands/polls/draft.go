package polls

import (
	"slices"

	"beirat/board"
	"beirat/commands"
)

// draft is what a person says about a new poll.
type draft struct {
	question commands.TextParam
	text     commands.TextParam
	reasons  commands.TextParam
	purpose  commands.ChoiceParam[board.Purpose]
	closes   commands.TimeParam
	opens    commands.TimeParam
	repeat   commands.ChoiceParam[board.Repeat]
	template commands.TextParam

	method   commands.ChoiceParam[board.Method]
	options  commands.TextParam
	counting commands.ChoiceParam[board.Counting]
	budget   commands.NumberParam
	runOff   commands.FlagParam
	lot      commands.FlagParam

	secret   commands.FlagParam
	receipts commands.FlagParam
	rollcall commands.FlagParam
	results  commands.ChoiceParam[board.Results]

	rule      commands.ChoiceParam[board.Rule]
	quorum    commands.ChoiceParam[board.Quorum]
	tie       commands.ChoiceParam[board.Tie]
	procedure commands.ChoiceParam[way]
	present   commands.TextParam
	second    commands.FlagParam

	further commands.FlagParam // asks for everything that most need not
	whole   commands.FlagParam // the form asks for everything
}

// way is how a person names a procedure: the board's own circular one, one of
// the two by name, or a meeting.
type way string

const (
	circular way = "circular"
	meeting  way = "meeting"
)

// usualBudget is how many points each has to give if nothing is said.
const usualBudget = 10

func newDraft() draft {
	return draft{
		question: commands.Text("question").RequiredOr("template").Max(300),
		text:     commands.Text("text").Long(),
		reasons:  commands.Text("reasons").Long(),
		purpose:  commands.Choice("purpose", board.Purposes()...).Optional(board.Recommendation),
		closes:   commands.Time("closes").Future(),
		opens:    commands.Time("opens").Future(),
		repeat:   commands.Choice("repeat", board.Repeats()...),
		template: commands.Text("template").Max(100),

		method:   commands.Choice("method", board.Methods()...),
		options:  commands.Text("options").Long(),
		counting: commands.Choice("counting", board.Countings()...),
		budget:   commands.Number("budget", 1, board.MostPoints),
		runOff:   commands.Flag("run_off"),
		lot:      commands.Flag("lot"),

		secret:   commands.Flag("secret"),
		receipts: commands.Flag("receipts"),
		rollcall: commands.Flag("rollcall"),
		results:  commands.Choice("results", board.ResultsChoices()...),

		rule:      commands.Choice("rule", board.Rules()...),
		quorum:    commands.Choice("quorum", board.Quorums()...),
		tie:       commands.Choice("tie", board.Ties()...),
		procedure: commands.Choice("procedure", circular, way(board.CircularNoObjection), way(board.CircularAllAgree), meeting),
		present:   commands.Text("present").Max(1000),
		second:    commands.Flag("second_call"),

		further: commands.Flag("further"),
		whole:   commands.Flag("whole").Hidden(),
	}
}

// params are the values in the order of asking: first what most people need.
func (d draft) params() []commands.Param {
	return append(d.usual(), d.unusual()...)
}

func (d draft) usual() []commands.Param {
	return []commands.Param{d.question, d.closes, d.method, d.options, d.text, d.purpose, d.secret, d.further}
}

func (d draft) unusual() []commands.Param {
	return []commands.Param{
		d.reasons, d.rule, d.results, d.procedure, d.present, d.rollcall, d.opens, d.repeat,
		d.counting, d.budget, d.runOff, d.lot, d.receipts, d.quorum, d.tie, d.second, d.template, d.whole,
	}
}

// needless: the form asks for what most need. Everything else is asked for on
// request, or where it was given or is mistaken.
func (d draft) needless(c *commands.Call) []string {
	if d.whole.Of(c) || c.Raw(d.whole.Name()) != "" {
		return []string{d.further.Name(), d.template.Name()}
	}
	unusual := d.unusual()
	names := make([]string, 0, len(unusual))
	for _, p := range unusual {
		names = append(names, p.Name())
	}
	procedure := d.procedure.Given(c) // whoever can choose a meeting there must be able to say who is there
	return slices.DeleteFunc(names, func(name string) bool {
		return name == d.whole.Name() || procedure && name == d.present.Name()
	})
}

// furtherForm is the form that asks for everything, filled with what is known.
func (d draft) furtherForm(c *commands.Call) map[string]string {
	values := d.said(c)
	values[d.whole.Name()] = "yes"
	return values
}

// said is what is known; whoever wishes for further settings is asked for all.
func (d draft) said(c *commands.Call) map[string]string {
	values := map[string]string{}
	if d.further.Of(c) {
		values[d.whole.Name()] = "yes"
	}
	for _, p := range d.params() {
		if value := c.Raw(p.Name()); value != "" && p.Name() != d.further.Name() {
			values[p.Name()] = value
		}
	}
	return values
}
