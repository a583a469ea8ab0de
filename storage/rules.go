package storage

import (
	"fmt"

	"beirat/board"
)

type profileRow struct {
	ID                    board.ID          `db:"id"`
	Board                 board.ID          `db:"board_id"`
	Version               int               `db:"version"`
	Basis                 string            `db:"basis"`
	Rule                  board.Rule        `db:"rule"`
	Quorum                board.Quorum      `db:"quorum"`
	Tie                   board.Tie         `db:"tie"`
	Circular              board.Procedure   `db:"circular"`
	Base                  board.MembersBase `db:"base"`
	CircularDays          int               `db:"circular_days"`
	SecretShare           int               `db:"secret_share"`
	InvitationDays        int               `db:"invitation_days"`
	AnswerDays            int               `db:"answer_days"`
	ResultsRecommendation board.Results     `db:"results_recommendation"`
	ResultsInformal       board.Results     `db:"results_informal"`
	QuietFrom             int               `db:"quiet_from"`
	QuietTo               int               `db:"quiet_to"`
	QuietDaysOff          bool              `db:"quiet_days_off"`
	WorkingDays           bool              `db:"working_days"`
	RunOff                bool              `db:"run_off"`
	SuccessorDefines      bool              `db:"successor_defines"`
}

func (r profileRow) profile() board.Profile {
	return board.Profile{
		ID: r.ID, Board: r.Board, Version: r.Version, Basis: r.Basis,
		Rule: r.Rule, Quorum: r.Quorum, Tie: r.Tie, Circular: r.Circular, Base: r.Base,
		CircularDays: r.CircularDays, SecretShare: r.SecretShare, InvitationDays: r.InvitationDays, AnswerDays: r.AnswerDays,
		ResultsRecommendation: r.ResultsRecommendation, ResultsInformal: r.ResultsInformal,
		Quiet:       board.Quiet{FromHour: r.QuietFrom, ToHour: r.QuietTo, DaysOff: r.QuietDaysOff},
		WorkingDays: r.WorkingDays, RunOff: r.RunOff, SuccessorDefines: r.SuccessorDefines,
	}
}

const profileSelect = `SELECT id, board_id, version, basis, rule, quorum, tie, circular, base, circular_days, secret_share, invitation_days,
	answer_days, results_recommendation, results_informal, quiet_from, quiet_to, quiet_days_off, working_days, run_off, successor_defines FROM profile `

// Profile is the newest version of a board's rules.
func (tx *Tx) Profile(of board.ID) (board.Profile, error) {
	var row profileRow
	if err := tx.get(&row, profileSelect+"WHERE board_id = ? ORDER BY version DESC LIMIT 1", int64(of)); err != nil {
		return board.Profile{}, fmt.Errorf("rules of board %d: %w", of, err)
	}
	return row.profile(), nil
}

// ProfileByID is one version of a board's rules, as a poll refers to it.
func (tx *Tx) ProfileByID(id board.ID) (board.Profile, error) {
	var row profileRow
	if err := tx.get(&row, profileSelect+"WHERE id = ?", int64(id)); err != nil {
		return board.Profile{}, fmt.Errorf("rules %d: %w", id, err)
	}
	return row.profile(), nil
}

// Profiles lists every version of a board's rules, newest first.
func (tx *Tx) Profiles(of board.ID) ([]board.Profile, error) {
	var rows []profileRow
	err := tx.all(&rows, profileSelect+"WHERE board_id = ? ORDER BY version DESC", int64(of))
	profiles := make([]board.Profile, len(rows))
	for i, row := range rows {
		profiles[i] = row.profile()
	}
	return profiles, err
}

// SaveProfile keeps rules as a new version of p.Board, whatever the ID and
// Version of p, and gives them back with theirs. ErrExists if another change
// came between; do it again with the newest.
func (tx *Tx) SaveProfile(p board.Profile) (board.Profile, error) {
	newest, err := tx.Profile(p.Board)
	if err != nil {
		return p, err
	}
	p.Version = newest.Version + 1
	if p, err = tx.insertProfile(p); err != nil {
		return p, err
	}
	return p, tx.note(p.Board, "board.rules", Entity("board", p.Board), fmt.Sprintf("version %d: %s", p.Version, p.Basis))
}

func (tx *Tx) insertProfile(p board.Profile) (board.Profile, error) {
	id, err := tx.insert(`INSERT INTO profile (board_id, version, basis, rule, quorum, tie, circular, base, circular_days, secret_share, invitation_days,
			answer_days, results_recommendation, results_informal, quiet_from, quiet_to, quiet_days_off, working_days, run_off, successor_defines, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(p.Board), p.Version, p.Basis, string(p.Rule), string(p.Quorum), string(p.Tie), string(p.Circular), string(p.Base),
		p.CircularDays, p.SecretShare, p.InvitationDays, p.AnswerDays, string(p.ResultsRecommendation), string(p.ResultsInformal),
		p.Quiet.FromHour, p.Quiet.ToHour, flag(p.Quiet.DaysOff), flag(p.WorkingDays), flag(p.RunOff), flag(p.SuccessorDefines), tx.now())
	if err != nil {
		return p, fmt.Errorf("rules of board %d, version %d: %w", p.Board, p.Version, err)
	}
	p.ID = id
	return p, nil
}
