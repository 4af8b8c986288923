// Package attack sets the public edition before an attacker: it invents
// schools, makes their public reports as quxiang would, and writes down what a
// reader of them sees and, apart from that, what he must not find out.
//
// It decides nothing about safety. The attacker is a program of its own that
// reads these lines (.ci/attack), solves for every small count the least and
// the most that it could be, and knows nothing of package disclose.
package attack
