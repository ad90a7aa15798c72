package main

import (
	"strings"
	"testing"
)

const translated = `package core

import (
	"encoding/binary"
	"math/bits"
)

type Module struct {
	t0       []any
	elements [][]any
	wasmMemory
	g0 int32
}

func New() *Module {
	m := new(Module)
	m.t0 = make([]any, 3)
	m.memory = make([]byte, 0x70000)
	m.elements = [][]any{{m.fn2, fn3}}
	table_init(m.t0, m.elements[0], i32(1), 0, len(m.elements[0]))
	m.elements[0] = nil
	memory_init(m.memory, data[0:123], uint32(i32(1024)), 0, len(data[0:123]))
	m.g0 = i32(64)
	return m
}

type Memory = interface {
	Slice() *[]byte
}
type wasmMemory struct {
	memory []byte
}

func (m *wasmMemory) Slice() *[]byte {
	return &m.memory
}
func (m *wasmMemory) Grow(delta, max int64) int64 {
	return memory_grow(&m.memory, delta, max)
}
func (m *Module) fn1(v0 int32) int32 {
	mem := m.memory
	t1 := int32(int8(load16(mem, uint64(uint32(v0))+8)))
	store32(mem, uint32(v0), uint32(t1- -v0))
	_ = load64(mem, uint32(v0))
	mem[uint64(uint32(v0))+8] = byte(t1)
	t2 := m.t0[uint(t1)].(func(int32) int32)(v0)
	return t2
}
func (m *Module) fn2() int32 {
	return m.t0[0].(func() int32)()
}
func fn3() int32 {
	return fn3()
}

//go:nosplit
func load16[T uint32 | uint64](mem []byte, addr T) uint16 {
	return binary.LittleEndian.Uint16(mem[addr:])
}
func memory_grow(mem *[]byte, delta, max int64) int64 {
	return int64(bits.Len64(1))
}
func (m *Module) Xmemory() Memory {
	return &m.wasmMemory
}
`

// Memory that grows.
var growing = strings.Replace(translated, "return fn3()", "return int32(memory_grow(&m.memory, 1, 2))", 1)

func expectLines(t *testing.T, translated string, lines ...string) {
	t.Helper()
	source, err := compact([]byte(translated))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if !strings.Contains(string(source), "\n"+line+"\n") {
			t.Errorf("no line %s in\n%s", line, source)
		}
	}
}

func TestCompact(t *testing.T) {
	expectLines(t, translated,
		"\tmemory [0x80000 + 7]byte",
		"func (m *Module) start() {m.g0=i32(64);}",
		"const MemorySize = 0x70000",
		"\taddressMask = 0x7ffff",
		"\tdataAddress = 1024",
		"\tdataSize    = 123",
		"func (m *Module) fn1(v0 int32) int32 {"+
			"at1:=int((uint32(uint32(v0))+8)&addressMask);"+
			"t1:=int32(int8(uint16(m.memory[at1+0])<<0|uint16(m.memory[at1+1])<<8));"+
			"{a:=int((uint32(v0))&addressMask);x:=uint32(uint32(t1- -v0));"+
			"m.memory[a+0]=byte(x>>0);m.memory[a+1]=byte(x>>8);m.memory[a+2]=byte(x>>16);m.memory[a+3]=byte(x>>24)};"+
			"m.memory[uint64(uint32(v0))+8]=byte(t1);"+
			"t2:=table[uint(t1)].(func(*Module,int32)int32)(m,v0);return t2;}",
		"func (m *Module) fn2() int32 {return table[0].(func(*Module,)int32)(m,);}",
		"func (m *Module) fn3() int32 {return m.fn3();}",
		"var elements = [...]any{nil, (*Module).fn2, (*Module).fn3}",
	)
}

func TestCompactMemoryThatGrows(t *testing.T) {
	expectLines(t, growing,
		"func New(memory []byte, ) *Module {m:=new(Module);m.memory=memory;m.g0=i32(64);return m;}",
		"const MemorySize = 0x70000",
		"\tdataAddress = 1024",
		"\tdataSize    = 123",
		"func (m *Module) fn1(v0 int32) int32 {mem:=m.memory;"+
			"at1:=int(uint64(uint64(uint32(v0))+8));bt1:=mem[:0:len(mem)][at1:at1+2:at1+2];"+
			"t1:=int32(int8(uint16(bt1[0])<<0|uint16(bt1[1])<<8));"+
			"{a:=int(uint64(uint32(v0)));b:=mem[:0:len(mem)][a:a+4:a+4];x:=uint32(uint32(t1- -v0));"+
			"b[0]=byte(x>>0);b[1]=byte(x>>8);b[2]=byte(x>>16);b[3]=byte(x>>24)};"+
			"mem[uint64(uint32(v0))+8]=byte(t1);"+
			"t2:=table[uint(t1)].(func(*Module,int32)int32)(m,v0);return t2;}",
	)
}

// What compact does not know must fail, not be translated wrongly.
func TestCompactRefuses(t *testing.T) {
	for _, change := range [][2]string{
		{"return t2", "return int32(load32(mem, uint32(v0)))"},
		{"return t2", "return m.t0[0].(int32)"},
		{"{m.fn2, fn3}", "{m.fn2}, {fn3}"},
		{"data[0:123]", "data[1:123]"},
		{"m := new(Module)", "m :="},
		{"func New", "func Make"},
	} {
		expectRefusal(t, translated, change)
		expectRefusal(t, growing, change)
	}
	expectRefusal(t, translated, [2]string{"return t2", "return fill(mem)"})
	expectRefusal(t, translated, [2]string{"return t2", "return fill(m.memory)"})
	expectRefusal(t, translated, [2]string{"wasmMemory\n\tg0", "g0"})
}

func expectRefusal(t *testing.T, translated string, change [2]string) {
	t.Helper()
	source := strings.Replace(translated, change[0], change[1], 1)
	if source == translated {
		t.Fatalf("no %q", change[0])
	}
	if _, err := compact([]byte(source)); err == nil {
		t.Errorf("%q is translated", change[1])
	}
}
