// Package documents makes of results what a board sends on and files: pictures
// so far, each with a description that tells the same to whoever cannot see it.
// What it draws is handed to it in words, already said in the reader's
// language. It refuses to know how a result came about, whether anybody may see
// it yet, and where the document goes.
package documents
