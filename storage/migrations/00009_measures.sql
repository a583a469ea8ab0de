-- +goose Up
-- The roadmap: measures, what they belong to, and the rounds that ordered them.

CREATE TABLE measure (
    id         {ID},
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

CREATE TABLE measure_field (
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    field_id   BIGINT NOT NULL REFERENCES field (id),
    PRIMARY KEY (measure_id, field_id)
) {UNROWED};
CREATE INDEX measure_field_field ON measure_field (field_id);

CREATE TABLE measure_statement (
    measure_id   BIGINT NOT NULL REFERENCES measure (id),
    statement_id BIGINT NOT NULL REFERENCES statement (id),
    PRIMARY KEY (measure_id, statement_id)
) {UNROWED};
CREATE INDEX measure_statement_statement ON measure_statement (statement_id);

CREATE TABLE measure_after (
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    after_id   BIGINT NOT NULL REFERENCES measure (id), -- what it builds on
    PRIMARY KEY (measure_id, after_id)
) {UNROWED};
CREATE INDEX measure_after_after ON measure_after (after_id);

CREATE TABLE measure_idea (
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    idea_id    BIGINT NOT NULL, -- whose table comes later
    PRIMARY KEY (measure_id, idea_id)
) {UNROWED};
CREATE INDEX measure_idea_idea ON measure_idea (idea_id);

-- The rounds that are over: whether they ordered the roadmap.
CREATE TABLE roadmap_round (
    poll_id  BIGINT NOT NULL PRIMARY KEY REFERENCES poll (id),
    board_id BIGINT NOT NULL REFERENCES board (id),
    ordered  BIGINT NOT NULL,
    over_at  BIGINT NOT NULL
);
CREATE INDEX roadmap_round_board ON roadmap_round (board_id, over_at);
