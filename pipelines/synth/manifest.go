package synth

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Manifest is what the generator knows about the workspace it wrote: the files,
// every piece of dirt with its place, and the true figures, counted from the
// generator's own records and never read back from the files.
type Manifest struct {
	Seed               uint64              `json:"seed"`
	Graduates          int                 `json:"graduates_per_cohort"` // asked for; rosters hold about as many
	InstitutionCode    string              `json:"institution_code"`
	InstitutionName    string              `json:"institution_name"`
	Cohorts            []int               `json:"cohorts"`
	Files              []File              `json:"files"`
	Faults             []Fault             `json:"faults"` // each must be found
	Silent             []Fault             `json:"silent"` // none of these may be complained of
	UnknownColumns     []UnknownColumn     `json:"unknown_columns"`
	RosterDifferences  []RosterDifference  `json:"roster_differences"`
	ControlDifferences []ControlDifference `json:"control_differences"`
	Plans              []PlanTruth         `json:"plans"`
	Admissions         []AdmissionTruth    `json:"admissions"`
	Alumni             []AlumniTruth       `json:"alumni"`
	SurveyFaults       []SurveyFault       `json:"survey_faults"`
	Employers          []EmployerTruth     `json:"employers"`
	RegisterFaults     []Fault             `json:"register_faults"` // rows that a register's check must complain of
	Duties             []DutyTruth         `json:"duties"`
	Shortfalls         []DutyShortfall     `json:"shortfalls"`
	Truth              []Cell              `json:"truth"`
}

// File is one file of the workspace, path relative to it.
type File struct {
	Path     string `json:"path"`
	Contract string `json:"contract"`
	Cohort   int    `json:"cohort,omitempty"`
	AsOf     string `json:"as_of,omitempty"` // YYYY-MM-DD
	Sheet    string `json:"sheet,omitempty"` // empty for CSV
	Rows     int    `json:"rows"`            // data rows, planted repetitions and hidden ones included
	Skipped  int    `json:"skipped"`         // rows of titles, headings and totals
	Hidden   int    `json:"hidden"`          // of Rows
	Records  int    `json:"records"`         // Rows, or of a wide table its filled cells
}

// Fault is one planted piece of dirt. Field is the canonical column, Column the
// heading in the file; both are empty where the whole row is meant. Rule is a
// rule of package contract, or empty_destination, which no contract reports but
// which counts as 未识别.
type Fault struct {
	File   string `json:"file"`
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row"` // as a spreadsheet shows it
	Column string `json:"column,omitempty"`
	Field  string `json:"field,omitempty"`
	Rule   string `json:"rule"`
}

// UnknownColumn is a heading that no contract knows, with how many cells it fills.
type UnknownColumn struct {
	File    string `json:"file"`
	Heading string `json:"heading"`
	Filled  int    `json:"filled"`
}

// RosterDifference counts the people of one side only, repetitions left out.
type RosterDifference struct {
	Cohort         int    `json:"cohort"`
	Cutoff         string `json:"cutoff"` // MM-DD
	OnlyInRoster   int    `json:"only_in_roster"`
	OfThemCounted  int    `json:"of_them_counted"` // in the denominator
	OnlyInRegister int    `json:"only_in_register"`
}

// ControlDifference is a control total that was falsified on purpose.
type ControlDifference struct {
	Cohort      int    `json:"cohort"`
	Cutoff      string `json:"cutoff"`
	Level       string `json:"level"`
	College     string `json:"college"` // as in the file
	Destination string `json:"destination"`
	True        int    `json:"true"`
	Written     int    `json:"written"`
}

// PlanTruth is the admission plan of a year for a programme, or for a 大类,
// provinces added up.
type PlanTruth struct {
	Year      int    `json:"year"`
	Level     string `json:"level"`
	Type      string `json:"type"`       // 统招, 专升本
	MajorCode string `json:"major_code"` // digits only; empty for a 大类
	Major     string `json:"major"`      // the programme's name, or that of the 大类
	Class     bool   `json:"class,omitempty"`
	Plan      int    `json:"plan"`
}

// Cell counts the records of a cohort at a cut-off that agree in everything
// else. Exclusion is empty for those in the denominator.
type Cell struct {
	Cohort         int    `json:"cohort"`
	Cutoff         string `json:"cutoff"` // MM-DD
	Exclusion      string `json:"exclusion,omitempty"`
	Level          string `json:"level"`
	College        string `json:"college"`
	CurrentCollege string `json:"current_college"`
	MajorCode      string `json:"major_code"` // digits only
	Major          string `json:"major"`
	CurrentCode    string `json:"current_major_code"`
	ProgrammeKind  string `json:"programme_kind,omitempty"`
	Completion     string `json:"completion"`
	Gender         string `json:"gender"`
	Destination    string `json:"destination"` // code; 00 未登记, 99 未识别
	Settled        bool   `json:"settled"`     // the same under both editions
	Count          int    `json:"count"`
}

// Count adds the cells of a cohort and cut-off, MM-DD, that keep accepts; those
// outside the denominator are left out. A nil keep accepts all.
func (m Manifest) Count(cohort int, cutoff string, keep func(Cell) bool) int {
	n := 0
	for _, c := range m.Truth {
		if c.Cohort == cohort && c.Cutoff == cutoff && c.Exclusion == "" && (keep == nil || keep(c)) {
			n += c.Count
		}
	}
	return n
}

// ManifestName is the manifest's file in the workspace.
const ManifestName = "manifest.json"

// ReadManifest reads the manifest of a workspace that Write made.
func ReadManifest(dir string) (Manifest, error) {
	var m Manifest
	text, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(text, &m)
}

func (m Manifest) write(dir string) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, ManifestName), append(text, '\n'), 0o644)
}
