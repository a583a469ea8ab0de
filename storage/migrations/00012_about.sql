-- +goose Up
-- What a poll is about, where something follows from it by itself, and the thing
-- that an option stands for.

ALTER TABLE poll ADD COLUMN about_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE poll ADD COLUMN about_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN about_what TEXT NOT NULL DEFAULT '';
CREATE INDEX poll_about ON poll (board_id, about_kind, about_id) WHERE about_kind <> '';

ALTER TABLE poll_option ADD COLUMN thing_id BIGINT NOT NULL DEFAULT 0;
