package board

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// The name of the format of exported rounds of feedback, and its version. A
// version may add fields; what is read today keeps its name and meaning.
const (
	feedbackFormat  = "beirat-feedback"
	feedbackVersion = 1
)

// FeedbackExport is what is given out of a round, in the machine's words: every
// rating that may be told, every text word for word, what was answered.
type FeedbackExport struct {
	Format  string `json:"format"`
	Version int    `json:"version"`

	Board     string          `json:"board"`
	Number    int             `json:"number"`
	Kind      FeedbackKind    `json:"kind"`
	Service   string          `json:"service"`
	Link      string          `json:"link,omitempty"`
	About     string          `json:"about,omitempty"`
	Anonymous bool            `json:"anonymous"`
	Asked     FeedbackAsked   `json:"asked"`
	State     FeedbackState   `json:"state"`
	Zone      string          `json:"time_zone"`
	Opened    string          `json:"opened"` // times are RFC 3339 in the zone
	Closes    string          `json:"closes"`
	Ended     string          `json:"ended,omitempty"`
	Turnout   FeedbackTurnout `json:"turnout"`
	Tasks     []FeedbackRated `json:"tasks"`
	Points    []FeedbackSaid  `json:"points"`
}

// FeedbackTurnout is how many there are, whatever they said.
type FeedbackTurnout struct {
	Asked int `json:"asked"`
	Gave  int `json:"gave"`
}

// FeedbackRated is how a task was rated.
type FeedbackRated struct {
	Number   int            `json:"number"`
	Title    string         `json:"title"`
	Rated    int            `json:"rated"`
	Withheld bool           `json:"withheld,omitempty"` // so few ratings, and anonymous ones, that they would tell of their authors
	Ratings  map[string]int `json:"ratings,omitempty"`  // by the word of the mark
	Lower    Rating         `json:"median_lower,omitempty"`
	Upper    Rating         `json:"median_upper,omitempty"`
	Mean     string         `json:"mean,omitempty"` // a decimal
}

// FeedbackSaid is a point with what became of it.
type FeedbackSaid struct {
	Number    int               `json:"number"`
	Task      int               `json:"task,omitempty"`     // 0: the whole
	Severity  Severity          `json:"severity,omitempty"` // none in a survey
	Text      string            `json:"text"`
	Author    string            `json:"author,omitempty"` // a name only by consent, else the seat group where that names nobody
	File      bool              `json:"file,omitempty"`   // somebody gave a picture or a file with it
	Answer    *FeedbackReplied  `json:"answer,omitempty"`
	Questions []FeedbackEnquiry `json:"questions,omitempty"`
}

// FeedbackReplied is what the administration answered.
type FeedbackReplied struct {
	State  FeedbackFate `json:"state"`
	Reason string       `json:"reason,omitempty"`
	Link   string       `json:"link,omitempty"`
	Given  string       `json:"given"`
}

// FeedbackEnquiry is what was asked back, with what the author said to it.
type FeedbackEnquiry struct {
	Text    string   `json:"text"`
	Replies []string `json:"replies,omitempty"`
}

// NewFeedbackExport is the export of a round with its result. The board, times,
// authors, answers and questions are for the caller to add.
func NewFeedbackExport(r FeedbackRound, result FeedbackResult) FeedbackExport {
	x := FeedbackExport{
		Format: feedbackFormat, Version: feedbackVersion, Number: r.Number, Kind: r.Kind, Service: r.Service, Link: r.Link, About: r.About,
		Anonymous: r.Anonymous, Asked: r.Asked, State: r.State, Turnout: FeedbackTurnout{Asked: result.Asked, Gave: result.Gave},
		Tasks: []FeedbackRated{}, Points: []FeedbackSaid{},
	}
	for _, t := range result.Tasks {
		x.Tasks = append(x.Tasks, exportRated(t))
	}
	for _, p := range result.Points {
		x.Points = append(x.Points, FeedbackSaid{Number: p.Number, Task: p.Task, Severity: p.Severity, Text: p.Text, File: p.Attachment != ""})
	}
	return x
}

func exportRated(t TaskResult) FeedbackRated {
	rated := FeedbackRated{Number: t.Number, Title: t.Title, Rated: t.Rated, Withheld: t.Withheld}
	if !t.Shown() {
		return rated
	}
	rated.Ratings = map[string]int{}
	for _, rating := range Ratings() {
		rated.Ratings[rating.Word()] = t.Tally[rating-1]
	}
	rated.Lower, rated.Upper = t.Tally.Medians()
	mean := t.Tally.MeanTenths()
	rated.Mean = fmt.Sprintf("%d.%d", mean/10, mean%10)
	return rated
}

// JSON is the export as a file.
func (x FeedbackExport) JSON() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(x) // texts and numbers: nothing that cannot be
	return out.Bytes()
}

// PointsCSV is the table of the points; nil where there are none.
func (x FeedbackExport) PointsCSV() []byte {
	if len(x.Points) == 0 {
		return nil
	}
	rows := [][]string{{"point", "severity", "task", "task_title", "text", "author", "file", "answer", "reason", "link", "answered", "questions"}}
	titles := map[int]string{}
	for _, t := range x.Tasks {
		titles[t.Number] = t.Title
	}
	for _, p := range x.Points {
		answer := FeedbackReplied{}
		if p.Answer != nil {
			answer = *p.Answer
		}
		rows = append(rows, []string{strconv.Itoa(p.Number), string(p.Severity), some(p.Task), titles[p.Task], p.Text, p.Author, yesNo(p.File),
			string(answer.State), answer.Reason, answer.Link, answer.Given, enquiries(p.Questions)})
	}
	return spreadsheet(rows)
}

// enquiries are questions with their replies in one cell, a line each.
func enquiries(questions []FeedbackEnquiry) string {
	cell := ""
	line := func(mark, text string) {
		if cell != "" {
			cell += "\n"
		}
		cell += mark + text
	}
	for _, q := range questions {
		line("? ", q.Text)
		for _, reply := range q.Replies {
			line("> ", reply)
		}
	}
	return cell
}

// RatingsCSV is the table of the ratings; nil where there are no tasks.
func (x FeedbackExport) RatingsCSV() []byte {
	if len(x.Tasks) == 0 {
		return nil
	}
	head := []string{"task", "title", "rated", "withheld"}
	for _, rating := range Ratings() {
		head = append(head, rating.Word())
	}
	rows := [][]string{append(head, "median_lower", "median_upper", "mean")}
	for _, t := range x.Tasks {
		row := []string{strconv.Itoa(t.Number), t.Title, strconv.Itoa(t.Rated), yesNo(t.Withheld)}
		for _, rating := range Ratings() {
			cell := ""
			if t.Ratings != nil {
				cell = strconv.Itoa(t.Ratings[rating.Word()])
			}
			row = append(row, cell)
		}
		mean := ""
		if t.Mean != "" {
			mean = t.Mean[:1] + "," + t.Mean[2:] // German spreadsheets take 2.4 for a date
		}
		rows = append(rows, append(row, some(int(t.Lower)), some(int(t.Upper)), mean))
	}
	return spreadsheet(rows)
}
