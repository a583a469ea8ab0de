-- +goose Up
-- Meetings and the series that they come from. What people wrote as a date stays
-- what it was, with its zone; starts_at is the moment that it means.

CREATE TABLE meeting_series (
    id          {ID},
    board_id    BIGINT NOT NULL REFERENCES board (id),
    rule        TEXT NOT NULL, -- RFC 5545, 3.3.10
    first_wall  TEXT NOT NULL, -- of the first date, as 2026-12-10T18:00
    made_wall   TEXT NOT NULL, -- of the last date that became a meeting; empty: none did
    zone        TEXT NOT NULL,
    minutes     BIGINT NOT NULL,
    place       TEXT NOT NULL,
    link        TEXT NOT NULL,
    dial_in     TEXT NOT NULL,
    person_id   BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    told_at     BIGINT NOT NULL, -- when everybody was last told of its dates; 0: never
    ended_at    BIGINT NOT NULL -- 0: it goes on
);
CREATE INDEX meeting_series_board ON meeting_series (board_id);

CREATE TABLE meeting (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    number     BIGINT NOT NULL,
    uid        TEXT NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the title as it is searched
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL,
    series_id  BIGINT REFERENCES meeting_series (id),
    wall       TEXT NOT NULL, -- 2026-12-10T18:00; empty: no date is known
    zone       TEXT NOT NULL,
    starts_at  BIGINT NOT NULL, -- 0: no date is known
    minutes    BIGINT NOT NULL,
    place      TEXT NOT NULL,
    link       TEXT NOT NULL,
    dial_in    TEXT NOT NULL,
    sequence   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    why        TEXT NOT NULL,
    opened_at  BIGINT NOT NULL,
    closed_at  BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
CREATE INDEX meeting_start ON meeting (board_id, starts_at);

-- A meeting as everybody was last told of it: what differs since is news.
CREATE TABLE meeting_told (
    meeting_id BIGINT PRIMARY KEY REFERENCES meeting (id),
    state      TEXT NOT NULL,
    wall       TEXT NOT NULL,
    minutes    BIGINT NOT NULL,
    place      TEXT NOT NULL,
    link       TEXT NOT NULL,
    dial_in    TEXT NOT NULL,
    told_at    BIGINT NOT NULL
);
