-- +goose Up
-- Fields of action, what members add to them, and the time in which they are collected.

ALTER TABLE profile ADD COLUMN successor_defines BIGINT NOT NULL DEFAULT 0;

CREATE TABLE field (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    number     BIGINT NOT NULL,
    seat_id    BIGINT NOT NULL REFERENCES seat (id), -- for which it was defined
    person_id  BIGINT NOT NULL REFERENCES person (id), -- who defined it
    title      TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the title as it is looked for
    content    TEXT NOT NULL,
    edition    BIGINT NOT NULL, -- of title and text, from 1
    edited_by  BIGINT NOT NULL,
    state      TEXT NOT NULL,
    into_id    BIGINT REFERENCES field (id), -- of a merged one; never one that is merged itself
    defined_at BIGINT NOT NULL,
    counts_at  BIGINT NOT NULL, -- from when on the seat has it
    UNIQUE (board_id, number)
);
CREATE INDEX field_seat ON field (seat_id);
CREATE INDEX field_into ON field (into_id) WHERE into_id IS NOT NULL;

CREATE TABLE contribution (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    number     BIGINT NOT NULL,
    field_id   BIGINT NOT NULL REFERENCES field (id),
    from_id    BIGINT REFERENCES field (id), -- for which it was written, if that is another one
    seat_id    BIGINT NOT NULL REFERENCES seat (id),
    person_id  BIGINT NOT NULL REFERENCES person (id),
    content    TEXT NOT NULL,
    edition    BIGINT NOT NULL,
    mark       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    marked_by  BIGINT NOT NULL,
    marked_at  BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    edited_at  BIGINT NOT NULL,
    taken_back BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
CREATE INDEX contribution_field ON contribution (field_id, number);
CREATE INDEX contribution_person ON contribution (person_id, board_id);

-- Two fields that are to become one, if those who defined them agree.
CREATE TABLE merger (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    first_id  BIGINT NOT NULL REFERENCES field (id),
    second_id BIGINT NOT NULL REFERENCES field (id),
    title     TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    asked_at  BIGINT NOT NULL,
    state     TEXT NOT NULL,
    ended_by  BIGINT NOT NULL
);
CREATE INDEX merger_fields ON merger (first_id, second_id) WHERE state = 'asked';

CREATE TABLE merger_consent (
    merger_id BIGINT NOT NULL REFERENCES merger (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (merger_id, person_id)
) {UNROWED};

-- A time in which the chair asks for fields and contributions.
CREATE TABLE collection (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    ended_at  BIGINT NOT NULL -- 0: it runs
);
CREATE UNIQUE INDEX collection_running ON collection (board_id) WHERE ended_at = 0;
