package bot

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"beirat/commands/boards"
)

// TestNoTwoFeaturesPlanTheSameKindOfWork: else one of them would do the other's.
func TestNoTwoFeaturesPlanTheSameKindOfWork(t *testing.T) {
	whose := map[string]string{}
	for _, one := range newFeatures(nil, boards.Offers{}).all() {
		kinds := slices.Concat(slices.Collect(maps.Keys(one.Letters())), slices.Collect(maps.Keys(one.Works())))
		for _, kind := range kinds {
			feature := fmt.Sprintf("%T", one)
			if other, taken := whose[kind]; taken {
				t.Errorf("%s is work of %s and of %s", kind, other, feature)
			}
			whose[kind] = feature
		}
	}
}
