-- +goose Up
-- The way to the strategy: its phases, who consents to be named in it, its
-- versions, to which committees they went, and what came of it.

CREATE TABLE phase (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    phase     TEXT NOT NULL,
    basis     TEXT NOT NULL,
    poll_id   BIGINT REFERENCES poll (id), -- the one that decided it
    person_id BIGINT NOT NULL, -- 0: Beirat itself, after a poll
    opened_at BIGINT NOT NULL
);
CREATE INDEX phase_board ON phase (board_id, id);
CREATE UNIQUE INDEX phase_poll ON phase (poll_id) WHERE poll_id IS NOT NULL;

-- What a person said about being named in public; the last one holds.
CREATE TABLE consent (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    given     BIGINT NOT NULL,
    version   BIGINT NOT NULL, -- of the text they read
    said_at   BIGINT NOT NULL
);
CREATE INDEX consent_person ON consent (board_id, person_id, id);

CREATE TABLE strategy (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    number    BIGINT NOT NULL, -- the version
    content   TEXT NOT NULL, -- the document, as JSON
    checksum  TEXT NOT NULL, -- SHA-256 of the body of its Markdown
    phase     TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    made_at   BIGINT NOT NULL,
    UNIQUE (board_id, number)
);

-- Who is named in a version.
CREATE TABLE strategy_named (
    strategy_id BIGINT NOT NULL REFERENCES strategy (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (strategy_id, person_id)
) {UNROWED};

CREATE TABLE submission (
    id          {ID},
    board_id    BIGINT NOT NULL REFERENCES board (id),
    number      BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL REFERENCES strategy (id),
    committee   TEXT NOT NULL,
    folded      TEXT NOT NULL, -- the committee as it is looked for
    day         TEXT NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    noted_at    BIGINT NOT NULL,
    UNIQUE (board_id, number),
    UNIQUE (board_id, folded, day)
);

-- What a committee said; it may consider a submission more than once.
CREATE TABLE consideration (
    id            {ID},
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    outcome       TEXT NOT NULL,
    day           TEXT NOT NULL,
    reference     TEXT NOT NULL,
    note          TEXT NOT NULL,
    passage       TEXT NOT NULL, -- which one was changed
    before_text   TEXT NOT NULL,
    after_text    TEXT NOT NULL,
    person_id     BIGINT NOT NULL REFERENCES person (id),
    noted_at      BIGINT NOT NULL
);
CREATE INDEX consideration_submission ON consideration (submission_id, id);
