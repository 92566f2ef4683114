package io.recaller.conversation;

import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.recaller.contact.ContactId;
import io.recaller.conversation.DialogueStore.Heard;
import io.recaller.db.Tx;
import io.recaller.menu.AccountJson;
import io.recaller.menu.Layout;
import io.recaller.menu.Offer;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The rows of menus as heard. The caller owns the transaction. */
final class ImpressionRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HEARD = "heard";
    private static final List<Field<?>> COLUMNS =
            List.of(
                    MENU_IMPRESSION.ID,
                    MENU_IMPRESSION.CONTACT_ID,
                    MENU_IMPRESSION.FLOW_SHA,
                    MENU_IMPRESSION.NODE,
                    MENU_IMPRESSION.LAYOUT,
                    MENU_IMPRESSION.POLICY,
                    MENU_IMPRESSION.OFFER,
                    MENU_IMPRESSION.OFFER_DETAIL,
                    MENU_IMPRESSION.SPOKEN_AT,
                    MENU_IMPRESSION.HEARD_SECONDS,
                    MENU_IMPRESSION.KEY,
                    MENU_IMPRESSION.OUTCOME);

    private final Supplier<UUID> ids;

    ImpressionRows(Supplier<UUID> ids) {
        this.ids = ids;
    }

    void insert(Tx tx, ContactId contact, String flowSha, Heard heard) {
        var rows = table(DSL.val(rows(contact, flowSha, List.of(heard))));
        tx.dsl().insertInto(MENU_IMPRESSION, COLUMNS).select(select(of(rows)).from(rows)).execute();
    }

    /**
     * A piece of a statement that keeps the menus of its parameter {@code heard}.
     *
     * @param gate a piece before it; only menus of contacts in it are kept
     */
    static CommonTableExpression<?> kept(CommonTableExpression<?> gate) {
        var rows = table(param("heard", SQLDataType.JSONB));
        var contact = MENU_IMPRESSION.CONTACT_ID;
        var heard =
                DSL.field(rows.getQualifiedName().append(contact.getName()), contact.getDataType());
        var moved =
                DSL.field(gate.getQualifiedName().append(contact.getName()), contact.getDataType());
        return name("kept")
                .as(
                        DSL.insertInto(MENU_IMPRESSION, COLUMNS)
                                .select(select(of(rows)).from(gate).join(rows).on(heard.eq(moved)))
                                .returning(MENU_IMPRESSION.ID));
    }

    /** JSON with the names of the table's columns, as rows of it. */
    private static Table<?> table(Field<JSONB> rows) {
        return DSL.table("jsonb_populate_recordset(cast(null as {0}), {1})", MENU_IMPRESSION, rows)
                .as(HEARD);
    }

    private static List<Field<?>> of(Table<?> rows) {
        return COLUMNS.stream()
                .<Field<?>>map(column ->
                        DSL.field(
                                rows.getQualifiedName().append(column.getName()),
                                column.getDataType()))
                .toList();
    }

    /** As {@link #rows}, without the brackets. */
    String list(ContactId contact, String flowSha, List<Heard> menus) {
        var rows = rows(contact, flowSha, menus).data();
        return rows.substring(1, rows.length() - 1);
    }

    /** Menus for {@link #kept}. */
    JSONB rows(ContactId contact, String flowSha, List<Heard> menus) {
        var rows = JSON.createArrayNode();
        for (var heard : menus) {
            var layout = heard.layout();
            var row =
                    rows.addObject()
                            .put("id", ids.get().toString())
                            .put("contact_id", contact.toString())
                            .put("flow_sha", flowSha)
                            .put("node", heard.node())
                            .put("policy", layout.policy())
                            .put("spoken_at", heard.spokenAt().toString())
                            .put("heard_seconds", heard.after().toMillis() / 1000.0)
                            .put("key", heard.key().orElse(null))
                            .put("outcome", heard.outcome());
            row.set("layout", json(layout));
            layout.offer()
                    .ifPresent(offer -> {
                        row.put("offer", offer.proposal().id());
                        row.set("offer_detail", detail(offer));
                    });
        }
        return JSONB.valueOf(rows.toString());
    }

    private static JsonNode detail(Offer offer) {
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
        return detail;
    }

    /**
     * In the order spoken: {@code {option, key, probability, account}}. Words are made of an
     * account when somebody asks.
     */
    static ArrayNode json(Layout layout) {
        var options = JSON.createArrayNode();
        for (var spoken : layout.options()) {
            options.addObject()
                    .put("option", spoken.option().id())
                    .put("key", String.valueOf(spoken.option().key()))
                    .put("probability", spoken.probability())
                    .set("account", AccountJson.of(spoken.account()));
        }
        return options;
    }
}
