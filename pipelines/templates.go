package pipelines

import (
	"os"
	"path/filepath"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/workspace"
	sqlfiles "quxiang/sql"
)

// WriteTemplates writes a blank workbook for every contract that people fill in into the
// workspace, the registers of the office's work into folders of their own, and
// returns their paths. Lists of choices come from the code tables that the
// program ships.
func WriteTemplates(w *workspace.Workspace) ([]string, error) {
	contracts, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		return nil, err
	}
	codes, err := contract.LoadCodes(sqlfiles.Files)
	if err != nil {
		return nil, err
	}
	var written []string
	for _, c := range contracts {
		if !c.Fillable() {
			continue
		}
		file := filepath.Join(w.Path(workspace.TemplateFolder), c.Folder, c.Title+".xlsx")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := c.WriteTemplate(file, codes); err != nil {
			return nil, err
		}
		written = append(written, file)
	}
	return written, nil
}
