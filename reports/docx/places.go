package docx

import "archive/zip"

// Place is a bookmark and the figure that stands in it.
type Place struct{ Bookmark, ID string }

// Places lists the figures' bookmarks of an opened document.
func Places(r *zip.Reader) ([]Place, error) {
	ids, err := figureIDs(r)
	if err != nil {
		return nil, err
	}
	all := make([]Place, len(ids))
	for i, p := range ids {
		all[i] = Place{Bookmark: p.bookmark, ID: p.id}
	}
	return all, nil
}
