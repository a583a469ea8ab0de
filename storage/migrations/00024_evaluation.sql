-- +goose Up
-- What the council decided about the time after a term, and what was said in time
-- about its end.

CREATE TABLE term_decision (
    id        {ID},
    board_id  BIGINT NOT NULL REFERENCES board (id),
    fate      TEXT NOT NULL,
    day       TEXT NOT NULL, -- of the decision, in the board's zone
    reference TEXT NOT NULL,
    person_id BIGINT NOT NULL, -- who wrote it down
    noted_at  BIGINT NOT NULL
);
CREATE INDEX term_decision_board ON term_decision (board_id, id);

-- That those who coordinate a board were told how near the end of its term is.
CREATE TABLE evaluation_told (
    board_id BIGINT NOT NULL REFERENCES board (id),
    last_day TEXT NOT NULL, -- of the term
    months   BIGINT NOT NULL,
    PRIMARY KEY (board_id, last_day, months)
) {UNROWED};
CREATE INDEX feedback_round_term ON feedback_round (board_id, opened_at) WHERE kind = 'term';
