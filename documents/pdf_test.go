package documents

import (
	"bytes"
	"testing"
)

func TestTheSameDocumentGivesTheSamePDF(t *testing.T) {
	first, err := strategy().PDF()
	if err != nil {
		t.Fatal(err)
	}
	again, err := strategy().PDF()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, again) {
		t.Error("written differently")
	}
}
