package strict

import (
	"fmt"
	"strings"
)

// Quote writes s as a TOML basic string. Go's own quoting would escape in a
// way that TOML does not read (\x00).
func Quote(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\' || r == '"':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}
