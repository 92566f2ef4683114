package io.recaller.conversation.dialogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jooq.JSONB;

/**
 * JSON as text, written piece by piece: what is written with every turn is not made into a tree
 * first. Any thread.
 */
final class JsonText {
    /** Buffers are shared: each turn has a thread of its own, which would make its own. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build();

    /** About as long as a menu with its reasons. */
    private static final int USUAL_LENGTH = 2_048;

    private JsonText() {}

    /** What is written. */
    @FunctionalInterface
    interface Pieces {
        void to(JsonGenerator json) throws IOException;
    }

    /** The pieces are the elements of an array. */
    static JSONB list(Pieces elements) {
        return JSONB.valueOf(
                of(json -> {
                    json.writeStartArray();
                    elements.to(json);
                    json.writeEndArray();
                }));
    }

    static String of(Pieces pieces) {
        var text = new StringWriter(USUAL_LENGTH);
        try (var json = FACTORY.createGenerator(text)) {
            pieces.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
        return text.toString();
    }
}
