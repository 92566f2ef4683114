package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import com.fasterxml.jackson.core.JsonGenerator;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.db.Tx;
import io.recaller.menu.AccountJson;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Pin;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        var rows = table(DSL.val(JsonText.list(json -> row(json, contact, flowSha, heard))));
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

    /** Menus for {@link #kept}. */
    JSONB rows(TurnTaken turn) {
        return JsonText.list(json -> rows(json, turn));
    }

    /** As the elements of an array. */
    void rows(JsonGenerator json, TurnTaken turn) throws IOException {
        for (var heard : turn.heard()) {
            row(json, turn.contact(), turn.dialogue().flowSha(), heard);
        }
    }

    private void row(JsonGenerator json, ContactId contact, String flowSha, Heard heard)
            throws IOException {
        var layout = heard.layout();
        json.writeStartObject();
        json.writeStringField("id", ids.get().toString());
        json.writeStringField("contact_id", contact.toString());
        json.writeStringField("flow_sha", flowSha);
        json.writeStringField("node", heard.node());
        json.writeStringField("policy", layout.policy());
        json.writeStringField("spoken_at", heard.spokenAt().toString());
        json.writeNumberField("heard_seconds", heard.after().toMillis() / 1000.0);
        json.writeStringField("key", heard.key().orElse(null));
        json.writeStringField("outcome", heard.outcome());
        json.writeFieldName("layout");
        write(json, heard);
        if (layout.offer().isPresent()) {
            offer(json, layout.offer().get(), isOfferOnPage(heard));
        }
        json.writeEndObject();
    }

    private static boolean isOfferOnPage(Heard heard) {
        return heard.beside() && heard.outcome().equals("offer_taken");
    }

    private static void offer(JsonGenerator json, Offer offer, boolean onPage) throws IOException {
        var proposal = offer.proposal();
        json.writeStringField("offer", proposal.id());
        json.writeObjectFieldStart("offer_detail");
        json.writeNumberField("probability", offer.probability());
        json.writeNumberField("threshold", offer.threshold());
        json.writeNumberField("savedSeconds", offer.saved().toMillis() / 1000.0);
        json.writeNumberField("lengthSeconds", proposal.length().toMillis() / 1000.0);
        json.writeStringField("because", proposal.because());
        if (onPage) {
            json.writeStringField("on", "page");
        }
        json.writeArrayFieldStart("topics");
        for (var topic : proposal.topics()) {
            json.writeString(topic.id());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * In the order spoken: {@code {option, key, probability, account, seconds}}, with what holds it
     * in its place: {@code pin: last}, {@code rises: false}; of the one that was chosen on a page
     * beside the call with {@code on: page}. Words are made of it when somebody asks.
     */
    static void write(JsonGenerator json, Heard heard) throws IOException {
        json.writeStartArray();
        for (var spoken : heard.layout().options()) {
            json.writeStartObject();
            json.writeStringField("option", spoken.option().id());
            json.writeStringField("key", String.valueOf(spoken.option().key()));
            json.writeNumberField("probability", spoken.probability());
            json.writeFieldName("account");
            AccountJson.write(json, spoken.account());
            place(json, spoken.option());
            if (heard.beside() && heard.key().equals(key(spoken))) {
                json.writeStringField("on", "page");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void place(JsonGenerator json, MenuOption option) throws IOException {
        json.writeNumberField("seconds", option.length().toMillis() / 1000.0);
        if (option.pin() != Pin.NONE) {
            json.writeStringField("pin", option.pin().name().toLowerCase(Locale.ROOT));
        }
        if (!option.mayRise()) {
            json.writeBooleanField("rises", false);
        }
    }

    private static Optional<String> key(Layout.Spoken spoken) {
        return Optional.of(String.valueOf(spoken.option().key()));
    }
}
