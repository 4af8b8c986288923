// Package chapter makes a report out of the marts: rows become figures, and
// figures become tables, charts and sentences. It holds one file a chapter.
//
// Nothing here counts a person: the marts count. Chapters choose rows, form
// ratios of two integers, order them, and say in words what they show. A number
// reaches a reader only as a figure.Figure; Check finds any other digit.
package chapter
