-- +goose Up
-- What meetings are about, who comes as a guest, and the rounds of ideas after an
-- impulse.

CREATE TABLE meeting_guest (
    id           {ID},
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
CREATE INDEX meeting_guest_of ON meeting_guest (meeting_id, id);
CREATE INDEX meeting_guest_person ON meeting_guest (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE agenda_item (
    id         {ID},
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
CREATE INDEX agenda_item_of ON agenda_item (meeting_id, position);
CREATE INDEX agenda_item_waiting ON agenda_item (board_id, id) WHERE meeting_id IS NULL OR state = 'proposed';
CREATE INDEX agenda_item_source ON agenda_item (board_id, source) WHERE source <> '';

CREATE TABLE impulse_round (
    item_id   BIGINT NOT NULL PRIMARY KEY REFERENCES agenda_item (id),
    board_id  BIGINT NOT NULL REFERENCES board (id),
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    closed_at BIGINT NOT NULL, -- 0: it goes on
    person_id BIGINT NOT NULL
);
CREATE INDEX impulse_round_open ON impulse_round (board_id) WHERE closed_at = 0;

-- Ideas are those of the board; this is after which impulse they came.
CREATE TABLE item_idea (
    idea_id BIGINT NOT NULL PRIMARY KEY REFERENCES idea (id),
    item_id BIGINT NOT NULL REFERENCES agenda_item (id)
);
CREATE INDEX item_idea_of ON item_idea (item_id);
