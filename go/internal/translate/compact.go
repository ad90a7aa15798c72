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

// compact rewrites the Go of wasm2go, so that a program with it is a quarter smaller:
//
//   - Memory is read and written in place, not by functions. What the compiler
//     inlines thousands of times needs tables that describe the inlined calls.
//   - The index is 64 bits of an unsigned 32-bit address, so one comparison checks
//     the bounds, not two. On a 32-bit system the sum of an address and its offset
//     is taken modulo 2^32; what it reads is still memory of the instance.
//   - The caller of New provides the memory with the data, so that it can be
//     elsewhere than in the heap, and the data is not there a second time.
//   - The functions of a table are method expressions, which need no closure for
//     each instance.
//   - All code is on line 1, so there is no table of lines. gofmt shows it readable.
func compact(source []byte) ([]byte, error) {
	for _, rewrite := range []func([]byte) ([]byte, error){shareTable, takeMemory, accessInPlace, joinLines} {
		var err error
		if source, err = rewrite(source); err != nil {
			return nil, err
		}
	}
	return source, nil
}

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
		e.replace(function, "")
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

// ---- The memory of an instance ----

var (
	newStart   = regexp.MustCompile(`\nfunc New\(`)
	makeMemory = regexp.MustCompile(`m\.memory = make\(\[\]byte, (0x[0-9a-f]+)\)`)
	copyData   = regexp.MustCompile(`\tmemory_init\(m\.memory, data\[0:(\d+)\], uint32\(i32\((\d+)\)\), 0, len\(data\[0:\d+\]\)\)\n`)
)

// takeMemory makes the memory a parameter of New, and states what it has to hold.
func takeMemory(source []byte) ([]byte, error) {
	size, data := makeMemory.FindSubmatch(source), copyData.FindSubmatch(source)
	if size == nil || data == nil || bytes.Count(source, []byte("memory_init(m.")) != 1 || !newStart.Match(source) {
		return nil, errors.New("New does not allocate the memory and copy the data as expected")
	}
	source = copyData.ReplaceAll(source, nil)
	source = makeMemory.ReplaceAll(source, []byte("m.memory = memory"))
	source = newStart.ReplaceAll(source, fmt.Appendf(nil, `
// MemorySize is the size of the memory that New takes.
const MemorySize = %s

const (
	dataAddress = %s
	dataSize    = %s
)

func New(memory []byte, `, size[1], data[2], data[1]))
	e, file, err := parse(source)
	if err != nil {
		return nil, err
	}
	for _, declaration := range file.Decls {
		if function, ok := declaration.(*ast.FuncDecl); ok && function.Name.Name == "memory_init" {
			e.replace(function, "")
		}
	}
	return e.apply(), nil
}

// ---- Access to memory ----

var accessName = regexp.MustCompile(`^(load|store)(16|32|64)$`)

// access is a call of a function that reads or writes memory.
type access struct {
	*ast.CallExpr
	store bool
	bytes int
}

func accessOf(node ast.Node) (found access, ok bool) {
	call, ok := node.(*ast.CallExpr)
	if !ok {
		return found, false
	}
	name, ok := call.Fun.(*ast.Ident)
	if !ok {
		return found, false
	}
	part := accessName.FindStringSubmatch(name.Name)
	if part == nil {
		return found, false
	}
	return access{call, part[1] == "store", map[string]int{"16": 2, "32": 4, "64": 8}[part[2]]}, true
}

// accessInPlace replaces the calls, of which a statement has at most one, and drops
// the functions.
func accessInPlace(source []byte) ([]byte, error) {
	e, file, err := parse(source)
	if err != nil {
		return nil, err
	}
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if accessName.MatchString(function.Name.Name) {
			e.replace(function, "")
			continue
		}
		ast.Inspect(function.Body, func(node ast.Node) bool {
			if statement, ok := node.(ast.Stmt); ok {
				e.rewriteStatement(statement)
			}
			return true
		})
	}
	source = bytes.Replace(e.apply(), []byte("\t\"encoding/binary\"\n"), nil, 1)
	if left := regexp.MustCompile(`(load|store)\d\d[(\[]|binary\.`).Find(source); left != nil {
		return nil, fmt.Errorf("%s is used in an unknown way", left)
	}
	return source, nil
}

func (e *edits) rewriteStatement(statement ast.Stmt) {
	switch s := statement.(type) {
	case *ast.ExprStmt:
		if store, ok := accessOf(s.X); ok && store.store {
			e.replace(s, e.storeText(store))
		}
	case *ast.AssignStmt:
		load, ok := loadIn(s.Rhs[0])
		target, named := s.Lhs[0].(*ast.Ident)
		switch {
		case !ok || !named:
		case target.Name == "_":
			e.replace(s, "")
		default:
			bytes := "b" + target.Name
			e.insert(s, e.sliceText("a"+target.Name, bytes, load)+"; ")
			e.replace(load.CallExpr, readText(bytes, load.bytes))
		}
	}
}

// loadIn returns the load within conversions.
func loadIn(value ast.Expr) (access, bool) {
	for {
		call, ok := value.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return access{}, false
		}
		if found, ok := accessOf(call); ok {
			return found, !found.store
		}
		value = call.Args[0]
	}
}

// sliceText declares the slice of the bytes at an address. The compiler knows that
// the sum of an unsigned 32-bit address and an offset does not overflow.
func (e *edits) sliceText(index, bytes string, a access) string {
	memory, size := e.text(a.Args[0]), a.bytes
	return fmt.Sprintf("%[1]s := int(uint64(%[2]s)); %[3]s := %[4]s[:0:len(%[4]s)][%[1]s:%[1]s+%[5]d:%[1]s+%[5]d]",
		index, e.text(a.Args[1]), bytes, memory, size)
}

func readText(bytes string, size int) string {
	var text []string
	for i := 0; i < size; i++ {
		text = append(text, fmt.Sprintf("uint%d(%s[%d])<<%d", 8*size, bytes, i, 8*i))
	}
	return strings.Join(text, "|")
}

func (e *edits) storeText(store access) string {
	text := fmt.Sprintf("{%s; x := uint%d(%s)", e.sliceText("a", "b", store), 8*store.bytes, e.text(store.Args[2]))
	for i := 0; i < store.bytes; i++ {
		text += fmt.Sprintf("; b[%d] = byte(x>>%d)", i, 8*i)
	}
	return text + "}"
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
