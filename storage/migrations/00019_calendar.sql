-- +goose Up
-- Who reads the calendar of a board over the web, which meetings the public one
-- has told of, and what platforms show of a meeting besides its card.

CREATE TABLE calendar_address (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL, -- who alone was told it; 0: it is the public one
    name       TEXT NOT NULL UNIQUE, -- that nobody can guess
    created_at BIGINT NOT NULL,
    UNIQUE (board_id, person_id)
);

CREATE TABLE calendar_published (
    meeting_id   BIGINT PRIMARY KEY REFERENCES meeting (id),
    published_at BIGINT NOT NULL
);

CREATE TABLE calendar_announced (
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    platform   TEXT NOT NULL,
    server     TEXT NOT NULL,
    channel    TEXT NOT NULL,
    ref        TEXT NOT NULL, -- the platform's id of what stands there; empty: nothing does
    says       TEXT NOT NULL, -- a hash of what was announced last
    PRIMARY KEY (meeting_id, platform, server, channel)
);
