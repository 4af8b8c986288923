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

// rules lists every rule with its title and what becomes of the row.
var rules = []struct {
	rule           Rule
	title, outcome string
}{
	{UnknownCode, "代码或文字不在代码表或可选值里", "行保留，这一列按「未识别」计；去向未识别不算落实。核对总数的去向未识别时拒收"},
	{CodeTextDisagree, "代码与文字说的不是一回事", "行保留，这一列按「未识别」计"},
	{PrefixCode, "三位去向代码", "行保留，按前两位计"},
	{LeadingZero, "代码丢了前导 0", "行保留，补上 0"},
	{IdentifierNumeric, "号码以数字格式存放", "行保留，这个号码不用于匹配"},
	{IdentifierCheckDigit, "身份证号校验码不符", "行保留，这个号码不用于匹配"},
	{IdentifierFormat, "号码的位数或字符不对", "行保留，这个号码不用于匹配"},
	{IdentifierMissing, "没有任何标识，也没有人数", "拒收"},
	{KeyMissing, "缺少这一行必有的内容", "拒收（个人数据除外）"},
	{DateUnreadable, "日期读不懂，或有两种读法", "行保留，原样存放"},
	{NumberUnreadable, "数字读不懂", "个人数据和就业工作登记册的行保留，其他数据拒收；人数读不懂的汇总行拒收"},
	{UncachedFormula, "公式没有保存结果", "行保留，这一格当作空"},
	{ErrorInCell, "单元格是 #N/A 之类的错误值", "行保留，这一格当作空"},
	{HiddenRow, "隐藏的行", "照常载入，提醒一次"},
	{HiddenSheet, "隐藏的工作表", "不载入"},
	{CohortDiffers, "年度与声明的届次不同", "按声明的届次载入；多数行都不同时整个文件拒收"},
	{DuplicateRow, "同一人的同一学籍出现两次", "行保留，只计一次"},
	{UnknownColumn, "不认识的列", "只记表头和填写率，不存内容"},
}

// Rules lists every rule, in the order of docs/file-formats.md.
func Rules() []Rule {
	list := make([]Rule, len(rules))
	for i, r := range rules {
		list[i] = r.rule
	}
	return list
}

// Title names the rule in Chinese; a rule that is none keeps its name.
func (r Rule) Title() string {
	for _, known := range rules {
		if known.rule == r {
			return known.title
		}
	}
	return string(r)
}

// Outcome says in Chinese what becomes of a row or column that breaks the rule.
func (r Rule) Outcome() string {
	for _, known := range rules {
		if known.rule == r {
			return known.outcome
		}
	}
	return ""
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
