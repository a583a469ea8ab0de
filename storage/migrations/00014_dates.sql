-- +goose Up
-- The search for the date of a meeting, and the school holidays that the office
-- imported. What the clock on the wall shows stands beside the moment, as with
-- meetings.

CREATE TABLE date_search (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    state      TEXT NOT NULL,
    zone       TEXT NOT NULL,
    opened_at  BIGINT NOT NULL,
    closes_at  BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL, -- 0: it is open
    person_id  BIGINT NOT NULL
);
CREATE INDEX date_search_meeting ON date_search (meeting_id);
CREATE INDEX date_search_open ON date_search (board_id) WHERE state = 'open';
CREATE UNIQUE INDEX date_search_one ON date_search (meeting_id) WHERE state = 'open';

CREATE TABLE date_option (
    id        {ID},
    search_id BIGINT NOT NULL REFERENCES date_search (id),
    number    BIGINT NOT NULL,
    wall      TEXT NOT NULL, -- 2026-12-10T18:00
    starts_at BIGINT NOT NULL,
    UNIQUE (search_id, number)
);

CREATE TABLE date_answer (
    option_id   BIGINT NOT NULL REFERENCES date_option (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    says        TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (option_id, person_id)
);

CREATE TABLE school_holiday (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    name      TEXT NOT NULL,
    first_day TEXT NOT NULL, -- 2026-12-23
    last_day  TEXT NOT NULL
);
CREATE INDEX school_holiday_board ON school_holiday (board_id, first_day);
