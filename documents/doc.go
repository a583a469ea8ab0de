// Package documents makes what a board sends on and files: pictures of results,
// each with a description that tells the same to whoever cannot see it, and
// documents, one model of which is written as Markdown, HTML, PDF and DOCX.
// What it writes is handed to it in words, already said in the reader's
// language; what a person wrote never becomes markup. It refuses to know how a
// result came about, whether anybody may see it yet, and where a document goes.
package documents
