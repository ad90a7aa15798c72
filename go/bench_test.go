package mcpx

import (
	"strings"
	"testing"
)

func BenchmarkClassify(b *testing.B) {
	rows := readRows(b, "classify", 2500)
	ClassifyText("", Hints{}) // the first call compiles the module
	total := 0
	for _, row := range rows {
		total += len(row.Text)
	}
	b.SetBytes(int64(total / len(rows)))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		row := &rows[i%len(rows)]
		ClassifyText(row.Text, Hints{Transport: "stdio"})
	}
}

// The module has to read new hints for every call.
func BenchmarkClassifyOtherHints(b *testing.B) {
	rows := readRows(b, "classify", 2500)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		row := &rows[i%len(rows)]
		ClassifyText(row.Text, row.hints(ProfileProxy))
	}
}

// Nine questions about one text of 16,000 bytes: one scan, or nine.
func BenchmarkClassifyNine(b *testing.B) {
	text := strings.Repeat("ordinary words of a log line, again and again\n", 348)
	var hints []Hints
	for _, transport := range []string{"", "stdio", "http"} {
		for _, isolation := range []Isolation{IsolationUnknown, NotIsolated, Isolated} {
			hints = append(hints, Hints{Profile: ProfileExtended, Transport: transport, DockerIsolated: isolation, Facts: Facts{}})
		}
	}
	b.Run("all", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			ClassifyAll(text, hints...)
		}
	})
	b.Run("one by one", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			for _, h := range hints {
				ClassifyText(text, h)
			}
		}
	})
}

func BenchmarkClassifyParallel(b *testing.B) {
	rows := readRows(b, "classify", 2500)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			ClassifyText(rows[i%len(rows)].Text, Hints{Transport: "stdio"})
		}
	})
}

func BenchmarkClassifyMegabyte(b *testing.B) {
	text := make([]byte, 1<<20)
	for i := range text {
		text[i] = "ordinary words of a log line, again and again\n"[i%46]
	}
	b.SetBytes(int64(len(text)))
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		ClassifyText(string(text), Hints{})
	}
}

func BenchmarkRedact(b *testing.B) {
	rows := readRows(b, "classify", 2500)
	total := 0
	for _, row := range rows {
		total += len(row.Text)
	}
	b.SetBytes(int64(total / len(rows)))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := Redact(rows[i%len(rows)].Text, CheckOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	var payloads [][]byte
	total := 0
	for _, row := range readRows(b, "heartbeats", 100) {
		payloads = append(payloads, row.payload(b))
		total += len(payloads[len(payloads)-1])
	}
	b.SetBytes(int64(total / len(payloads)))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		Validate(payloads[i%len(payloads)], CheckOptions{})
	}
}
