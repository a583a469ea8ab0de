-- +goose Up
-- Pictures and files that were given with something.

CREATE TABLE attachment (
    id       TEXT NOT NULL PRIMARY KEY, -- drawn by chance
    board_id BIGINT NOT NULL REFERENCES board (id),
    name     TEXT NOT NULL,
    type     TEXT NOT NULL,
    content  {BLOB} NOT NULL,
    kept_at  BIGINT NOT NULL -- 0 where nothing may tell when it came
) {UNROWED};
