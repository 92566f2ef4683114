package io.recaller.message;

import static io.recaller.db.generated.Tables.ATTACHMENT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.jsonbArrayAgg;
import static org.jooq.impl.DSL.jsonbObject;
import static org.jooq.impl.DSL.key;
import static org.jooq.impl.DSL.select;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.message.file.Attachment;
import java.util.List;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The files of a message, read with it in one query. */
final class AttachmentsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AttachmentsJson() {}

    /** Of the row of {@code message} that is read; null: none. */
    static Field<JSONB> ofMessage() {
        return DSL.field(
                select(
                                jsonbArrayAgg(
                                                jsonbObject(
                                                        key("id").value(ATTACHMENT.ID),
                                                        key("name").value(ATTACHMENT.NAME),
                                                        key("kind").value(ATTACHMENT.KIND),
                                                        key("size").value(ATTACHMENT.SIZE)))
                                        .orderBy(ATTACHMENT.PLACE))
                        .from(ATTACHMENT)
                        .where(ATTACHMENT.MESSAGE_SEQ.eq(MESSAGE.SEQ)));
    }

    static List<Attachment> read(@Nullable JSONB json) {
        if (json == null) {
            return List.of();
        }
        try {
            return JSON.readTree(json.data()).valueStream().map(AttachmentsJson::one).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote what is no JSON", e);
        }
    }

    private static Attachment one(JsonNode file) {
        return new Attachment(
                UUID.fromString(file.path("id").asText()),
                file.path("name").asText(),
                Attachments.type(file.path("kind").asText()),
                file.path("size").asInt());
    }
}
