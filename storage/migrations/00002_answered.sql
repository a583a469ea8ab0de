-- +goose Up
-- What may be used once, and what was answered to it; kept for a while only.

CREATE TABLE answered (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,
    answer  {BLOB},
    used_at BIGINT NOT NULL,
    PRIMARY KEY (space, name)
) {UNROWED};
CREATE INDEX answered_used ON answered (used_at);
