package board

// SecretBy is how many of the members must ask for a secret vote until it is
// one: so many that one in share of them does, as one in five is one fifth; in
// an election one, § 92 (1) VwVfG.
func (p Poll) SecretBy(members, share int) int {
	if p.Purpose == Election || members < 1 || share < 1 {
		return 1
	}
	return (members + share - 1) / share
}
