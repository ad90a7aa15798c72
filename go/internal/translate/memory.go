package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"regexp"
	"strings"
)

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
			e.drop(function)
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

// bytesOf declares the bytes at an address, with a name that begins with "a" and that
// no other access in the block has. The format of a byte takes its number.
type bytesOf func(name, memory, address string, size int) (declaration, format string)

// slicedBytes declares a slice. The compiler knows that the sum of an unsigned 32-bit
// address and an offset does not overflow.
func slicedBytes(name, memory, address string, size int) (declaration, format string) {
	slice := "b" + name[1:]
	return fmt.Sprintf("%[1]s := int(uint64(%[2]s)); %[5]s := %[3]s[:0:len(%[3]s)][%[1]s:%[1]s+%[4]d:%[1]s+%[4]d]",
		name, address, memory, size, slice), slice + "[%d]"
}

func accessSliced(source []byte) ([]byte, error) { return accessInPlace(source, slicedBytes) }

// accessInPlace replaces the calls, of which a statement has at most one, and drops
// the functions.
func accessInPlace(source []byte, declare bytesOf) ([]byte, error) {
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
			e.drop(function)
			continue
		}
		ast.Inspect(function.Body, func(node ast.Node) bool {
			if statement, ok := node.(ast.Stmt); ok {
				e.rewriteStatement(statement, declare)
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

func (e *edits) rewriteStatement(statement ast.Stmt, declare bytesOf) {
	switch s := statement.(type) {
	case *ast.ExprStmt:
		if store, ok := accessOf(s.X); ok && store.store {
			e.replace(s, e.storeText(store, declare))
		}
	case *ast.AssignStmt:
		load, ok := loadIn(s.Rhs[0])
		target, named := s.Lhs[0].(*ast.Ident)
		switch {
		case !ok || !named:
		case target.Name == "_":
			e.replace(s, "")
		default:
			declaration, format := declare("a"+target.Name, e.text(load.Args[0]), e.text(load.Args[1]), load.bytes)
			e.insert(s, declaration+"; ")
			e.replace(load.CallExpr, readText(format, load.bytes))
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

func readText(format string, size int) string {
	var text []string
	for i := 0; i < size; i++ {
		text = append(text, fmt.Sprintf("uint%d("+format+")<<%d", 8*size, i, 8*i))
	}
	return strings.Join(text, "|")
}

func (e *edits) storeText(store access, declare bytesOf) string {
	declaration, format := declare("a", e.text(store.Args[0]), e.text(store.Args[1]), store.bytes)
	text := fmt.Sprintf("{%s; x := uint%d(%s)", declaration, 8*store.bytes, e.text(store.Args[2]))
	for i := 0; i < store.bytes; i++ {
		text += fmt.Sprintf("; "+format+" = byte(x>>%d)", i, 8*i)
	}
	return text + "}"
}
