// Package inflate unpacks a DEFLATE stream (RFC 1951) that is in memory as a whole,
// as the data of the translated modules is. compress/flate takes more than twice as
// long, and the first call of a process waits for it.
package inflate

import (
	"encoding/binary"
	"errors"
)

// ErrCorrupt is the error of Into for a stream that is damaged or has another size.
var ErrCorrupt = errors.New("inflate: the data is corrupt")

// Into unpacks a stream that fills out exactly.
func Into(out []byte, packed string) error {
	d := decoder{in: packed, out: out}
	for last := false; !last; {
		last = d.take(1) == 1
		if !d.block(d.take(2)) {
			return ErrCorrupt
		}
	}
	if d.done != len(out) || d.used() != len(packed) {
		return ErrCorrupt
	}
	return nil
}

// decoder is the state between two symbols. Its methods return false if the stream is
// corrupt.
type decoder struct {
	in   string
	bits buffer
	out  []byte
	done int // the bytes of out that are written

	symbols, distances code
}

// take returns the next bits as a number.
func (d *decoder) take(count uint) int {
	d.bits = d.bits.refill(d.in)
	value := d.bits.low(count)
	d.bits = d.bits.skip(count)
	return value
}

// used returns how many bytes of the stream are used, be it in part.
func (d *decoder) used() int { return d.bits.at - int(d.bits.count/8) }

// ---- Bits ----

// buffer holds the next bits of a stream. It is a value, so that the compiler keeps it
// in registers.
type buffer struct {
	next  uint64 // the first bit is the lowest one; those above count are not valid
	count uint
	at    int // the byte of the stream that comes after the valid bits
}

// refill makes at least 56 bits valid. After the end of the stream come zeros.
func (b buffer) refill(in string) buffer {
	if b.at+8 > len(in) {
		return b.refillSlowly(in)
	}
	s := in[b.at : b.at+8]
	b.next |= (uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56) << (b.count & 63)
	b.at += int(63-b.count) / 8
	b.count |= 56
	return b
}

func (b buffer) refillSlowly(in string) buffer {
	for ; b.count < 56; b.count += 8 {
		if b.at < len(in) {
			b.next |= uint64(in[b.at]) << b.count
		}
		b.at++
	}
	return b
}

func (b buffer) low(count uint) int { return int(b.next & (1<<count - 1)) }

func (b buffer) skip(count uint) buffer {
	b.next >>= count
	b.count -= count
	return b
}

// ---- Blocks ----

func (d *decoder) block(kind int) bool {
	switch kind {
	case 0:
		return d.stored()
	case 1:
		return d.fixedCodes() && d.compressed()
	case 2:
		return d.dynamicCodes() && d.compressed()
	}
	return false
}

func (d *decoder) stored() bool {
	start := d.used() + 4
	if start > len(d.in) {
		return false
	}
	header := d.in[start-4 : start]
	length := int(header[0]) | int(header[1])<<8
	check := int(header[2]) | int(header[3])<<8
	if length^check != 0xFFFF || length > len(d.in)-start || length > len(d.out)-d.done {
		return false
	}
	d.done += copy(d.out[d.done:], d.in[start:start+length])
	d.bits = buffer{at: start + length}
	return true
}

// compressed unpacks bytes, and repetitions of a length at a distance. One refill is
// enough for both codes with their extra bits, which are 48 at most.
func (d *decoder) compressed() bool {
	in, bits, out, done := d.in, d.bits, d.out, d.done
	for {
		bits = bits.refill(in)
		s := d.symbols.find(bits.next)
		bits = bits.skip(s.length())
		if value := s.value(); value < endOfBlock {
			if s == 0 || done == len(out) {
				return false
			}
			out[done] = byte(value)
			done++
			continue
		}
		if s.value() == endOfBlock {
			d.bits, d.done = bits, done
			return true
		}
		length := s.value() - endOfBlock + bits.low(s.extra())
		bits = bits.skip(s.extra())
		s = d.distances.find(bits.next)
		bits = bits.skip(s.length())
		distance := s.value() + bits.low(s.extra())
		bits = bits.skip(s.extra())
		if s == 0 || distance > done || length > len(out)-done {
			return false
		}
		repeat(out, done, length, distance)
		done += length
	}
}

// repeat writes bytes again that are at a distance before.
func repeat(out []byte, to, length, distance int) {
	from, end := to-distance, to+length
	if distance >= 8 && end+8 <= len(out) {
		for ; to < end; from, to = from+8, to+8 { // what comes after the end is written later
			binary.LittleEndian.PutUint64(out[to:], binary.LittleEndian.Uint64(out[from:]))
		}
		return
	}
	for ; to < end; from, to = from+1, to+1 {
		out[to] = out[from]
	}
}
