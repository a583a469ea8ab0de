-- +goose Up
-- Times are BIGINT, milliseconds UTC, 0 for none; days are ISO text in the
-- board's zone; yes and no are 1 and 0. ID, UNROWED and BLOB are filled in for
-- the database when this file is loaded (migrate.go).

CREATE TABLE person (
    id         {ID},
    name       TEXT NOT NULL,
    language   TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);

CREATE TABLE account (
    platform        TEXT NOT NULL,
    account         TEXT NOT NULL,
    person_id       BIGINT NOT NULL REFERENCES person (id),
    name            TEXT NOT NULL,
    unreachable_at  BIGINT NOT NULL DEFAULT 0,
    unreachable_why TEXT NOT NULL DEFAULT '',
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (platform, account)
) {UNROWED};
CREATE INDEX account_person ON account (person_id);

CREATE TABLE board (
    id         {ID},
    name       TEXT NOT NULL,
    language   TEXT NOT NULL,
    zone       TEXT NOT NULL,
    land       TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    contact    TEXT NOT NULL,
    term_start TEXT NOT NULL,
    term_last  TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE home (
    platform TEXT NOT NULL,
    server   TEXT NOT NULL,
    channel  TEXT NOT NULL,
    board_id BIGINT NOT NULL REFERENCES board (id),
    PRIMARY KEY (platform, server, channel)
) {UNROWED};
CREATE INDEX home_board ON home (board_id);

-- The numbers people type: the last one given, per board and kind of thing.
CREATE TABLE counter (
    board_id BIGINT NOT NULL REFERENCES board (id),
    thing    TEXT NOT NULL,
    last     BIGINT NOT NULL,
    PRIMARY KEY (board_id, thing)
) {UNROWED};

CREATE TABLE profile (
    id                     {ID},
    board_id               BIGINT NOT NULL REFERENCES board (id),
    version                BIGINT NOT NULL,
    basis                  TEXT NOT NULL,
    rule                   TEXT NOT NULL,
    quorum                 TEXT NOT NULL,
    tie                    TEXT NOT NULL,
    circular               TEXT NOT NULL,
    base                   TEXT NOT NULL,
    circular_days          BIGINT NOT NULL,
    secret_share           BIGINT NOT NULL,
    invitation_days        BIGINT NOT NULL,
    answer_days            BIGINT NOT NULL,
    results_recommendation TEXT NOT NULL,
    results_informal       TEXT NOT NULL,
    quiet_from             BIGINT NOT NULL,
    quiet_to               BIGINT NOT NULL,
    quiet_days_off         BIGINT NOT NULL,
    created_at             BIGINT NOT NULL,
    UNIQUE (board_id, version)
);

CREATE TABLE seat_group (
    id         {ID},
    board_id   BIGINT NOT NULL REFERENCES board (id),
    group_key  TEXT NOT NULL,
    name       TEXT NOT NULL,
    seats      BIGINT NOT NULL,
    ex_officio BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    UNIQUE (board_id, group_key)
);

CREATE TABLE seat (
    id       {ID},
    board_id BIGINT NOT NULL REFERENCES board (id),
    group_id BIGINT NOT NULL REFERENCES seat_group (id),
    position BIGINT NOT NULL,
    UNIQUE (group_id, position)
);
CREATE INDEX seat_board ON seat (board_id);

-- Who holds a seat, and who votes for the holder, over time: until_at 0 is now.
CREATE TABLE holder (
    id           {ID},
    seat_id      BIGINT NOT NULL REFERENCES seat (id),
    person_id    BIGINT NOT NULL REFERENCES person (id),
    organisation TEXT NOT NULL,
    from_at      BIGINT NOT NULL,
    until_at     BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX holder_now ON holder (seat_id) WHERE until_at = 0;
CREATE INDEX holder_person ON holder (person_id) WHERE until_at = 0;

CREATE TABLE delegate (
    id        {ID},
    seat_id   BIGINT NOT NULL REFERENCES seat (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX delegate_now ON delegate (seat_id) WHERE until_at = 0;
CREATE INDEX delegate_person ON delegate (person_id) WHERE until_at = 0;

CREATE TABLE role_holder (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    role      TEXT NOT NULL,
    since     BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id, role)
) {UNROWED};
CREATE INDEX role_holder_person ON role_holder (person_id);

CREATE TABLE absence (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id)
) {UNROWED};

CREATE TABLE poll (
    id              {ID},
    board_id        BIGINT NOT NULL REFERENCES board (id),
    number          BIGINT NOT NULL,
    question        TEXT NOT NULL,
    wording         TEXT NOT NULL,
    reasons         TEXT NOT NULL,
    folded          TEXT NOT NULL, -- the question as it is searched
    purpose         TEXT NOT NULL,
    method          TEXT NOT NULL,
    rule            TEXT NOT NULL,
    quorum          TEXT NOT NULL,
    tie             TEXT NOT NULL,
    procedure       TEXT NOT NULL,
    base            TEXT NOT NULL,
    second_call     BIGINT NOT NULL,
    profile_id      BIGINT REFERENCES profile (id),
    results         TEXT NOT NULL,
    proposer_id     BIGINT REFERENCES person (id),
    opened_at       BIGINT NOT NULL,
    closes_at       BIGINT NOT NULL,
    present_count   BIGINT NOT NULL,
    present_by_name BIGINT NOT NULL,
    statutory       BIGINT NOT NULL,
    electors        BIGINT NOT NULL,
    state           TEXT NOT NULL,
    ended_at        BIGINT NOT NULL,
    ended_by        BIGINT REFERENCES person (id),
    why             TEXT NOT NULL,
    outcome         TEXT NOT NULL,
    members         BIGINT NOT NULL,
    present         BIGINT NOT NULL,
    yes             BIGINT NOT NULL,
    nos             BIGINT NOT NULL,
    abstain         BIGINT NOT NULL,
    invalid         BIGINT NOT NULL,
    chair           TEXT NOT NULL,
    objections      BIGINT NOT NULL,
    copy_of         BIGINT REFERENCES poll (id),
    UNIQUE (board_id, number)
);
CREATE INDEX poll_open ON poll (board_id, closes_at) WHERE state = 'open';

CREATE TABLE elector (
    poll_id    BIGINT NOT NULL REFERENCES poll (id),
    seat_id    BIGINT NOT NULL REFERENCES seat (id),
    person_id  BIGINT NOT NULL REFERENCES person (id),
    ex_officio BIGINT NOT NULL,
    present    BIGINT NOT NULL,
    recused    BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id)
) {UNROWED};
CREATE INDEX elector_person ON elector (poll_id, person_id);
CREATE INDEX elector_present ON elector (poll_id) WHERE present = 1;
CREATE INDEX elector_recused ON elector (poll_id) WHERE recused = 1;

CREATE TABLE ballot (
    poll_id   BIGINT NOT NULL,
    seat_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    choice    TEXT NOT NULL,
    cast_at   BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) {UNROWED};
CREATE INDEX ballot_choice ON ballot (poll_id, choice);

-- Secret votes: who has voted, and the urn, which nothing links. The urn is
-- one row a poll, kept in canonical order and rewritten as a whole.
CREATE TABLE roll (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) {UNROWED};

CREATE TABLE urn (
    poll_id BIGINT NOT NULL PRIMARY KEY REFERENCES poll (id),
    content TEXT NOT NULL
);

CREATE TABLE objection (
    poll_id   BIGINT NOT NULL,
    seat_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    at        BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) {UNROWED};

CREATE TABLE delivery (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    state   TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) {UNROWED};

CREATE TABLE shown (
    id       {ID},
    entity   TEXT NOT NULL,
    view     TEXT NOT NULL,
    platform TEXT NOT NULL,
    server   TEXT NOT NULL,
    channel  TEXT NOT NULL,
    account  TEXT NOT NULL,
    ref      TEXT NOT NULL,
    hash     TEXT NOT NULL,
    UNIQUE (entity, view, platform, server, channel, account)
);

-- Work with a time. It waits while done_at and parked_at are 0. run_at is when
-- it was wanted, due_at when it may be claimed: run_at, or the end of a lease.
-- While it is leased, again_at keeps the earliest time it was asked for anew,
-- and claimed what asked was when it was claimed.
CREATE TABLE job (
    id          {ID},
    kind        TEXT NOT NULL,
    job_key     TEXT NOT NULL,
    run_at      BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    again_at    BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL DEFAULT 0,
    attempt     BIGINT NOT NULL DEFAULT 0,
    asked       BIGINT NOT NULL DEFAULT 1,
    claimed     BIGINT NOT NULL DEFAULT 0,
    done_at     BIGINT NOT NULL DEFAULT 0,
    parked_at   BIGINT NOT NULL DEFAULT 0,
    payload     {BLOB},
    last_error  TEXT NOT NULL DEFAULT '',
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_waiting ON job (kind, job_key) WHERE done_at = 0;
CREATE INDEX job_due ON job (due_at, id) WHERE done_at = 0 AND parked_at = 0;
CREATE INDEX job_parked ON job (parked_at) WHERE done_at = 0 AND parked_at <> 0;
CREATE INDEX job_done ON job (done_at) WHERE done_at <> 0;

CREATE TABLE memory (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    content {BLOB} NOT NULL,
    PRIMARY KEY (space, name)
) {UNROWED};

CREATE TABLE audit (
    id        {ID},
    board_id  BIGINT NOT NULL, -- 0: of the installation
    at        BIGINT NOT NULL,
    person_id BIGINT NOT NULL, -- 0: Beirat itself; no reference, it outlives the person
    log       TEXT NOT NULL,
    what      TEXT NOT NULL,
    entity    TEXT NOT NULL,
    detail    TEXT NOT NULL
);
CREATE INDEX audit_entity ON audit (board_id, entity, id);
