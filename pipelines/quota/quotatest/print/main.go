// Print writes random apportionments with their solutions, one a line, for the
// test that runs them through the page's script: the packages under reports
// import nothing of the pipelines, so they ask for them in this way.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"

	"quxiang/pipelines/quota"
	"quxiang/pipelines/quota/quotatest"
)

func main() {
	if err := print(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// print takes the number of problems and the seed.
func print(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("want a number of problems and a seed, got %q", args)
	}
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	seed, err := strconv.ParseUint(args[1], 10, 64)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	for _, p := range quotatest.Problems(n, seed) {
		err := encoder.Encode(struct {
			Problem  json.RawMessage `json:"problem"`
			Solution quota.Solution  `json:"solution"`
		}{p.JSON(), p.Solve()})
		if err != nil {
			return err
		}
	}
	return out.Flush()
}
