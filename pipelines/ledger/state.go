// Package ledger decides what may still happen to what was loaded, and keeps
// the record of it: states, freezes, undos, corrections, lists of names.
//
// A cut-off, that is a cohort at a day, is 自报 when it is loaded, 省核 and
// 核定 when the province and the ministry have looked at it, and closed when
// it is frozen. The table in docs/operations.md says which verb is allowed
// when; Decide is that table, and the tests hold the two to each other.
package ledger

import "quxiang/pipelines/fault"

// State is where a load, or a cut-off, stands.
type State string

// The states. A superseded load gave way to a later one, an undone load was
// taken out again; neither counts any more.
const (
	None       State = "" // nothing is loaded
	Reported   State = "自报"
	Reviewed   State = "省核"
	Settled    State = "核定"
	Superseded State = "superseded"
	Undone     State = "undone"
	Purged     State = "purged" // its rows were removed for good
)

// Verb is what one may want to do to a cut-off.
type Verb string

// The verbs of the table, as docs/operations.md calls them.
const (
	Load      Verb = "load"                         // a file for a cut-off that has none
	Supersede Verb = "load --supersedes"            // a later file in its place
	Reduce    Verb = "load --supersedes --document" // 核减: a later file ordered by a paper with a number
	Correct   Verb = "load --correction"            // what a college sends back
	Undo      Verb = "undo"                         // take a load out again
	Review    Verb = "state 省核"                     // the province has looked at it
	Settle    Verb = "state 核定"                     // the ministry has
	Freeze    Verb = "freeze"                       // nothing may change any more
)

// Verbs lists them in the order of the table.
var Verbs = []Verb{Load, Supersede, Reduce, Correct, Undo, Review, Settle, Freeze}

// outcome is one cell of the table: the state afterwards, or why it is refused.
type outcome struct {
	to      State
	refused string
	hint    string
}

func becomes(to State) outcome { return outcome{to: to} }

func no(why, hint string) outcome { return outcome{refused: why, hint: hint} }

var (
	taken      = no("已有这一届这一截止日的数据", "要用新文件取代它，用 --supersedes 指明取代哪一次载入")
	unordered  = no("已经%s过，没有文号不能改", "核减要有依据：加 --document 文号")
	nothing    = no("没有这样的数据", "先载入；用 quxiang history 查看载入过什么")
	beyondUndo = no("已经%s过，不能撤销", "要改数，按核减办理：load --supersedes 编号 --document 文号")
	notBefore  = no("还没有省核，不能核定", "先记下省核：quxiang state 省核")
	already    = no("已经是%s", "不必重复")
)

// table says what each verb does to a cut-off that is not frozen.
var table = map[Verb]map[State]outcome{
	Load:      {None: becomes(Reported), Reported: taken, Reviewed: taken, Settled: taken},
	Supersede: {None: nothing, Reported: becomes(Reported), Reviewed: unordered, Settled: unordered},
	Reduce:    {None: nothing, Reported: becomes(Reported), Reviewed: becomes(Reviewed), Settled: becomes(Settled)},
	Correct:   {None: nothing, Reported: becomes(Reported), Reviewed: becomes(Reviewed), Settled: becomes(Settled)},
	Undo:      {None: nothing, Reported: becomes(Undone), Reviewed: beyondUndo, Settled: beyondUndo},
	Review:    {None: nothing, Reported: becomes(Reviewed), Reviewed: already, Settled: already},
	Settle:    {None: nothing, Reported: notBefore, Reviewed: becomes(Settled), Settled: already},
	Freeze:    {None: nothing, Reported: becomes(Reported), Reviewed: becomes(Reviewed), Settled: becomes(Settled)},
}

// Decide returns the state that a verb leaves a cut-off in, or a fault that
// says why it may not be. Of a frozen cut-off only a 核减 changes anything,
// and the cut-off stays frozen.
func Decide(verb Verb, state State, frozen bool) (State, *fault.Error) {
	cell := table[verb][state]
	if frozen && verb != Reduce {
		cell = no("已冻结", "冻结的数据只能按核减改：load --supersedes 编号 --document 文号")
	}
	if cell.refused == "" {
		return cell.to, nil
	}
	return "", &fault.Error{Kind: fault.Usage, Op: string(verb), Why: worded(cell.refused, state), Hint: cell.hint}
}
