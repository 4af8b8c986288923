package contract

// Rule names one kind of problem; findings are counted and filtered by it.
type Rule string

// The rules, in the order of docs/file-formats.md.
const (
	UnknownCode          Rule = "unknown_code"           // neither a code nor a label of the column's table
	CodeTextDisagree     Rule = "code_text_disagree"     // code and text name different things
	PrefixCode           Rule = "prefix_code"            // a three-digit code taken by its two-digit prefix
	LeadingZero          Rule = "leading_zero"           // a code whose leading zeros were lost, and restored
	IdentifierNumeric    Rule = "identifier_numeric"     // an identifier stored as a number: digits may be lost
	IdentifierCheckDigit Rule = "identifier_check_digit" // fails its check digit
	IdentifierFormat     Rule = "identifier_format"      // characters that such an identifier cannot have
	IdentifierMissing    Rule = "identifier_missing"     // a person's row with no identifier at all
	KeyMissing           Rule = "key_missing"            // a row without what tells it from others
	DateUnreadable       Rule = "date_unreadable"
	NumberUnreadable     Rule = "number_unreadable"
	UncachedFormula      Rule = "uncached_formula" // a formula whose result the file does not hold
	ErrorInCell          Rule = "error_cell"       // #N/A and its like
	HiddenRow            Rule = "hidden_row"
	HiddenSheet          Rule = "hidden_sheet"
	CohortDiffers        Rule = "cohort_differs" // another cohort than the load declares
	DuplicateRow         Rule = "duplicate_row"
	UnknownColumn        Rule = "unknown_column" // heading and fill rate are kept, values are not
)

// Rules lists every rule; docs and tests go over it.
var Rules = []Rule{
	UnknownCode, CodeTextDisagree, PrefixCode, LeadingZero,
	IdentifierNumeric, IdentifierCheckDigit, IdentifierFormat, IdentifierMissing, KeyMissing,
	DateUnreadable, NumberUnreadable, UncachedFormula, ErrorInCell,
	HiddenRow, HiddenSheet, CohortDiffers, DuplicateRow, UnknownColumn,
}

// Severity says how much a problem matters.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Problem is what is wrong with one cell or row. Value is masked where the
// column is a direct identifier.
type Problem struct {
	Rule     Rule
	Severity Severity
	Column   string // heading as the file has it
	Value    string
	Why      string
	Hint     string
}
