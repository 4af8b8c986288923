package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines/ledger"
)

// orderFlags are the flags of the verbs that decide about what was loaded: why
// and by whom.
func orderFlags(cmd *cobra.Command, o *ledger.Order) {
	cmd.Flags().StringVar(&o.Reason, "reason", "", "`理由`，记录在案")
	cmd.Flags().StringVar(&o.By, "by", "", "`经手人`；不写则记本机用户名")
}
