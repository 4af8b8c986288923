package main

import (
	"cmp"
	"image"
	"image/color"
	"maps"
	"slices"
)

// reduced is a picture in its 256 most frequent colours, each other dot in the
// nearest of them.
func reduced(img image.Image) *image.Paletted {
	bounds := img.Bounds()
	counts := map[color.RGBA]int{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[opaque(img.At(x, y))]++
		}
	}
	out := image.NewPaletted(bounds, frequent(counts))
	nearest := map[color.RGBA]uint8{}
	for c := range counts {
		nearest[c] = uint8(out.Palette.Index(c))
	}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			out.SetColorIndex(x, y, nearest[opaque(img.At(x, y))])
		}
	}
	return out
}

// opaque is a colour without what would shine through: a page has a ground.
func opaque(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
}

// frequent are the most frequent colours, equal counts by colour, so that equal
// pictures have equal bytes.
func frequent(counts map[color.RGBA]int) color.Palette {
	all := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, c := range all[:min(256, len(all))] {
		palette = append(palette, c)
	}
	return palette
}
