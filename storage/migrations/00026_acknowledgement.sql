-- +goose Up
-- Who was given which notice, and who said that they read it; the last one holds.

CREATE TABLE acknowledgement (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    notice    TEXT NOT NULL,
    version   BIGINT NOT NULL, -- of the text
    said_at   BIGINT NOT NULL,
    UNIQUE (board_id, person_id, notice, version)
);
