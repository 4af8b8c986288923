package model

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Params is what configuration decides: the one row of
// reference.run_parameter and the rows of reference.report_cutoff.
type Params struct {
	Version         string `json:"-"` // of the program, for provenance.build
	Origin          string `json:"-"` // of all that is no data: configuration, rules, models
	InstitutionCode string `json:"institution_code"`
	InstitutionName string `json:"institution_name"`
	Level           string `json:"workspace_level"` // school, province
	ReportYear      int    `json:"report_year"`
	Edition         string `json:"edition_choice"` // auto, 2021, 2024
	MainCutoff      string `json:"main_cutoff"`    // MM-DD
	PublishCutoff   string `json:"publish_cutoff"` // MM-DD
	SmallN          int    `json:"small_n"`
	AssumeComplete  bool   `json:"assume_complete"`

	Settings map[string]string `json:"settings,omitempty"` // configuration that Go models heed: key → value, for provenance
}

// DefaultParams is what unit tests run with, unless they give
// reference.run_parameter rows of their own.
func DefaultParams() Params {
	return Params{Version: "test", InstitutionCode: "10000", InstitutionName: "测试大学", Level: "school",
		ReportYear: 2024, Edition: "auto", MainCutoff: "12-31", PublishCutoff: "11-30", SmallN: 10}
}

const parameterDDL = `
create table build.reference.run_parameter (
    institution_code text not null,
    institution_name text not null,
    workspace_level text not null,
    report_year integer not null,
    edition_choice text not null,
    main_cutoff text not null,
    small_n integer not null,
    assume_complete boolean not null
);
create table build.reference.report_cutoff (
    role text not null,
    cutoff text not null
);`

func parameterTables() []string {
	return []string{"reference.run_parameter", "reference.report_cutoff"}
}

func (v Params) create(ctx context.Context, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, parameterDDL); err != nil {
		return fmt.Errorf("run parameters: %w", err)
	}
	_, err := conn.ExecContext(ctx, "insert into build.reference.run_parameter values (?, ?, ?, ?, ?, ?, ?, ?)",
		v.InstitutionCode, v.InstitutionName, v.Level, v.ReportYear, v.Edition, v.MainCutoff, v.SmallN, v.AssumeComplete)
	if err != nil {
		return fmt.Errorf("run parameters: %w", err)
	}
	_, err = conn.ExecContext(ctx, "insert into build.reference.report_cutoff values ('main', ?), ('publish', ?)",
		v.MainCutoff, v.PublishCutoff)
	return err
}

// json writes the parameters for provenance.build.
func (v Params) json() (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}
