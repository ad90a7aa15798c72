package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"regexp"
	"sort"
	"strings"
)

// compact rewrites the Go of wasm2go, so that a program with it is a third smaller:
//
//   - Memory is read and written in place, not by functions. What the compiler
//     inlines thousands of times needs tables that describe the inlined calls.
//   - Memory that does not grow is a part of the Module. Access to more than a byte
//     compares no bounds, since its address is taken modulo a power of two.
//   - Memory that grows is a slice. The index is 64 bits of an unsigned 32-bit
//     address, so one comparison checks the bounds, not two. On a 32-bit system the
//     sum of an address and its offset is taken modulo 2^32; what it reads is still
//     memory of the instance.
//   - The caller provides the memory with the data, so that it can be elsewhere
//     than in the heap, and the data is not there a second time.
//   - The functions of a table are method expressions, which need no closure for
//     each instance.
//   - All code is on line 1, so there is no table of lines. gofmt shows it readable.
func compact(source []byte) ([]byte, error) {
	steps := []rewrite{shareTable, ownMemory, indexOwn, accessOwn, joinLines}
	if growsMemory(source) {
		steps = []rewrite{shareTable, takeMemory, accessSliced, joinLines}
	}
	for _, rewrite := range steps {
		var err error
		if source, err = rewrite(source); err != nil {
			return nil, err
		}
	}
	return source, nil
}

// rewrite returns a source changed.
type rewrite func(source []byte) ([]byte, error)

// ---- Edits ----

// edits are replacements of parts of a source.
type edits struct {
	source []byte
	files  *token.FileSet
	list   []edit
}

type edit struct {
	start, end int
	text       string
}

func parse(source []byte) (*edits, *ast.File, error) {
	e := &edits{source: source, files: token.NewFileSet()}
	file, err := parser.ParseFile(e.files, "module.go", source, parser.ParseComments)
	return e, file, err
}

func (e *edits) offset(at token.Pos) int { return e.files.Position(at).Offset }

func (e *edits) text(node ast.Node) string {
	return string(e.source[e.offset(node.Pos()):e.offset(node.End())])
}

func (e *edits) replace(node ast.Node, text string) {
	e.list = append(e.list, edit{e.offset(node.Pos()), e.offset(node.End()), text})
}

// drop removes a declaration with its comment.
func (e *edits) drop(function *ast.FuncDecl) {
	start := function.Pos()
	if function.Doc != nil {
		start = function.Doc.Pos()
	}
	e.list = append(e.list, edit{e.offset(start), e.offset(function.End()), ""})
}

func (e *edits) insert(before ast.Node, text string) {
	start := e.offset(before.Pos())
	e.list = append(e.list, edit{start, start, text})
}

func (e *edits) insertAfter(bracket token.Pos, text string) {
	start := e.offset(bracket) + 1
	e.list = append(e.list, edit{start, start, text})
}

func (e *edits) apply() []byte {
	sort.SliceStable(e.list, func(i, j int) bool { return e.list[i].start < e.list[j].start })
	var out bytes.Buffer
	done := 0
	for _, change := range e.list {
		out.Write(e.source[done:change.start])
		out.WriteString(change.text)
		done = change.end
	}
	out.Write(e.source[done:])
	return out.Bytes()
}

// ---- The table ----

var plainName = regexp.MustCompile(`^fn\d+$`)

