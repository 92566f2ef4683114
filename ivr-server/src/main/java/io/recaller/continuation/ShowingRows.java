package io.recaller.continuation;

import static io.recaller.db.generated.Tables.SHOWING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ShowingRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;

/** The rows of what agents show. Each method works in the caller's transaction. Any thread. */
final class ShowingRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> ANSWERS = new TypeReference<>() {};

    /** All that was shown beside a call, the oldest first. */
    List<PageShowing> of(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(SHOWING)
                .where(SHOWING.CONTACT_ID.eq(contact.value()))
                .orderBy(SHOWING.SHOWN_AT, SHOWING.ID)
                .fetch(ShowingRows::read);
    }

    /** What is shown now, locked until the transaction ends. */
    Optional<PageShowing> open(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(SHOWING)
                .where(SHOWING.CONTACT_ID.eq(contact.value()), SHOWING.ENDED_AT.isNull())
                .forUpdate()
                .fetchOptional(ShowingRows::read);
    }

    void insert(Tx tx, UUID id, ContactId contact, UUID agent, Shown what, Instant now) {
        var form = what instanceof Shown.Form asked ? asked : null;
        tx.dsl()
                .insertInto(SHOWING)
                .set(SHOWING.ID, id)
                .set(SHOWING.CONTACT_ID, contact.value())
                .set(SHOWING.AGENT_ID, agent)
                .set(SHOWING.FORM, form == null ? null : form.node())
                .set(SHOWING.FLOW_SHA, form == null ? null : form.flow())
                .set(SHOWING.DOCUMENT, what instanceof Shown.Document(String name) ? name : null)
                .set(SHOWING.ASKS_FILE, what instanceof Shown.File)
                .set(SHOWING.SHOWN_AT, now)
                .set(SHOWING.STEP, 1)
                .execute();
    }

    void answered(Tx tx, UUID id, Map<String, String> answers) {
        tx.dsl()
                .update(SHOWING)
                .set(SHOWING.ANSWERS, json(answers))
                .set(SHOWING.IS_WRONG, false)
                .set(SHOWING.STEP, SHOWING.STEP.plus(1))
                .where(SHOWING.ID.eq(id))
                .execute();
    }

    void wrong(Tx tx, UUID id) {
        tx.dsl()
                .update(SHOWING)
                .set(SHOWING.IS_WRONG, true)
                .set(SHOWING.STEP, SHOWING.STEP.plus(1))
                .where(SHOWING.ID.eq(id))
                .execute();
    }

    void end(Tx tx, UUID id, String why, Instant now) {
        tx.dsl()
                .update(SHOWING)
                .set(SHOWING.ENDED_AT, now)
                .set(SHOWING.WHY, why)
                .set(SHOWING.STEP, SHOWING.STEP.plus(1))
                .where(SHOWING.ID.eq(id), SHOWING.ENDED_AT.isNull())
                .execute();
    }

    private static PageShowing read(ShowingRecord row) {
        return new PageShowing(
                row.getId(),
                new ContactId(row.getContactId()),
                what(row),
                row.getShownAt(),
                row.getStep(),
                row.getIsWrong(),
                answers(row.getAnswers()),
                row.getWhy());
    }

    private static Shown what(ShowingRecord row) {
        if (row.getAsksFile()) {
            return new Shown.File();
        }
        return row.getForm() == null
                ? new Shown.Document(row.getDocument())
                : new Shown.Form(row.getForm(), row.getFlowSha());
    }

    private static Map<String, String> answers(JSONB json) {
        try {
            return JSON.readValue(json.data(), ANSWERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answers that are no object of texts", e);
        }
    }

    private static JSONB json(Map<String, String> answers) {
        try {
            return JSONB.valueOf(JSON.writeValueAsString(answers));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("answers that cannot be written", e);
        }
    }
}
