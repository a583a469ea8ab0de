package boards

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// profileParams are the settings of the board's rule profile.
type profileParams struct {
	rule       commands.ChoiceParam[board.Rule]
	quorum     commands.ChoiceParam[board.Quorum]
	tie        commands.ChoiceParam[board.Tie]
	procedure  commands.ChoiceParam[board.Procedure]
	base       commands.ChoiceParam[board.MembersBase]
	results    commands.ChoiceParam[board.Results]
	informal   commands.ChoiceParam[board.Results]
	period     commands.NumberParam
	answer     commands.NumberParam
	invitation commands.NumberParam
	quietFrom  commands.NumberParam
	quietTo    commands.NumberParam
	daysOff    commands.FlagParam
	workingDay commands.FlagParam
	runOff     commands.FlagParam
	successor  commands.FlagParam
	basis      commands.TextParam
}

func newProfileParams() profileParams {
	return profileParams{
		rule:       commands.Choice("rule", board.Rules()...),
		quorum:     commands.Choice("quorum", board.Quorums()...),
		tie:        commands.Choice("tie", board.Ties()...),
		procedure:  commands.Choice("procedure", board.CircularNoObjection, board.CircularAllAgree),
		base:       commands.Choice("members_base", board.MembersBases()...),
		results:    commands.Choice("results", board.ResultsChoices()...),
		informal:   commands.Choice("results_informal", board.ResultsChoices()...),
		period:     commands.Number("period", 1, 365),
		answer:     commands.Number("answer", 1, 365),
		invitation: commands.Number("invitation", 0, 90),
		quietFrom:  commands.Number("quiet_from", 0, 23),
		quietTo:    commands.Number("quiet_to", 0, 23),
		daysOff:    commands.Flag("days_off"),
		workingDay: commands.Flag("working_day"),
		runOff:     commands.Flag("run_off"),
		successor:  commands.Flag("successor_defines"),
		basis:      commands.Text("basis").Max(500).Named(),
	}
}

func (p profileParams) params() []commands.Param {
	return []commands.Param{p.basis, p.rule, p.quorum, p.tie, p.procedure, p.base, p.results, p.informal,
		p.period, p.workingDay, p.runOff, p.successor, p.answer, p.invitation, p.quietFrom, p.quietTo, p.daysOff}
}

// rules shows the profile, or changes it: the chair names the basis, and only
// new polls are bound.
func (f *Boards) rules() commands.Command {
	p := newProfileParams()
	return commands.Command{
		Path: "board.rules", Right: board.Everyone, Params: p.params(),
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var current board.Profile
			err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
				current, err = tx.Profile(c.Board.ID)
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if p.over(c, current) == current {
				return chat.Reply{Messages: []chat.Message{profileView(current)}}, nil
			}
			if !c.Who.Chairs() {
				return chat.Reply{}, commands.Refuse("refused.chairing")
			}
			if !p.basis.Given(c) {
				return chat.Reply{}, commands.Mistake("basis", "board.rules.basis_missing")
			}
			var saved board.Profile
			err = f.write(ctx, c, func(tx *storage.Tx) error {
				newest, err := tx.Profile(c.Board.ID) // another may have changed it in this moment
				if err != nil {
					return err
				}
				changed := p.over(c, newest)
				if err := p.contradiction(c, changed); err != nil {
					return err
				}
				if saved, err = tx.SaveProfile(changed); err != nil {
					return err
				}
				return f.planNotice(tx, c.Board.ID, notice{What: "rules", By: c.Who.Person.ID, Why: saved.Basis})
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("board.rules.done", "Version", saved.Version)), profileView(saved)}}, nil
		},
	}
}

// contradiction is what two rules say against each other: only the simple
// majority knows a tie, so under every other the chair never decides one.
func (p profileParams) contradiction(c *commands.Call, now board.Profile) error {
	if !now.ChairWithoutTie() {
		return nil
	}
	field := p.rule.Name()
	if p.tie.Given(c) {
		field = p.tie.Name()
	}
	return commands.Mistake(field, "board.rules.no_tie", "Rule", chat.T("poll.rule."+string(now.Rule)))
}

// over is the profile with what was said put over it.
func (p profileParams) over(c *commands.Call, now board.Profile) board.Profile {
	put(&now.Basis, p.basis.Of(c))
	put(&now.Rule, p.rule.Of(c))
	put(&now.Quorum, p.quorum.Of(c))
	put(&now.Tie, p.tie.Of(c))
	put(&now.Circular, p.procedure.Of(c))
	put(&now.Base, p.base.Of(c))
	put(&now.ResultsRecommendation, p.results.Of(c))
	put(&now.ResultsInformal, p.informal.Of(c))
	for _, number := range []struct {
		param commands.NumberParam
		to    *int
	}{
		{p.period, &now.CircularDays}, {p.answer, &now.AnswerDays}, {p.invitation, &now.InvitationDays},
		{p.quietFrom, &now.Quiet.FromHour}, {p.quietTo, &now.Quiet.ToHour},
	} {
		if number.param.Given(c) {
			*number.to = number.param.Of(c)
		}
	}
	for _, flag := range []struct {
		param commands.FlagParam
		to    *bool
	}{
		{p.daysOff, &now.Quiet.DaysOff}, {p.workingDay, &now.WorkingDays}, {p.runOff, &now.RunOff}, {p.successor, &now.SuccessorDefines},
	} {
		if flag.param.Given(c) {
			*flag.to = flag.param.Of(c)
		}
	}
	return now
}

func put[T ~string](to *T, said T) {
	if said != "" {
		*to = said
	}
}

// profileView is the profile in sentences.
func profileView(p board.Profile) chat.Message {
	basis := chat.T("board.rules.basis_default")
	if p.Basis != "" {
		basis = chat.T("board.rules.basis", "Basis", p.Basis)
	}
	procedure := []chat.Text{chat.T("board.rules.procedure", "Procedure", chat.T("board.rules.procedure."+string(p.Circular)), "N", p.CircularDays)}
	if p.WorkingDays {
		procedure = append(procedure, chat.T("board.rules.working_day"))
	}
	election := chat.T("board.rules.no_run_off")
	if p.RunOff {
		election = chat.T("board.rules.run_off")
	}
	said := []chat.Text{
		chat.T("board.rules.title", "Version", p.Version), basis,
		chat.T("board.rules.majority", "Rule", chat.T("poll.rule."+string(p.Rule)), "Tie", chat.T("board.rules.tie."+string(p.Tie))),
		chat.T("board.rules.quorum", "Quorum", chat.T("board.rules.quorum."+string(p.Quorum)), "Base", chat.T("board.rules.base."+string(p.Base))),
	}
	return chat.Say(append(append(said, procedure...), election,
		chat.T("board.rules.results", "Recommendation", chat.T("poll.results."+string(p.ResultsRecommendation)), "Informal", chat.T("poll.results."+string(p.ResultsInformal))),
		chat.T("board.rules.invitation", "N", p.InvitationDays),
		chat.T("board.rules.answer", "N", p.AnswerDays),
		chat.T("board.rules.successor", "Anew", p.SuccessorDefines),
		chat.T("board.rules.quiet", "From", p.Quiet.FromHour, "To", p.Quiet.ToHour, "DaysOff", p.Quiet.DaysOff),
	)...)
}
