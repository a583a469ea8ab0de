-- +goose Up
-- Visions: rounds with their working groups and how they were drawn, statements,
-- and what was suggested to them.

CREATE TABLE vision_round (
    id          {ID},
    board_id    BIGINT NOT NULL REFERENCES board (id),
    number      BIGINT NOT NULL,
    question    TEXT NOT NULL,
    horizon     BIGINT NOT NULL, -- the year
    group_count BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL, -- 0: it is open
    UNIQUE (board_id, number)
);

CREATE TABLE vision_group (
    id       {ID},
    board_id BIGINT NOT NULL REFERENCES board (id),
    round_id BIGINT NOT NULL REFERENCES vision_round (id),
    number   BIGINT NOT NULL, -- from 1
    UNIQUE (round_id, number)
);

-- Which seats belong to which group now, by the last draw or because they were vacant then.
CREATE TABLE vision_seat (
    round_id BIGINT NOT NULL REFERENCES vision_round (id),
    seat_id  BIGINT NOT NULL REFERENCES seat (id),
    number   BIGINT NOT NULL, -- of the group
    PRIMARY KEY (round_id, seat_id)
) {UNROWED};

CREATE TABLE vision_draw (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    round_id  BIGINT NOT NULL REFERENCES vision_round (id),
    number    BIGINT NOT NULL, -- from 1
    seed      TEXT NOT NULL,
    decision  TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    drawn_at  BIGINT NOT NULL,
    UNIQUE (round_id, number)
);

CREATE TABLE vision_lot (
    draw_id BIGINT NOT NULL REFERENCES vision_draw (id),
    place   BIGINT NOT NULL, -- in the order of the signs
    seat_id BIGINT NOT NULL REFERENCES seat (id),
    sign    TEXT NOT NULL,
    number  BIGINT NOT NULL, -- of the group
    PRIMARY KEY (draw_id, place)
) {UNROWED};

CREATE TABLE statement (
    id           {ID},
    board_id     BIGINT NOT NULL REFERENCES board (id),
    round_id     BIGINT NOT NULL REFERENCES vision_round (id),
    number       BIGINT NOT NULL,
    group_number BIGINT NOT NULL, -- 0: of no group
    author_id    BIGINT NOT NULL,
    content      TEXT NOT NULL,
    folded       TEXT NOT NULL, -- the text as it is searched
    version      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    poll_id      BIGINT REFERENCES poll (id), -- the vote that runs about it
    proposed_at  BIGINT NOT NULL,
    ended_at     BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
CREATE INDEX statement_round ON statement (round_id, number);

CREATE TABLE suggestion (
    id           {ID},
    board_id     BIGINT NOT NULL REFERENCES board (id),
    statement_id BIGINT NOT NULL REFERENCES statement (id),
    number       BIGINT NOT NULL,
    author_id    BIGINT NOT NULL,
    version      BIGINT NOT NULL, -- of the statement that it changes
    said_before  TEXT NOT NULL,
    content      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    state        TEXT NOT NULL,
    why          TEXT NOT NULL,
    decider_id   BIGINT NOT NULL,
    made_at      BIGINT NOT NULL,
    decided_at   BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
CREATE INDEX suggestion_statement ON suggestion (statement_id, number);
CREATE INDEX suggestion_open ON suggestion (board_id) WHERE state = 'open';
