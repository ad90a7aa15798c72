package inflate

import (
	"bytes"
	"math/bits"
)

// symbol is what a code stands for: a value, the number of extra bits that are added
// to it, and the length of its code. 0 is none.
type symbol uint32

func newSymbol(value, extra int) symbol { return symbol(value<<8 | extra<<4) }

func (s symbol) value() int   { return int(s >> 8) }
func (s symbol) extra() uint  { return uint(s >> 4 & 15) }
func (s symbol) length() uint { return uint(s & 15) }

// invalid is a symbol that no stream has, although it has a code.
const invalid symbol = 1 << 31

// withLength returns the symbol with the length of its code.
func (s symbol) withLength(length uint8) symbol {
	if s == invalid {
		return 0
	}
	return s | symbol(length)
}

const (
	lengthMax  = 15  // of a code
	symbolsMax = 288 // of a code
	quickBits  = 11
)

// code finds symbols by their codes. Codes are read from their highest bit on, so
// codes of more bits are greater.
type code struct {
	quick [1 << quickBits]symbol // by the next bits; 0 for a code that is longer
	// All symbols in the order of their codes. For each length of a code: the code after
	// its last one, with lengthMax bits, and the index of its first one minus that code.
	sorted [symbolsMax]symbol
	end    [lengthMax + 1]int
	index  [lengthMax + 1]int
}

// find returns the symbol whose code is first in the bits.
func (c *code) find(next uint64) symbol {
	if s := c.quick[next%(1<<quickBits)]; s != 0 {
		return s
	}
	return c.findLong(next)
}

// findLong is not inlined, so that find is.
//
//go:noinline
func (c *code) findLong(next uint64) symbol {
	read := int(bits.Reverse16(uint16(next)) >> 1)
	for length := 1; length <= lengthMax; length++ {
		if read < c.end[length] {
			return c.sorted[c.index[length]+read>>(lengthMax-length)]
		}
	}
	return 0
}

// set makes the code of symbols with the lengths of their codes; 0 for a symbol without
// one. It returns false if there are not that many codes.
func (c *code) set(lengths []uint8, symbolOf func(int) symbol) bool {
	var counts, first [lengthMax + 2]int
	for _, length := range lengths {
		counts[length]++
	}
	next, index := 0, 0
	for length := 1; length <= lengthMax; length++ {
		next <<= 1
		first[length] = index
		c.index[length] = index - next
		next += counts[length]
		index += counts[length]
		c.end[length] = next << (lengthMax - length)
	}
	if c.end[lengthMax] > 1<<lengthMax {
		return false
	}
	for i, length := range lengths {
		if length != 0 {
			c.sorted[first[length]] = symbolOf(i).withLength(length)
			first[length]++
		}
	}
	c.setQuick(index)
	return true
}

// setQuick sets the table of the short codes, of which the first symbols are.
func (c *code) setQuick(count int) {
	c.quick = [1 << quickBits]symbol{}
	for i, s := range c.sorted[:count] {
		length := s.length()
		if s == 0 || length > quickBits {
			continue
		}
		code := uint16(i - c.index[length])
		for next := int(bits.Reverse16(code) >> (16 - length)); next < len(c.quick); next += 1 << length {
			c.quick[next] = s
		}
	}
}

// ---- The codes of a block ----

// The symbols are bytes, the end of a block, and lengths of repetitions.
const (
	endOfBlock  = 256
	firstLength = 257
	lastLength  = 285
	distances   = 30
)

// symbolOf returns a symbol by its number. The value of a length is endOfBlock more.
func symbolOf(number int) symbol {
	n := number - firstLength
	switch {
	case n < 0:
		return newSymbol(number, 0)
	case n < 8:
		return newSymbol(endOfBlock+3+n, 0)
	case number == lastLength:
		return newSymbol(endOfBlock+258, 0)
	case number > lastLength:
		return invalid
	}
	extra := n/4 - 1
	return newSymbol(endOfBlock+3+(4+n%4)<<extra, extra)
}

func distanceOf(number int) symbol {
	switch {
	case number < 4:
		return newSymbol(1+number, 0)
	case number >= distances:
		return invalid
	}
	extra := number/2 - 1
	return newSymbol(1+(2+number%2)<<extra, extra)
}

// fixedCodes sets the codes that the format defines.
func (d *decoder) fixedCodes() bool {
	var lengths [symbolsMax]uint8
	for i := range lengths {
		switch {
		case i < 144 || i >= 280:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		default:
			lengths[i] = 7
		}
	}
	return d.symbols.set(lengths[:], symbolOf) && d.distances.set(bytes.Repeat([]byte{5}, 32), distanceOf)
}

// dynamicCodes reads the codes, whose lengths are in a code of their own.
func (d *decoder) dynamicCodes() bool {
	symbols, distanceCount, count := 257+d.take(5), 1+d.take(5), 4+d.take(4)
	if symbols > lastLength+1 || distanceCount > distances || !d.readLengthCode(count) {
		return false
	}
	lengths := make([]uint8, 0, lastLength+1+distances)
	for len(lengths) < symbols+distanceCount {
		var ok bool
		if lengths, ok = d.readLength(lengths); !ok {
			return false
		}
	}
	return len(lengths) == symbols+distanceCount && lengths[endOfBlock] != 0 &&
		d.distances.set(lengths[symbols:], distanceOf) && d.symbols.set(lengths[:symbols], symbolOf)
}

// readLengthCode reads the code of the lengths of codes as that of the symbols.
func (d *decoder) readLengthCode(count int) bool {
	const order = "\x10\x11\x12\x00\x08\x07\x09\x06\x0a\x05\x0b\x04\x0c\x03\x0d\x02\x0e\x01\x0f"
	var lengths [len(order)]uint8
	for i := 0; i < count; i++ {
		lengths[order[i]] = uint8(d.take(3))
	}
	return d.symbols.set(lengths[:], func(number int) symbol { return newSymbol(number, 0) })
}

// readLength reads the length of a code, or a repetition of the last one or of 0.
func (d *decoder) readLength(lengths []uint8) ([]uint8, bool) {
	d.bits = d.bits.refill(d.in)
	s := d.symbols.find(d.bits.next)
	d.bits = d.bits.skip(s.length())
	length, count := uint8(0), 1
	switch value := s.value(); {
	case s == 0 || value == 16 && len(lengths) == 0:
		return nil, false
	case value == 16:
		length, count = lengths[len(lengths)-1], 3+d.take(2)
	case value == 17:
		count = 3 + d.take(3)
	case value == 18:
		count = 11 + d.take(7)
	default:
		length = uint8(value)
	}
	for ; count > 0; count-- {
		lengths = append(lengths, length)
	}
	return lengths, true
}
