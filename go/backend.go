package mcpx

import "fmt"

// Version returns the release of this package as "major.minor.patch".
func Version() string { return release }

// BackEnd returns what runs the classifier and the checks, "go" or "cgo", and why
// it cannot be used: with cgo, if the header or the linked library is of another
// release than this package. Then every text is unclassified and every payload
// unchecked. A host should call it in a test or when it starts.
func BackEnd() (string, error) {
	return backEnd, backEndError()
}

func releaseError(what, found string) error {
	return fmt.Errorf("mcpx: the %s is of release %.20q, but this package is of release %s", what, found, release)
}
