package inflate

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand"
	"strings"
	"testing"
)

func deflate(t testing.TB, data []byte, level int) string {
	t.Helper()
	var packed strings.Builder
	writer, err := flate.NewWriter(&packed, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.String()
}

// skewed returns bytes of which each is half as frequent as the one before it, so that
// some codes have the greatest length.
func skewed(random *rand.Rand, count int) []byte {
	data := make([]byte, count)
	for i := range data {
		for data[i] < 40 && random.Intn(2) == 0 {
			data[i]++
		}
	}
	return data
}

func samples() map[string][]byte {
	random := rand.New(rand.NewSource(1))
	noise := make([]byte, 200_000)
	random.Read(noise)
	words := strings.Fields("the server at port was not found because its command is missing")
	var text []byte
	for len(text) < 300_000 {
		text = append(append(text, words[random.Intn(len(words))]...), ' ')
	}
	far := append(append(append([]byte(nil), noise[:32768]...), noise[:300]...), noise[:258]...)
	return map[string][]byte{
		"nothing":          {},
		"a byte":           {0},
		"a short text":     []byte("mcpx, mcpx, mcpx"),
		"runs":             bytes.Repeat([]byte{0, 0, 0, 0, 7}, 40_000),
		"one byte":         make([]byte, 100_000),
		"repeats of 2":     bytes.Repeat([]byte("ab"), 1000),
		"repeats of 7":     bytes.Repeat([]byte("abcdefg"), 1000),
		"noise":            noise,
		"text":             text,
		"skewed bytes":     skewed(random, 400_000),
		"far repetitions":  far,
		"text, then noise": append(append([]byte(nil), text[:100_000]...), noise...),
	}
}

func TestIntoEqualsCompressFlate(t *testing.T) {
	for name, data := range samples() {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, flate.BestSpeed, flate.BestCompression} {
			out := bytes.Repeat([]byte{0xEE}, len(data))
			if err := Into(out, deflate(t, data, level)); err != nil || !bytes.Equal(out, data) {
				t.Errorf("%s at level %d: %v", name, level, err)
			}
		}
	}
}

func TestIntoRejects(t *testing.T) {
	for name, data := range samples() {
		for _, level := range []int{flate.NoCompression, flate.BestCompression} {
			packed := deflate(t, data, level)
			for what, err := range map[string]error{
				"more room":    Into(make([]byte, len(data)+1), packed),
				"a cut":        Into(make([]byte, len(data)), packed[:len(packed)-1]),
				"another byte": Into(make([]byte, len(data)), packed+"\x00"),
				"no stream":    Into(make([]byte, len(data)), ""),
			} {
				if err != ErrCorrupt {
					t.Errorf("%s at level %d, %s: %v", name, level, what, err)
				}
			}
			for room := range min(len(data), 40) {
				if err := Into(make([]byte, room), packed); err != ErrCorrupt {
					t.Errorf("%s at level %d in %d bytes: %v", name, level, room, err)
				}
			}
		}
	}
}

// A repetition of what was before the stream.
func TestIntoRejectsDictionary(t *testing.T) {
	data := []byte("the server was not found")
	var packed bytes.Buffer
	writer, err := flate.NewWriterDict(&packed, flate.BestCompression, data)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = writer.Write(data)
	_ = writer.Close()
	if err := Into(make([]byte, len(data)), packed.String()); err != ErrCorrupt {
		t.Error(err)
	}
}

// A stored block whose two lengths differ.
func TestIntoRejectsLength(t *testing.T) {
	for i := 1; i <= 4; i++ {
		stored := []byte("\x01\x02\x00\xfd\xffab")
		stored[i] ^= 4
		expectSame(t, stored)
	}
}

// expectSame compares the results for any stream with those of compress/flate, which
// must use all of the stream, too.
func expectSame(t *testing.T, packed []byte) {
	t.Helper()
	reader := bytes.NewReader(packed)
	want, wantError := io.ReadAll(flate.NewReader(reader))
	out := make([]byte, len(want))
	err := Into(out, string(packed))
	if accepted := wantError == nil && reader.Len() == 0; accepted != (err == nil) {
		t.Fatalf("%x: %v, but compress/flate says %v and leaves %d bytes", packed, err, wantError, reader.Len())
	}
	if err == nil && !bytes.Equal(out, want) {
		t.Fatalf("%x gives other bytes", packed)
	}
}

// Streams with bits changed must not be read beyond their ends, or with another result
// than that of compress/flate.
func TestIntoDamagedStreams(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	for _, data := range samples() {
		packed := []byte(deflate(t, data[:min(len(data), 3000)], flate.BestCompression))
		for i := 0; i < 400; i++ {
			damaged := append([]byte(nil), packed[:random.Intn(len(packed))+1]...)
			for k := random.Intn(4); k >= 0; k-- {
				damaged[random.Intn(min(len(damaged), 80))] ^= 1 << random.Intn(8)
			}
			expectSame(t, damaged)
		}
	}
}

func FuzzInto(f *testing.F) {
	for _, data := range samples() {
		f.Add([]byte(deflate(f, data[:min(len(data), 500)], flate.BestCompression)))
	}
	f.Fuzz(func(t *testing.T, packed []byte) { expectSame(t, packed) })
}
