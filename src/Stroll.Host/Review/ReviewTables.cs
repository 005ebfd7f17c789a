using System.Collections.Immutable;
using Stroll.Host.Database;

namespace Stroll.Host.Review;

/// <summary>The tables of the people who look.</summary>
/// <remarks>Cases change while they wait; answers, looks and shown gold are only ever added.</remarks>
public static class ReviewTables
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("review", 1,
            """
            CREATE TABLE review_case (
              {store}, id TEXT NOT NULL, stream TEXT NOT NULL, subject TEXT NOT NULL, at_ns BIGINT NOT NULL, opened_ns BIGINT NOT NULL, due_ns BIGINT NOT NULL,
              loss DOUBLE PRECISION NOT NULL, rule TEXT NOT NULL, score DOUBLE PRECISION NOT NULL, probability DOUBLE PRECISION NOT NULL, design TEXT NOT NULL,
              words TEXT NOT NULL, offered TEXT NOT NULL, machine TEXT NOT NULL, doubt DOUBLE PRECISION NOT NULL, status TEXT NOT NULL, senior BIGINT NOT NULL DEFAULT 0,
              only_for TEXT NULL, known TEXT NULL, gold TEXT NULL, fence BIGINT NOT NULL DEFAULT 0, holder TEXT NULL, lease_ns BIGINT NOT NULL DEFAULT 0,
              verdict TEXT NULL, certainty DOUBLE PRECISION NULL, settled_ns BIGINT NULL, PRIMARY KEY (store, id));
            CREATE INDEX review_case_waiting ON review_case (store, status, stream);
            CREATE TABLE review_case_visit ({store}, case_id TEXT NOT NULL, visit TEXT NOT NULL, PRIMARY KEY (store, case_id, visit));
            CREATE INDEX review_case_of_visit ON review_case_visit (store, visit);
            CREATE TABLE review_answer (
              {store}, number BIGINT NOT NULL, case_id TEXT NOT NULL, reviewer TEXT NOT NULL, token BIGINT NOT NULL, kind TEXT NOT NULL, said TEXT NULL, offered TEXT NOT NULL,
              sensitivity DOUBLE PRECISION NOT NULL, specificity DOUBLE PRECISION NOT NULL, seconds DOUBLE PRECISION NOT NULL, at_ns BIGINT NOT NULL,
              replaces BIGINT NULL, reason TEXT NULL, author TEXT NOT NULL, PRIMARY KEY (store, number));
            CREATE UNIQUE INDEX review_answer_once ON review_answer (store, case_id, token);
            CREATE UNIQUE INDEX review_answer_replaced ON review_answer (store, replaces);
            CREATE TABLE review_seen (
              {store}, case_id TEXT NOT NULL, reviewer TEXT NOT NULL, how TEXT NOT NULL, reason TEXT NULL, at_ns BIGINT NOT NULL, PRIMARY KEY (store, case_id, reviewer));
            CREATE TABLE review_draft ({store}, case_id TEXT NOT NULL, reviewer TEXT NOT NULL, state TEXT NOT NULL, at_ns BIGINT NOT NULL, PRIMARY KEY (store, case_id, reviewer));
            CREATE TABLE review_gold (
              {store}, id TEXT NOT NULL, truth TEXT NOT NULL, is_machine_wrong BIGINT NOT NULL, uses BIGINT NOT NULL DEFAULT 0, retired TEXT NULL, at_ns BIGINT NOT NULL,
              PRIMARY KEY (store, id));
            CREATE TABLE review_shift ({store}, reviewer TEXT NOT NULL, begun_ns BIGINT NOT NULL, last_ns BIGINT NOT NULL, shown BIGINT NOT NULL, PRIMARY KEY (store, reviewer));
            CREATE TABLE review_visit (
              {store}, visit TEXT NOT NULL, stratum TEXT NOT NULL, left_ns BIGINT NULL, ready_ns BIGINT NULL, final_ns BIGINT NULL, probability DOUBLE PRECISION NULL,
              lines TEXT NOT NULL, charged BIGINT NOT NULL, PRIMARY KEY (store, visit));
            CREATE TABLE review_audit_day ({store}, day TEXT NOT NULL, commitment TEXT NOT NULL, published_ns BIGINT NOT NULL, revealed TEXT NULL, PRIMARY KEY (store, day));
            CREATE TABLE review_design ({store}, design TEXT NOT NULL, rate DOUBLE PRECISION NOT NULL, settings TEXT NOT NULL, since_ns BIGINT NOT NULL, PRIMARY KEY (store, design, since_ns));
            CREATE TABLE review_look (
              {store}, number BIGINT NOT NULL, viewer TEXT NOT NULL, case_id TEXT NOT NULL, camera TEXT NOT NULL, begin_ns BIGINT NOT NULL, end_ns BIGINT NOT NULL,
              is_blurred BIGINT NOT NULL, why TEXT NOT NULL, at_ns BIGINT NOT NULL, PRIMARY KEY (store, number));
            CREATE TABLE review_unblur (
              {store}, number BIGINT NOT NULL, case_id TEXT NOT NULL, asked_by TEXT NOT NULL, reason TEXT NOT NULL, asked_ns BIGINT NOT NULL,
              granted_by TEXT NULL, granted_ns BIGINT NULL, PRIMARY KEY (store, number));
            """,
            """
            DROP TABLE review_unblur; DROP TABLE review_look; DROP TABLE review_design; DROP TABLE review_audit_day; DROP TABLE review_visit; DROP TABLE review_shift;
            DROP TABLE review_gold; DROP TABLE review_draft; DROP TABLE review_seen; DROP TABLE review_answer; DROP TABLE review_case_visit; DROP TABLE review_case;
            """),
        new("review", 2,
            """
            ALTER TABLE review_visit ADD COLUMN entered_ns BIGINT NULL;
            ALTER TABLE review_visit ADD COLUMN score DOUBLE PRECISION NOT NULL DEFAULT 0;
            ALTER TABLE review_visit ADD COLUMN machine TEXT NULL;
            CREATE TABLE review_candidate (
              {store}, case_id TEXT NOT NULL, visit_no BIGINT NOT NULL, score DOUBLE PRECISION NOT NULL, held BIGINT NOT NULL, asked BIGINT NOT NULL, PRIMARY KEY (store, case_id));
            ALTER TABLE review_case ADD COLUMN taken_ns BIGINT NOT NULL DEFAULT 0;
            CREATE TABLE review_keys ({store}, reviewer TEXT NOT NULL, keys TEXT NOT NULL, at_ns BIGINT NOT NULL, PRIMARY KEY (store, reviewer));
            CREATE INDEX review_case_gold ON review_case (store, only_for);
            CREATE INDEX review_case_held ON review_case (store, holder);
            CREATE INDEX review_candidate_visit ON review_candidate (store, visit_no);
            CREATE TABLE review_correction (
              {store}, case_id TEXT NOT NULL, party TEXT NOT NULL, version BIGINT NOT NULL, minor BIGINT NOT NULL, at_ns BIGINT NOT NULL, PRIMARY KEY (store, case_id));
            """,
            """
            DROP TABLE review_correction; DROP TABLE review_candidate; DROP INDEX review_case_held; DROP INDEX review_case_gold; DROP TABLE review_keys;
            ALTER TABLE review_case DROP COLUMN taken_ns;
            ALTER TABLE review_visit DROP COLUMN machine; ALTER TABLE review_visit DROP COLUMN score; ALTER TABLE review_visit DROP COLUMN entered_ns;
            """),
    ];
}
