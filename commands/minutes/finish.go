package minutes

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/documents"
	"beirat/storage"
	"beirat/words"
)

// finish fixes the minutes as a version with its day, and sends it to the
// members. What is changed afterwards makes another one.
func (f *Minutes) finish() commands.Command {
	meeting := commands.Thing("meeting", f.finder()).Required()
	secretary := commands.Text("secretary").Max(80)
	publish := commands.Flag("publish")
	confirm, otherwise := commands.Flag("confirm").Hidden(), commands.Flag("otherwise").Hidden()
	return commands.Command{
		Path: "meeting.minutes_finish", Right: board.Chairing, Params: []commands.Param{meeting, secretary, publish, confirm, otherwise},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Pressed() && !confirm.Of(c) {
				return f.ask(ctx, c, meeting.Of(c).ID, otherwise.Of(c))
			}
			var m board.Meeting
			var n board.Minutes
			var made, opened, shut bool
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if m, err = tx.LockMeeting(c.Board.ID, meeting.Of(c).ID); err != nil {
					return err
				}
				if n, err = locked(tx, m); err != nil {
					return err
				}
				if n.State == board.MinutesApproved {
					return approvedAlready(m)
				}
				before := n
				if secretary.Given(c) {
					n.Secretary = secretary.Of(c)
				} else if n.Secretary == "" {
					n.Secretary = c.Who.Person.Name
				}
				if publish.Given(c) {
					n.Published = time.Time{}
					if publish.Of(c) {
						n.Published = c.Now
					}
				}
				opened, shut = before.Published.IsZero() && !n.Published.IsZero(), !before.Published.IsZero() && n.Published.IsZero()
				n.State = board.MinutesFinished
				if n, made, err = f.keep(tx, c, m, n, false); err != nil {
					return err
				}
				if !made && !opened && !shut {
					return nil
				}
				if err := tx.SaveMinutes(n); err != nil {
					return err
				}
				if err := f.touch(tx, m); err != nil || !made {
					return err
				}
				return f.send(tx, c, m)
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case !made && !opened && !shut:
				return say(chat.T("minutes.finish.same", "Meeting", commands.MeetingTitle(m), "Version", n.Version), showButton(m)), nil
			}
			return say(chat.T("minutes.finish.done", "Meeting", commands.MeetingTitle(m), "Version", n.Version, "New", made, "Secretary", n.Secretary, "Published", !n.Published.IsZero(), "Shut", shut),
				showButton(m), fileButton(m, asPDF)), nil
		},
	}
}

// ask asks before minutes are finished or approved, for both go to everybody;
// otherwise opens the form instead, where more can be said.
func (f *Minutes) ask(ctx context.Context, c *commands.Call, meeting board.ID, otherwise bool) (reply chat.Reply, err error) {
	path := c.Command.Path
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		m, n, err := of(tx, meeting)
		switch {
		case err != nil:
			return err
		case n.State == board.MinutesApproved:
			return approvedAlready(m)
		case path == "meeting.minutes_approve" && n.State == board.MinutesDraft:
			return approvable(m, n)
		case otherwise:
			reply = chat.Reply{Form: c.Form(path, map[string]string{"meeting": number(m.Number)})}
			return nil
		}
		by := n.Secretary
		if by == "" {
			by = c.Who.Person.Name
		}
		_, verb, _ := strings.Cut(path, "_")
		reply = say(chat.T("minutes.ask."+verb, "Meeting", commands.MeetingTitle(m), "Secretary", by),
			button("minutes.ask.yes."+verb, m, path, "confirm", "yes"), button("minutes.ask.otherwise."+verb, m, path, "otherwise", "yes"), showButton(m))
		return nil
	})
	return reply, err
}

// documentsOf are the parts of the minutes as they stand now; private only where
// something was not public.
func documentsOf(r record, version int, made time.Time) (public documents.Document, private *documents.Document) {
	said := words.Printer{Language: words.Language(r.board.Language)}
	compiled := func(p part) documents.Document {
		d := compose(r, p)
		d.Made = made
		if version > 0 {
			d.Facts = append(d.Facts, documents.Fact{Name: said.Print(chat.T("minutes.fact.version")),
				Value: said.Print(chat.T("minutes.version", "Version", version, "Made", made))})
		}
		return d
	}
	public = compiled(publicPart)
	if r.private() {
		d := compiled(privatePart)
		private = &d
	}
	return public, private
}

// sum is the checksum of what stands in both parts, whatever their number and date.
func sum(public documents.Document, private *documents.Document) string {
	h := sha256.New()
	h.Write(bare(public))
	if private != nil {
		h.Write(bare(*private))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func bare(d documents.Document) []byte {
	kept := d.Facts[:0:0]
	for i, fact := range d.Facts {
		if i < len(d.Facts)-1 { // the last one says which version it is
			kept = append(kept, fact)
		}
	}
	d.Facts, d.Made = kept, time.Time{}
	return d.Markdown()
}

// keep keeps a new version of the minutes, if their text differs from the last
// one's. Minutes that are approved as they are keep their text: only where they
// stand is written anew.
func (f *Minutes) keep(tx *storage.Tx, c *commands.Call, m board.Meeting, n board.Minutes, asTheyAre bool) (board.Minutes, bool, error) {
	now := c.Now.Truncate(time.Second)
	r, err := f.gather(tx, c.Board, m, n)
	if err != nil {
		return n, false, err
	}
	public, private := documentsOf(r, n.Version+1, now)
	last := board.MinutesVersion{}
	if n.Version > 0 {
		if last, err = tx.MinutesVersion(n.ID, n.Version); err != nil {
			return n, false, err
		}
	}
	if asTheyAre {
		if public.Blocks, err = blocksOf(last.Public, f.db.Zone(c.Board.Zone)); err != nil {
			return n, false, err
		}
		if private != nil && last.Private != "" {
			if private.Blocks, err = blocksOf(last.Private, f.db.Zone(c.Board.Zone)); err != nil {
				return n, false, err
			}
		}
	}
	v := board.MinutesVersion{Minutes: n.ID, Number: n.Version + 1, Checksum: sum(public, private), State: n.State, Person: c.Who.Person.ID, Made: now}
	if v.Checksum == last.Checksum {
		return n, false, nil
	}
	content, err := json.Marshal(public)
	if err != nil {
		return n, false, fmt.Errorf("store the minutes of the meeting with id %d: %w", m.ID, err)
	}
	v.Public = string(content)
	if private != nil {
		if content, err = json.Marshal(private); err != nil {
			return n, false, fmt.Errorf("store the minutes of the meeting with id %d: %w", m.ID, err)
		}
		v.Private = string(content)
	}
	n.Version = v.Number
	_, err = tx.KeepMinutes(m.Board, v)
	return n, true, err
}

func blocksOf(content string, zone *time.Location) ([]documents.Block, error) {
	d, err := parse(content, zone)
	return d.Blocks, err
}

// parse reads a stored document, in the zone in which it was dated.
func parse(content string, zone *time.Location) (documents.Document, error) {
	var d documents.Document
	if err := json.Unmarshal([]byte(content), &d); err != nil {
		return d, fmt.Errorf("stored minutes: %w", err)
	}
	d.Made = in(d.Made, zone)
	return d, nil
}
