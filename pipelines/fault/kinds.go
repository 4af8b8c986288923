package fault

// Kinds returns every kind of fault in err's tree. A fault counts as its own
// kind, whatever caused it; an error that is no fault counts as Failed.
func Kinds(err error) map[Kind]bool {
	kinds := map[Kind]bool{}
	collect(err, kinds)
	return kinds
}

func collect(err error, kinds map[Kind]bool) {
	switch e := err.(type) {
	case nil:
	case *Error:
		kinds[e.Kind] = true
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			collect(one, kinds)
		}
	case interface{ Unwrap() error }:
		collect(e.Unwrap(), kinds)
	default:
		kinds[Failed] = true
	}
}
