-- +goose Up
-- What a text said at a time, and what else was done to a thing: the history of
-- fields of action, statements, measures and ideas. It is only ever added to.

CREATE TABLE revision (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    entity    TEXT NOT NULL, -- "field:7"
    person_id BIGINT NOT NULL, -- 0: Beirat itself
    at        BIGINT NOT NULL,
    what      TEXT NOT NULL,
    title     TEXT NOT NULL,
    content   TEXT NOT NULL,
    detail    TEXT NOT NULL
);
CREATE INDEX revision_entity ON revision (board_id, entity, id);
