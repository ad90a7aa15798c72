package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"math/bits"
	"regexp"
	"strconv"
	"strings"
)

// growsMemory tells whether a function of the module asks for more memory.
func growsMemory(source []byte) (grows bool) {
	_, file, err := parse(source)
	if err != nil {
		return false
	}
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || function.Name.Name == "Grow" {
			continue
		}
		ast.Inspect(function, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if ok {
				name, ok := call.Fun.(*ast.Ident)
				grows = grows || ok && name.Name == "memory_grow"
			}
			return true
		})
	}
	return grows
}

// addressMask returns the largest address, if the number of addresses is the power
// of two that holds a memory.
func addressMask(size []byte) (uint64, error) {
	length, err := strconv.ParseUint(string(size), 0, 32)
	if err != nil || length == 0 {
		return 0, fmt.Errorf("the size of the memory is %s", size)
	}
	return 1<<bits.Len64(length-1) - 1, nil
}

// ownMemory makes the memory an array in the Module, which the caller provides, and
// New a method that starts it. An access at the last address may need 7 bytes more.
func ownMemory(source []byte) ([]byte, error) {
	size, data := makeMemory.FindSubmatch(source), copyData.FindSubmatch(source)
	if size == nil || data == nil || bytes.Count(source, []byte("memory_init(m.")) != 1 {
		return nil, errors.New("New does not allocate the memory and copy the data as expected")
	}
	mask, err := addressMask(size[1])
	if err != nil {
		return nil, err
	}
	e, file, err := parse(source)
	if err != nil {
		return nil, err
	}
	started := false
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			started = e.ownFunction(d) || started
		case *ast.GenDecl:
			e.ownTypes(d, mask)
		}
	}
	source = fmt.Appendf(e.apply(), `
// MemorySize is the size of the memory of an instance.
const MemorySize = %s

const (
	addressMask = %#x
	dataAddress = %s
	dataSize    = %s
)

// Memory returns the memory of the instance.
func (m *Module) Memory() []byte {
	return m.memory[:MemorySize]
}
`, size[1], mask, data[2], data[1])
	if !started || bytes.Count(source, []byte("\tmemory [")) != 1 {
		return nil, errors.New("there is no New, or no memory in the Module")
	}
	return dropImports(source), nil
}

// ownFunction drops the functions for memory that is a slice, and makes start of
// New, which it tells.
func (e *edits) ownFunction(function *ast.FuncDecl) bool {
	switch function.Name.Name {
	case "memory_init", "memory_grow", "Slice", "Grow", "Xmemory":
		e.drop(function)
	case "New":
		e.replace(function, "func (m *Module) start() {\n"+e.startText(function.Body.List)+"}")
		return true
	}
	return false
}

// startText returns the statements of New that neither make nor return anything.
func (e *edits) startText(body []ast.Stmt) (text string) {
	for _, statement := range body {
		line := e.text(statement)
		if line == "m := new(Module)" || line == "return m" || makeMemory.MatchString(line) || copyData.MatchString("\t"+line+"\n") {
			continue
		}
		text += "\t" + line + "\n"
	}
	return text
}

// ownTypes drops the types for memory that is a slice.
func (e *edits) ownTypes(types *ast.GenDecl, mask uint64) {
	for _, spec := range types.Specs {
		named, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		switch named.Name.Name {
		case "Memory", "wasmMemory":
			e.replace(types, "")
		case "Module":
			for _, field := range named.Type.(*ast.StructType).Fields.List {
				if text := e.text(field); text == "wasmMemory" || strings.HasPrefix(text, "memory ") {
					e.replace(field, fmt.Sprintf("memory [%#x + 7]byte", mask+1))
				}
			}
		}
	}
}

// dropImports drops the imports that only dropped functions needed.
func dropImports(source []byte) []byte {
	for path, use := range map[string]string{"math": "math.", "math/bits": "bits."} {
		if !bytes.Contains(source, []byte(use)) {
			source = bytes.Replace(source, []byte("\t"+strconv.Quote(path)+"\n"), nil, 1)
		}
	}
	return source
}

// ---- Addresses ----

var (
	wideAddress = regexp.MustCompile(`^uint64\(`)
	otherMemory = regexp.MustCompile(`\bmem\b|m\.memory[^\[]`)
)

// indexOwn makes the access to single bytes one to the array. It compares its bounds:
// what runs away does so byte by byte, and stops here.
func indexOwn(source []byte) ([]byte, error) {
	e, file, err := parse(source)
	if err != nil {
		return nil, err
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.AssignStmt:
			if e.text(n.Lhs[0]) == "mem" {
				e.replace(n, "")
				return false
			}
		case *ast.IndexExpr:
			if memory := e.text(n.X); memory == "mem" || memory == "m.memory" {
				e.replace(n, "m.memory["+e.text(n.Index)+"]")
				return false
			}
		}
		return true
	})
	return e.apply(), nil
}

// accessOwn replaces the calls that read or write several bytes. Their addresses are
// taken modulo the number of addresses, so they compare no bounds.
func accessOwn(source []byte) ([]byte, error) {
	source, err := accessInPlace(source, wrappedBytes)
	if left := otherMemory.Find(source); err == nil && left != nil {
		return nil, fmt.Errorf("%s is used in an unknown way", left)
	}
	return source, err
}

func wrappedBytes(name, _, address string, _ int) (declaration, format string) {
	address = wideAddress.ReplaceAllString(address, "uint32(") // 32 bits do
	return fmt.Sprintf("%s := int((%s)&addressMask)", name, address), "m.memory[" + name + "+%d]"
}
