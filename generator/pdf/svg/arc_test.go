package svg

import (
	"strings"
	"testing"
)

func TestAnArcThatGrowsWithoutLimitIsAnError(t *testing.T) {
	_, err := Read([]byte(`<svg width="100" height="50"><path d="M0 0A1 1e-9 0 0 0 0 -250" fill="#123"/></svg>`))
	if err == nil || !strings.Contains(err.Error(), "an arc that leaves the drawing") {
		t.Errorf("the error is %v", err)
	}
}
