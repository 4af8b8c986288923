package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// runs is of how many runs the median is taken.
const runs = 5

// compare reads each kind of sheet by each reader, in turns, one thread each.
// python is an interpreter that has python-calamine; "" leaves it out.
func compare(dir, python string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Println("| sheet of 100,000 × 40 | ours, s | excelize, s | ratio | calamine, s | ratio |")
	fmt.Println("| --- | ---: | ---: | ---: | ---: | ---: |")
	for _, kind := range kinds {
		file := filepath.Join(dir, kind+".xlsx")
		readers := [][]string{{self, "read", "ours", file}, {self, "read", "excelize", file}}
		if python != "" {
			readers = append(readers, []string{python, ".ci/bench/calamine.py", file})
		}
		took, err := inTurns(readers)
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %.2f | %.2f | %.1f |", kind, took[0], took[1], took[1]/took[0])
		if python != "" {
			fmt.Printf(" %.2f | %.1f |", took[2], took[2]/took[0])
		}
		fmt.Println()
	}
	return nil
}

// inTurns returns the median of each reader; all must see the same values.
func inTurns(readers [][]string) ([]float64, error) {
	seconds := make([][]float64, len(readers))
	same := ""
	for range runs {
		for i, reader := range readers {
			values, took, err := readOnce(reader)
			if err != nil {
				return nil, err
			}
			if same == "" {
				same = values
			}
			if values != same {
				return nil, fmt.Errorf("%s sees %s, the first reader %s", strings.Join(reader, " "), values, same)
			}
			seconds[i] = append(seconds[i], took)
		}
	}
	medians := make([]float64, len(readers))
	for i, all := range seconds {
		slices.Sort(all)
		medians[i] = all[runs/2]
	}
	return medians, nil
}

// readOnce runs a reader; it prints cells, two checksums and seconds.
func readOnce(reader []string) (values string, seconds float64, err error) {
	cmd := exec.Command(reader[0], reader[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", 0, err
	}
	at := strings.LastIndexByte(strings.TrimSpace(string(out)), ' ')
	if at < 0 {
		return "", 0, errors.New("no figures: " + string(out))
	}
	_, err = fmt.Sscan(string(out[at:]), &seconds)
	return string(out[:at]), seconds, err
}
