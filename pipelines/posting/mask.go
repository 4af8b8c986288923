package posting

import (
	"regexp"

	"quxiang/pipelines/identity"
)

// reachable are the numbers and addresses by which a person can be reached, as
// they stand in a cell: seven digits or more with nothing but dashes and spaces
// among them, and a mail address.
var reachable = regexp.MustCompile(`[0-9０-９](?:[-－—\s]?[0-9０-９]){6,}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)

// account is the name of an account behind that of its service.
var account = regexp.MustCompile(`((?i:微信|v信|vx|wx|qq)[号:： ]{0,3})([A-Za-z0-9_-]{5,})`)

// masked hides them in a quotation.
func masked(words string) string {
	words = reachable.ReplaceAllStringFunc(words, identity.Mask)
	return account.ReplaceAllStringFunc(words, func(s string) string {
		parts := account.FindStringSubmatch(s)
		return parts[1] + identity.Mask(parts[2])
	})
}
