package pdf

import (
	"testing"

	"htsm/generator/verify/pdf"
)

// BenchmarkCheck measures holding a brief of some twelve pages against the
// conditions of PDF/UA-1 and PDF/A-3a.
func BenchmarkCheck(b *testing.B) {
	data := rendered(b, long("fr", 0), shared(b))
	b.ReportAllocs()
	for b.Loop() {
		if found, err := pdf.Check(data); err != nil || len(found) > 0 {
			b.Fatal(err, found)
		}
	}
}
