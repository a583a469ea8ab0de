package documents

// HTML is not written yet.
func (d Document) HTML() ([]byte, error) { return nil, nil }
