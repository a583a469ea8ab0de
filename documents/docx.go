package documents

// DOCX is not written yet.
func (d Document) DOCX() ([]byte, error) { return nil, nil }
