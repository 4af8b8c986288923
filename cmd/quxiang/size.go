package main

import (
	"fmt"
	"strconv"
	"strings"
)

// size is a flag's value in bytes: 512MB, 2GB, 1.5G. Zero means unset.
type size int64

var sizeUnits = map[string]float64{"B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}

// Set reads a size as people write it; units are powers of 1024.
func (s *size) Set(text string) error {
	t := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(strings.TrimSpace(text)), "B"), "I")
	unit := 1.0
	if t != "" {
		if u, known := sizeUnits[t[len(t)-1:]]; known {
			unit, t = u, strings.TrimSpace(t[:len(t)-1])
		}
	}
	n, err := strconv.ParseFloat(t, 64)
	if err != nil || !(n > 0 && n*unit < 1<<60) { // in this form NaN fails too
		return fmt.Errorf("不是内存大小：%s", text)
	}
	*s = size(n * unit)
	return nil
}

// String prints the size for help; empty when unset.
func (s *size) String() string {
	if *s == 0 {
		return ""
	}
	return strconv.FormatInt(int64(*s)>>20, 10) + "MB"
}

// Type names the value for cobra.
func (s *size) Type() string { return "size" }
