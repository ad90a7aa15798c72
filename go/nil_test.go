package mcpx

import "testing"

// A nil pointer is a mistake of the caller, but must not end the program.
func TestNilReceivers(t *testing.T) {
	var answer *Answer
	var isolation *Isolation
	if answer.UnmarshalJSON([]byte("{}")) == nil || isolation.UnmarshalJSON([]byte("true")) == nil {
		t.Error("a nil receiver was written to")
	}
	var read *ReadError
	if read.Error() == "" {
		t.Error("a nil ReadError has no text")
	}
}
