-- +goose Up
-- Rounds of feedback on online services, and what was said in them.

CREATE TABLE feedback_round (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    number     BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    service    TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the service as it is looked for
    link       TEXT NOT NULL,
    about      TEXT NOT NULL,
    anonymous  BIGINT NOT NULL,
    asked      TEXT NOT NULL,
    group_id   BIGINT NOT NULL, -- 0: of no group
    state      TEXT NOT NULL,
    person_id  BIGINT NOT NULL, -- who began it
    opened_at  BIGINT NOT NULL,
    closes_at  BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    earlier_id BIGINT NOT NULL, -- the round before on the same service; 0: none
    UNIQUE (board_id, number)
);
CREATE INDEX feedback_round_service ON feedback_round (board_id, folded, id);
CREATE INDEX feedback_round_open ON feedback_round (board_id, closes_at) WHERE state = 'open';

CREATE TABLE feedback_task (
    round_id BIGINT NOT NULL REFERENCES feedback_round (id),
    number   BIGINT NOT NULL,
    title    TEXT NOT NULL,
    PRIMARY KEY (round_id, number)
) {UNROWED};

-- Who was asked when the round began, and who of them gave something. Of an
-- anonymous round the second is in its box until it ends.
CREATE TABLE feedback_asked (
    round_id  BIGINT NOT NULL REFERENCES feedback_round (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (round_id, person_id)
) {UNROWED};
CREATE INDEX feedback_asked_person ON feedback_asked (person_id);

CREATE TABLE feedback_giver (
    round_id  BIGINT NOT NULL REFERENCES feedback_round (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (round_id, person_id)
) {UNROWED};
CREATE INDEX feedback_giver_person ON feedback_giver (person_id);

-- The ratings of a named round.
CREATE TABLE feedback_rating (
    round_id  BIGINT NOT NULL REFERENCES feedback_round (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    task      BIGINT NOT NULL,
    rating    BIGINT NOT NULL,
    PRIMARY KEY (round_id, person_id, task)
) {UNROWED};

-- Those of an anonymous one that is over: how often each was given.
CREATE TABLE feedback_tally (
    round_id BIGINT NOT NULL REFERENCES feedback_round (id),
    task     BIGINT NOT NULL,
    rating   BIGINT NOT NULL,
    times    BIGINT NOT NULL,
    PRIMARY KEY (round_id, task, rating)
) {UNROWED};

-- Points; those of an anonymous round come here when it ends, in random order
-- and without author and time.
CREATE TABLE feedback_point (
    id         {ID},
    round_id   BIGINT NOT NULL REFERENCES feedback_round (id),
    number     BIGINT NOT NULL, -- 0 of a draft
    task       BIGINT NOT NULL, -- 0: the whole
    severity   TEXT NOT NULL,
    content    TEXT NOT NULL,
    attachment TEXT NOT NULL,
    person_id  BIGINT NOT NULL, -- 0: nobody knows
    draft      BIGINT NOT NULL,
    given_at   BIGINT NOT NULL,
    lock       TEXT NOT NULL -- of an anonymous one: what its author's key opens
);
CREATE INDEX feedback_point_round ON feedback_point (round_id, number);
CREATE INDEX feedback_point_person ON feedback_point (round_id, person_id) WHERE person_id <> 0;

-- What an anonymous round holds while it runs: who gave something, and what was
-- given, which nothing links. One row a round, each text sorted and written anew
-- with everything that comes.
CREATE TABLE feedback_box (
    round_id BIGINT NOT NULL PRIMARY KEY REFERENCES feedback_round (id),
    givers   TEXT NOT NULL, -- ids, a line each
    content  TEXT NOT NULL -- JSON, a line each
);

-- What a board keeps to begin rounds of one kind by.
CREATE TABLE feedback_template (
    id       {ID},
    board_id BIGINT NOT NULL REFERENCES board (id),
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL, -- the name as it is looked for
    content  TEXT NOT NULL, -- JSON: the values by parameter
    saved_at BIGINT NOT NULL,
    UNIQUE (board_id, folded)
);
