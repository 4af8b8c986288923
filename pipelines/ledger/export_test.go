package ledger

// Documented is the table of docs/operations.md, for the tests of the package
// that load files.
var Documented = documented

// AtStep has fn called at every step of a release.
func AtStep(fn func(string)) { stepped = fn }
