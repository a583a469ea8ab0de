-- +goose Up
-- How long boards keep what tells of people, what was deleted because of that,
-- and who was forgotten: of a person only the id is left, which nothing leads to.

ALTER TABLE person ADD COLUMN forgotten_at BIGINT NOT NULL DEFAULT 0; -- 0: they were not

CREATE TABLE retention (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    kind      TEXT NOT NULL,
    days      BIGINT NOT NULL,
    basis     TEXT NOT NULL,
    person_id BIGINT NOT NULL, -- who set it
    set_at    BIGINT NOT NULL,
    PRIMARY KEY (board_id, kind)
) {UNROWED};

-- What was deleted: how much of which kind, and when, and never whose.
CREATE TABLE retention_log (
    id       {ID},
    board_id BIGINT NOT NULL REFERENCES board (id),
    kind     TEXT NOT NULL, -- "forgotten": all of one person
    removed  BIGINT NOT NULL,
    basis    TEXT NOT NULL, -- the letter in which somebody was asked to be forgotten, without their name
    at       BIGINT NOT NULL
);
CREATE INDEX retention_log_board ON retention_log (board_id, id);
