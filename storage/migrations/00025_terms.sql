-- +goose Up
-- Terms that are over, as they were; the one that is planned to follow; and when
-- the days of a term became others.

CREATE TABLE term (
    id          {ID},
    board_id    BIGINT NOT NULL REFERENCES board (id),
    number      BIGINT NOT NULL,
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    over_at     BIGINT NOT NULL, -- when the next one began
    profile_id  BIGINT NOT NULL REFERENCES profile (id), -- the rules that held last
    outcome     TEXT NOT NULL,
    basis       TEXT NOT NULL,
    person_id   BIGINT NOT NULL, -- who had the next one begin
    archived_at BIGINT NOT NULL,
    UNIQUE (board_id, number)
);

-- Who had which seat in it, or voted for who had it.
CREATE TABLE term_seat (
    id             {ID},
    term_id        BIGINT NOT NULL REFERENCES term (id),
    seat_id        BIGINT NOT NULL REFERENCES seat (id),
    seat_position  BIGINT NOT NULL,
    group_id       BIGINT NOT NULL,
    group_key      TEXT NOT NULL,
    group_name     TEXT NOT NULL, -- as it was called
    group_seats    BIGINT NOT NULL,
    group_position BIGINT NOT NULL,
    person_id      BIGINT NOT NULL REFERENCES person (id),
    organisation   TEXT NOT NULL,
    delegate       BIGINT NOT NULL, -- 1: voted for the holder
    from_at        BIGINT NOT NULL,
    until_at       BIGINT NOT NULL -- 0: to the end of the term
);
CREATE INDEX term_seat_term ON term_seat (term_id, id);
CREATE INDEX term_seat_person ON term_seat (person_id);

CREATE TABLE next_term (
    board_id   BIGINT NOT NULL PRIMARY KEY REFERENCES board (id),
    first_day  TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    seats      BIGINT NOT NULL, -- 1: who has a seat keeps it
    rules      BIGINT NOT NULL, -- 1: the rules go on
    basis      TEXT NOT NULL,
    person_id  BIGINT NOT NULL,
    planned_at BIGINT NOT NULL
);

CREATE TABLE term_change (
    id           {ID},
    board_id     BIGINT NOT NULL REFERENCES board (id),
    number       BIGINT NOT NULL, -- of the term
    first_before TEXT NOT NULL,
    last_before  TEXT NOT NULL,
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL,
    basis        TEXT NOT NULL,
    person_id    BIGINT NOT NULL,
    made_at      BIGINT NOT NULL
);
CREATE INDEX term_change_board ON term_change (board_id, id);

-- The first day of the one that is planned; empty: none is.
ALTER TABLE board ADD COLUMN term_next TEXT NOT NULL DEFAULT '';
