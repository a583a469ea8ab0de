package console

import (
	"testing"

	"beirat/chat"
)

func TestOfAConfidentialFieldNothingIsRemembered(t *testing.T) {
	form := chat.Form{Command: "feedback.slip", Fields: []chat.Field{{Name: "text", Value: "Zu klein", Confidential: true}, {Name: "round", Value: "3"}}}
	kept := held(form)
	if kept.Fields[0].Value != "" || kept.Fields[1].Value != "3" {
		t.Errorf("remembered is %+v", kept.Fields)
	}
	if form.Fields[0].Value == "" {
		t.Error("the open form has lost it")
	}
}
