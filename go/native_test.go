//go:build cgo && mcpx_cgo

package mcpx

import "testing"

// A failed allocation must fail one check, not all later ones that reuse it.
func TestFailedAllocationIsNotReused(t *testing.T) {
	checkMemories.Put(&checkMemory{})
	Scan([]byte("{}"), CheckOptions{})
	if scan := Scan([]byte("{}"), CheckOptions{}); !scan.Clean {
		t.Errorf("%+v", scan)
	}
}
