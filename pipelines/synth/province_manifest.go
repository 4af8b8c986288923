package synth

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
)

// ProvinceManifest is what the generator knows about the province it wrote. The
// figures are counted while the rows are drawn, never read back from the files.
type ProvinceManifest struct {
	Seed         uint64                `json:"seed"`
	Options      ProvinceOptions       `json:"options"` // defaults filled in
	Code         string                `json:"code"`    // 41
	Name         string                `json:"name"`
	Institutions []ProvinceInstitution `json:"institutions"`
	Files        []File                `json:"files"`
	Cells        []ProvinceCell        `json:"-"` // in ProvinceCellsName, by institution and cohort
}

// ProvinceInstitution is one line of the list of institutions.
type ProvinceInstitution struct {
	Code  string `json:"code"` // five digits
	Name  string `json:"name"`
	Tier  string `json:"tier"` // 本科, 高职
	Kind  string `json:"kind"` // 综合, 理工, …
	Place string `json:"place"`
}

// ProvinceCell is a class: who took a major at an institution and a level in a
// cohort, as their file says. TrueRate is the share of its graduates that would
// be placed if they were drawn again and again, 0 to 1.
type ProvinceCell struct {
	Institution string
	Level       string
	MajorCode   string // digits only, as valid for the cohort
	Cohort      int
	Graduates   int
	Settled     int
	TrueRate    float64
}

// ProvinceCellsName is the file of the manifest's cells: a full province has
// tens of thousands.
const ProvinceCellsName = "manifest.csv"

var cellHeadings = []string{"institution", "level", "major_code", "cohort", "graduates", "settled", "true_rate"}

// ReadProvinceManifest reads both files of the manifest of a workspace that
// WriteProvince made.
func ReadProvinceManifest(dir string) (ProvinceManifest, error) {
	var m ProvinceManifest
	text, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, err
	}
	m.Cells, err = readCells(filepath.Join(dir, ProvinceCellsName))
	return m, err
}

func readCells(path string) ([]ProvinceCell, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []ProvinceCell
	for _, r := range records[1:] {
		out = append(out, ProvinceCell{Institution: r[0], Level: r[1], MajorCode: r[2], Cohort: integer(r[3]),
			Graduates: integer(r[4]), Settled: integer(r[5]), TrueRate: number(r[6])})
	}
	return out, nil
}

func (m ProvinceManifest) write(dir string) error {
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestName), append(text, '\n'), 0o644); err != nil {
		return err
	}
	return writeCells(filepath.Join(dir, ProvinceCellsName), m.Cells)
}

func writeCells(path string, cells []ProvinceCell) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	w.Write(cellHeadings) // an error stays in w until the end
	for _, c := range cells {
		w.Write([]string{c.Institution, c.Level, c.MajorCode, strconv.Itoa(c.Cohort), strconv.Itoa(c.Graduates),
			strconv.Itoa(c.Settled), strconv.FormatFloat(c.TrueRate, 'f', 6, 64)})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
