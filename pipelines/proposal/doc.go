// Package proposal brings a build's marts to package quota: the composite index
// of every major, how far it depends on the weights, and the proposal for next
// year's admission plan (建议方案). Its models make the tables that the report's
// chapter and page are made of; the command runs the same models over a build
// with other options, as a what-if.
package proposal
