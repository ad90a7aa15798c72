package mcpx

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

func TestHintOfGOOS(t *testing.T) {
	for system, want := range map[string]string{
		"darwin": "macos", "linux": "linux", "windows": "windows", "wsl": "wsl", "macos": "macos",
	} {
		answer := ClassifyText("connection refused", Hints{Profile: ProfileExtended, OS: system})
		if answer.Advice == nil || answer.Advice.Context.OS == nil || *answer.Advice.Context.OS != want {
			t.Errorf("%s: %+v, want %s", system, answer.Advice, want)
		}
	}
	answer := ClassifyText("connection refused", Hints{Profile: ProfileExtended, OS: "freebsd"})
	if answer.Advice == nil || answer.Advice.Context.OS != nil {
		t.Error("a system without a name was accepted")
	}
}

// docOfField returns the comment of the first field of that name in hints.go.
func docOfField(t *testing.T, name string) (doc string) {
	file, err := parser.ParseFile(token.NewFileSet(), "hints.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		if field, ok := node.(*ast.Field); ok && doc == "" && len(field.Names) > 0 && field.Names[0].Name == name {
			doc = field.Doc.Text()
		}
		return true
	})
	return doc
}

func TestManualListsNamesOfHints(t *testing.T) {
	doc := docOfField(t, "OS")
	for i, names := range [][]string{systemNames, clientNames, runnerNames} {
		part := []string{"OS is ", "Client is ", "Runner is "}[i]
		at := strings.Index(doc, part)
		if at < 0 {
			t.Fatalf("no list %q in %q", part, doc)
		}
		list, _, _ := strings.Cut(doc[at+len(part):], ".")
		var listed []string
		for at, word := range strings.Split(list, `"`) {
			if at%2 == 1 {
				listed = append(listed, word)
			}
		}
		want := slices.Clone(names)
		slices.Sort(want)
		if !slices.Equal(listed, want) {
			t.Errorf("%s%q, want %q", part, listed, want)
		}
	}
}
