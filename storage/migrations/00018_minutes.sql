-- +goose Up
-- The minutes of meetings: what was written over the draft, item by item, the
-- versions that were given out, and what members said against them.

CREATE TABLE minutes (
    id           {ID},
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
CREATE INDEX minutes_board ON minutes (board_id, id);

-- What stands in place of the notes of an item.
CREATE TABLE minutes_text (
    minutes_id BIGINT NOT NULL REFERENCES minutes (id),
    item_id    BIGINT NOT NULL, -- 0: the course of the whole meeting
    content    TEXT NOT NULL,
    PRIMARY KEY (minutes_id, item_id)
) {UNROWED};

CREATE TABLE minutes_version (
    id         {ID},
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

CREATE TABLE minutes_objection (
    id         {ID},
    minutes_id BIGINT NOT NULL REFERENCES minutes (id),
    item_id    BIGINT NOT NULL, -- 0: against the minutes themselves
    person_id  BIGINT NOT NULL,
    content    TEXT NOT NULL,
    made_at    BIGINT NOT NULL
);
CREATE INDEX minutes_objection_of ON minutes_objection (minutes_id, id);
