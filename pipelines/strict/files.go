package strict

import "io/fs"

// Files reads the shipped files of those names, in their order, each by read,
// which is told the name under which errors know it: below sql/.
func Files[T any](files fs.FS, names []string, read func(file string, text []byte) ([]T, error)) ([]T, error) {
	var all []T
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		more, err := read("sql/"+name, text)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}
