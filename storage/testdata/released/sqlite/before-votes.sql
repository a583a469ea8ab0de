BEGIN;
CREATE TABLE schema_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE person (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
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
) WITHOUT ROWID;
CREATE TABLE board (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
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
) WITHOUT ROWID;
CREATE TABLE counter (
    board_id BIGINT NOT NULL REFERENCES board (id),
    thing    TEXT NOT NULL,
    last     BIGINT NOT NULL,
    PRIMARY KEY (board_id, thing)
) WITHOUT ROWID;
CREATE TABLE profile (
    id                     INTEGER PRIMARY KEY AUTOINCREMENT,
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
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    group_key  TEXT NOT NULL,
    name       TEXT NOT NULL,
    seats      BIGINT NOT NULL,
    ex_officio BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    UNIQUE (board_id, group_key)
);
CREATE TABLE seat (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id BIGINT NOT NULL REFERENCES board (id),
    group_id BIGINT NOT NULL REFERENCES seat_group (id),
    position BIGINT NOT NULL,
    UNIQUE (group_id, position)
);
CREATE TABLE holder (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    seat_id      BIGINT NOT NULL REFERENCES seat (id),
    person_id    BIGINT NOT NULL REFERENCES person (id),
    organisation TEXT NOT NULL,
    from_at      BIGINT NOT NULL,
    until_at     BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE delegate (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    seat_id   BIGINT NOT NULL REFERENCES seat (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE role_holder (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    role      TEXT NOT NULL,
    since     BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id, role)
) WITHOUT ROWID;
CREATE TABLE absence (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id)
) WITHOUT ROWID;
CREATE TABLE poll (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
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
CREATE TABLE elector (
    poll_id    BIGINT NOT NULL REFERENCES poll (id),
    seat_id    BIGINT NOT NULL REFERENCES seat (id),
    person_id  BIGINT NOT NULL REFERENCES person (id),
    ex_officio BIGINT NOT NULL,
    present    BIGINT NOT NULL,
    recused    BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id)
) WITHOUT ROWID;
CREATE TABLE ballot (
    poll_id   BIGINT NOT NULL,
    seat_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    choice    TEXT NOT NULL,
    cast_at   BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
CREATE TABLE roll (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
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
) WITHOUT ROWID;
CREATE TABLE delivery (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    state   TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
CREATE TABLE shown (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    entity   TEXT NOT NULL,
    view     TEXT NOT NULL,
    platform TEXT NOT NULL,
    server   TEXT NOT NULL,
    channel  TEXT NOT NULL,
    account  TEXT NOT NULL,
    ref      TEXT NOT NULL,
    hash     TEXT NOT NULL, shown_at BIGINT NOT NULL DEFAULT 0,
    UNIQUE (entity, view, platform, server, channel, account)
);
CREATE TABLE job (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
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
    payload     BLOB,
    last_error  TEXT NOT NULL DEFAULT '',
    created_at  BIGINT NOT NULL
);
CREATE TABLE memory (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (space, name)
) WITHOUT ROWID;
CREATE TABLE audit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL, -- 0: of the installation
    at        BIGINT NOT NULL,
    person_id BIGINT NOT NULL, -- 0: Beirat itself; no reference, it outlives the person
    log       TEXT NOT NULL,
    what      TEXT NOT NULL,
    entity    TEXT NOT NULL,
    detail    TEXT NOT NULL
);
CREATE TABLE answered (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,
    answer  BLOB,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (space, name)
) WITHOUT ROWID;
CREATE INDEX account_person ON account (person_id);
CREATE INDEX home_board ON home (board_id);
CREATE INDEX seat_board ON seat (board_id);
CREATE UNIQUE INDEX holder_now ON holder (seat_id) WHERE until_at = 0;
CREATE INDEX holder_person ON holder (person_id) WHERE until_at = 0;
CREATE UNIQUE INDEX delegate_now ON delegate (seat_id) WHERE until_at = 0;
CREATE INDEX delegate_person ON delegate (person_id) WHERE until_at = 0;
CREATE INDEX role_holder_person ON role_holder (person_id);
CREATE INDEX poll_open ON poll (board_id, closes_at) WHERE state = 'open';
CREATE INDEX elector_person ON elector (poll_id, person_id);
CREATE INDEX elector_present ON elector (poll_id) WHERE present = 1;
CREATE INDEX elector_recused ON elector (poll_id) WHERE recused = 1;
CREATE INDEX ballot_choice ON ballot (poll_id, choice);
CREATE UNIQUE INDEX job_waiting ON job (kind, job_key) WHERE done_at = 0;
CREATE INDEX job_due ON job (due_at, id) WHERE done_at = 0 AND parked_at = 0;
CREATE INDEX job_parked ON job (parked_at) WHERE done_at = 0 AND parked_at <> 0;
CREATE INDEX job_done ON job (done_at) WHERE done_at <> 0;
CREATE INDEX audit_entity ON audit (board_id, entity, id);
CREATE INDEX answered_used ON answered (used_at);
INSERT INTO schema_version VALUES (1, 0, 1, '2026-11-20 09:00:00');
INSERT INTO schema_version VALUES (2, 1, 1, '2026-11-20 09:00:00');
INSERT INTO schema_version VALUES (3, 2, 1, '2026-11-20 09:00:00');
INSERT INTO schema_version VALUES (4, 3, 1, '2026-11-20 09:00:00');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('schema_version', 4);
INSERT INTO sqlite_sequence VALUES ('person', 4);
INSERT INTO sqlite_sequence VALUES ('audit', 21);
INSERT INTO sqlite_sequence VALUES ('board', 1);
INSERT INTO sqlite_sequence VALUES ('seat_group', 2);
INSERT INTO sqlite_sequence VALUES ('seat', 4);
INSERT INTO sqlite_sequence VALUES ('profile', 1);
INSERT INTO sqlite_sequence VALUES ('holder', 4);
INSERT INTO sqlite_sequence VALUES ('poll', 2);
INSERT INTO sqlite_sequence VALUES ('delegate', 1);
INSERT INTO sqlite_sequence VALUES ('shown', 1);
INSERT INTO sqlite_sequence VALUES ('job', 1);
INSERT INTO person VALUES (1, 'Anna', '', 1795165200000);
INSERT INTO person VALUES (2, 'Bernd', '', 1795165200000);
INSERT INTO person VALUES (3, 'Clara', '', 1795165200000);
INSERT INTO person VALUES (4, 'Dilek', '', 1795165200000);
INSERT INTO account VALUES ('console', 'anna', 1, 'Anna', 0, '', 1795165200000);
INSERT INTO account VALUES ('console', 'bernd', 2, 'Bernd', 0, '', 1795165200000);
INSERT INTO account VALUES ('console', 'clara', 3, 'Clara', 0, '', 1795165200000);
INSERT INTO account VALUES ('console', 'dilek', 4, 'Dilek', 0, '', 1795165200000);
INSERT INTO board VALUES (1, 'Digitalbeirat', 'de', 'Europe/Berlin', 'NW', '', '', '2026-11-20', '2028-11-19', 1795165200000);
INSERT INTO home VALUES ('console', '', 'board', 1);
INSERT INTO counter VALUES (1, 'poll', 2);
INSERT INTO profile VALUES (1, 1, 1, '', 'simple', 'more_than_half_min3', 'rejected', 'circular_no_objection', 'filled', 7, 5, 8, 28, 'at_close', 'live', 20, 8, 1, 1795165200000);
INSERT INTO seat_group VALUES (1, 1, 'citizens', 'Bürgerschaft', 3, 0, 1);
INSERT INTO seat_group VALUES (2, 1, 'city', 'Stadt', 1, 1, 2);
INSERT INTO seat VALUES (1, 1, 1, 1);
INSERT INTO seat VALUES (2, 1, 1, 2);
INSERT INTO seat VALUES (3, 1, 1, 3);
INSERT INTO seat VALUES (4, 1, 2, 1);
INSERT INTO holder VALUES (1, 1, 1, '', 1795165200000, 0);
INSERT INTO holder VALUES (2, 2, 2, '', 1795165200000, 0);
INSERT INTO holder VALUES (3, 3, 3, '', 1795165200000, 0);
INSERT INTO holder VALUES (4, 4, 4, '', 1795165200000, 0);
INSERT INTO delegate VALUES (1, 4, 2, 1795165200000, 0);
INSERT INTO role_holder VALUES (1, 1, 'chair', 1795165200000);
INSERT INTO absence VALUES (1, 3, 1795165200000, 1795424400000);
INSERT INTO poll VALUES (1, 1, 1, 'Sollen wir Online-Termine empfehlen?', 'Der Beirat empfiehlt Termine.', '', 'sollen wir online-termine empfehlen?', 'recommendation', 'yesno', 'simple', 'more_than_half_min3', 'rejected', 'circular_no_objection', 'filled', 0, 1, 'at_close', 1, 1795165200000, 1795770000000, 0, 0, 4, 4, 'closed', 1795770000000, NULL, '', 'adopted', 4, 0, 2, 1, 0, 0, '', 0, NULL);
INSERT INTO poll VALUES (2, 1, 2, 'Läuft noch?', 'Der Beirat empfiehlt Termine.', '', 'laeuft noch?', 'recommendation', 'yesno', 'simple', 'more_than_half_min3', 'rejected', 'circular_no_objection', 'filled', 0, 1, 'at_close', 1, 1795165200000, 1795770000000, 0, 0, 4, 4, 'open', 0, NULL, '', '', 0, 0, 0, 0, 0, 0, '', 0, NULL);
INSERT INTO elector VALUES (1, 1, 1, 0, 0, 0);
INSERT INTO elector VALUES (1, 2, 2, 0, 0, 0);
INSERT INTO elector VALUES (1, 3, 3, 0, 0, 0);
INSERT INTO elector VALUES (1, 4, 4, 1, 0, 0);
INSERT INTO elector VALUES (2, 1, 1, 0, 0, 0);
INSERT INTO elector VALUES (2, 2, 2, 0, 0, 0);
INSERT INTO elector VALUES (2, 3, 3, 0, 0, 0);
INSERT INTO elector VALUES (2, 4, 4, 1, 0, 0);
INSERT INTO ballot VALUES (1, 1, 1, 'yes', 1795165200000);
INSERT INTO ballot VALUES (1, 2, 2, 'yes', 1795165200000);
INSERT INTO ballot VALUES (1, 3, 3, 'no', 1795165200000);
INSERT INTO ballot VALUES (2, 1, 1, 'abstain', 1795165200000);
INSERT INTO objection VALUES (2, 2, 2, 1795165200000);
INSERT INTO delivery VALUES (2, 1, 'sent', 1795165200000);
INSERT INTO shown VALUES (1, 'poll:2', 'public', 'console', '', 'board', '', 'm1', 'h', 1795165200000);
INSERT INTO job VALUES (1, 'poll.close', '2', 1795770000000, 1795770000000, 0, 0, 0, 1, 0, 0, 0, NULL, '', 1795165200000);
INSERT INTO memory VALUES ('bot', 'greeted', X'31');
INSERT INTO audit VALUES (1, 0, 1795165200000, 1, '7F3A', 'person.meet', 'person:1', 'console');
INSERT INTO audit VALUES (2, 0, 1795165200000, 1, '7F3A', 'person.meet', 'person:2', 'console');
INSERT INTO audit VALUES (3, 0, 1795165200000, 1, '7F3A', 'person.meet', 'person:3', 'console');
INSERT INTO audit VALUES (4, 0, 1795165200000, 1, '7F3A', 'person.meet', 'person:4', 'console');
INSERT INTO audit VALUES (5, 1, 1795165200000, 1, '7F3A', 'board.create', 'board:1', 'console');
INSERT INTO audit VALUES (6, 1, 1795165200000, 1, '7F3A', 'seat.take', 'seat:1', 'person:1');
INSERT INTO audit VALUES (7, 1, 1795165200000, 1, '7F3A', 'seat.take', 'seat:2', 'person:2');
INSERT INTO audit VALUES (8, 1, 1795165200000, 1, '7F3A', 'seat.take', 'seat:3', 'person:3');
INSERT INTO audit VALUES (9, 1, 1795165200000, 1, '7F3A', 'seat.take', 'seat:4', 'person:4');
INSERT INTO audit VALUES (10, 1, 1795165200000, 1, '7F3A', 'poll.create', 'poll:1', 'number 1');
INSERT INTO audit VALUES (11, 1, 1795165200000, 1, '7F3A', 'poll.cast', 'poll:1', 'seat:1');
INSERT INTO audit VALUES (12, 1, 1795165200000, 1, '7F3A', 'poll.cast', 'poll:1', 'seat:2');
INSERT INTO audit VALUES (13, 1, 1795165200000, 1, '7F3A', 'poll.cast', 'poll:1', 'seat:3');
INSERT INTO audit VALUES (14, 1, 1795165200000, 1, '7F3A', 'poll.create', 'poll:2', 'number 2');
INSERT INTO audit VALUES (15, 1, 1795165200000, 1, '7F3A', 'poll.cast', 'poll:2', 'seat:1');
INSERT INTO audit VALUES (16, 1, 1795165200000, 1, '7F3A', 'poll.save', 'poll:1', 'closed');
INSERT INTO audit VALUES (17, 1, 1795165200000, 1, '7F3A', 'seat.delegate', 'seat:4', 'person:2');
INSERT INTO audit VALUES (18, 1, 1795165200000, 1, '7F3A', 'role.give', 'person:1', 'chair');
INSERT INTO audit VALUES (19, 1, 1795165200000, 1, '7F3A', 'person.away', 'person:3', '');
INSERT INTO audit VALUES (20, 1, 1795165200000, 1, '7F3A', 'poll.object', 'poll:2', 'seat:2');
INSERT INTO audit VALUES (21, 1, 1795165200000, 1, '7F3A', 'poll.delivery', 'poll:2', 'seat:1 sent');
INSERT INTO answered VALUES ('mattermost', 'key', 'body', NULL, 1795165200000);
COMMIT;
