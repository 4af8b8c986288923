package source

import (
	"errors"
	"io/fs"
	"strconv"
)

// readStyles maps each cell style to its number format.
func (b *xlsxBook) readStyles() error {
	custom := map[int]string{}
	var ids []int
	inside := false // cellXfs, as opposed to cellStyleXfs
	err := b.walk(b.names.styles, maxStrings, func(t tag) error {
		switch {
		case t.is("numFmt"):
			if id, err := strconv.Atoi(t.attr("numFmtId")); err == nil {
				custom[id] = t.attr("formatCode")
			}
		case string(t.name) == "cellXfs":
			inside = !t.close && !t.single
		case inside && t.is("xf"):
			id, _ := strconv.Atoi(t.attr("numFmtId")) // none is General
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b.look.formats = make([]format, len(ids))
	for i, id := range ids {
		b.look.formats[i] = formatOf(id, custom)
	}
	return nil
}
