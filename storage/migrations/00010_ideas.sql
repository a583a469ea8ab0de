-- +goose Up
-- What members send in a sentence, ideas and problems, and the bundles in which
-- they are answered together.

CREATE TABLE idea (
    id          {ID},
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
CREATE INDEX idea_state ON idea (board_id, state, number);
CREATE INDEX idea_bundle ON idea (bundle_id) WHERE bundle_id <> 0;
CREATE INDEX idea_round ON idea (board_id, round) WHERE round <> 0;
