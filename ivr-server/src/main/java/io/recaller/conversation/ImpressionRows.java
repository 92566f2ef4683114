package io.recaller.conversation;

import static io.recaller.db.generated.Tables.MENU_IMPRESSION;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.recaller.contact.ContactId;
import io.recaller.conversation.DialogueStore.Heard;
import io.recaller.db.Tx;
import io.recaller.menu.Layout;
import io.recaller.menu.Offer;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.JSONB;

/** The rows of menus as heard. The caller owns the transaction. */
final class ImpressionRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<UUID> ids;

    ImpressionRows(Supplier<UUID> ids) {
        this.ids = ids;
    }

    void insert(Tx tx, ContactId contact, String flowSha, Heard heard) {
        var offer = heard.layout().offer();
        tx.dsl()
                .insertInto(MENU_IMPRESSION)
                .set(MENU_IMPRESSION.ID, ids.get())
                .set(MENU_IMPRESSION.CONTACT_ID, contact.value())
                .set(MENU_IMPRESSION.FLOW_SHA, flowSha)
                .set(MENU_IMPRESSION.NODE, heard.node())
                .set(MENU_IMPRESSION.LAYOUT, JSONB.valueOf(json(heard.layout()).toString()))
                .set(MENU_IMPRESSION.POLICY, heard.layout().policy())
                .set(MENU_IMPRESSION.OFFER, offer.map(made -> made.proposal().id()).orElse(null))
                .set(MENU_IMPRESSION.OFFER_DETAIL, offer.map(ImpressionRows::detail).orElse(null))
                .set(MENU_IMPRESSION.SPOKEN_AT, heard.spokenAt())
                .set(MENU_IMPRESSION.HEARD_SECONDS, heard.after().toMillis() / 1000.0)
                .set(MENU_IMPRESSION.KEY, heard.key().orElse(null))
                .set(MENU_IMPRESSION.OUTCOME, heard.outcome())
                .execute();
    }

    private static JSONB detail(Offer offer) {
        var proposal = offer.proposal();
        var detail =
                JSON.createObjectNode()
                        .put("probability", offer.probability())
                        .put("threshold", offer.threshold())
                        .put("savedSeconds", offer.saved().toMillis() / 1000.0)
                        .put("lengthSeconds", proposal.length().toMillis() / 1000.0)
                        .put("because", proposal.because());
        var topics = detail.putArray("topics");
        proposal.topics().forEach(topic -> topics.add(topic.id()));
        return JSONB.valueOf(detail.toString());
    }

    /** In the order spoken: {@code {option, key, probability, reasons: [{words, share}]}}. */
    static ArrayNode json(Layout layout) {
        var options = JSON.createArrayNode();
        for (var spoken : layout.options()) {
            var option =
                    options.addObject()
                            .put("option", spoken.option().id())
                            .put("key", String.valueOf(spoken.option().key()))
                            .put("probability", spoken.probability());
            var reasons = option.putArray("reasons");
            spoken.reasons()
                    .forEach(reason ->
                            reasons.addObject()
                                    .put("words", reason.words())
                                    .put("share", reason.share()));
        }
        return options;
    }
}
