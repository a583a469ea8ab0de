package documents

// Pages is how many sheets of A4 the document has as PDF.
func (d Document) Pages() (int, error) {
	p, err := d.set()
	if err != nil {
		return 0, err
	}
	return len(p.flow.sheets), nil
}