// shareTable makes one table for all instances. Its functions are all methods, so
// that they have an instance. init sets the table, since the functions refer to it.
func shareTable(source []byte) ([]byte, error) {
	e, file, err := parse(source)
	if err != nil {
		return nil, err
	}
	var elements []string
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.FuncDecl:
			return e.keepFunction(n)
		case *ast.Field:
			if len(n.Names) == 1 && (n.Names[0].Name == "t0" || n.Names[0].Name == "elements") {
				e.replace(n, "")
			}
		case *ast.AssignStmt:
			if target := e.text(n.Lhs[0]); target == "m.t0" || strings.HasPrefix(target, "m.elements") {
				elements = append(elements, e.methods(n.Rhs[0])...)
				e.replace(n, "")
				return false
			}
		case *ast.CallExpr:
			e.passInstance(n)
		}
		return true
	})
	if source = e.apply(); len(elements) == 0 || bytes.Contains(source, []byte("m.t0")) {
		return nil, errors.New("the table of functions is used in an unknown way")
	}
	return fmt.Appendf(source, "\nvar table []any\n\nvar elements = [...]any{nil, %s}\n\nfunc init() { table = elements[:] }\n",
		strings.Join(elements, ", ")), nil
}

// keepFunction makes a method of a function, and drops what is not used any more.
func (e *edits) keepFunction(function *ast.FuncDecl) bool {
	switch name := function.Name.Name; {
	case name == "table_init", name == "X__indirect_function_table":
		e.drop(function)
		return false
	case plainName.MatchString(name) && function.Recv == nil:
		e.insert(function.Name, "(m *Module) ")
	}
	return true
}

// methods returns the elements of the table, in a literal of one segment.
func (e *edits) methods(table ast.Expr) (names []string) {
	segments, ok := table.(*ast.CompositeLit)
	if !ok || len(segments.Elts) != 1 {
		return nil
	}
	for _, element := range segments.Elts[0].(*ast.CompositeLit).Elts {
		names = append(names, "(*Module)."+strings.TrimPrefix(e.text(element), "m."))
	}
	return names
}

// passInstance makes a call of a function, direct or by the table, one of a method.
func (e *edits) passInstance(call *ast.CallExpr) {
	switch function := call.Fun.(type) {
	case *ast.Ident:
		if plainName.MatchString(function.Name) {
			e.insert(function, "m.")
		}
		if function.Name == "table_init" {
			e.replace(call, "")
		}
	case *ast.TypeAssertExpr:
		element, ok := function.X.(*ast.IndexExpr)
		kind, isFunction := function.Type.(*ast.FuncType)
		if !ok || !isFunction || e.text(element.X) != "m.t0" {
			return
		}
		e.replace(element.X, "table")
		e.insertAfter(kind.Params.Opening, "*Module, ")
		e.insertAfter(call.Lparen, "m, ")
	}
}

// ---- Lines ----

// joinLines writes each function on one line, and gives all of them the number 1.
func joinLines(source []byte) ([]byte, error) {
	e, file, err := parse(source)
	if err != nil {
		return nil, err
	}
	for _, declaration := range file.Decls {
		if function, ok := declaration.(*ast.FuncDecl); ok {
			e.insert(function.Type, "//line module.go:1\n")
			e.replace(function.Body, joined([]byte(e.text(function.Body))))
		}
	}
	return e.apply(), nil
}

// joined writes the tokens of a body, with semicolons for the ends of its lines.
func joined(body []byte) string {
	var out strings.Builder
	var words scanner.Scanner
	words.Init(token.NewFileSet().AddFile("", -1, len(body)), body, nil, 0)
	for before := token.LBRACE; ; {
		_, kind, text := words.Scan()
		if kind == token.EOF {
			return strings.TrimSuffix(out.String(), ";")
		}
		if kind.IsOperator() {
			text = kind.String()
		}
		if isWord(kind) && isWord(before) || isSign(kind) && isSign(before) {
			out.WriteByte(' ')
		}
		out.WriteString(text)
		before = kind
	}
}

func isWord(kind token.Token) bool { return kind.IsLiteral() || kind.IsKeyword() }

// isSign tells whether a token could become a part of another one.
func isSign(kind token.Token) bool {
	switch kind {
	case token.LPAREN, token.RPAREN, token.LBRACK, token.RBRACK, token.LBRACE, token.RBRACE, token.COMMA, token.SEMICOLON:
		return false
	}
	return kind.IsOperator()
}
