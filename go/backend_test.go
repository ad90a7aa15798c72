package mcpx

import (
	"os"
	"regexp"
	"testing"
)

func TestBackEnd(t *testing.T) {
	if name, err := BackEnd(); name != backEnd || err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if want := os.Getenv("MCPX_BACK_END"); want != "" && want != backEnd {
		t.Errorf("the back end is %s, want %s", backEnd, want)
	}
}

func TestVersion(t *testing.T) {
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(Version()) {
		t.Errorf("%q", Version())
	}
}
