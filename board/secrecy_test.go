package board

import (
	"fmt"
	"testing"
)

func TestAVoteBecomesSecretWhenTheShareOfMembersAsks(t *testing.T) {
	for _, c := range []struct {
		members, share, want int
		purpose              Purpose
	}{
		{11, 5, 3, Recommendation}, {10, 5, 2, Recommendation}, {1, 5, 1, Recommendation}, {5, 5, 1, Informal}, {6, 5, 2, Informal},
		{11, 3, 4, Recommendation}, {100, 5, 20, Recommendation}, {11, 1, 11, Recommendation}, {11, 5, 1, Election},
		{0, 5, 1, Recommendation},
	} {
		t.Run(fmt.Sprintf("one in %d of %d in a vote for %s", c.share, c.members, c.purpose), func(t *testing.T) {
			if got := (Poll{Purpose: c.purpose}).SecretBy(c.members, c.share); got != c.want {
				t.Errorf("%d, not %d", got, c.want)
			}
		})
	}
}

func TestNoFewerThanTheShareMakeAVoteSecret(t *testing.T) {
	for members := 1; members <= 100; members++ {
		for share := 1; share <= 10; share++ {
			k := Poll{Purpose: Recommendation}.SecretBy(members, share)
			if share*k < members || share*(k-1) >= members {
				t.Fatalf("%d of %d with one in %d", k, members, share)
			}
		}
	}
}
