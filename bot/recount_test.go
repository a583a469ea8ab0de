package bot

import (
	"strings"
	"testing"
)

const exported = `{"format": "beirat-poll", "version": 1, "number": 12, "question": "Freies WLAN?", "purpose": "recommendation", "method": "yesno",
"terms": {"rule": "simple", "quorum": "none", "tie": "rejected", "procedure": "meeting", "second_call": false, "members_base": "filled"},
"state": "closed", "result": "adopted", "counts": {"members": 11, "present": 9, "yes": 6, "no": 3, "abstain": 0, "invalid": 0, "chair": "none", "objections": 0},
"turnout": {"voted": 9}, "ballots": [{"ballot": "no", "count": 3}, {"ballot": "yes", "count": 6}]}`

func TestRecountTellsWhetherTheResultIsTheOneThatWasAnnounced(t *testing.T) {
	want := "poll 12: Freies WLAN?\nmembers 11, present 9, objections 0\nyes 6, no 3, abstain 0, invalid 0\nresult: adopted\nThe recount equals what was announced.\n"
	if r := start(t, exported, "recount"); r != (ran{out: want}) {
		t.Errorf("%+v", r)
	}
	r := start(t, strings.Replace(exported, "adopted", "rejected", 1), "recount")
	if r.code != exitFailed || r.err != "result: announced rejected, recounted adopted\n" || !strings.HasSuffix(r.out, "result: adopted\n") {
		t.Errorf("another result: %+v", r)
	}
}

func TestRecountRefusesWhatIsNoExport(t *testing.T) {
	if r := start(t, "id,members\n", "recount"); r.code != exitFailed || r.out != "" || !strings.HasPrefix(r.err, "beirat recount: no export of a poll: ") {
		t.Errorf("%+v", r)
	}
	if r := start(t, exported, "recount", "poll-12.json"); r.code != exitMisuse || r.out != "" {
		t.Errorf("a name of a file: %+v", r)
	}
	if r := start(t, "", "recount", "-h"); r.code != exitDone || !strings.Contains(r.err, "beirat recount < poll-12.json") {
		t.Errorf("help: %+v", r)
	}
}
