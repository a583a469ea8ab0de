// Package commands is the book of commands: typed parameters that are both
// declaration and accessor, the grammar of typed lines, forms, near misses,
// help, completion and the manual, all from one declaration. The names that
// people type come from the catalogues, in every language at once. It refuses
// to know what any command does, which platform it came from, and who may.
package commands
