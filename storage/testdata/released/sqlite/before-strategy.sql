PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO schema_version VALUES(1,0,1,'2026-11-23 02:42:44');
INSERT INTO schema_version VALUES(2,1,1,'2026-11-23 02:42:44');
INSERT INTO schema_version VALUES(3,2,1,'2026-11-23 02:42:44');
INSERT INTO schema_version VALUES(4,3,1,'2026-11-23 02:42:44');
INSERT INTO schema_version VALUES(5,4,1,'2026-11-23 02:42:44');
INSERT INTO schema_version VALUES(6,5,1,'2026-11-23 02:42:44');
CREATE TABLE person (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    language   TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
, now_id BIGINT NOT NULL DEFAULT 0);
INSERT INTO person VALUES(1,'buerger1','',1795683600000,0);
INSERT INTO person VALUES(2,'buerger2','',1795683600000,0);
INSERT INTO person VALUES(3,'buerger3','',1795683600000,0);
INSERT INTO person VALUES(4,'buerger4','',1795683600000,0);
INSERT INTO person VALUES(5,'buerger5','',1795683600000,0);
INSERT INTO person VALUES(6,'gewerbe1','',1795683600000,0);
INSERT INTO person VALUES(7,'gewerbe2','',1795683600000,0);
INSERT INTO person VALUES(8,'gewerbe3','',1795683600000,0);
INSERT INTO person VALUES(9,'gewerbe4','',1795683600000,0);
INSERT INTO person VALUES(10,'gewerbe5','',1795683600000,0);
INSERT INTO person VALUES(11,'stadt','',1795683600000,0);
INSERT INTO person VALUES(12,'geschaeftsstelle','',1795683600000,0);
INSERT INTO person VALUES(13,'gast','',1795683600000,0);
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
INSERT INTO account VALUES('console','buerger1',1,'buerger1',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','buerger2',2,'buerger2',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','buerger3',3,'buerger3',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','buerger4',4,'buerger4',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','buerger5',5,'buerger5',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','gast',13,'gast',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','geschaeftsstelle',12,'geschaeftsstelle',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','gewerbe1',6,'gewerbe1',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','gewerbe2',7,'gewerbe2',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','gewerbe3',8,'gewerbe3',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','gewerbe4',9,'gewerbe4',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','gewerbe5',10,'gewerbe5',0,'',1795683600000,0,0);
INSERT INTO account VALUES('console','stadt',11,'stadt',0,'',1795683600000,0,0);
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
INSERT INTO board VALUES(1,'Digitalbeirat','de','Europe/Berlin','NW','','','2025-12-09','2027-12-08',1795683600000);
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
INSERT INTO counter VALUES(1,'poll',5);
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
    created_at             BIGINT NOT NULL, working_days BIGINT NOT NULL DEFAULT 0, run_off BIGINT NOT NULL DEFAULT 1,
    UNIQUE (board_id, version)
);
INSERT INTO profile VALUES(1,1,1,'','simple','more_than_half_min3','rejected','circular_no_objection','filled',7,5,8,28,'at_close','live',20,8,1,1795683600000,0,1);
INSERT INTO profile VALUES(2,1,2,'Geschäftsordnung § 5','members','more_than_half_min3','rejected','circular_no_objection','filled',7,5,8,28,'at_close','live',20,8,1,1795683600000,0,1);
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
INSERT INTO holder VALUES(1,1,1,'',1795683600000,0);
INSERT INTO holder VALUES(2,2,2,'',1795683600000,0);
INSERT INTO holder VALUES(3,3,3,'',1795683600000,0);
INSERT INTO holder VALUES(4,4,4,'',1795683600000,0);
INSERT INTO holder VALUES(5,5,5,'',1795683600000,0);
INSERT INTO holder VALUES(6,6,6,'',1795683600000,0);
INSERT INTO holder VALUES(7,7,7,'',1795683600000,0);
INSERT INTO holder VALUES(8,8,8,'',1795683600000,0);
INSERT INTO holder VALUES(9,9,9,'',1795683600000,0);
INSERT INTO holder VALUES(10,10,10,'',1795683600000,0);
INSERT INTO holder VALUES(11,11,11,'',1795683600000,0);
CREATE TABLE delegate (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    seat_id   BIGINT NOT NULL REFERENCES seat (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL DEFAULT 0
);
INSERT INTO delegate VALUES(1,11,12,1795683600000,0);
CREATE TABLE role_holder (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    role      TEXT NOT NULL,
    since     BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id, role)
) WITHOUT ROWID;
INSERT INTO role_holder VALUES(1,11,'chair',1795683600000);
INSERT INTO role_holder VALUES(1,12,'office',1795683600000);
INSERT INTO role_holder VALUES(1,13,'guest',1795683600000);
CREATE TABLE absence (
    board_id  BIGINT NOT NULL REFERENCES board (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL,
    PRIMARY KEY (board_id, person_id)
) WITHOUT ROWID;
INSERT INTO absence VALUES(1,5,1795683600000,1800053940000);
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
    copy_of         BIGINT REFERENCES poll (id), secret BIGINT NOT NULL DEFAULT 0, receipts BIGINT NOT NULL DEFAULT 0, roll_call BIGINT NOT NULL DEFAULT 0, counting TEXT NOT NULL DEFAULT '', budget BIGINT NOT NULL DEFAULT 0, run_off BIGINT NOT NULL DEFAULT 0, lot BIGINT NOT NULL DEFAULT 0, seed TEXT NOT NULL DEFAULT '', withheld BIGINT NOT NULL DEFAULT 0, hands BIGINT NOT NULL DEFAULT 0, opens_at BIGINT NOT NULL DEFAULT 0, repeats TEXT NOT NULL DEFAULT '', answer_due_at BIGINT NOT NULL DEFAULT 0, answered BIGINT NOT NULL DEFAULT 0,
    UNIQUE (board_id, number)
);
INSERT INTO poll VALUES(1,1,1,'Soll die Stadt Online-Termine im Bürgerbüro anbieten?','','','soll die stadt online-termine im buergerbuero anbieten?','recommendation','yesno','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',1,1795683600000,1796317200000,0,0,11,11,'closed',1796317200000,NULL,'','adopted',10,0,5,1,0,0,'',0,NULL,0,0,0,'',0,0,0,'',0,0,0,'',1798757940000,0);
INSERT INTO poll VALUES(2,1,2,'Welcher Ort zuerst?','','','welcher ort zuerst?','recommendation','choice','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',2,1795683600000,1796403600000,0,0,11,11,'closed',1796403600000,NULL,'','too_few_replies',11,0,1,1,0,0,'',0,NULL,0,0,0,'',0,0,0,'',0,0,0,'',0,0);
INSERT INTO poll VALUES(3,1,3,'Vertraulich?','','','vertraulich?','recommendation','yesno','simple','more_than_half_min3','rejected','circular_no_objection','filled',0,1,'at_close',11,1795683600000,1796490000000,0,0,11,11,'closed',1796490000000,NULL,'','too_few_replies',11,0,1,0,0,0,'',0,NULL,1,0,0,'',0,0,0,'',1,0,0,'',0,0);
INSERT INTO poll VALUES(4,1,4,'Später?','','','spaeter?','recommendation','yesno','members','more_than_half_min3','rejected','circular_no_objection','filled',0,2,'at_close',11,0,1797930000000,0,0,0,0,'planned',0,NULL,'','',0,0,0,0,0,0,'',0,NULL,0,0,0,'',0,0,0,'',0,0,1797757200000,'',0,0);
INSERT INTO poll VALUES(5,1,5,'Noch eine?','','','noch eine?','recommendation','yesno','members','more_than_half_min3','rejected','circular_no_objection','filled',0,2,'at_close',2,1796547600000,1797786000000,0,0,11,11,'closed',1796547600000,NULL,'','objected',11,0,1,0,0,0,'',1,NULL,0,0,0,'',0,0,0,'',0,0,0,'',0,0);
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
INSERT INTO elector VALUES(1,5,5,0,0,1,0);
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
INSERT INTO elector VALUES(5,11,12,1,0,0,0);
CREATE TABLE ballot (
    poll_id   BIGINT NOT NULL,
    seat_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    choice    TEXT NOT NULL,
    cast_at   BIGINT NOT NULL, taken_by BIGINT NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO ballot VALUES(1,1,1,'yes',1795683600000,0,'');
INSERT INTO ballot VALUES(1,2,2,'yes',1795683600000,0,'');
INSERT INTO ballot VALUES(1,3,3,'no',1795683600000,0,'');
INSERT INTO ballot VALUES(1,6,6,'yes',1795683600000,0,'');
INSERT INTO ballot VALUES(1,7,7,'yes',1795683600000,0,'');
INSERT INTO ballot VALUES(1,8,8,'yes',1795683600000,0,'');
INSERT INTO ballot VALUES(2,2,2,'1',1795683600000,0,'');
INSERT INTO ballot VALUES(2,3,3,'2',1795683600000,0,'');
INSERT INTO ballot VALUES(5,2,2,'yes',1796547600000,0,'');
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
INSERT INTO objection VALUES(5,10,10,1796547600000);
CREATE TABLE delivery (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    state   TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO delivery VALUES(1,1,'sent',1795683600000);
INSERT INTO delivery VALUES(1,2,'sent',1795683600000);
INSERT INTO delivery VALUES(1,3,'sent',1795683600000);
INSERT INTO delivery VALUES(2,1,'sent',1795683600000);
INSERT INTO delivery VALUES(2,2,'sent',1795683600000);
INSERT INTO delivery VALUES(2,3,'sent',1795683600000);
INSERT INTO delivery VALUES(3,1,'sent',1795683600000);
INSERT INTO delivery VALUES(3,2,'sent',1795683600000);
INSERT INTO delivery VALUES(3,3,'sent',1795683600000);
INSERT INTO delivery VALUES(5,1,'sent',1796547600000);
INSERT INTO delivery VALUES(5,2,'sent',1796547600000);
INSERT INTO delivery VALUES(5,3,'sent',1796547600000);
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
INSERT INTO shown VALUES(1,'poll:1','card','console','','console','','13','0ab4c9800d51fb206fa60075592def9e758cce476450295439c04a38cd90b747',1796547600000);
INSERT INTO shown VALUES(8,'poll:2','card','console','','console','','32','20e4fdb49bec6fa8ebb4f1641c0676f0dc2823ecc9bc6c98c7e93854a09de24f',1796403600000);
INSERT INTO shown VALUES(11,'poll:3','card','console','','console','','47','26bf9522e0cedd24d66f7173aef5e3d5578b713f92ec168dee4c6c36abdee9d5',1796490000000);
INSERT INTO shown VALUES(42,'poll:5','card','console','','console','','127','7e67b422da23ca4ecd61f456ddf2478995cc20cfa346e2169f21f8162889fbd9',1796547600000);
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
INSERT INTO job VALUES(1,'sweep','jobs',1796634000000,1796634000000,0,0,0,12,11,0,0,NULL,'',1795683600000);
INSERT INTO job VALUES(4,'poll.invite','1/1',1795683600000,1795683660000,0,0,1,1,1,1795683600000,0,NULL,'',1795683600000);
INSERT INTO job VALUES(74,'poll.open','4',1797757200000,1797757200000,0,0,0,1,0,0,0,NULL,'',1795683600000);
INSERT INTO job VALUES(129,'show','poll:1',1798758000000,1798758000000,0,0,0,6,5,0,0,NULL,'',1796317200000);
INSERT INTO job VALUES(160,'poll.answer_due','1',1798099200000,1798099200000,0,0,0,1,0,0,0,NULL,'',1796547600000);
CREATE TABLE memory (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (space, name)
) WITHOUT ROWID;
INSERT INTO memory VALUES('console','clock',X'323032362d31322d30365430393a30303a30305a');
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
INSERT INTO audit VALUES(1,1,1795683600000,0,'','board.create','board:1','console');
INSERT INTO audit VALUES(2,0,1795683600000,0,'','person.meet','person:1','console');
INSERT INTO audit VALUES(3,1,1795683600000,0,'','seat.take','seat:1','person:1');
INSERT INTO audit VALUES(4,0,1795683600000,0,'','person.meet','person:2','console');
INSERT INTO audit VALUES(5,1,1795683600000,0,'','seat.take','seat:2','person:2');
INSERT INTO audit VALUES(6,0,1795683600000,0,'','person.meet','person:3','console');
INSERT INTO audit VALUES(7,1,1795683600000,0,'','seat.take','seat:3','person:3');
INSERT INTO audit VALUES(8,0,1795683600000,0,'','person.meet','person:4','console');
INSERT INTO audit VALUES(9,1,1795683600000,0,'','seat.take','seat:4','person:4');
INSERT INTO audit VALUES(10,0,1795683600000,0,'','person.meet','person:5','console');
INSERT INTO audit VALUES(11,1,1795683600000,0,'','seat.take','seat:5','person:5');
INSERT INTO audit VALUES(12,0,1795683600000,0,'','person.meet','person:6','console');
INSERT INTO audit VALUES(13,1,1795683600000,0,'','seat.take','seat:6','person:6');
INSERT INTO audit VALUES(14,0,1795683600000,0,'','person.meet','person:7','console');
INSERT INTO audit VALUES(15,1,1795683600000,0,'','seat.take','seat:7','person:7');
INSERT INTO audit VALUES(16,0,1795683600000,0,'','person.meet','person:8','console');
INSERT INTO audit VALUES(17,1,1795683600000,0,'','seat.take','seat:8','person:8');
INSERT INTO audit VALUES(18,0,1795683600000,0,'','person.meet','person:9','console');
INSERT INTO audit VALUES(19,1,1795683600000,0,'','seat.take','seat:9','person:9');
INSERT INTO audit VALUES(20,0,1795683600000,0,'','person.meet','person:10','console');
INSERT INTO audit VALUES(21,1,1795683600000,0,'','seat.take','seat:10','person:10');
INSERT INTO audit VALUES(22,0,1795683600000,0,'','person.meet','person:11','console');
INSERT INTO audit VALUES(23,1,1795683600000,0,'','seat.take','seat:11','person:11');
INSERT INTO audit VALUES(24,1,1795683600000,0,'','role.give','person:11','chair');
INSERT INTO audit VALUES(25,0,1795683600000,0,'','person.meet','person:12','console');
INSERT INTO audit VALUES(26,1,1795683600000,0,'','role.give','person:12','office');
INSERT INTO audit VALUES(27,0,1795683600000,0,'','person.meet','person:13','console');
INSERT INTO audit VALUES(28,1,1795683600000,0,'','role.give','person:13','guest');
INSERT INTO audit VALUES(29,1,1795683600000,1,'NNVW','poll.create','poll:1','number 1');
INSERT INTO audit VALUES(30,1,1795683600000,0,'','poll.delivery','poll:1','seat:1 sent');
INSERT INTO audit VALUES(31,1,1795683600000,0,'','poll.delivery','poll:1','seat:2 sent');
INSERT INTO audit VALUES(32,1,1795683600000,0,'','poll.delivery','poll:1','seat:3 sent');
INSERT INTO audit VALUES(33,1,1795683600000,0,'','poll.delivery','poll:1','seat:4 sent');
INSERT INTO audit VALUES(34,1,1795683600000,0,'','poll.delivery','poll:1','seat:5 sent');
INSERT INTO audit VALUES(35,1,1795683600000,0,'','poll.delivery','poll:1','seat:6 sent');
INSERT INTO audit VALUES(36,1,1795683600000,0,'','poll.delivery','poll:1','seat:7 sent');
INSERT INTO audit VALUES(37,1,1795683600000,0,'','poll.delivery','poll:1','seat:8 sent');
INSERT INTO audit VALUES(38,1,1795683600000,0,'','poll.delivery','poll:1','seat:9 sent');
INSERT INTO audit VALUES(39,1,1795683600000,0,'','poll.delivery','poll:1','seat:10 sent');
INSERT INTO audit VALUES(40,1,1795683600000,0,'','poll.delivery','poll:1','seat:11 sent');
INSERT INTO audit VALUES(41,1,1795683600000,1,'DPXF','poll.cast','poll:1','seat:1');
INSERT INTO audit VALUES(42,1,1795683600000,2,'6Y5Q','poll.cast','poll:1','seat:2');
INSERT INTO audit VALUES(43,1,1795683600000,3,'P31B','poll.cast','poll:1','seat:3');
INSERT INTO audit VALUES(44,1,1795683600000,6,'J8WW','poll.cast','poll:1','seat:6');
INSERT INTO audit VALUES(45,1,1795683600000,7,'TWHG','poll.cast','poll:1','seat:7');
INSERT INTO audit VALUES(46,1,1795683600000,8,'GA4H','poll.cast','poll:1','seat:8');
INSERT INTO audit VALUES(47,1,1795683600000,2,'RFDJ','poll.create','poll:2','number 2');
INSERT INTO audit VALUES(48,1,1795683600000,0,'','poll.delivery','poll:2','seat:1 sent');
INSERT INTO audit VALUES(49,1,1795683600000,0,'','poll.delivery','poll:2','seat:2 sent');
INSERT INTO audit VALUES(50,1,1795683600000,0,'','poll.delivery','poll:2','seat:3 sent');
INSERT INTO audit VALUES(51,1,1795683600000,0,'','poll.delivery','poll:2','seat:4 sent');
INSERT INTO audit VALUES(52,1,1795683600000,0,'','poll.delivery','poll:2','seat:5 sent');
INSERT INTO audit VALUES(53,1,1795683600000,0,'','poll.delivery','poll:2','seat:6 sent');
INSERT INTO audit VALUES(54,1,1795683600000,0,'','poll.delivery','poll:2','seat:7 sent');
INSERT INTO audit VALUES(55,1,1795683600000,0,'','poll.delivery','poll:2','seat:8 sent');
INSERT INTO audit VALUES(56,1,1795683600000,0,'','poll.delivery','poll:2','seat:9 sent');
INSERT INTO audit VALUES(57,1,1795683600000,0,'','poll.delivery','poll:2','seat:10 sent');
INSERT INTO audit VALUES(58,1,1795683600000,0,'','poll.delivery','poll:2','seat:11 sent');
INSERT INTO audit VALUES(59,1,1795683600000,2,'2M41','poll.cast','poll:2','seat:2');
INSERT INTO audit VALUES(60,1,1795683600000,3,'ZREB','poll.cast','poll:2','seat:3');
INSERT INTO audit VALUES(61,1,1795683600000,11,'XBBQ','poll.create','poll:3','number 3');
INSERT INTO audit VALUES(62,1,1795683600000,0,'','poll.delivery','poll:3','seat:1 sent');
INSERT INTO audit VALUES(63,1,1795683600000,0,'','poll.delivery','poll:3','seat:2 sent');
INSERT INTO audit VALUES(64,1,1795683600000,0,'','poll.delivery','poll:3','seat:3 sent');
INSERT INTO audit VALUES(65,1,1795683600000,0,'','poll.delivery','poll:3','seat:4 sent');
INSERT INTO audit VALUES(66,1,1795683600000,0,'','poll.delivery','poll:3','seat:5 sent');
INSERT INTO audit VALUES(67,1,1795683600000,0,'','poll.delivery','poll:3','seat:6 sent');
INSERT INTO audit VALUES(68,1,1795683600000,0,'','poll.delivery','poll:3','seat:7 sent');
INSERT INTO audit VALUES(69,1,1795683600000,0,'','poll.delivery','poll:3','seat:8 sent');
INSERT INTO audit VALUES(70,1,1795683600000,0,'','poll.delivery','poll:3','seat:9 sent');
INSERT INTO audit VALUES(71,1,1795683600000,0,'','poll.delivery','poll:3','seat:10 sent');
INSERT INTO audit VALUES(72,1,1795683600000,0,'','poll.delivery','poll:3','seat:11 sent');
INSERT INTO audit VALUES(73,1,1795683600000,0,'','poll.cast','poll:3','');
INSERT INTO audit VALUES(74,1,1795683600000,4,'GSVZ','poll.demand','poll:2','seat:4');
INSERT INTO audit VALUES(75,1,1795683600000,5,'MZFV','poll.recuse','poll:1','seat:5');
INSERT INTO audit VALUES(76,1,1795683600000,11,'8A4F','template.save','template:1','Standard');
INSERT INTO audit VALUES(77,1,1795683600000,11,'K6Z4','board.rules','board:1','version 2: Geschäftsordnung § 5');
INSERT INTO audit VALUES(78,1,1795683600000,5,'NCQF','person.away','person:5','');
INSERT INTO audit VALUES(79,0,1795683600000,1,'8NSG','link.code','person:1','console');
INSERT INTO audit VALUES(80,1,1795683600000,11,'5EVA','seat.delegate','seat:11','person:12');
INSERT INTO audit VALUES(81,1,1795683600000,11,'SAG8','poll.create','poll:4','number 4');
INSERT INTO audit VALUES(82,1,1796317200000,0,'','poll.save','poll:1','closed');
INSERT INTO audit VALUES(83,1,1796403600000,0,'','poll.save','poll:2','closed');
INSERT INTO audit VALUES(84,1,1796490000000,0,'','poll.save','poll:3','closed');
INSERT INTO audit VALUES(85,1,1796547600000,3,'2ME5','poll.dissent','poll:1','seat:3');
INSERT INTO audit VALUES(86,1,1796547600000,12,'HKHC','poll.answer','poll:1','answer:1 in_progress');
INSERT INTO audit VALUES(87,1,1796547600000,2,'GB3V','poll.create','poll:5','number 5');
INSERT INTO audit VALUES(88,1,1796547600000,0,'','poll.delivery','poll:5','seat:1 sent');
INSERT INTO audit VALUES(89,1,1796547600000,0,'','poll.delivery','poll:5','seat:2 sent');
INSERT INTO audit VALUES(90,1,1796547600000,0,'','poll.delivery','poll:5','seat:3 sent');
INSERT INTO audit VALUES(91,1,1796547600000,0,'','poll.delivery','poll:5','seat:4 sent');
INSERT INTO audit VALUES(92,1,1796547600000,0,'','poll.delivery','poll:5','seat:5 sent');
INSERT INTO audit VALUES(93,1,1796547600000,0,'','poll.delivery','poll:5','seat:6 sent');
INSERT INTO audit VALUES(94,1,1796547600000,0,'','poll.delivery','poll:5','seat:7 sent');
INSERT INTO audit VALUES(95,1,1796547600000,0,'','poll.delivery','poll:5','seat:8 sent');
INSERT INTO audit VALUES(96,1,1796547600000,0,'','poll.delivery','poll:5','seat:9 sent');
INSERT INTO audit VALUES(97,1,1796547600000,0,'','poll.delivery','poll:5','seat:10 sent');
INSERT INTO audit VALUES(98,1,1796547600000,0,'','poll.delivery','poll:5','seat:11 sent');
INSERT INTO audit VALUES(99,1,1796547600000,2,'QNTP','poll.cast','poll:5','seat:2');
INSERT INTO audit VALUES(100,1,1796547600000,10,'S91M','poll.object','poll:5','seat:10');
INSERT INTO audit VALUES(101,1,1796547600000,10,'S91M','poll.save','poll:5','closed');
CREATE TABLE answered (
    space   TEXT NOT NULL,
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,
    answer  BLOB,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (space, name)
) WITHOUT ROWID;
INSERT INTO answered VALUES('press','a','b',NULL,1);
CREATE TABLE poll_option (
    poll_id BIGINT NOT NULL REFERENCES poll (id),
    number  BIGINT NOT NULL, -- from 1
    label   TEXT NOT NULL,
    place   BIGINT NOT NULL DEFAULT 0,
    score   TEXT NOT NULL DEFAULT '',
    won     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (poll_id, number)
) WITHOUT ROWID;
INSERT INTO poll_option VALUES(2,1,'Rathaus',1,'1',0);
INSERT INTO poll_option VALUES(2,2,'Bücherei',1,'1',0);
INSERT INTO poll_option VALUES(2,3,'Freibad',3,'0',0);
CREATE TABLE secrecy_demand (
    poll_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO secrecy_demand VALUES(2,4);
CREATE TABLE dissent (
    poll_id    BIGINT NOT NULL,
    seat_id    BIGINT NOT NULL,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    opinion    TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
) WITHOUT ROWID;
INSERT INTO dissent VALUES(1,3,3,'Ich sehe das anders.',1796547600000);
CREATE TABLE answer (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    poll_id   BIGINT NOT NULL REFERENCES poll (id),
    state     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    given_at  BIGINT NOT NULL
);
INSERT INTO answer VALUES(1,1,'in_progress','',12,1796547600000);
CREATE TABLE template (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id   BIGINT NOT NULL REFERENCES board (id),
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL, -- the name as it is looked for
    saved_at   BIGINT NOT NULL,
    UNIQUE (board_id, folded)
);
INSERT INTO template VALUES(1,1,'Standard','standard',1795683600000);
CREATE TABLE template_value (
    template_id BIGINT NOT NULL REFERENCES template (id),
    name        TEXT NOT NULL, -- of a parameter of a new poll
    content     TEXT NOT NULL,
    PRIMARY KEY (template_id, name)
) WITHOUT ROWID;
INSERT INTO template_value VALUES(1,'purpose','recommendation');
INSERT INTO template_value VALUES(1,'question','Soll die Stadt Online-Termine im Bürgerbüro anbieten?');
CREATE TABLE link_code (
    person_id  BIGINT NOT NULL PRIMARY KEY REFERENCES person (id),
    platform   TEXT NOT NULL,
    account    TEXT NOT NULL,
    sum        TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL,
    shown_to   TEXT NOT NULL DEFAULT '' -- the accounts that were told whose code it is, a line each
);
INSERT INTO link_code VALUES(1,'console','buerger1','0d930dc46d20dc60a2b6c7ddf4d1db3c58e89f18129ccc1499d05e2ed8404801',1795684200000,'');
CREATE TABLE link_try (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    account  TEXT NOT NULL,
    tried_at BIGINT NOT NULL
);
INSERT INTO link_try VALUES(1,'console','buerger2',1795683600000);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('schema_version',6);
INSERT INTO sqlite_sequence VALUES('board',1);
INSERT INTO sqlite_sequence VALUES('seat_group',3);
INSERT INTO sqlite_sequence VALUES('seat',11);
INSERT INTO sqlite_sequence VALUES('profile',2);
INSERT INTO sqlite_sequence VALUES('audit',101);
INSERT INTO sqlite_sequence VALUES('person',13);
INSERT INTO sqlite_sequence VALUES('holder',11);
INSERT INTO sqlite_sequence VALUES('job',184);
INSERT INTO sqlite_sequence VALUES('poll',5);
INSERT INTO sqlite_sequence VALUES('shown',44);
INSERT INTO sqlite_sequence VALUES('template',1);
INSERT INTO sqlite_sequence VALUES('link_try',1);
INSERT INTO sqlite_sequence VALUES('delegate',1);
INSERT INTO sqlite_sequence VALUES('answer',1);
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
COMMIT;
