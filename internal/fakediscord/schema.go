package fakediscord

// schemas are the official descriptions of what a bot sends.
type schemas struct{}

func newSchemas(raw []byte) *schemas { return nil }

// fits checks a body against its schema.
func (s *Server) fits(c *call) *refusal { return nil }
