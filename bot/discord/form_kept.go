package discord

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"beirat/bot/kept"
)

// keep keeps a form under a name that nobody guesses: with a confidential value
// in this process alone.
func (d *Discord) keep(ctx context.Context, f form) (name string, err error) {
	name = rand.Text()
	if f.confidential() {
		name = inProcess + name
		d.forms.Keep(name, f)
		return name, nil
	}
	content, err := json.Marshal(f)
	if err == nil {
		hidden := base64.StdEncoding.EncodeToString(d.seal.hide(name, content))
		_, _, _, err = d.options.Memory.Once(ctx, Name, "form/"+d.seal.place(name), hidden)
	}
	if err != nil {
		return "", fmt.Errorf("keeping a form: %w", err)
	}
	return name, nil
}

// inProcess begins the name of a form that only the process knows that made it.
const inProcess = "."

var errOver = errors.New("the form is not kept any more")

// keptForm is the form of a name.
func (d *Discord) keptForm(ctx context.Context, name, account string) (form, error) {
	f, is := d.forms.Recall(name)
	switch {
	case !is && strings.HasPrefix(name, inProcess):
		return form{}, errOver
	case !is:
		first, hidden, _, err := d.options.Memory.Once(ctx, Name, "form/"+d.seal.place(name), "")
		switch {
		case err != nil:
			return form{}, fmt.Errorf("recalling a form: %w", err)
		case first || hidden == "":
			return form{}, errOver
		}
		if f, err = d.uncovered(name, hidden); err != nil {
			return form{}, fmt.Errorf("recalling a form: %w", err)
		}
	}
	if f.Account != account {
		return form{}, errSeal
	}
	return f, nil
}

// uncovered is a form that was hidden under a name.
func (d *Discord) uncovered(name, hidden string) (f form, err error) {
	kept, err := base64.StdEncoding.DecodeString(hidden)
	if err != nil {
		return form{}, errHidden
	}
	content, err := d.seal.reveal(name, kept)
	if err == nil {
		err = json.Unmarshal(content, &f)
	}
	return f, err
}

// newForms keeps forms in this process.
func newForms() *kept.Things[form] { return kept.New[form](inHandMost, inHandLife) }
