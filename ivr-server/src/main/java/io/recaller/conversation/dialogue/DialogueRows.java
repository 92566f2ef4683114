package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.FLOW_VERSION;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Position;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jooq.JSONB;
import org.jooq.Record;

/** The rows of dialogues and of the flow versions they are on. The caller owns the transaction. */
public final class DialogueRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> DATA = new TypeReference<>() {};

    /** A row and its fencing token. */
    record Row(Dialogue dialogue, long version) {}

    Optional<Row> find(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(DIALOGUE.asterisk(), FLOW_VERSION.FLOW)
                .from(DIALOGUE)
                .join(FLOW_VERSION)
                .on(FLOW_VERSION.SHA256.eq(DIALOGUE.FLOW_SHA))
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .fetchOptional(DialogueRows::row);
    }

    void insert(Tx tx, ContactId contact, Dialogue dialogue, Instant at) {
        tx.dsl()
                .insertInto(DIALOGUE)
                .set(DIALOGUE.CONTACT_ID, contact.value())
                .set(DIALOGUE.FLOW_SHA, dialogue.flowSha())
                .set(DIALOGUE.NODE, dialogue.node())
                .set(DIALOGUE.STEP, DialogueJson.step(dialogue.position()))
                .set(DIALOGUE.LANGUAGE, dialogue.language().tag())
                .set(DIALOGUE.DATA, json(dialogue.data()))
                .set(DIALOGUE.PATH, JSONB.valueOf(DialogueJson.path(dialogue.path())))
                .set(DIALOGUE.VERSION, 0L)
                .set(DIALOGUE.UPDATED_AT, at)
                .onConflictDoNothing()
                .execute();
    }

    /**
     * Keeps others from writing the row until the transaction ends.
     *
     * @throws SupersededException when it is not at this version any more
     */
    void hold(Tx tx, ContactId contact, long version) {
        var held =
                tx.dsl()
                        .selectOne()
                        .from(DIALOGUE)
                        .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                        .and(DIALOGUE.VERSION.eq(version))
                        .forUpdate()
                        .fetch();
        if (held.isEmpty()) {
            throw new SupersededException();
        }
    }

    /** Another state of the dialogue's data, at the version that follows. It is held. */
    void write(Tx tx, ContactId contact, Dialogue dialogue, long version, Instant at) {
        tx.dsl()
                .update(DIALOGUE)
                .set(DIALOGUE.DATA, json(dialogue.data()))
                .set(DIALOGUE.VERSION, version + 1)
                .set(DIALOGUE.UPDATED_AT, at)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .execute();
    }

    /** As {@link #hold}, of two; each at whatever version it is. Always in one order. */
    void holdBoth(Tx tx, ContactId one, ContactId other) {
        var _ =
                tx.dsl()
                        .selectOne()
                        .from(DIALOGUE)
                        .where(DIALOGUE.CONTACT_ID.in(one.value(), other.value()))
                        .orderBy(DIALOGUE.CONTACT_ID)
                        .forUpdate()
                        .fetch();
    }

    /** Another dialogue in its place, at a later version. It is held. */
    void replace(Tx tx, ContactId contact, Dialogue dialogue, long next, Instant at) {
        tx.dsl()
                .update(DIALOGUE)
                .set(DIALOGUE.FLOW_SHA, dialogue.flowSha())
                .set(DIALOGUE.NODE, dialogue.node())
                .set(DIALOGUE.STEP, DialogueJson.step(dialogue.position()))
                .set(DIALOGUE.LANGUAGE, dialogue.language().tag())
                .set(DIALOGUE.DATA, json(dialogue.data()))
                .set(DIALOGUE.PATH, JSONB.valueOf(DialogueJson.path(dialogue.path())))
                .set(DIALOGUE.VERSION, next)
                .set(DIALOGUE.UPDATED_AT, at)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .execute();
    }

    /** A page shows it from now on, beside its own door: every server is told of its turns. */
    public void join(Tx tx, ContactId contact) {
        tx.dsl()
                .update(DIALOGUE)
                .set(DIALOGUE.JOINED, true)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .execute();
    }

    /** What was keyed, looked up or filled in is not whoever's who is served from now on. */
    public void forget(Tx tx, ContactId contact) {
        tx.dsl()
                .update(DIALOGUE)
                .set(DIALOGUE.DATA, json(Map.of()))
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .execute();
    }

    /** Keeps the text of a flow as served; the same text is kept once. */
    void keep(Tx tx, Flow flow, Instant at) {
        tx.dsl()
                .insertInto(FLOW_VERSION)
                .set(FLOW_VERSION.SHA256, flow.source().sha256())
                .set(FLOW_VERSION.FLOW, flow.name())
                .set(FLOW_VERSION.YAML, flow.source().text())
                .set(FLOW_VERSION.LOADED_AT, at)
                .onConflictDoNothing()
                .execute();
    }

    Optional<String> flowText(Tx tx, String sha) {
        return tx.dsl()
                .select(FLOW_VERSION.YAML)
                .from(FLOW_VERSION)
                .where(FLOW_VERSION.SHA256.eq(sha))
                .fetchOptional(FLOW_VERSION.YAML);
    }

    static Row row(Record row) {
        var data = read(row.get(DIALOGUE.DATA), DATA);
        var dialogue =
                new Dialogue(
                        row.get(FLOW_VERSION.FLOW),
                        row.get(DIALOGUE.FLOW_SHA),
                        row.get(DIALOGUE.NODE),
                        position(row, data),
                        new Language(row.get(DIALOGUE.LANGUAGE)),
                        data,
                        DialogueJson.path(row.get(DIALOGUE.PATH).data()));
        return new Row(dialogue, row.get(DIALOGUE.VERSION));
    }

    private static Position position(Record row, Map<String, String> data) {
        var step = row.get(DIALOGUE.STEP);
        return OldDialogue.isOne(step)
                ? OldDialogue.position(
                        row.get(DIALOGUE.NODE), step, data, row.get(DIALOGUE.UPDATED_AT))
                : DialogueJson.position(step);
    }

    static JSONB json(Object value) {
        try {
            return JSONB.valueOf(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be JSON: " + value.getClass(), e);
        }
    }

    private static <T> T read(JSONB json, TypeReference<T> type) {
        try {
            return JSON.readValue(json.data(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dialogue's row holds what we did not write", e);
        }
    }
}
