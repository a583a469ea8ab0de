PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO schema_version VALUES(1,0,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(2,1,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(3,2,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(4,3,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(5,4,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(6,5,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(7,6,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(8,7,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(9,8,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(10,9,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(11,10,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(12,11,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(13,12,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(14,13,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(15,14,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(16,15,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(17,16,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(18,17,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(19,18,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(20,19,1,'2026-11-23 09:33:14');
INSERT INTO schema_version VALUES(21,20,1,'2026-11-23 09:33:14');
CREATE TABLE person (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    language   TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
, now_id BIGINT NOT NULL DEFAULT 0);
INSERT INTO person VALUES(1,'buerger1','',1795424400000,0);
INSERT INTO person VALUES(2,'buerger2','',1795424400000,0);
INSERT INTO person VALUES(3,'buerger3','',1795424400000,0);
INSERT INTO person VALUES(4,'buerger4','',1795424400000,0);
INSERT INTO person VALUES(5,'buerger5','',1795424400000,0);
INSERT INTO person VALUES(6,'gewerbe1','',1795424400000,0);
INSERT INTO person VALUES(7,'gewerbe2','',1795424400000,0);
INSERT INTO person VALUES(8,'gewerbe3','',1795424400000,0);
INSERT INTO person VALUES(9,'gewerbe4','',1795424400000,0);
INSERT INTO person VALUES(10,'gewerbe5','',1795424400000,0);
INSERT INTO person VALUES(11,'stadt','',1795424400000,0);
INSERT INTO person VALUES(12,'geschaeftsstelle','',1795424400000,0);
INSERT INTO person VALUES(13,'gast','',1795424400000,0);
INSERT INTO person VALUES(14,'vize','',1795424400000,0);
CREATE TABLE account (
    platform        TEXT NOT NULL,
    account         TEXT NOT NULL,
    person_id       BIGINT NOT NULL REFERENCES person (id),
    name            TEXT NOT NULL,
    unreachable_at  BIGINT NOT NULL DEFAULT 0,
    unreachable_why TEXT NOT NULL DEFAULT '',
    created_at      BIGINT NOT NULL, turn BIGINT NOT NULL DEFAULT 0, was_id BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, account)
) WITHOUT ROWID;
INSERT INTO account VALUES('console','buerger1',1,'buerger1',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','buerger2',2,'buerger2',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','buerger3',3,'buerger3',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','buerger4',4,'buerger4',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','buerger5',5,'buerger5',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','gast',13,'gast',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','geschaeftsstelle',12,'geschaeftsstelle',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','gewerbe1',6,'gewerbe1',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','gewerbe2',7,'gewerbe2',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','gewerbe3',8,'gewerbe3',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','gewerbe4',9,'gewerbe4',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','gewerbe5',10,'gewerbe5',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','stadt',11,'stadt',0,'',1795424400000,0,0);
INSERT INTO account VALUES('console','vize',14,'vize',0,'',1795424400000,0,0);
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
INSERT INTO board VALUES(1,'Digitalbeirat','de','Europe/Berlin','NW','','','2025-12-09','2027-12-08',1795424400000);
CREATE TABLE home (
    platform TEXT NOT NULL,
    server   TEXT NOT NULL,
    channel  TEXT NOT NULL,
    board_id BIGINT NOT NULL REFERENCES board (id),
    PRIMARY KEY (platform, server, channel)
) WITHOUT ROWID;
INSERT INTO home VALUES('console','','console',1);
CREATE TABLE counter (
    board_id BIGINT NOT NULL REFERENCES board (id),
    thing    TEXT NOT NULL,
    last     BIGINT NOT NULL,
    PRIMARY KEY (board_id, thing)
) WITHOUT ROWID;
INSERT INTO counter VALUES(1,'contribution',2);
INSERT INTO counter VALUES(1,'field',3);
INSERT INTO counter VALUES(1,'idea',2);
INSERT INTO counter VALUES(1,'measure',3);
INSERT INTO counter VALUES(1,'meeting',7);
INSERT INTO counter VALUES(1,'meeting_task',1);
INSERT INTO counter VALUES(1,'poll',6);
INSERT INTO counter VALUES(1,'statement',2);
INSERT INTO counter VALUES(1,'suggestion',1);
INSERT INTO counter VALUES(1,'vision_round',1);
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
    created_at             BIGINT NOT NULL, working_days BIGINT NOT NULL DEFAULT 0, run_off BIGINT NOT NULL DEFAULT 1, successor_defines BIGINT NOT NULL DEFAULT 0,
    UNIQUE (board_id, version)
);
INSERT INTO profile VALUES(1,1,1,'','simple','more_than_half_min3','rejected','circular_no_objection','filled',7,5,8,28,'at_close','live',20,8,1,1795424400000,0,1,0);
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
INSERT INTO seat_group VALUES(1,1,'citizens','',5,0,1);
INSERT INTO seat_group VALUES(2,1,'business','',5,0,2);
INSERT INTO seat_group VALUES(3,1,'city','',1,1,3);
CREATE TABLE seat (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id BIGINT NOT NULL REFERENCES board (id),
    group_id BIGINT NOT NULL REFERENCES seat_group (id),
    position BIGINT NOT NULL,
    UNIQUE (group_id, position)
);
INSERT INTO seat VALUES(1,1,1,1);
INSERT INTO seat VALUES(2,1,1,2);
INSERT INTO seat VALUES(3,1,1,3);
INSERT INTO seat VALUES(4,1,1,4);
INSERT INTO seat VALUES(5,1,1,5);
INSERT INTO seat VALUES(6,1,2,1);
INSERT INTO seat VALUES(7,1,2,2);
INSERT INTO seat VALUES(8,1,2,3);
INSERT INTO seat VALUES(9,1,2,4);
INSERT INTO seat VALUES(10,1,2,5);
INSERT INTO seat VALUES(11,1,3,1);
CREATE TABLE holder (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    seat_id      BIGINT NOT NULL REFERENCES seat (id),
    person_id    BIGINT NOT NULL REFERENCES person (id),
    organisation TEXT NOT NULL,
    from_at      BIGINT NOT NULL,
    until_at     BIGINT NOT NULL DEFAULT 0
);
INSERT INTO holder VALUES(1,1,1,'',1795424400000,0);
INSERT INTO holder VALUES(2,2,2,'',1795424400000,0);
INSERT INTO holder VALUES(3,3,3,'',1795424400000,0);
INSERT INTO holder VALUES(4,4,4,'',1795424400000,0);
INSERT INTO holder VALUES(5,5,5,'',1795424400000,0);
INSERT INTO holder VALUES(6,6,6,'',1795424400000,0);
INSERT INTO holder VALUES(7,7,7,'',1795424400000,0);
INSERT INTO holder VALUES(8,8,8,'',1795424400000,0);
INSERT INTO holder VALUES(9,9,9,'',1795424400000,0);
INSERT INTO holder VALUES(10,10,10,'',1795424400000,0);
INSERT INTO holder VALUES(11,11,11,'',1795424400000,0);
CREATE TABLE delegate (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    seat_id   BIGINT NOT NULL REFERENCES seat (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL DEFAULT 0
);
INSERT INTO delegate VALUES(1,11,14,1795424400000,0);
CREATE TABLE role_holder (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    role      TEXT NOT NULL,
    since     BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id, role)
) WITHOUT ROWID;
INSERT INTO role_holder VALUES(1,11,'chair',1795424400000);
INSERT INTO role_holder VALUES(1,12,'office',1795424400000);
INSERT INTO role_holder VALUES(1,13,'guest',1795424400000);
CREATE TABLE absence (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id)
) WITHOUT ROWID;
INSERT INTO absence VALUES(1,9,1795424400000,1795906740000);
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
    copy_of         BIGINT REFERENCES poll (id), secret BIGINT NOT NULL DEFAULT 0, receipts BIGINT NOT NULL DEFAULT 0, roll_call BIGINT NOT NULL DEFAULT 0, counting TEXT NOT NULL DEFAULT '', budget BIGINT NOT NULL DEFAULT 0, run_off BIGINT NOT NULL DEFAULT 0, lot BIGINT NOT NULL DEFAULT 0, seed TEXT NOT NULL DEFAULT '', withheld BIGINT NOT NULL DEFAULT 0, hands BIGINT NOT NULL DEFAULT 0, opens_at BIGINT NOT NULL DEFAULT 0, repeats TEXT NOT NULL DEFAULT '', answer_due_at BIGINT NOT NULL DEFAULT 0, answered BIGINT NOT NULL DEFAULT 0, about_kind TEXT NOT NULL DEFAULT '', about_id BIGINT NOT NULL DEFAULT 0, about_what TEXT NOT NULL DEFAULT '', meeting_id BIGINT NOT NULL DEFAULT 0, item_id BIGINT NOT NULL DEFAULT 0,
    UNIQUE (board_id, number)
);
INSERT INTO poll VALUES(1,1,1,'Online-Termine?','','','online-termine?','recommendation','yesno','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',1,1795424400000,1795993140000,0,0,11,11,'open',0,NULL,'','',0,0,0,0,0,0,'',0,NULL,0,0,0,'',0,0,0,'',0,0,0,'',0,0,'',0,'',0,0);
INSERT INTO poll VALUES(2,1,2,'Was?','','','was?','recommendation','choice','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',1,1795424400000,1795993140000,0,0,11,11,'open',0,NULL,'','',0,0,0,0,0,0,'',0,NULL,0,0,0,'',0,0,0,'',0,0,0,'',0,0,'',0,'',0,0);
INSERT INTO poll VALUES(3,1,3,'Geheim?','','','geheim?','recommendation','yesno','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',3,1795424400000,1795993140000,0,0,11,11,'closed',1795993140000,NULL,'','adopted',0,0,0,0,0,0,'',0,NULL,1,0,0,'',0,0,0,'',0,0,0,'',0,0,'',0,'',0,0);
INSERT INTO poll VALUES(4,1,4,'Mehr Räder?','','','mehr raeder?','recommendation','yesno','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',4,1795424400000,1795993140000,0,0,11,11,'open',0,NULL,'','',0,0,0,0,0,0,'',0,NULL,0,0,0,'',0,0,0,'',0,0,0,'',0,0,'',0,'',0,0);
INSERT INTO poll VALUES(5,1,5,'In welcher Reihenfolge soll die Stadt diese Maßnahmen angehen?','Zur Wahl stehen ausgearbeitete Maßnahmen der Roadmap; was genau zu tun ist, steht dort. Das Ergebnis ordnet die Roadmap bis zur nächsten Abstimmung.','','in welcher reihenfolge soll die stadt diese massnahmen angehen?','internal','points','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',11,1795424400000,1795993140000,0,0,11,11,'open',0,NULL,'','',0,0,0,0,0,0,'',0,NULL,0,0,0,'',10,0,0,'',0,0,0,'',0,0,'priority',0,'',0,0);
INSERT INTO poll VALUES(6,1,6,'Antwort?','','','antwort?','recommendation','yesno','simple','more_than_half_min3','rejected','meeting','filled',0,1,'at_close',12,1795424400000,1795993140000,3,0,11,11,'open',0,NULL,'','',0,0,0,0,0,0,'',0,NULL,0,0,0,'',0,0,0,'',0,0,0,'',0,0,'',0,'',0,0);
CREATE TABLE elector (
    poll_id    BIGINT NOT NULL REFERENCES poll (id),
    seat_id    BIGINT NOT NULL REFERENCES seat (id),
    person_id  BIGINT NOT NULL REFERENCES person (id),
    ex_officio BIGINT NOT NULL,
    present    BIGINT NOT NULL,
    recused    BIGINT NOT NULL, technical BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO elector VALUES(1,1,1,0,0,0,0);
INSERT INTO elector VALUES(1,2,2,0,0,0,0);
INSERT INTO elector VALUES(1,3,3,0,0,0,0);
INSERT INTO elector VALUES(1,4,4,0,0,0,0);
INSERT INTO elector VALUES(1,5,5,0,0,0,0);
INSERT INTO elector VALUES(1,6,6,0,0,0,0);
INSERT INTO elector VALUES(1,7,7,0,0,0,0);
INSERT INTO elector VALUES(1,8,8,0,0,0,0);
INSERT INTO elector VALUES(1,9,9,0,0,0,0);
INSERT INTO elector VALUES(1,10,10,0,0,0,0);
INSERT INTO elector VALUES(1,11,11,1,0,0,0);
INSERT INTO elector VALUES(2,1,1,0,0,0,0);
INSERT INTO elector VALUES(2,2,2,0,0,0,0);
INSERT INTO elector VALUES(2,3,3,0,0,0,0);
INSERT INTO elector VALUES(2,4,4,0,0,0,0);
INSERT INTO elector VALUES(2,5,5,0,0,0,0);
INSERT INTO elector VALUES(2,6,6,0,0,0,0);
INSERT INTO elector VALUES(2,7,7,0,0,0,0);
INSERT INTO elector VALUES(2,8,8,0,0,0,0);
INSERT INTO elector VALUES(2,9,9,0,0,0,0);
INSERT INTO elector VALUES(2,10,10,0,0,0,0);
INSERT INTO elector VALUES(2,11,11,1,0,0,0);
INSERT INTO elector VALUES(3,1,1,0,0,0,0);
INSERT INTO elector VALUES(3,2,2,0,0,0,0);
INSERT INTO elector VALUES(3,3,3,0,0,0,0);
INSERT INTO elector VALUES(3,4,4,0,0,0,0);
INSERT INTO elector VALUES(3,5,5,0,0,0,0);
INSERT INTO elector VALUES(3,6,6,0,0,0,0);
INSERT INTO elector VALUES(3,7,7,0,0,0,0);
INSERT INTO elector VALUES(3,8,8,0,0,0,0);
INSERT INTO elector VALUES(3,9,9,0,0,0,0);
INSERT INTO elector VALUES(3,10,10,0,0,0,0);
INSERT INTO elector VALUES(3,11,11,1,0,0,0);
INSERT INTO elector VALUES(4,1,1,0,0,0,0);
INSERT INTO elector VALUES(4,2,2,0,0,0,0);
INSERT INTO elector VALUES(4,3,3,0,0,0,0);
INSERT INTO elector VALUES(4,4,4,0,0,0,0);
INSERT INTO elector VALUES(4,5,5,0,0,0,0);
INSERT INTO elector VALUES(4,6,6,0,0,0,0);
INSERT INTO elector VALUES(4,7,7,0,0,0,0);
INSERT INTO elector VALUES(4,8,8,0,0,0,0);
INSERT INTO elector VALUES(4,9,9,0,0,0,0);
INSERT INTO elector VALUES(4,10,10,0,0,0,0);
INSERT INTO elector VALUES(4,11,11,1,0,0,0);
INSERT INTO elector VALUES(5,1,1,0,0,0,0);
INSERT INTO elector VALUES(5,2,2,0,0,0,0);
INSERT INTO elector VALUES(5,3,3,0,0,0,0);
INSERT INTO elector VALUES(5,4,4,0,0,0,0);
INSERT INTO elector VALUES(5,5,5,0,0,0,0);
INSERT INTO elector VALUES(5,6,6,0,0,0,0);
INSERT INTO elector VALUES(5,7,7,0,0,0,0);
INSERT INTO elector VALUES(5,8,8,0,0,0,0);
INSERT INTO elector VALUES(5,9,9,0,0,0,0);
INSERT INTO elector VALUES(5,10,10,0,0,0,0);
INSERT INTO elector VALUES(5,11,14,1,0,0,0);
INSERT INTO elector VALUES(6,1,1,0,0,0,0);
INSERT INTO elector VALUES(6,2,2,0,0,0,0);
INSERT INTO elector VALUES(6,3,3,0,0,0,0);
INSERT INTO elector VALUES(6,4,4,0,0,0,0);
INSERT INTO elector VALUES(6,5,5,0,0,0,0);
INSERT INTO elector VALUES(6,6,6,0,0,0,0);
INSERT INTO elector VALUES(6,7,7,0,0,0,0);
INSERT INTO elector VALUES(6,8,8,0,0,0,0);
INSERT INTO elector VALUES(6,9,9,0,0,0,0);
INSERT INTO elector VALUES(6,10,10,0,0,0,0);
INSERT INTO elector VALUES(6,11,14,1,0,0,0);
CREATE TABLE ballot (
    poll_id   BIGINT NOT NULL,
    seat_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    choice    TEXT NOT NULL,
    cast_at   BIGINT NOT NULL, taken_by BIGINT NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO ballot VALUES(1,1,1,'yes',1795424400000,0,'');
INSERT INTO ballot VALUES(1,2,2,'no',1795424400000,0,'');
INSERT INTO ballot VALUES(2,1,1,'1',1795424400000,0,'');
CREATE TABLE roll (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO roll VALUES(3,1);
CREATE TABLE urn (
    poll_id BIGINT NOT NULL PRIMARY KEY REFERENCES poll (id),
    content TEXT NOT NULL
);
INSERT INTO urn VALUES(3,'yes');
CREATE TABLE objection (
    poll_id   BIGINT NOT NULL,
    seat_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    at        BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO objection VALUES(1,1,1,1);
CREATE TABLE delivery (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    state   TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO delivery VALUES(1,1,'sent',1795424400000);
INSERT INTO delivery VALUES(1,2,'sent',1795424400000);
INSERT INTO delivery VALUES(1,3,'sent',1795424400000);
INSERT INTO delivery VALUES(1,4,'sent',1795424400000);
INSERT INTO delivery VALUES(1,5,'sent',1795424400000);
INSERT INTO delivery VALUES(1,6,'sent',1795424400000);
INSERT INTO delivery VALUES(1,7,'sent',1795424400000);
INSERT INTO delivery VALUES(1,8,'sent',1795424400000);
INSERT INTO delivery VALUES(1,9,'sent',1795424400000);
INSERT INTO delivery VALUES(1,10,'sent',1795424400000);
INSERT INTO delivery VALUES(1,11,'sent',1795424400000);
INSERT INTO delivery VALUES(2,1,'sent',1795424400000);
INSERT INTO delivery VALUES(2,2,'sent',1795424400000);
INSERT INTO delivery VALUES(2,3,'sent',1795424400000);
INSERT INTO delivery VALUES(2,4,'sent',1795424400000);
INSERT INTO delivery VALUES(2,5,'sent',1795424400000);
INSERT INTO delivery VALUES(2,6,'sent',1795424400000);
INSERT INTO delivery VALUES(2,7,'sent',1795424400000);
INSERT INTO delivery VALUES(2,8,'sent',1795424400000);
INSERT INTO delivery VALUES(2,9,'sent',1795424400000);
INSERT INTO delivery VALUES(2,10,'sent',1795424400000);
INSERT INTO delivery VALUES(2,11,'sent',1795424400000);
INSERT INTO delivery VALUES(3,1,'sent',1795424400000);
INSERT INTO delivery VALUES(3,2,'sent',1795424400000);
INSERT INTO delivery VALUES(3,3,'sent',1795424400000);
INSERT INTO delivery VALUES(3,4,'sent',1795424400000);
INSERT INTO delivery VALUES(3,5,'sent',1795424400000);
INSERT INTO delivery VALUES(3,6,'sent',1795424400000);
INSERT INTO delivery VALUES(3,7,'sent',1795424400000);
INSERT INTO delivery VALUES(3,8,'sent',1795424400000);
INSERT INTO delivery VALUES(3,9,'sent',1795424400000);
INSERT INTO delivery VALUES(3,10,'sent',1795424400000);
INSERT INTO delivery VALUES(3,11,'sent',1795424400000);
INSERT INTO delivery VALUES(4,1,'sent',1795424400000);
INSERT INTO delivery VALUES(4,2,'sent',1795424400000);
INSERT INTO delivery VALUES(4,3,'sent',1795424400000);
INSERT INTO delivery VALUES(4,4,'sent',1795424400000);
INSERT INTO delivery VALUES(4,5,'sent',1795424400000);
INSERT INTO delivery VALUES(4,6,'sent',1795424400000);
INSERT INTO delivery VALUES(4,7,'sent',1795424400000);
INSERT INTO delivery VALUES(4,8,'sent',1795424400000);
INSERT INTO delivery VALUES(4,9,'sent',1795424400000);
INSERT INTO delivery VALUES(4,10,'sent',1795424400000);
INSERT INTO delivery VALUES(4,11,'sent',1795424400000);
INSERT INTO delivery VALUES(5,1,'sent',1795424400000);
INSERT INTO delivery VALUES(5,2,'sent',1795424400000);
INSERT INTO delivery VALUES(5,3,'sent',1795424400000);
INSERT INTO delivery VALUES(5,4,'sent',1795424400000);
INSERT INTO delivery VALUES(5,5,'sent',1795424400000);
INSERT INTO delivery VALUES(5,6,'sent',1795424400000);
INSERT INTO delivery VALUES(5,7,'sent',1795424400000);
INSERT INTO delivery VALUES(5,8,'sent',1795424400000);
INSERT INTO delivery VALUES(5,9,'sent',1795424400000);
INSERT INTO delivery VALUES(5,10,'sent',1795424400000);
INSERT INTO delivery VALUES(5,11,'sent',1795424400000);
INSERT INTO delivery VALUES(6,1,'sent',1795424400000);
INSERT INTO delivery VALUES(6,2,'sent',1795424400000);
INSERT INTO delivery VALUES(6,3,'sent',1795424400000);
INSERT INTO delivery VALUES(6,4,'sent',1795424400000);
INSERT INTO delivery VALUES(6,5,'sent',1795424400000);
INSERT INTO delivery VALUES(6,6,'sent',1795424400000);
INSERT INTO delivery VALUES(6,7,'sent',1795424400000);
INSERT INTO delivery VALUES(6,8,'sent',1795424400000);
INSERT INTO delivery VALUES(6,9,'sent',1795424400000);
INSERT INTO delivery VALUES(6,10,'sent',1795424400000);
INSERT INTO delivery VALUES(6,11,'sent',1795424400000);
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
INSERT INTO shown VALUES(1,'poll:1','card','console','','console','','13','724792927b464a76ca288969957e2e3297d20d8230098250349991ed12e27860',1795424400000);
INSERT INTO shown VALUES(4,'poll:2','card','console','','console','','28','4ebdc7ca7852985348f1806d968f53c1d73be986a9da16b8c75cf6dd3fc1c996',1795424400000);
INSERT INTO shown VALUES(6,'poll:3','card','console','','console','','42','52c913a72f7a013043bd86f2189f0e3c3ffd0c8560c5d74b65ef3c92ba8255fa',1795424400000);
INSERT INTO shown VALUES(7,'vision_group:1','card','console','','console','','44','b61475f9296fe8670def760fc0ad06bca65cae515225890955b6177fe2e9dc17',1795424400000);
INSERT INTO shown VALUES(8,'vision_group:2','card','console','','console','','45','940a43f38008aeccd4e2c07a8098c71672711e082bf6a3fa5571c176a1096451',1795424400000);
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
INSERT INTO job VALUES(1,'meeting.quarter','1',1796976000000,1796976000000,0,0,0,2,0,0,0,NULL,'',1795424400000);
INSERT INTO job VALUES(2,'sweep','jobs',1795510800000,1795510800000,0,0,0,2,1,0,0,NULL,'',1795424400000);
INSERT INTO job VALUES(4,'poll.close','1',1795993140000,1795993140000,0,0,0,1,0,0,0,NULL,'',1795424400000);
INSERT INTO job VALUES(5,'poll.invite','1/1',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
INSERT INTO job VALUES(6,'poll.invite','1/2',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
INSERT INTO job VALUES(7,'poll.invite','1/3',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
INSERT INTO job VALUES(8,'poll.invite','1/4',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
INSERT INTO job VALUES(9,'poll.invite','1/5',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
INSERT INTO job VALUES(10,'poll.invite','1/6',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
INSERT INTO job VALUES(11,'poll.invite','1/7',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
INSERT INTO job VALUES(12,'poll.invite','1/8',1795424400000,1795424460000,0,0,1,1,1,1795424400000,0,NULL,'',1795424400000);
CREATE TABLE memory (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (space, name)
) WITHOUT ROWID;
INSERT INTO memory VALUES('console','clock',X'323032362d31312d32335430393a30303a30305a');
INSERT INTO memory VALUES('link','salt',X'035f10ce2f18db0b6f95145fb7d3b746');
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
INSERT INTO audit VALUES(1,1,1795424400000,0,'','board.create','board:1','console');
INSERT INTO audit VALUES(2,0,1795424400000,0,'','person.meet','person:1','console');
INSERT INTO audit VALUES(3,1,1795424400000,0,'','seat.take','seat:1','person:1');
INSERT INTO audit VALUES(4,0,1795424400000,0,'','person.meet','person:2','console');
INSERT INTO audit VALUES(5,1,1795424400000,0,'','seat.take','seat:2','person:2');
INSERT INTO audit VALUES(6,0,1795424400000,0,'','person.meet','person:3','console');
INSERT INTO audit VALUES(7,1,1795424400000,0,'','seat.take','seat:3','person:3');
INSERT INTO audit VALUES(8,0,1795424400000,0,'','person.meet','person:4','console');
INSERT INTO audit VALUES(9,1,1795424400000,0,'','seat.take','seat:4','person:4');
INSERT INTO audit VALUES(10,0,1795424400000,0,'','person.meet','person:5','console');
INSERT INTO audit VALUES(11,1,1795424400000,0,'','seat.take','seat:5','person:5');
INSERT INTO audit VALUES(12,0,1795424400000,0,'','person.meet','person:6','console');
INSERT INTO audit VALUES(13,1,1795424400000,0,'','seat.take','seat:6','person:6');
INSERT INTO audit VALUES(14,0,1795424400000,0,'','person.meet','person:7','console');
INSERT INTO audit VALUES(15,1,1795424400000,0,'','seat.take','seat:7','person:7');
INSERT INTO audit VALUES(16,0,1795424400000,0,'','person.meet','person:8','console');
INSERT INTO audit VALUES(17,1,1795424400000,0,'','seat.take','seat:8','person:8');
INSERT INTO audit VALUES(18,0,1795424400000,0,'','person.meet','person:9','console');
INSERT INTO audit VALUES(19,1,1795424400000,0,'','seat.take','seat:9','person:9');
INSERT INTO audit VALUES(20,0,1795424400000,0,'','person.meet','person:10','console');
CREATE TABLE answered (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,
    answer  BLOB,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (space, name)
) WITHOUT ROWID;
INSERT INTO answered VALUES('x','x','x',X'7b7d',1);
CREATE TABLE poll_option (
    poll_id BIGINT NOT NULL REFERENCES poll (id),
    number  BIGINT NOT NULL, -- from 1
    label   TEXT NOT NULL,
    place   BIGINT NOT NULL DEFAULT 0,
    score   TEXT NOT NULL DEFAULT '',
    won     BIGINT NOT NULL DEFAULT 0, thing_id BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (poll_id, number)
) WITHOUT ROWID;
INSERT INTO poll_option VALUES(2,1,'A1',0,'',0,0);
INSERT INTO poll_option VALUES(2,2,'B1',0,'',0,0);
INSERT INTO poll_option VALUES(5,1,'Leihräder',0,'',0,1);
INSERT INTO poll_option VALUES(5,2,'Fahrradstation',0,'',0,2);
CREATE TABLE secrecy_demand (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO secrecy_demand VALUES(4,1);
CREATE TABLE dissent (
    poll_id    BIGINT NOT NULL,
    seat_id    BIGINT NOT NULL,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    opinion    TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO dissent VALUES(1,1,1,'x',1);
CREATE TABLE answer (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    poll_id   BIGINT NOT NULL REFERENCES poll (id),
    state     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    given_at  BIGINT NOT NULL
);
INSERT INTO answer VALUES(1,1,'x','x',1,1);
CREATE TABLE template (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the name as it is looked for
    saved_at   BIGINT NOT NULL,
    UNIQUE (board_id, folded)
);
INSERT INTO template VALUES(1,1,'x','x',1);
CREATE TABLE template_value (
    template_id BIGINT NOT NULL REFERENCES template (id),
    name        TEXT NOT NULL, -- of a parameter of a new poll
    content     TEXT NOT NULL,
    PRIMARY KEY (template_id, name)
) WITHOUT ROWID;
INSERT INTO template_value VALUES(1,'x','x');
CREATE TABLE link_code (
    person_id  BIGINT NOT NULL PRIMARY KEY REFERENCES person (id),
    platform   TEXT NOT NULL,
    account    TEXT NOT NULL,
    sum        TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL,
    shown_to   TEXT NOT NULL DEFAULT '' -- the accounts that were told whose code it is, a line each
);
INSERT INTO link_code VALUES(1,'console','buerger1','b392ec62eaed268fb5e6a121788f4399b2443d3eab7c1dd8c718e413635c144c',1795425000000,'');
CREATE TABLE link_try (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    account  TEXT NOT NULL,
    tried_at BIGINT NOT NULL
);
INSERT INTO link_try VALUES(1,'x','x',1);
CREATE TABLE revision (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    entity    TEXT NOT NULL, -- "field:7"
    person_id BIGINT NOT NULL, -- 0: Beirat itself
    at        BIGINT NOT NULL,
    what      TEXT NOT NULL,
    title     TEXT NOT NULL,
    content   TEXT NOT NULL,
    detail    TEXT NOT NULL
);
INSERT INTO revision VALUES(1,1,'statement:1',1,1795424400000,'proposed','','Alle kommen überall hin.','');
INSERT INTO revision VALUES(2,1,'statement:2',1,1795424400000,'proposed','','Alle finden Hilfe.','');
INSERT INTO revision VALUES(3,1,'field:1',1,1795424400000,'defined','Mobilität','Busse und Räder.','');
INSERT INTO revision VALUES(4,1,'field:2',2,1795424400000,'defined','Verwaltung','Alles von zu Hause aus.','');
INSERT INTO revision VALUES(5,1,'contribution:1',3,1795424400000,'added','','Auch zu Fuß.','');
INSERT INTO revision VALUES(6,1,'contribution:2',1,1795424400000,'added','','Auch im Rathaus.','');
INSERT INTO revision VALUES(7,1,'measure:1',1,1795424400000,'added','Leihräder','Zehn Räder am Bahnhof.','idea');
INSERT INTO revision VALUES(8,1,'measure:1',1,1795424400000,'moved.worked_out','Leihräder','','');
INSERT INTO revision VALUES(9,1,'idea:1',1,1795424400000,'sent','','Bänke am Markt','');
INSERT INTO revision VALUES(10,1,'idea:2',3,1795424400000,'sent','','Das Licht am Markt ist aus','');
INSERT INTO revision VALUES(11,1,'statement:2',1,1795424400000,'finished','','','');
INSERT INTO revision VALUES(12,1,'measure:2',1,1795424400000,'added','Fahrradstation','Eine Station.','idea');
CREATE TABLE field (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO field VALUES(1,1,1,1,1,'Mobilität','mobilitaet','Busse und Räder.',1,1,'active',NULL,1795424400000,1795424400000);
INSERT INTO field VALUES(2,1,2,2,2,'Verwaltung','verwaltung','Alles von zu Hause aus.',1,2,'active',NULL,1795424400000,1795424400000);
INSERT INTO field VALUES(3,1,3,3,3,'Ehrenamt','ehrenamt','Vereine.',1,3,'active',NULL,1795424400000,1795424400000);
CREATE TABLE contribution (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO contribution VALUES(1,1,1,1,NULL,3,3,'Auch zu Fuß.',1,'open','',0,0,1795424400000,0,0);
INSERT INTO contribution VALUES(2,1,2,2,NULL,1,1,'Auch im Rathaus.',1,'open','',0,0,1795424400000,0,0);
CREATE TABLE merger (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    first_id  BIGINT NOT NULL REFERENCES field (id),
    second_id BIGINT NOT NULL REFERENCES field (id),
    title     TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    asked_at  BIGINT NOT NULL,
    state     TEXT NOT NULL,
    ended_by  BIGINT NOT NULL
);
INSERT INTO merger VALUES(1,1,2,1,'',2,1795424400000,'asked',0);
CREATE TABLE merger_consent (
    merger_id BIGINT NOT NULL REFERENCES merger (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (merger_id, person_id)
) WITHOUT ROWID;
INSERT INTO merger_consent VALUES(1,1);
CREATE TABLE collection (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    ended_at  BIGINT NOT NULL -- 0: it runs
);
INSERT INTO collection VALUES(1,1,11,1795424400000,1795820340000,0);
CREATE TABLE vision_round (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO vision_round VALUES(1,1,1,'Wie soll es werden?',2036,2,11,1795424400000,0);
CREATE TABLE vision_group (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id BIGINT NOT NULL REFERENCES board (id),
    round_id BIGINT NOT NULL REFERENCES vision_round (id),
    number   BIGINT NOT NULL, -- from 1
    UNIQUE (round_id, number)
);
INSERT INTO vision_group VALUES(1,1,1,1);
INSERT INTO vision_group VALUES(2,1,1,2);
CREATE TABLE vision_seat (
    round_id BIGINT NOT NULL REFERENCES vision_round (id),
    seat_id  BIGINT NOT NULL REFERENCES seat (id),
    number   BIGINT NOT NULL, -- of the group
    PRIMARY KEY (round_id, seat_id)
) WITHOUT ROWID;
INSERT INTO vision_seat VALUES(1,1,2);
INSERT INTO vision_seat VALUES(1,2,1);
INSERT INTO vision_seat VALUES(1,3,2);
INSERT INTO vision_seat VALUES(1,4,1);
INSERT INTO vision_seat VALUES(1,5,1);
INSERT INTO vision_seat VALUES(1,6,1);
INSERT INTO vision_seat VALUES(1,7,2);
INSERT INTO vision_seat VALUES(1,8,1);
INSERT INTO vision_seat VALUES(1,9,2);
INSERT INTO vision_seat VALUES(1,10,2);
INSERT INTO vision_seat VALUES(1,11,1);
CREATE TABLE vision_draw (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    round_id  BIGINT NOT NULL REFERENCES vision_round (id),
    number    BIGINT NOT NULL, -- from 1
    seed      TEXT NOT NULL,
    decision  TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    drawn_at  BIGINT NOT NULL,
    UNIQUE (round_id, number)
);
INSERT INTO vision_draw VALUES(1,1,1,1,'ZPRGUFCC5DQEXTASEEK2VK2TMX','',11,1795424400000);
CREATE TABLE vision_lot (
    draw_id BIGINT NOT NULL REFERENCES vision_draw (id),
    place   BIGINT NOT NULL, -- in the order of the signs
    seat_id BIGINT NOT NULL REFERENCES seat (id),
    sign    TEXT NOT NULL,
    number  BIGINT NOT NULL, -- of the group
    PRIMARY KEY (draw_id, place)
) WITHOUT ROWID;
INSERT INTO vision_lot VALUES(1,1,1,'1.1',2);
INSERT INTO vision_lot VALUES(1,2,2,'1.2',1);
INSERT INTO vision_lot VALUES(1,3,3,'1.3',2);
INSERT INTO vision_lot VALUES(1,4,4,'1.4',1);
INSERT INTO vision_lot VALUES(1,5,5,'1.5',1);
INSERT INTO vision_lot VALUES(1,6,6,'2.1',1);
INSERT INTO vision_lot VALUES(1,7,7,'2.2',2);
INSERT INTO vision_lot VALUES(1,8,8,'2.3',1);
INSERT INTO vision_lot VALUES(1,9,9,'2.4',2);
INSERT INTO vision_lot VALUES(1,10,10,'2.5',2);
INSERT INTO vision_lot VALUES(1,11,11,'3.1',1);
CREATE TABLE statement (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO statement VALUES(1,1,1,1,2,1,'Alle kommen überall hin.','alle kommen ueberall hin.',1,'open',NULL,1795424400000,0);
INSERT INTO statement VALUES(2,1,1,2,2,1,'Alle finden Hilfe.','alle finden hilfe.',1,'finished',NULL,1795424400000,1795424400000);
CREATE TABLE suggestion (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO suggestion VALUES(1,1,1,1,2,1,'Alle kommen überall hin.','Alle kommen gut überall hin.','','open','',0,1795424400000,0);
CREATE TABLE measure (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    number     BIGINT NOT NULL,
    title      TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the title as it is searched
    content    TEXT NOT NULL,
    person_id  BIGINT NOT NULL, -- who brought it in; 0: Beirat itself
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    state      TEXT NOT NULL,
    moved_at   BIGINT NOT NULL,
    why        TEXT NOT NULL,
    place      BIGINT NOT NULL, -- in the last round that it was part of; 0: in none
    round_id   BIGINT REFERENCES poll (id),
    ordered_at BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
INSERT INTO measure VALUES(1,1,1,'Leihräder','leihraeder','Zehn Räder am Bahnhof.',1,1795424400000,1,'worked_out',1795424400000,'',0,NULL,0);
INSERT INTO measure VALUES(2,1,2,'Fahrradstation','fahrradstation','Eine Station.',1,1795424400000,1,'worked_out',1795424400000,'',0,NULL,0);
INSERT INTO measure VALUES(3,1,3,'Bänke am Markt','baenke am markt','',1,1795424400000,1,'idea',1795424400000,'',0,NULL,0);
CREATE TABLE measure_field (
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    field_id   BIGINT NOT NULL REFERENCES field (id),
    PRIMARY KEY (measure_id, field_id)
) WITHOUT ROWID;
INSERT INTO measure_field VALUES(1,1);
CREATE TABLE measure_statement (
    measure_id   BIGINT NOT NULL REFERENCES measure (id),
    statement_id BIGINT NOT NULL REFERENCES statement (id),
    PRIMARY KEY (measure_id, statement_id)
) WITHOUT ROWID;
INSERT INTO measure_statement VALUES(2,1);
CREATE TABLE measure_after (
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    after_id   BIGINT NOT NULL REFERENCES measure (id), -- what it builds on
    PRIMARY KEY (measure_id, after_id)
) WITHOUT ROWID;
INSERT INTO measure_after VALUES(2,1);
CREATE TABLE measure_idea (
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    idea_id    BIGINT NOT NULL, -- whose table comes later
    PRIMARY KEY (measure_id, idea_id)
) WITHOUT ROWID;
INSERT INTO measure_idea VALUES(3,1);
CREATE TABLE roadmap_round (
    poll_id  BIGINT NOT NULL PRIMARY KEY REFERENCES poll (id),
    board_id BIGINT NOT NULL REFERENCES board (id),
    ordered  BIGINT NOT NULL,
    over_at  BIGINT NOT NULL
);
INSERT INTO roadmap_round VALUES(1,1,1,1);
CREATE TABLE idea (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id    BIGINT NOT NULL REFERENCES board (id),
    number      BIGINT NOT NULL, -- ideas, problems and bundles are counted together
    kind        TEXT NOT NULL,
    title       TEXT NOT NULL, -- of a bundle
    content     TEXT NOT NULL, -- of the others
    folded      TEXT NOT NULL, -- title and content as they are looked for
    occasion    TEXT NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    sent_at     BIGINT NOT NULL,
    bundle_id   BIGINT NOT NULL, -- 0: by itself
    state       TEXT NOT NULL,
    round       BIGINT NOT NULL, -- of sifting; 0: none
    answer      TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
INSERT INTO idea VALUES(1,1,1,'idea','','Bänke am Markt','baenke am markt','',1,1795424400000,0,'kept',0,'Gut.',1795424400000);
INSERT INTO idea VALUES(2,1,2,'problem','','Das Licht am Markt ist aus','das licht am markt ist aus','',3,1795424400000,0,'open',0,'',0);
CREATE TABLE phase (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    phase     TEXT NOT NULL,
    basis     TEXT NOT NULL,
    poll_id   BIGINT REFERENCES poll (id), -- the one that decided it
    person_id BIGINT NOT NULL, -- 0: Beirat itself, after a poll
    opened_at BIGINT NOT NULL
);
INSERT INTO phase VALUES(1,1,'vision','Sitzung',NULL,11,1795424400000);
CREATE TABLE consent (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    given     BIGINT NOT NULL,
    version   BIGINT NOT NULL, -- of the text they read
    said_at   BIGINT NOT NULL
);
INSERT INTO consent VALUES(1,1,1,1,1,1795424400000);
CREATE TABLE strategy (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    number    BIGINT NOT NULL, -- the version
    content   TEXT NOT NULL, -- the document, as JSON
    checksum  TEXT NOT NULL, -- SHA-256 of the body of its Markdown
    phase     TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    made_at   BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
INSERT INTO strategy VALUES(1,1,1,'{"format":1,"language":"de","title":"Strategie","subtitle":"Digitalbeirat","facts":[{"name":"Fassung","value":"1"},{"name":"Stand","value":"Montag, 23. November 2026"},{"name":"Phase","value":"Vision"},{"name":"Verbindlichkeit","value":"Empfehlung eines beratenden Gremiums; sie bindet niemanden"},{"name":"Prüfsumme","value":"d25d17c9e4b10ecea12196d1dac34944b58e6812481cf3975f2616f448c7f596"}],"contents":true,"blocks":[{"heading":{"level":1,"text":"Über diese Strategie"}},{"para":[{"text":"Diese Strategie haben die Mitglieder des Gremiums „Digitalbeirat“ gemeinsam geschrieben. Sie sagt, was sie der Stadt empfehlen. Der Beirat berät; er entscheidet nicht. Darum bindet die Strategie niemanden, weder die Politik noch die Verwaltung."}]},{"heading":{"level":1,"text":"Vision"}},{"heading":{"level":2,"text":"Wie soll es werden?"}},{"para":[{"text":"Mit Blick auf das Jahr 2036. Ein Leitsatz hat keinen Termin und wird nicht danach bewertet, ob er sich verwirklichen lässt."}]},{"heading":{"level":3,"text":"Leitsatz 1"}},{"para":[{"text":"Alle kommen überall hin."}]},{"para":[{"text":"Arbeitsgruppe 2 · vorgeschlagen von buerger1 · in Arbeit","look":"quiet"}]},{"heading":{"level":3,"text":"Leitsatz 2"}},{"para":[{"text":"Alle finden Hilfe."}]},{"para":[{"text":"Arbeitsgruppe 2 · vorgeschlagen von buerger1 · in Arbeit","look":"quiet"}]},{"heading":{"level":1,"text":"Handlungsfelder"}},{"para":[{"text":"Jedes Mitglied des Beirats konnte ein Handlungsfeld anlegen, und alle konnten jedes ergänzen. Zu jeder Ergänzung steht, was aus ihr wurde."}]},{"heading":{"level":2,"text":"Handlungsfeld 1: Mobilität"}},{"para":[{"text":"Angelegt von buerger1 (Bürgerschaft).","look":"quiet"}]},{"para":[{"text":"Busse und Räder."}]},{"heading":{"level":3,"text":"Offene Ergänzungen"}},{"para":[{"text":"Ergänzung 1 von einem Mitglied (Bürgerschaft):","look":"quiet"}]},{"para":[{"text":"Auch zu Fuß."}]},{"heading":{"level":2,"text":"Handlungsfeld 2: Verwaltung"}},{"para":[{"text":"Angelegt von einem Mitglied (Bürgerschaft).","look":"quiet"}]},{"para":[{"text":"Alles von zu Hause aus."}]},{"heading":{"level":3,"text":"Offene Ergänzungen"}},{"para":[{"text":"Ergänzung 2 von buerger1 (Bürgerschaft):","look":"quiet"}]},{"para":[{"text":"Auch im Rathaus."}]},{"heading":{"level":1,"text":"Roadmap"}},{"para":[{"text":"Die Roadmap ist der Teil der Strategie, der nicht endet. Sie sammelt die Maßnahmen, die im Beirat entstanden sind, und sagt, wie weit sie sind."}]},{"para":[{"text":"Eine Reihenfolge hat der Beirat noch nicht bestimmt."}]},{"table":{"caption":"Die Maßnahmen der Roadmap mit ihrem Stand","head":["Nr.","Maßnahme","Stand","Platz","Gehört zu","Baut auf"],"rows":[[[{"text":"1"}],[{"text":"Leihräder"}],[{"text":"ausgearbeitet"}],[{"text":"–"}],[{"text":"Handlungsfelder: 1"}],[{"text":"–"}]]],"shares":[2,8,5,3,6,3]}},{"heading":{"level":2,"text":"Was im Einzelnen zu tun ist"}},{"heading":{"level":3,"text":"Maßnahme 1: Leihräder"}},{"para":[{"text":"Zehn Räder am Bahnhof."}]},{"heading":{"level":1,"text":"Mitwirkende"}},{"para":[{"text":"An dieser Strategie haben mitgeschrieben:"}]},{"list":{"items":[[{"text":"buerger1, Bürgerschaft"}]]}},{"para":[{"text":"Weitere Mitglieder haben mitgeschrieben, ohne dass ihr Name hier steht: zwei Mitglieder der Gruppe Bürgerschaft."}]},{"heading":{"level":1,"text":"Prüfsumme"}},{"para":[{"text":"Jede Fassung hat eine Prüfsumme. Sie steht am Anfang des Dokuments und ändert sich, sobald auch nur ein Zeichen des Textes ein anderes ist. So lässt sich feststellen, ob zwei Exemplare dieselbe Fassung wiedergeben."}]},{"para":[{"text":"Berechnet wird sie (SHA-256) über die Markdown-Datei dieser Fassung, und zwar über alles, was unter der ersten Zeile „---“ steht. Die Markdown-Datei gibt der Beirat auf Anfrage heraus; nachrechnen lässt sich die Prüfsumme mit: sed ''1,/^---$/d'' DATEI | sha256sum"}]}],"running":"Digitalbeirat: Strategie, Fassung 1","made":"2026-11-23T10:00:00+01:00"}','d25d17c9e4b10ecea12196d1dac34944b58e6812481cf3975f2616f448c7f596','vision',11,1795424400000);
CREATE TABLE strategy_named (
    strategy_id BIGINT NOT NULL REFERENCES strategy (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (strategy_id, person_id)
) WITHOUT ROWID;
INSERT INTO strategy_named VALUES(1,1);
CREATE TABLE submission (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO submission VALUES(1,1,1,1,'x','x','x',1,1);
CREATE TABLE consideration (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO consideration VALUES(1,1,'x','x','x','x','x','x','x',1,1);
CREATE TABLE meeting_series (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO meeting_series VALUES(1,1,'FREQ=MONTHLY;INTERVAL=3;BYDAY=+2TH','2026-12-10T18:00','2027-09-09T18:00','Europe/Berlin',120,'','','',11,1795424400000,0,0);
CREATE TABLE meeting (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO meeting VALUES(1,1,1,'meeting-ngbk3vzkhlzeyaramjpoivpg4q','','','ordinary','fixed',NULL,'2026-12-17T18:00','Europe/Berlin',1797526800000,120,'Rathaus','','',0,1795424400000,11,1795424400000,'',0,0);
INSERT INTO meeting VALUES(2,1,2,'meeting-dl3tkghm5i32rtaa5phvxa7y2y','Klausur','klausur','ordinary','tentative',NULL,'','Europe/Berlin',0,120,'','','',0,1795424400000,11,1795424400000,'',0,0);
INSERT INTO meeting VALUES(3,1,3,'meeting-oslqw4u3nbopljuooynycaobrq','','','ordinary','tentative',1,'2026-12-10T18:00','Europe/Berlin',1796922000000,120,'','','',0,1795424400000,11,1795424400000,'',0,0);
INSERT INTO meeting VALUES(4,1,4,'meeting-wk24vdrl2pool4d5ccd5u4qq6m','','','ordinary','tentative',1,'2027-03-11T18:00','Europe/Berlin',1804784400000,120,'','','',0,1795424400000,11,1795424400000,'',0,0);
INSERT INTO meeting VALUES(5,1,5,'meeting-4esmppb7ktkwe3jqetj4t6cege','','','ordinary','tentative',1,'2027-06-10T18:00','Europe/Berlin',1812643200000,120,'','','',0,1795424400000,11,1795424400000,'',0,0);
INSERT INTO meeting VALUES(6,1,6,'meeting-weahgnexgqbef4xzaxq7cwjd4s','','','ordinary','tentative',1,'2027-09-09T18:00','Europe/Berlin',1820505600000,120,'','','',0,1795424400000,11,1795424400000,'',0,0);
INSERT INTO meeting VALUES(7,1,7,'meeting-u5o6hxb2hbkp7bsdxd7cagjpt7','Gehalten','gehalten','ordinary','fixed',NULL,'2026-11-23T10:30','Europe/Berlin',1795426200000,120,'','','',0,1795424400000,11,1795424400000,'',0,0);
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
INSERT INTO meeting_told VALUES(7,'fixed','2026-11-23T10:30',120,'','','',1795424400000);
CREATE TABLE date_search (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    state      TEXT NOT NULL,
    zone       TEXT NOT NULL,
    opened_at  BIGINT NOT NULL,
    closes_at  BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL, -- 0: it is open
    person_id  BIGINT NOT NULL
);
INSERT INTO date_search VALUES(1,1,2,'open','Europe/Berlin',1795424400000,1796058000000,0,11);
CREATE TABLE date_option (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    search_id BIGINT NOT NULL REFERENCES date_search (id),
    number    BIGINT NOT NULL,
    wall      TEXT NOT NULL, -- 2026-12-10T18:00
    starts_at BIGINT NOT NULL,
    UNIQUE (search_id, number)
);
INSERT INTO date_option VALUES(1,1,1,'2026-12-13T18:00',1797181200000);
INSERT INTO date_option VALUES(2,1,2,'2026-12-18T18:00',1797613200000);
CREATE TABLE date_answer (
    option_id   BIGINT NOT NULL REFERENCES date_option (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    says        TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (option_id, person_id)
);
INSERT INTO date_answer VALUES(1,1,'yes',1795424400000);
INSERT INTO date_answer VALUES(2,1,'if_need_be',1795424400000);
CREATE TABLE school_holiday (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  BIGINT NOT NULL REFERENCES board (id),
    name      TEXT NOT NULL,
    first_day TEXT NOT NULL, -- 2026-12-23
    last_day  TEXT NOT NULL
);
INSERT INTO school_holiday VALUES(1,1,'Weihnachtsferien','2026-12-23','2027-01-06');
CREATE TABLE meeting_guest (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id     BIGINT NOT NULL REFERENCES board (id),
    meeting_id   BIGINT NOT NULL REFERENCES meeting (id),
    name         TEXT NOT NULL,
    organisation TEXT NOT NULL,
    mail         TEXT NOT NULL,
    person_id    BIGINT REFERENCES person (id), -- without an account: none
    until_at     BIGINT NOT NULL, -- 0: no role was given
    named        BIGINT NOT NULL, -- may be named in public
    invited_by   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    removed_at   BIGINT NOT NULL -- 0: comes
);
INSERT INTO meeting_guest VALUES(1,1,3,'Ada Wolf','','',NULL,0,0,11,1795424400000,0);
CREATE TABLE agenda_item (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT REFERENCES meeting (id), -- none: it waits for the next one
    position   BIGINT NOT NULL, -- its number on the agenda; 0: not on it
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    content    TEXT NOT NULL,
    minutes    BIGINT NOT NULL, -- 0: not said
    presenter  TEXT NOT NULL,
    guest_id   BIGINT REFERENCES meeting_guest (id),
    documents  TEXT NOT NULL,
    public     BIGINT NOT NULL,
    poll_id    BIGINT REFERENCES poll (id),
    state      TEXT NOT NULL,
    source     TEXT NOT NULL, -- the thing it came from, "poll:7"; empty: somebody wrote it
    template   BIGINT NOT NULL, -- it came with the template of a meeting
    late       BIGINT NOT NULL, -- it changed after the invitation went out
    person_id  BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
INSERT INTO agenda_item VALUES(1,1,3,1,'deliberation','Springbrunnen','',0,'',NULL,'',1,NULL,'set','',0,0,11,1795424400000);
INSERT INTO agenda_item VALUES(2,1,3,0,'deliberation','Ampel','',0,'',NULL,'',1,NULL,'proposed','',0,0,1,1795424400000);
INSERT INTO agenda_item VALUES(3,1,3,2,'impulse','Nachtbusse','',0,'',1,'',1,NULL,'set','',0,0,11,1795424400000);
CREATE TABLE impulse_round (
    item_id   BIGINT NOT NULL PRIMARY KEY REFERENCES agenda_item (id),
    board_id  BIGINT NOT NULL REFERENCES board (id),
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    closed_at BIGINT NOT NULL, -- 0: it goes on
    person_id BIGINT NOT NULL
);
INSERT INTO impulse_round VALUES(3,1,1795424400000,1795906740000,0,11);
CREATE TABLE item_idea (
    idea_id BIGINT NOT NULL PRIMARY KEY REFERENCES idea (id),
    item_id BIGINT NOT NULL REFERENCES agenda_item (id)
);
INSERT INTO item_idea VALUES(1,2);
CREATE TABLE invitation (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    wall       TEXT NOT NULL, -- the date that was invited to, as 2026-12-10T18:00
    latest_day TEXT NOT NULL, -- 2026-12-01
    late       BIGINT NOT NULL,
    second     BIGINT NOT NULL,
    agenda     TEXT NOT NULL,
    sequence   BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL
);
INSERT INTO invitation VALUES(1,1,2,'x','x',1,1,'x',1,1,1);
CREATE TABLE invited (
    invitation_id BIGINT NOT NULL REFERENCES invitation (id),
    person_id     BIGINT NOT NULL REFERENCES person (id),
    seat_id       BIGINT NOT NULL, -- 0: somebody without a seat
    state         TEXT NOT NULL,
    at            BIGINT NOT NULL,
    PRIMARY KEY (invitation_id, person_id)
) WITHOUT ROWID;
INSERT INTO invited VALUES(1,1,1,'x',1);
CREATE TABLE attendance (
    meeting_id  BIGINT NOT NULL REFERENCES meeting (id),
    starts_at   BIGINT NOT NULL, -- of the meeting, as it was when they answered
    person_id   BIGINT NOT NULL REFERENCES person (id),
    seat_id     BIGINT NOT NULL, -- 0: somebody without a seat
    answer      TEXT NOT NULL,
    by_id       BIGINT NOT NULL, -- 0: they said so themselves
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, starts_at, person_id)
) WITHOUT ROWID;
INSERT INTO attendance VALUES(1,1797526800000,1,1,'in_person',0,1795424400000);
CREATE TABLE meeting_presence (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    seat_id    BIGINT NOT NULL, -- 0: of somebody without a seat
    person_id  BIGINT NOT NULL, -- who voted for the seat then; 0: a guest without an account
    guest_id   BIGINT NOT NULL, -- 0: no guest
    online     BIGINT NOT NULL,
    from_at    BIGINT NOT NULL,
    until_at   BIGINT NOT NULL, -- 0: they are there
    at_end     BIGINT NOT NULL -- 1: they left with the end of the meeting
);
INSERT INTO meeting_presence VALUES(1,1,2,1,1,1,1,1,1,1);
CREATE TABLE meeting_call (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    item_id    BIGINT NOT NULL, -- 0: none is called any more
    called_at  BIGINT NOT NULL
);
INSERT INTO meeting_call VALUES(1,2,1,1);
CREATE TABLE meeting_note (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    item_id    BIGINT NOT NULL, -- 0: on the meeting itself
    content    TEXT NOT NULL,
    person_id  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL
);
INSERT INTO meeting_note VALUES(1,1,2,1,'x',1,1);
CREATE TABLE meeting_task (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    number     BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL, -- 0: in none
    item_id    BIGINT NOT NULL, -- 0: on none
    title      TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the title as it is searched
    owner_id   BIGINT NOT NULL, -- 0: somebody else
    owner_name TEXT NOT NULL, -- as it was written
    due_day    TEXT NOT NULL, -- 2026-12-01, in the board's zone; empty: none was said
    done_at    BIGINT NOT NULL, -- 0: it is not done
    done_by    BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    UNIQUE (board_id, number)
);
INSERT INTO meeting_task VALUES(1,1,1,0,0,'Zählen','zaehlen',1,'buerger1','',0,0,11,1795424400000);
CREATE TABLE item_recusal (
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    item_id    BIGINT NOT NULL,
    seat_id    BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, item_id, seat_id)
) WITHOUT ROWID;
INSERT INTO item_recusal VALUES(2,1,1,1);
CREATE TABLE minutes (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id     BIGINT NOT NULL REFERENCES board (id),
    meeting_id   BIGINT NOT NULL UNIQUE REFERENCES meeting (id),
    state        TEXT NOT NULL,
    version      BIGINT NOT NULL, -- of the last one kept; 0: none
    secretary    TEXT NOT NULL,
    published_at BIGINT NOT NULL, -- 0: not before they are approved
    drafted_at   BIGINT NOT NULL,
    edited_at    BIGINT NOT NULL, -- when a text was last written; 0: never
    approved_at  BIGINT NOT NULL, -- 0: not yet
    approved_in  BIGINT REFERENCES meeting (id),
    changes      TEXT NOT NULL
);
INSERT INTO minutes VALUES(1,1,2,'x',1,'x',1,1,1,1,2,'x');
CREATE TABLE minutes_text (
    minutes_id BIGINT NOT NULL REFERENCES minutes (id),
    item_id    BIGINT NOT NULL, -- 0: the course of the whole meeting
    content    TEXT NOT NULL,
    PRIMARY KEY (minutes_id, item_id)
) WITHOUT ROWID;
INSERT INTO minutes_text VALUES(1,1,'x');
CREATE TABLE minutes_version (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    minutes_id BIGINT NOT NULL REFERENCES minutes (id),
    number     BIGINT NOT NULL,
    public     TEXT NOT NULL, -- the document, as JSON
    private    TEXT NOT NULL, -- empty: nothing was not public
    checksum   TEXT NOT NULL,
    state      TEXT NOT NULL,
    person_id  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    UNIQUE (minutes_id, number)
);
INSERT INTO minutes_version VALUES(1,1,1,'x','x','x','x',1,1);
CREATE TABLE minutes_objection (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    minutes_id BIGINT NOT NULL REFERENCES minutes (id),
    item_id    BIGINT NOT NULL, -- 0: against the minutes themselves
    person_id  BIGINT NOT NULL,
    content    TEXT NOT NULL,
    made_at    BIGINT NOT NULL
);
INSERT INTO minutes_objection VALUES(1,1,1,1,'x',1);
CREATE TABLE calendar_address (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL, -- who alone was told it; 0: it is the public one
    name       TEXT NOT NULL UNIQUE, -- that nobody can guess
    created_at BIGINT NOT NULL,
    UNIQUE (board_id, person_id)
);
INSERT INTO calendar_address VALUES(1,1,1,'x',1);
CREATE TABLE calendar_published (
    meeting_id   BIGINT PRIMARY KEY REFERENCES meeting (id),
    published_at BIGINT NOT NULL
);
INSERT INTO calendar_published VALUES(1,1795424400000);
INSERT INTO calendar_published VALUES(7,1795424400000);
CREATE TABLE calendar_announced (
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    platform   TEXT NOT NULL,
    server     TEXT NOT NULL,
    channel    TEXT NOT NULL,
    ref        TEXT NOT NULL, -- the platform's id of what stands there; empty: nothing does
    says       TEXT NOT NULL, -- a hash of what was announced last
    PRIMARY KEY (meeting_id, platform, server, channel)
);
INSERT INTO calendar_announced VALUES(2,'x','x','x','x','x');
CREATE TABLE undo (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL,
    kind       TEXT NOT NULL, -- what was done: meeting.cancel, …
    thing_id   BIGINT NOT NULL,
    title      TEXT NOT NULL, -- of the thing, as people know it
    payload    BLOB, -- JSON; null if none was given
    created_at BIGINT NOT NULL,
    done_at    BIGINT NOT NULL -- 0: it was not undone
);
INSERT INTO undo VALUES(1,1,1,'x',1,'x',X'7b7d',1,1);
CREATE TABLE digest (
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL,
    rhythm     TEXT NOT NULL, -- at_once, daily, weekly
    weekday    BIGINT NOT NULL, -- 0: Sunday
    hour       BIGINT NOT NULL,
    quiet_own  BIGINT NOT NULL, -- 1: the hours below instead of the board's
    quiet_from BIGINT NOT NULL,
    quiet_to   BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id)
);
INSERT INTO digest VALUES(1,1,'daily',1,8,0,0,0);
CREATE TABLE kept_letter (
    job_id     BIGINT NOT NULL PRIMARY KEY,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    person_id  BIGINT NOT NULL,
    bundle     TEXT NOT NULL, -- digest, reminders
    kind       TEXT NOT NULL,
    job_key    TEXT NOT NULL,
    run_at     BIGINT NOT NULL,
    payload    BLOB,
    kept_at    BIGINT NOT NULL,
    told_by    BIGINT NOT NULL, -- the job that tells it; 0: it waits
    told_at    BIGINT NOT NULL -- 0: it was not told yet
);
INSERT INTO kept_letter VALUES(1,1,1,'x','x','x',1,X'7b7d',1,1,1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('schema_version',21);
INSERT INTO sqlite_sequence VALUES('board',1);
INSERT INTO sqlite_sequence VALUES('seat_group',3);
INSERT INTO sqlite_sequence VALUES('seat',11);
INSERT INTO sqlite_sequence VALUES('profile',1);
INSERT INTO sqlite_sequence VALUES('audit',152);
INSERT INTO sqlite_sequence VALUES('person',14);
INSERT INTO sqlite_sequence VALUES('holder',11);
INSERT INTO sqlite_sequence VALUES('job',219);
INSERT INTO sqlite_sequence VALUES('poll',6);
INSERT INTO sqlite_sequence VALUES('shown',37);
INSERT INTO sqlite_sequence VALUES('vision_round',1);
INSERT INTO sqlite_sequence VALUES('vision_group',2);
INSERT INTO sqlite_sequence VALUES('vision_draw',1);
INSERT INTO sqlite_sequence VALUES('statement',2);
INSERT INTO sqlite_sequence VALUES('revision',16);
INSERT INTO sqlite_sequence VALUES('suggestion',1);
INSERT INTO sqlite_sequence VALUES('field',3);
INSERT INTO sqlite_sequence VALUES('contribution',2);
INSERT INTO sqlite_sequence VALUES('merger',1);
INSERT INTO sqlite_sequence VALUES('collection',1);
INSERT INTO sqlite_sequence VALUES('measure',3);
INSERT INTO sqlite_sequence VALUES('idea',2);
INSERT INTO sqlite_sequence VALUES('phase',1);
INSERT INTO sqlite_sequence VALUES('consent',1);
INSERT INTO sqlite_sequence VALUES('strategy',1);
INSERT INTO sqlite_sequence VALUES('delegate',1);
INSERT INTO sqlite_sequence VALUES('meeting',7);
INSERT INTO sqlite_sequence VALUES('date_search',1);
INSERT INTO sqlite_sequence VALUES('date_option',2);
INSERT INTO sqlite_sequence VALUES('school_holiday',1);
INSERT INTO sqlite_sequence VALUES('meeting_series',1);
INSERT INTO sqlite_sequence VALUES('agenda_item',3);
INSERT INTO sqlite_sequence VALUES('meeting_guest',1);
INSERT INTO sqlite_sequence VALUES('meeting_task',1);
INSERT INTO sqlite_sequence VALUES('answer',1);
INSERT INTO sqlite_sequence VALUES('template',1);
INSERT INTO sqlite_sequence VALUES('link_try',1);
INSERT INTO sqlite_sequence VALUES('submission',1);
INSERT INTO sqlite_sequence VALUES('consideration',1);
INSERT INTO sqlite_sequence VALUES('invitation',1);
INSERT INTO sqlite_sequence VALUES('meeting_presence',1);
INSERT INTO sqlite_sequence VALUES('meeting_call',1);
INSERT INTO sqlite_sequence VALUES('meeting_note',1);
INSERT INTO sqlite_sequence VALUES('minutes',1);
INSERT INTO sqlite_sequence VALUES('minutes_version',1);
INSERT INTO sqlite_sequence VALUES('minutes_objection',1);
INSERT INTO sqlite_sequence VALUES('calendar_address',1);
INSERT INTO sqlite_sequence VALUES('undo',1);
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
CREATE INDEX poll_planned ON poll (board_id, opens_at) WHERE state = 'planned';
CREATE INDEX poll_owing ON poll (board_id, answer_due_at) WHERE answer_due_at <> 0 AND answered = 0;
CREATE INDEX elector_technical ON elector (poll_id) WHERE technical = 1;
CREATE INDEX poll_copy ON poll (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX answer_poll ON answer (poll_id, id);
CREATE UNIQUE INDEX account_platform ON account (person_id, platform);
CREATE INDEX person_now ON person (now_id) WHERE now_id <> 0;
CREATE INDEX link_try_at ON link_try (tried_at);
CREATE INDEX revision_entity ON revision (board_id, entity, id);
CREATE INDEX field_seat ON field (seat_id);
CREATE INDEX field_into ON field (into_id) WHERE into_id IS NOT NULL;
CREATE INDEX contribution_field ON contribution (field_id, number);
CREATE INDEX contribution_person ON contribution (person_id, board_id);
CREATE INDEX merger_fields ON merger (first_id, second_id) WHERE state = 'asked';
CREATE UNIQUE INDEX collection_running ON collection (board_id) WHERE ended_at = 0;
CREATE INDEX statement_round ON statement (round_id, number);
CREATE INDEX suggestion_statement ON suggestion (statement_id, number);
CREATE INDEX suggestion_open ON suggestion (board_id) WHERE state = 'open';
CREATE INDEX measure_field_field ON measure_field (field_id);
CREATE INDEX measure_statement_statement ON measure_statement (statement_id);
CREATE INDEX measure_after_after ON measure_after (after_id);
CREATE INDEX measure_idea_idea ON measure_idea (idea_id);
CREATE INDEX roadmap_round_board ON roadmap_round (board_id, over_at);
CREATE INDEX idea_state ON idea (board_id, state, number);
CREATE INDEX idea_bundle ON idea (bundle_id) WHERE bundle_id <> 0;
CREATE INDEX idea_round ON idea (board_id, round) WHERE round <> 0;
CREATE INDEX phase_board ON phase (board_id, id);
CREATE UNIQUE INDEX phase_poll ON phase (poll_id) WHERE poll_id IS NOT NULL;
CREATE INDEX consent_person ON consent (board_id, person_id, id);
CREATE INDEX consideration_submission ON consideration (submission_id, id);
CREATE INDEX poll_about ON poll (board_id, about_kind, about_id) WHERE about_kind <> '';
CREATE INDEX meeting_series_board ON meeting_series (board_id);
CREATE INDEX meeting_start ON meeting (board_id, starts_at);
CREATE INDEX date_search_meeting ON date_search (meeting_id);
CREATE INDEX date_search_open ON date_search (board_id) WHERE state = 'open';
CREATE UNIQUE INDEX date_search_one ON date_search (meeting_id) WHERE state = 'open';
CREATE INDEX school_holiday_board ON school_holiday (board_id, first_day);
CREATE INDEX meeting_guest_of ON meeting_guest (meeting_id, id);
CREATE INDEX meeting_guest_person ON meeting_guest (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX agenda_item_of ON agenda_item (meeting_id, position);
CREATE INDEX agenda_item_waiting ON agenda_item (board_id, id) WHERE meeting_id IS NULL OR state = 'proposed';
CREATE INDEX agenda_item_source ON agenda_item (board_id, source) WHERE source <> '';
CREATE INDEX impulse_round_open ON impulse_round (board_id) WHERE closed_at = 0;
CREATE INDEX item_idea_of ON item_idea (item_id);
CREATE INDEX invitation_of ON invitation (meeting_id, id);
CREATE INDEX meeting_presence_of ON meeting_presence (meeting_id, seat_id, from_at);
CREATE INDEX meeting_call_of ON meeting_call (meeting_id, id);
CREATE INDEX meeting_note_of ON meeting_note (meeting_id, id);
CREATE INDEX meeting_task_of ON meeting_task (meeting_id, number);
CREATE INDEX poll_meeting ON poll (meeting_id) WHERE meeting_id > 0;
CREATE INDEX minutes_board ON minutes (board_id, id);
CREATE INDEX minutes_objection_of ON minutes_objection (minutes_id, id);
CREATE INDEX undo_person ON undo (board_id, person_id, created_at);
CREATE INDEX kept_letter_waits ON kept_letter (board_id, person_id, bundle, told_by);
CREATE INDEX kept_letter_teller ON kept_letter (told_by, told_at);
CREATE INDEX kept_letter_told ON kept_letter (told_at);
COMMIT;
