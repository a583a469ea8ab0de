# What CI runs is .ci/run; this is for those who have more time.

# every story on every server and both databases; needs the environment that
# e2e/mattermost prints, or leaves the real server out and says so
.PHONY: everything
everything:
	BEIRAT_TEST_EVERYTHING=yes go test -race -timeout 60m ./...
